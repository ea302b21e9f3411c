package se.malbild.cli;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.InputFold;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.publisher.ContentId;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/** What the frameworks on the topic say of observations before they are sent, as the gateway does. */
final class FrameworkCheck {
    private final Optional<CurrentFrameworks> frameworks;

    /** @param frameworks nothing when they cannot be read */
    FrameworkCheck(Optional<CurrentFrameworks> frameworks) {
        this.frameworks = frameworks;
    }

    /** Reads the frameworks of {@code cluster}. When they cannot be read it says so, and nothing is warned of. */
    static FrameworkCheck of(Cluster cluster, Console console) {
        try {
            return new FrameworkCheck(Optional.of(read(cluster)));
        } catch (StartupException away) {
            return unchecked(away.text(), console);
        } catch (RegistryException away) {
            return unchecked(away.text(), console);
        } catch (CommandException undecoded) {
            return unchecked(undecoded.text(), console);
        } catch (KafkaException silent) {
            return unchecked(new Text(silent.getMessage(), silent.getMessage()), console);
        }
    }

    private static FrameworkCheck unchecked(Text why, Console console) {
        console.say(
                "Varningar är inte kontrollerade, för styrmodellerna går inte att läsa: " + why.sv(),
                "Warnings have not been checked, because the goal frameworks cannot be read: " + why.en());
        return new FrameworkCheck(Optional.empty());
    }

    private static CurrentFrameworks read(Cluster cluster) throws RegistryException, CommandException {
        Brokers.requireBroker(cluster);
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
            registry.preload(Topic.GOAL_FRAMEWORKS);
            InputFold inputs = new InputFold(cluster, registry);
            CurrentFrameworks read = new CurrentFrameworks();
            inputs.frameworks().forEach(applied -> read.add(applied.version()));
            inputs.requireAllDecoded();
            return read;
        }
    }

    /** Returns what will become of {@code observation} that its sender may not expect. */
    List<Fault> warnings(Observation observation) {
        return frameworks.map(known -> known.warnings(observation)).orElse(List.of());
    }

    /** Returns {@code observation} with the id of its department where it has the department's name. */
    Observation identified(Observation observation) {
        Cell cell = observation.cell();
        return frameworks
                .flatMap(known -> known.departmentNamed(cell.organisation(), cell.department(), cell.year()))
                .map(id -> of(observation, id))
                .orElse(observation);
    }

    private static Observation of(Observation observation, String department) {
        Cell named = observation.cell();
        Observation identified = new Observation(
                observation.eventId(),
                new Cell(
                        named.organisation(),
                        named.indicator(),
                        department,
                        named.period(),
                        named.gender(),
                        named.district(),
                        named.kind()),
                observation.content(),
                observation.count(),
                observation.revision(),
                observation.observedAt(),
                observation.source(),
                observation.comment());
        boolean isDerived = ContentId.assign(observation).equals(observation);
        return isDerived ? ContentId.assign(identified) : identified;
    }
}
