package se.malbild.streams;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import se.malbild.goals.Fault;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.schemas.GoalFrameworkReader;
import se.malbild.schemas.Keys;
import se.malbild.schemas.RecordWriter;
import se.malbild.schemas.SchemaRegistry;
import se.malbild.schemas.Topic;

/** Keeps the framework in force of every (organisation, framework), and what any version of it ever declared. */
final class Adopt extends Inlet {
    private final GoalFrameworkReader reader;
    private final Counts counts;
    private FrameworkStore frameworks;

    Adopt(
            int partitions,
            SchemaRegistry registry,
            SchemaLookups lookups,
            Supplier<RecordWriter> writers,
            Counts counts) {
        super(Topic.GOAL_FRAMEWORKS, partitions, lookups, writers, counts);
        this.reader = new GoalFrameworkReader(registry);
        this.counts = counts;
    }

    @Override
    void open(ProcessorContext<Object, Object> task) {
        KeyValueStore<Bytes, byte[]> store = task.getStateStore(FrameworkStore.NAME);
        frameworks = new FrameworkStore(store);
    }

    @Override
    Verdict judge(InputRecord record) {
        GoalFrameworkReader.Reading reading = reader.read(record.value());
        if (reading instanceof GoalFrameworkReader.Reading.UnknownSchema unknown) {
            return new Verdict.UnknownSchema(unknown.id());
        }
        if (reading instanceof GoalFrameworkReader.Reading.Faulty faulty) {
            return new Verdict.Rejected(Optional.empty(), faulty.faults());
        }
        String document = ((GoalFrameworkReader.Reading.Document) reading).yaml();
        FrameworkVersion applied;
        try {
            applied = FrameworkVersion.read(document);
        } catch (InvalidFrameworkException invalid) {
            return new Verdict.Rejected(
                    Optional.empty(),
                    invalid.faults().stream()
                            .map(fault -> new Fault(
                                    fault.code(),
                                    fault.path() + " (" + fault.line() + ":" + fault.column() + ")",
                                    fault.message()))
                            .toList());
        }
        GoalFramework framework = applied.framework();
        List<Fault> misplaced =
                misplaced(record, framework.organisation(), Keys.framework(framework.organisation(), framework.id()));
        if (!misplaced.isEmpty()) {
            return new Verdict.Rejected(Optional.empty(), misplaced);
        }
        Counts.Outcome outcome = keep(applied, document, record.offset());
        counts.framework(outcome);
        return new Verdict.Accepted(
                framework.organisation(), outcome == Counts.Outcome.UNCHANGED ? null : new Change.Frameworks());
    }

    @Override
    void countRejected(Verdict.Rejected rejected) {
        counts.framework(Counts.Outcome.REJECTED);
    }

    private Counts.Outcome keep(FrameworkVersion applied, String document, long offset) {
        FrameworkStore.Entry declared = FrameworkStore.Entry.of(applied, document, offset);
        FrameworkStore.Entry known = frameworks.get(declared.organisation(), declared.id());
        if (known == null) {
            frameworks.put(declared);
            return Counts.Outcome.NEW;
        }
        if (!declared.goesBefore(known) && known.declaresAllOf(declared)) {
            return Counts.Outcome.UNCHANGED;
        }
        frameworks.put(known.merge(declared));
        return Counts.Outcome.CHANGED;
    }
}
