package se.malbild.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.MomentConverter;
import se.malbild.cli.terminal.MunicipalityConverter;
import se.malbild.cli.terminal.Reconciled;
import se.malbild.cli.terminal.ReconciledJson;
import se.malbild.cli.terminal.ReconciledLines;
import se.malbild.cli.terminal.ReconciledTable;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.KnownThen;
import se.malbild.cli.topics.RejectedFigures;
import se.malbild.files.Defaults;
import se.malbild.files.FileRow;
import se.malbild.files.ObservationFile;
import se.malbild.files.UnreadableFileException;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Observation;
import se.malbild.history.ReconciledFigure;
import se.malbild.history.ReconciledFigure.Verdict;
import se.malbild.history.Reconciliation;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

@Command(
        name = "reconcile",
        description = {
            "Stämmer av en nämnds egen tabell (CSV, Excel eller NDJSON) mot loggen: varje siffra som skiljer sig, med"
                    + " händelsen som gör skillnaden.",
            "Reconciles a department's own table (CSV, Excel or NDJSON) with the log: every figure that differs, with"
                    + " the event that made the difference."
        },
        footer = {
            "Kolumner som i ”malbild publish”; händelse-id och tidpunkt behövs inte. Siffran jämförs, och antalet där"
                    + " raden har ett.",
            "Slutkod: 0 allt är lika, 1 något skiljer sig, 2 något gick inte att jämföra.",
            "Columns as in “malbild publish”; eventId and observedAt are not needed. Compared are the figure, and the"
                    + " count where the row has one.",
            "Exit code: 0 all is the same, 1 something differs, 2 something could not be compared."
        },
        exitCodeOnExecutionException = ReconcileCommand.UNCOMPARED,
        mixinStandardHelpOptions = true)
final class ReconcileCommand implements Callable<Integer> {
    /** The forms the comparison is printed in. */
    enum Format {
        table,
        json,
        csv
    }

    private static final int DIFFERS = 1;
    /** Also what a command returns that was given wrongly. */
    static final int UNCOMPARED = 2;
    /** Of rows without one: any other time is later, and among themselves their revisions decide. */
    private static final Instant NO_TIME = Instant.EPOCH;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions;

    @Parameters(
            paramLabel = "FIL/FILE",
            description = {"Filen med tabellen.", "The file with the table."})
    private Path file;

    @Option(
            names = "--organisation",
            paramLabel = "KOMMUN/MUNICIPALITY",
            converter = MunicipalityConverter.class,
            description = {"Kommun för rader utan: namn eller kod.", "Municipality of rows without one: name or code."})
    private Optional<String> organisation = Optional.empty();

    @Option(
            names = "--department",
            paramLabel = "ID",
            description = {"Förvaltning för rader utan.", "Department of rows without one."})
    private Optional<String> department = Optional.empty();

    @Mixin
    private EmptyOption empty;

    @Option(
            names = "--sheet",
            paramLabel = "BLAD/SHEET",
            description = {"Blad i arbetsboken.", "Sheet of the workbook."})
    private Optional<String> sheet = Optional.empty();

