package se.malbild.cli.serve;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.applications.ApplicationStart;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.UsageException;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.dashboard.Dashboard;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.goals.Text;
import se.malbild.schemas.Cluster;
import se.malbild.service.Log;

@Command(
        name = "dashboard",
        description = {
            "Visar målbilden för människor och program. Hur många som helst kan köras.",
            "Shows the picture to people and programs. Any number can run."
        },
        mixinStandardHelpOptions = true)
final class ServeDashboardCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions;

    @Mixin
    private HttpOptions http;

    @Option(
            names = "--cors-origin",
            paramLabel = "URL",
            description = {
                "Webbplats vars skript får läsa uppgifterna; kan anges flera gånger. Annars ingen.",
                "Site whose scripts may read the data; may be given several times. Otherwise none."
            })
    private List<String> corsOrigins = List.of();

    @Option(
            names = "--embed-origin",
            paramLabel = "URL",
            description = {
                "Webbplats som får bädda in målbilden i sina sidor; kan anges flera gånger. Annars ingen.",
                "Site that may embed the picture in its pages; may be given several times. Otherwise none."
            })
    private List<String> embedOrigins = List.of();

    @Option(
            names = "--history-bytes",
            paramLabel = "BYTE/BYTES",
            defaultValue = "" + DashboardSettings.DEFAULT_HISTORY_BYTES,
            description = {
                "Minne för kommunernas loggar, ur vilka det räknas vad som var känt tidigare; ungefär lika mycket till"
                        + " går åt för det som senast räknades. 0 stänger av det. (${DEFAULT-VALUE})",
                "Memory for the municipalities' logs, from which it is computed what was known earlier; about as much"
                        + " again is taken by what was computed last. 0 switches that off. (${DEFAULT-VALUE})"
            })
    private long historyBytes;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        if (historyBytes < 0) {
            throw new UsageException(
                    spec,
                    new Text(
                            "--history-bytes är ett antal byte, eller 0 för att stänga av.",
                            "--history-bytes is a number of bytes, or 0 to switch off."));
        }
        for (String origin : embedOrigins) {
            if (!PageRoutes.isOrigin(origin)) {
                throw new UsageException(
                        spec,
                        new Text(
                                "--embed-origin: ”" + origin
                                        + "” är ingen webbplats; ange till exempel https://www.example.se, utan"
                                        + " sökväg.",
                                "--embed-origin: “" + origin
                                        + "” is not a site; give for example https://www.example.se, without a path."));
            }
        }
        Log.toStandardError();
        Cluster cluster = clusterOptions.cluster();
        Brokers.requireBroker(cluster, ApplicationStart.BROKER_ANSWERS_WITHIN);
        DashboardSettings settings = new DashboardSettings(
                cluster, http.settings(DashboardSettings.DEFAULT_PORT), Set.copyOf(corsOrigins), historyBytes);
        try (Dashboard dashboard =
                Dashboard.start(settings, (view, past) -> new PageRoutes(view, past, Set.copyOf(embedOrigins)))) {
            ConsoleOption.consoleOf(spec)
                    .say(
                            "Målbilden visas på " + dashboard.url() + "/ tills du trycker Ctrl-C.",
                            "The picture is shown at " + dashboard.url() + "/ until you press Ctrl-C.");
            dashboard.awaitEnd(); // or until the stop signal interrupts
            throw new CommandException(new Text(
                    "Målbilden avbröts av ett fel, som står i loggen ovan. Inget är förlorat: starta den igen.",
                    "The dashboard was stopped by an error; see the log above." + " Nothing is lost: start it again."));
        }
    }
}
