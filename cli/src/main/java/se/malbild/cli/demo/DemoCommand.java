package se.malbild.cli.demo;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.PictureOptions;
import se.malbild.cli.terminal.UsageException;
import se.malbild.cli.topics.TopicPrefixOption;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.gateway.GatewaySettings;
import se.malbild.goals.Text;
import se.malbild.receipts.ReceiptsService;
import se.malbild.streams.service.StreamsService;

@Command(
        name = "demo",
        description = {
            "Startar allt på den här datorn, läser in exempeldata och skriver ut målbilden.",
            "Starts everything on this computer, reads the sample data and prints the picture."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final List<String> CLUSTER_PORTS = List.of("--broker-port", "--registry-port");
    private static final List<String> ALL_PORTS = List.of(
            "--broker-port",
            "--registry-port",
            "--dashboard-port",
            "--gateway-port",
            "--receipts-port",
            "--health-port");

    @Spec
    private CommandSpec spec;

    @Mixin
    private PictureOptions options;

    @Mixin
    private TopicPrefixOption prefix;

    @Option(
            names = "--data",
            paramLabel = "KATALOG/DIR",
            defaultValue = "data",
            description = {
                "Katalog som allt sparas i. (${DEFAULT-VALUE})",
                "Directory in which everything is kept. (${DEFAULT-VALUE})"
            })
    private Path data;

    @Option(
            names = "--exit",
            description = {"Avslutar efter utskriften.", "Exits after printing."})
    private boolean exit;

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = {
                "Kafkas port, 0 för en ledig. (${DEFAULT-VALUE})",
                "Kafka's port, 0 for a free one. (${DEFAULT-VALUE})"
            })
    private int brokerPort;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "8085",
            description = {
                "Schemaregistrets port, 0 för en ledig. (${DEFAULT-VALUE})",
                "The registry's port, 0 for a free one. (${DEFAULT-VALUE})"
            })
    private int registryPort;

    @Option(
            names = "--dashboard-port",
            paramLabel = "PORT",
            defaultValue = "" + DashboardSettings.DEFAULT_PORT,
            description = {
                "Webbsidornas port, 0 för en ledig. (${DEFAULT-VALUE})",
                "The pages' port, 0 for a free one. (${DEFAULT-VALUE})"
            })
    private int dashboardPort;

    @Option(
            names = "--gateway-port",
            paramLabel = "PORT",
            defaultValue = "" + GatewaySettings.DEFAULT_PORT,
            description = {
                "Ingångens port, 0 för en ledig. (${DEFAULT-VALUE})",
                "The gateway's port, 0 for a free one. (${DEFAULT-VALUE})"
            })
    private int gatewayPort;

    @Option(
            names = "--receipts-port",
            paramLabel = "PORT",
            defaultValue = "" + ReceiptsService.DEFAULT_PORT,
            description = {
                "Kvittensernas port, 0 för en ledig. (${DEFAULT-VALUE})",
                "The receipts' port, 0 for a free one. (${DEFAULT-VALUE})"
            })
    private int receiptsPort;

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            defaultValue = "" + StreamsService.DEFAULT_PORT,
            description = {
                "Port för strömtillämpningens hälsa, 0 för en ledig. (${DEFAULT-VALUE})",
                "Port of the streams application's health, 0 for a free one. (${DEFAULT-VALUE})"
            })
    private int healthPort;

    @Override
    public Integer call() throws CommandException {
        Console console = ConsoleOption.consoleOf(spec);
        requireDifferent(exit ? CLUSTER_PORTS : ALL_PORTS);
        DemoServices.Ports ports = new DemoServices.Ports(dashboardPort, gatewayPort, receiptsPort, healthPort);
        if (!exit) {
            ports.requireFree();
        }
        try (Demo demo = Demo.start(
                data.toAbsolutePath().normalize(),
                brokerPort,
                registryPort,
                exit ? 0 : healthPort,
                prefix.prefix(),
                console)) {
            options.print(options.choose(demo.awaitPictures()), console);
            if (!exit) {
                try (DemoServices services = demo.serve(ports)) {
                    services.tellAddresses(console);
                    demo.awaitFailure();
                }
            }
        } catch (InterruptedException stop) {
            console.say("Stoppad.", "Stopped.");
        }
        return 0;
    }

    /** Refuses the same port for two of {@code options}; 0 is a free one for each. */
    private void requireDifferent(List<String> options) {
        Map<Integer, String> others = new HashMap<>();
        for (String option : options) {
            Integer port = spec.findOption(option).getValue();
            String other = port == 0 ? null : others.put(port, option);
            if (other != null) {
                throw new UsageException(
                        spec,
                        new Text(
                                other + " och " + option + " är båda " + port + "; ange olika portar.",
                                other + " and " + option + " are both " + port + "; give different ports."));
            }
        }
    }
}
