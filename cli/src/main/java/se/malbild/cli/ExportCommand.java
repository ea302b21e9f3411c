package se.malbild.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.InputFold;
import se.malbild.goals.Text;
import se.malbild.publisher.ObservationJson;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

@Command(
        name = "export",
        description = {
            "Skriver varje observation som kan tas emot, i en fil som ”malbild publish” läser, och gällande styrmodeller.",
            "Writes every observation that can be accepted, to a file that “malbild publish” reads, and the frameworks in"
                    + " force."
        },
        footer = {
            "Slutkod: 0 när allt kom med, 1 när något inte gjorde det.",
            "Exit code: 0 when everything was written, 1 when something was left out."
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    static final String EVENTS = "events.ndjson";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions;

    @Parameters(
            paramLabel = "KATALOG/DIR",
            description = {"En katalog, som görs om den saknas.", "A directory, created if it is missing."})
    private Path directory;

    private long events;

    @Override
    public Integer call() throws CommandException {
        Cluster cluster = clusterOptions.cluster();
        Brokers.requireBroker(cluster);
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
            registry.preload(Topic.INDICATOR_EVENTS);
            registry.preload(Topic.GOAL_FRAMEWORKS);
            Files.createDirectories(directory);
            InputFold inputs = InputFold.ofAllPartitions(cluster, registry);
            writeEvents(inputs);
            int frameworks = writeFrameworks(inputs);
            inputs.requireAllDecoded();
            tell(frameworks, inputs);
            return inputs.leftOut() == 0 ? 0 : 1;
        } catch (RegistryException failed) {
            throw new CommandException(failed.text());
        } catch (FileAlreadyExistsException there) {
            throw new CommandException(new Text(
                    there.getFile() + " finns redan. Ange en annan katalog.",
                    there.getFile() + " already exists. Choose another directory."));
        } catch (IOException | UncheckedIOException failed) {
            throw new CommandException(new Text(
                    directory + " kan inte skrivas: " + failed.getMessage() + ". Ange en annan katalog.",
                    directory + " cannot be written: " + failed.getMessage() + ". Choose another directory."));
        }
    }

    private void tell(int frameworks, InputFold inputs) {
        Console console = ConsoleOption.consoleOf(spec);
        Text observations = Text.count(events, "observation", "observationer", "observation", "observations");
        Text models = Text.count(frameworks, "styrmodell", "styrmodeller", "framework", "frameworks");
        console.say(
                observations.sv() + " står i " + directory.resolve(EVENTS) + ", och " + models.sv() + " bredvid.",
                "Wrote " + observations.en() + " to " + directory.resolve(EVENTS) + ", and " + models.en()
                        + " beside it.");
        if (inputs.misplaced() > 0) {
            Text misplaced = Text.count(
                    inputs.misplaced(),
                    "post togs med fast den inte ligger i sin organisations partition.",
                    "poster togs med fast de inte ligger i sin organisations partition.",
                    "record was included although it is not in its organisation's partition.",
                    "records were included although they are not in their organisation's partition.");
            console.say(misplaced);
        }
        if (inputs.leftOut() > 0) {
            Text left = Text.count(inputs.leftOut(), "post", "poster", "record", "records");
            String byFault = inputs.leftOutByFault().entrySet().stream()
                    .map(fault -> fault.getKey() + " " + fault.getValue())
                    .collect(Collectors.joining(", "));
            console.say(
                    left.sv() + " som inte kan tas emot följde inte med. Per fel: " + byFault
                            + ". Visa dem med ”malbild rejected list”.",
                    "Left out: " + left.en() + " that cannot be accepted. By fault: " + byFault
                            + ". Show them with “malbild rejected list”.");
        }
    }

    private void writeEvents(InputFold inputs) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(directory.resolve(EVENTS), StandardOpenOption.CREATE_NEW)) {
            inputs.forEachObservation(observation -> {
                writeLine(out, ObservationJson.write(observation));
                events++;
            });
        }
    }

    private static void writeLine(BufferedWriter out, String line) {
        try {
            out.write(line);
            out.newLine();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Writes those in force, and returns how many there are. */
    private int writeFrameworks(InputFold inputs) throws IOException {
        SortedMap<String, FrameworkIntake.Applied> inForce = inputs.frameworksInForce();
        for (Map.Entry<String, FrameworkIntake.Applied> framework : inForce.entrySet()) {
            Files.writeString(
                    directory.resolve(framework.getKey().replace('/', '-') + ".yaml"),
                    framework.getValue().document(),
                    StandardOpenOption.CREATE_NEW);
        }
        return inForce.size();
    }
}
