package se.malbild.cli.serve;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.goals.Text;
import se.malbild.service.Log;
import se.malbild.streams.service.StreamsService;

@Command(
        name = "streams",
        description = {
            "Kör strömtillämpningen: väger samman händelserna till målbilder.",
            "Runs the streams application: computes pictures from the events."
        },
        mixinStandardHelpOptions = true)
final class ServeStreamsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StreamsOptions options;

    @Mixin
    private HttpOptions http;

    @Mixin
    private TokenOptions tokens;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        Log.toStandardError();
        Console console = ConsoleOption.consoleOf(spec);
        try (StreamsService service =
                new StreamsService(options.settings(), http.settings(StreamsService.DEFAULT_PORT), tokens.open())) {
            console.say(
                    "Driftsida, hälsa och mätvärden: " + service.url() + "/, " + service.url() + "/health/ready, "
                            + service.url() + "/metrics",
                    "Operators' page, health and metrics: " + service.url() + "/, " + service.url() + "/health/ready, "
                            + service.url() + "/metrics");
            service.start();
            if (!service.awaitEnd()) {
                throw new CommandException(new Text(
                        "Strömtillämpningen avbröts av ett fel, som står i loggen ovan."
                                + " Inget är förlorat: starta den igen.",
                        "The streams application was stopped by an error; see the log above."
                                + " Nothing is lost: start it again."));
            }
        }
        return 0;
    }
}
