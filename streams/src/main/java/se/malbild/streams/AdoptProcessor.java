package se.malbild.streams;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.intake.SchemaLookups;
import se.malbild.schemas.registry.SchemaRegistry;

/** Keeps the framework in force of every (organisation, framework), and what any version of it ever declared. */
final class AdoptProcessor extends Inlet {
    private final FrameworkIntake documents;
    private final TopologyMetrics counts;
    private FrameworkStore frameworks;

    AdoptProcessor(
            int partitions,
            SchemaRegistry registry,
            SchemaLookups lookups,
            Supplier<RecordWriter> writers,
            TopologyMetrics counts) {
        super(Topic.GOAL_FRAMEWORKS, lookups, writers, counts);
        this.documents = new FrameworkIntake(registry, partitions);
        this.counts = counts;
    }

    @Override
    void open(ProcessorContext<Object, Object> task) {
        KeyValueStore<Bytes, byte[]> store = task.getStateStore(FrameworkStore.NAME);
        frameworks = new FrameworkStore(store);
    }

    @Override
    Verdict judge(InputRecord record) {
        Intake<FrameworkIntake.Applied> intake = documents.judge(record);
        if (intake instanceof Intake.UnknownSchema<FrameworkIntake.Applied> unknown) {
            return new Verdict.UnknownSchema(unknown.id());
        }
        if (intake instanceof Intake.Rejected<FrameworkIntake.Applied> rejected) {
            return new Verdict.Rejected(Optional.empty(), rejected.faults());
        }
        FrameworkIntake.Applied applied = ((Intake.Accepted<FrameworkIntake.Applied>) intake).content();
        TopologyMetrics.Outcome outcome = keep(applied.version(), applied.document(), record.offset());
        counts.framework(outcome);
        return new Verdict.Accepted(
                applied.version().framework().organisation(),
                outcome == TopologyMetrics.Outcome.UNCHANGED ? null : new InputChange.Frameworks());
    }

    @Override
    void countRejected(Verdict.Rejected rejected) {
        counts.framework(TopologyMetrics.Outcome.REJECTED);
    }

    private TopologyMetrics.Outcome keep(FrameworkVersion applied, String document, long offset) {
        FrameworkStore.Entry declared = FrameworkStore.Entry.of(applied, document, offset);
        FrameworkStore.Entry known = frameworks.get(declared.organisation(), declared.id());
        if (known == null) {
            frameworks.put(declared);
            return TopologyMetrics.Outcome.NEW;
        }
        if (!declared.goesBefore(known) && known.declaresAllOf(declared)) {
            return TopologyMetrics.Outcome.UNCHANGED;
        }
        frameworks.put(known.merge(declared));
        return TopologyMetrics.Outcome.CHANGED;
    }
}
