package se.malbild.cli.serve;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.goals.Text;
import se.malbild.receipts.ReceiptsService;
import se.malbild.receipts.ReceiptsSettings;
import se.malbild.schemas.Cluster;
import se.malbild.service.HttpSettings;
import se.malbild.service.Log;
import se.malbild.service.Tokens;

@Command(
        name = "receipts",
        description = {
            "Svarar på vad som blev av varje händelse, och håller förvaltningarnas böcker.",
            "Answers what became of every event, and keeps the departments' books."
        },
        mixinStandardHelpOptions = true)
final class ServeReceiptsCommand implements Callable<Integer> {
    /** After the prefix, so that users of one cluster do not share it. */
    private static final String STATE = "data/receipts";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions;

    @Mixin
    private HttpOptions http;

    @Option(
            names = "--state",
            paramLabel = "KATALOG/DIR",
            description = {
                "Katalog som behålls mellan starter. (" + STATE + ")",
                "Directory kept between starts. (" + STATE + ")"
            })
    private Optional<Path> state = Optional.empty();

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            defaultValue = ReceiptsSettings.DEFAULT_APPLICATION_ID,
            description = {
                "Tillämpningens namn i Kafka. (${DEFAULT-VALUE})",
                "The application's name in Kafka. (${DEFAULT-VALUE})"
            })
    private String applicationId;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private TokenOptions tokens;

    @Override
    public Integer call() throws CommandException {
        Log.toStandardError();
        Console console = ConsoleOption.consoleOf(spec);
        HttpSettings listen = http.settings(ReceiptsService.DEFAULT_PORT);
        Optional<Tokens> known = tokens.open();
        if (known.isEmpty() && !listen.isLoopback()) {
            throw new CommandException(new Text(
                    "Utan --tokens kan tjänsten bara nås från den här datorn; ange --tokens eller ta bort --host.",
                    "Without --tokens the service can be reached from this computer only; give --tokens or remove"
                            + " --host."));
        }
        Cluster cluster = clusterOptions.cluster();
        ReceiptsSettings settings = new ReceiptsSettings(
                cluster,
                applicationId,
                state.orElse(cluster.prefix().path(Path.of(STATE)))
                        .toAbsolutePath()
                        .normalize(),
                instance.replication(),
                instance.threads(),
                Map.of());
        try (ReceiptsService service = new ReceiptsService(settings, listen, known)) {
            console.say(
                    "Kvittenser och böcker: " + service.url() + "/v1/books. Ctrl-C avslutar.",
                    "Receipts and books: " + service.url() + "/v1/books. Press Ctrl-C to stop it.");
            service.start();
            if (!service.awaitEnd()) {
                throw new CommandException(new Text(
                        "Kvittenserna avbröts av ett fel, som står i loggen ovan."
                                + " Inget är förlorat: starta dem igen.",
                        "The receipts service was stopped by an error; see the log above."
                                + " Nothing is lost: start it again."));
            }
        } catch (InterruptedException stop) {
            console.say("Stoppad.", "Stopped.");
        }
        return 0;
    }
}