    @Option(
            names = "--as-of",
            paramLabel = "TID/TIME",
            converter = MomentConverter.class,
            description = {
                "Jämför med det som hade kommit in då: 2018-08-31 (till dagens slut i Sverige) eller"
                        + " 2018-08-31T12:00:00Z; annars nu.",
                "Compares with what had come in by then: 2018-08-31 (to the end of the day in Sweden) or"
                        + " 2018-08-31T12:00:00Z; now if not given."
            })
    private Optional<Instant> asOf = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORM/FORMAT",
            defaultValue = "table",
            description = {
                "Hur jämförelsen skrivs ut: ${COMPLETION-CANDIDATES}, där json har en siffra på varje rad."
                        + " (${DEFAULT-VALUE})",
                "How the comparison is printed: ${COMPLETION-CANDIDATES}, where json has one figure on each line."
                        + " (${DEFAULT-VALUE})"
            })
    private Format format;

    /** What could be read of the table, by municipality. */
    private static final class TableRows {
        private final SortedMap<String, List<Reconciliation.Row>> rows = new TreeMap<>();
        private final Warnings warnings = new Warnings();
        private long skipped;
        private int faulty;

        void add(FileRow.Good good, FrameworkCheck frameworks) {
            Observation said = good.observation();
            rows.computeIfAbsent(said.cell().organisation(), first -> new ArrayList<>())
                    .add(new Reconciliation.Row(good.number(), said));
            warnings.add(new Text("Rad " + good.number(), "Row " + good.number()), frameworks.warnings(said));
        }
    }

    @Override
    public Integer call() throws CommandException {
        Console console = ConsoleOption.consoleOf(spec);
        Cluster cluster = clusterOptions.cluster();
        Brokers.requireBroker(cluster);
        TableRows table = read(FrameworkCheck.of(cluster, console), console);
        List<Reconciled> compared = new ArrayList<>();
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
            registry.preload(Topic.REJECTED_EVENTS);
            for (Map.Entry<String, List<Reconciliation.Row>> rows : table.rows.entrySet()) {
                compared.addAll(compare(rows.getKey(), rows.getValue(), cluster, registry, console));
            }
        } catch (RegistryException failed) {
            throw new CommandException(failed.text());
        }
        print(compared, console);
        table.warnings.tell(console);
        console.say(summary(compared, table.faulty));
        if (table.faulty > 0 || compared.isEmpty()) {
            return UNCOMPARED;
        }
        boolean isSame = compared.stream().allMatch(one -> one.figure().verdict() == Verdict.SAME);
        return isSame ? CommandLine.ExitCode.OK : DIFFERS;
    }

    private TableRows read(FrameworkCheck frameworks, Console console) throws CommandException {
        Defaults defaults =
                new Defaults(organisation, department, Optional.of(NO_TIME), Optional.empty(), empty.value());
        TableRows table = new TableRows();
        try (ObservationFile open = ObservationFile.open(file, defaults, sheet, frameworks::identified)) {
            open.notes().forEach(note -> console.say(file + ": " + note.sv(), file + ": " + note.en()));
            for (Optional<FileRow> row = open.next(); row.isPresent(); row = open.next()) {
                if (row.get() instanceof FileRow.Good good) {
                    table.add(good, frameworks);
                } else if (row.get() instanceof FileRow.Skipped) {
                    table.skipped++;
                } else if (row.get() instanceof FileRow.Faulty bad) {
                    table.faulty++;
                    FileFaultWords.of(file, bad).forEach(console::say);
                }
            }
            if (table.skipped > 0) {
                Text skipped = EmptyOption.skipped(table.skipped);
                console.say(file + ": " + skipped.sv() + ".", file + ": " + skipped.en() + ".");
            }
            return table;
        } catch (UnreadableFileException unreadable) {
            FileFaultWords.of(file, unreadable).forEach(console::say);
            throw new CommandException(
                    new Text("Ingenting av " + file + " är jämfört.", "Nothing of " + file + " has been compared."));
        } catch (NoSuchFileException missing) {
            throw new CommandException(new Text(
                    "Filen " + missing.getFile() + " finns inte; kontrollera namnet.",
                    "The file " + missing.getFile() + " does not exist; check its name."));
        } catch (IOException failed) {
            throw CommandException.cannotRead(file);
        }
    }

    private List<Reconciled> compare(
            String code, List<Reconciliation.Row> rows, Cluster cluster, SchemaRegistry registry, Console console)
            throws CommandException {
        KnownThen then = new KnownThen(cluster, registry, code, console);
        Reconciliation reconciliation = new Reconciliation(rows);
        then.arrivals(asOf.isPresent() ? then.at(asOf.get()) : then.now(), reconciliation::take);
        tellOverruled(reconciliation.overruled(), console);
        List<ReconciledFigure> figures = reconciliation.figures();
        List<Observation> unheard = figures.stream()
                .filter(ReconciledFigure::isUnheard)
                .flatMap(figure -> figure.row().stream())
                .map(Reconciliation.Row::said)
                .toList();
        RejectedFigures rejected = RejectedFigures.of(cluster, registry, unheard, asOf);
        return figures.stream()
                .map(figure -> new Reconciled(
                        figure,
                        figure.row()
                                .filter(row -> figure.isUnheard())
                                .map(row -> rejected.about(row.said()))
                                .orElse(List.of())))
                .toList();
    }

    private static void tellOverruled(List<Reconciliation.Row> overruled, Console console) {
        if (!overruled.isEmpty()) {
            String numbers =
                    overruled.stream().map(row -> Long.toString(row.number())).collect(Collectors.joining(", "));
            console.say(
                    "Jämförs inte, för en annan rad om samma cell har högre revision eller senare tidpunkt: rad "
                            + numbers + ".",
                    "Not compared, since another row about the same cell has a higher revision or a later time: row "
                            + numbers + ".");
        }
    }

    private void print(List<Reconciled> compared, Console console) {
        switch (format) {
            case table -> {
                ReconciledLines lines = new ReconciledLines(console.language());
                compared.forEach(one -> console.result(lines.of(one)));
            }
            case json -> compared.forEach(one -> console.result(ReconciledJson.of(one) + "\n"));
            case csv -> console.result(ReconciledTable.of(compared, console.language()));
        }
    }

    private static Text summary(List<Reconciled> compared, int faulty) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        compared.forEach(one -> counts.merge(one.figure().verdict(), 1, Integer::sum));
        int same = counts.getOrDefault(Verdict.SAME, 0);
        int different = counts.getOrDefault(Verdict.DIFFERENT, 0);
        int notInLog = counts.getOrDefault(Verdict.NOT_IN_LOG, 0);
        int notInTable = counts.getOrDefault(Verdict.NOT_IN_TABLE, 0);
        int table = same + different + notInLog;
        Text figures = Text.count(
                table, "siffra i tabellen", "siffror i tabellen", "figure in the table", "figures in the table");
        Text rows = Text.count(
                faulty,
                "rad har fel och är inte jämförd",
                "rader har fel och är inte jämförda",
                "row has faults and has not been compared",
                "rows have faults and have not been compared");
        return new Text(
                figures.sv() + ": " + same + " samma, " + different + " skiljer sig, " + notInLog
                        + " finns inte i loggen. I loggen men inte i tabellen, för dess förvaltningar, nyckeltal och"
                        + " år: "
                        + notInTable + "."
                        + (faulty == 0 ? "" : " " + rows.sv() + "."),
                figures.en() + ": " + same + " the same, " + different + " different, " + notInLog
                        + " not in the log. In the log but not in the table, of its departments, indicators and years: "
                        + notInTable + "."
                        + (faulty == 0 ? "" : " " + rows.en() + "."));
    }
}
