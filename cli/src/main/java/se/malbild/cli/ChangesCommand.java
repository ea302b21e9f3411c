package se.malbild.cli;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.ChangeJson;
import se.malbild.cli.terminal.ChangeLines;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.MomentConverter;
import se.malbild.cli.terminal.MunicipalityConverter;
import se.malbild.cli.terminal.UsageException;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.KnownThen;
import se.malbild.goals.Text;
import se.malbild.history.Change;
import se.malbild.history.Cut;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.registry.SchemaRegistry;

@Command(
        name = "changes",
        description = {
            "Visar vad som har ändrats i en kommuns målbilder sedan en viss dag, och vad som ändrade det.",
            "Shows what has changed in a municipality's pictures since some day, and what changed it."
        },
        mixinStandardHelpOptions = true)
final class ChangesCommand implements Callable<Integer> {
    /** The forms changes are printed in. */
    enum Format {
        table,
        json
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions;

    @Option(
            names = "--organisation",
            paramLabel = "KOMMUN/MUNICIPALITY",
            defaultValue = "1880",
            converter = MunicipalityConverter.class,
            description = {
                "Kommun: namn eller kod. (${DEFAULT-VALUE}, Örebro)",
                "Municipality: name or code. (${DEFAULT-VALUE}, Örebro)"
            })
    private String organisation;

    @Option(
            names = "--since",
            paramLabel = "TID/TIME",
            required = true,
            converter = MomentConverter.class,
            description = {
                "Vad som var känt då jämförs det med: 2018-08-31 (till dagens slut i Sverige) eller 2018-08-31T12:00:00Z.",
                "Compares with what was known then: 2018-08-31 (to the end of the day in Sweden) or 2018-08-31T12:00:00Z."
            })
    private Instant since;

    @Option(
            names = "--until",
            paramLabel = "TID/TIME",
            converter = MomentConverter.class,
            description = {
                "Hur långt ändringarna visas; annars till nu.",
                "Until when changes are shown; now if not given."
            })
    private Optional<Instant> until = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORM/FORMAT",
            defaultValue = "table",
            description = {
                "Hur ändringarna skrivs ut: ${COMPLETION-CANDIDATES}, där json har en ändring på varje rad."
                        + " (${DEFAULT-VALUE})",
                "How the changes are printed: ${COMPLETION-CANDIDATES}, where json has one change on each line."
                        + " (${DEFAULT-VALUE})"
            })
    private Format format;

    @Override
    public Integer call() throws CommandException {
        Console console = ConsoleOption.consoleOf(spec);
        if (until.isPresent() && until.get().isBefore(since)) {
            throw new UsageException(
                    spec,
                    new Text(
                            "--until ligger före --since; byt plats på dem.", "--until is before --since; swap them."));
        }
        Cluster cluster = clusterOptions.cluster();
        Brokers.requireBroker(cluster);
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
            KnownThen then = new KnownThen(cluster, registry, organisation, console);
            Cut after = then.at(since);
            Cut through = until.isPresent() ? then.at(until.get()) : then.now();
            Consumer<Change> printer = format == Format.json
                    ? change -> console.result(ChangeJson.of(change) + "\n")
                    : new ChangeLines(console);
            then.changes(after, through, printer);
            return 0;
        }
    }
}
