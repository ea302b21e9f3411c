package se.malbild.cli;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.Columns;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.InputFold;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.goals.observation.Cell;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

@Command(
        name = "parked",
        description = {
            "Visar observationer som ingen styrmodell känner till: de räknas när en gör det.",
            "Shows observations that no framework covers: they count once one does."
        },
        mixinStandardHelpOptions = true)
final class ParkedCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions;

    @Override
    public Integer call() throws CommandException {
        Console console = ConsoleOption.consoleOf(spec);
        Cluster cluster = clusterOptions.cluster();
        Brokers.requireBroker(cluster);
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
            registry.preload(Topic.INDICATOR_EVENTS);
            registry.preload(Topic.GOAL_FRAMEWORKS);
            InputFold inputs = new InputFold(cluster, registry);
            Map<Place, Integer> parked = parked(inputs);
            inputs.requireAllDecoded();
            Columns columns = new Columns();
            parked.forEach((place, cells) -> columns.row(
                    place.organisation(),
                    place.department(),
                    place.series(),
                    Integer.toString(place.year()),
                    Integer.toString(cells)));
            int cells = parked.values().stream().mapToInt(Integer::intValue).sum();
            if (cells == 0) {
                console.say("Inga parkerade observationer.", "No parked observations.");
                return 0;
            }
            console.result(columns.toString());
            Text count = Text.count(
                    cells,
                    "parkerad observation",
                    "parkerade observationer",
                    "parked observation",
                    "parked observations");
            console.say(
                    count.sv() + ": kommun, förvaltning, nyckeltal, år och antal. Ta in nyckeltalet"
                            + " eller året i styrmodellen (”malbild framework apply”), eller be förvaltningen ta"
                            + " tillbaka det som är fel.",
                    count.en() + ": organisation, department, indicator, year and number. Add the"
                            + " indicator or the year to the framework (“malbild framework apply”), or ask the"
                            + " department to retract what is wrong.");
            return 0;
        } catch (RegistryException failed) {
            throw new CommandException(failed.text());
        }
    }

    /** What parked cells have in common. */
    record Place(String organisation, String department, String series, int year) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparing(Place::organisation)
                .thenComparing(Place::department)
                .thenComparing(Place::series)
                .thenComparingInt(Place::year);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** Returns how many cells are parked in each place. Of all events it remembers the cells that are, and nothing else. */
    private static Map<Place, Integer> parked(InputFold inputs) {
        CurrentFrameworks frameworks = new CurrentFrameworks();
        inputs.frameworksInForce().values().forEach(applied -> frameworks.add(applied.version()));
        Set<Cell> cells = new HashSet<>();
        Map<Place, Integer> parked = new TreeMap<>();
        inputs.forEachObservation(observation -> {
            Cell cell = observation.cell();
            if (frameworks.isParked(cell) && cells.add(cell)) {
                parked.merge(
                        new Place(cell.organisation(), cell.department(), cell.indicator(), cell.year()),
                        1,
                        Integer::sum);
            }
        });
        return parked;
    }
}
