package se.malbild.cli.serve;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.goals.Text;
import se.malbild.service.HttpService;
import se.malbild.service.Log;
import se.malbild.service.Metrics;
import se.malbild.streams.StreamsApplication;
import se.malbild.streams.StreamsSettings;
import se.malbild.streams.service.OperatorsPage;
import se.malbild.streams.service.StreamsHealth;

@Command(
        name = "streams",
        description = {
            "Kör strömtillämpningen: väger samman händelserna till målbilder.",
            "Runs the streams application: makes pictures of the events."
        },
        mixinStandardHelpOptions = true)
public final class ServeStreamsCommand implements Callable<Integer> {
    public static final int DEFAULT_PORT = 8083;

    @ParentCommand
    private ServeCommand serve;

    @Mixin
    private StreamsOptions options;

    @Mixin
    private HttpOptions http;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        Log.toStandardError();
        Console console = serve.console();
        StreamsSettings settings = options.settings();
        StreamsHealth health = new StreamsHealth();
        OperatorsPage page = new OperatorsPage(settings.bootstrapServers(), settings.applicationId(), health);
        try (Metrics metrics = new Metrics("streams");
                HttpService server = HttpService.start(http.settings(DEFAULT_PORT), metrics, health, page::routes)) {
            console.say(
                    "Driftsida, hälsa och mätvärden: " + server.url() + "/, " + server.url() + "/health/ready, "
                            + server.url() + "/metrics",
                    "Operators' page, health and metrics: " + server.url() + "/, " + server.url() + "/health/ready, "
                            + server.url() + "/metrics");
            try (StreamsApplication application = new StreamsApplication(settings, metrics.registry())) {
                health.follow(application);
                if (!application.awaitEnd()) {
                    throw new CommandException(new Text(
                            "Strömtillämpningen avbröts av ett fel, som står i loggen ovan."
                                    + " Inget är förlorat: starta den igen.",
                            "The streams application was ended by an error, which the log above tells."
                                    + " Nothing is lost: start it again."));
                }
            }
        }
        return 0;
    }
}
