package se.malbild.cli;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.MissingLines;
import se.malbild.cli.terminal.MomentConverter;
import se.malbild.cli.terminal.PictureChoice;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.KnownThen;
import se.malbild.dashboard.api.Json;
import se.malbild.dashboard.api.MissingJson;
import se.malbild.dashboard.api.MissingTable;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.reporting.MissingReport.Standing;
import se.malbild.goals.reporting.MissingReports;
import se.malbild.history.Known;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.registry.SchemaRegistry;

@Command(
        name = "missing",
        description = {
            "Visar vilka nämnder som inte har rapporterat vad, och när det skulle ha kommit.",
            "Shows which departments have not reported what, and by when it was to come."
        },
        footer = {
            "Slutar med 1 när något är försenat. Det som är rapporterat utan värde, med skäl, återstår inte.",
            "Exits with 1 when something is overdue. What is reported without a value, with the reason, is not left."
        },
        mixinStandardHelpOptions = true)
final class MissingCommand implements Callable<Integer> {
    /** The forms it is printed in. */
    enum Format {
        table,
        json,
        csv,
        reminder
    }

    private static final int OVERDUE = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions;

    @Mixin
    private PictureChoice choice;

    @Option(
            names = "--department",
            paramLabel = "ID",
            description = {"Bara en nämnd; annars alla.", "Only one department; all if not given."})
    private Optional<String> department = Optional.empty();

    @Option(
            names = "--as-of",
            paramLabel = "TID/TIME",
            converter = MomentConverter.class,
            description = {
                "Det som återstod då: 2018-08-31 (till dagens slut i Sverige) eller 2018-08-31T12:00:00Z; annars nu.",
                "What was left then: 2018-08-31 (to the end of the day in Sweden) or 2018-08-31T12:00:00Z; now if not"
                        + " given."
            })
    private Optional<Instant> asOf = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORM/FORMAT",
            defaultValue = "table",
            description = {
                "Hur det skrivs ut: ${COMPLETION-CANDIDATES}, där csv är en fil att fylla i och skicka med"
                        + " ”malbild publish” och reminder brev till nämnderna. (${DEFAULT-VALUE})",
                "How it is printed: ${COMPLETION-CANDIDATES}, where csv is a file to fill in and send with"
                        + " “malbild publish”, and reminder is letters to the departments. (${DEFAULT-VALUE})"
            })
    private Format format;

    @Override
    public Integer call() throws CommandException {
        Console console = ConsoleOption.consoleOf(spec);
        Cluster cluster = clusterOptions.cluster();
        Brokers.requireBroker(cluster);
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
            KnownThen then = new KnownThen(cluster, registry, choice.organisation(), console);
            MissingReports missing = missing(then.knownAt(asOf.isPresent() ? then.at(asOf.get()) : then.now()));
            LocalDate day = SwedishTime.day(asOf.orElseGet(Instant::now));
            print(missing, day, console);
            return missing.standing(Standing.OVERDUE, day).isEmpty() ? CommandLine.ExitCode.OK : OVERDUE;
        }
    }

    private MissingReports missing(Known known) throws CommandException {
        Picture picture = choice.choose(known.pictures());
        GoalFramework framework = known.inForce().get(picture.framework()).framework();
        MissingReports all = MissingReports.of(framework, picture.year(), known.observed());
        return department.isPresent() ? all.of(department(framework, department.get())) : all;
    }

    private static Department department(GoalFramework framework, String id) throws CommandException {
        Department found = framework.departmentsById().get(id);
        if (found == null) {
            String ids = framework.departments().stream().map(Department::id).collect(Collectors.joining(", "));
            throw new CommandException(new Text(
                    "Nämnden ”" + id + "” finns inte i styrmodellen; de som finns: " + ids + ".",
                    "There is no department “" + id + "” in the framework; those that exist: " + ids + "."));
        }
        return found;
    }

    private void print(MissingReports missing, LocalDate day, Console console) {
        switch (format) {
            case table -> {
                console.result(MissingLines.table(missing, day, console.language()));
                console.say(MissingLines.summary(missing, day));
            }
            case json -> console.result(Json.string(MissingJson.of(missing, day)) + "\n");
            case csv ->
                console.result(new String(MissingTable.of(missing, day, console.language()), StandardCharsets.UTF_8));
            case reminder -> console.result(MissingLines.reminders(missing, day, console.language()));
        }
    }
}
