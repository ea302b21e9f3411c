package se.malbild.local;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "demo",
        description = {
            "Startar allt på den här datorn, läser in exempeldata och skriver ut målbilden.",
            "Starts everything on this computer, reads the sample data and prints the picture."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @ParentCommand
    private Malbild malbild;

    @Mixin
    private PictureOptions options;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Katalog som allt sparas i. / Directory in which everything is kept. (${DEFAULT-VALUE})")
    private Path data;

    @Option(names = "--exit", description = "Avslutar efter utskriften. / Ends after printing.")
    private boolean exit;

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Kafkas port, 0 för en ledig. / Kafka's port, 0 for a free one. (${DEFAULT-VALUE})")
    private int brokerPort;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "8085",
            description =
                    "Schemaregistrets port, 0 för en ledig. / The registry's port, 0 for a free one. (${DEFAULT-VALUE})")
    private int registryPort;

    @Override
    public Integer call() throws CommandException {
        Console console = malbild.console();
        try (Demo demo = Demo.start(data.toAbsolutePath().normalize(), brokerPort, registryPort, console)) {
            demo.publishSamples();
            options.print(options.choose(demo.awaitPictures()), console);
            if (!exit) {
                demo.tellAddresses();
                demo.awaitFailure();
            }
        } catch (InterruptedException stop) {
            console.say("Stoppad.", "Stopped.");
        }
        return 0;
    }
}
