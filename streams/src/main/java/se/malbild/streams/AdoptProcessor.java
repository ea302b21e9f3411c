package se.malbild.streams;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import se.malbild.applications.RecordProcessor;
import se.malbild.applications.TopologyContext;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.intake.FrameworkIntake.Applied;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;

/**
 * Keeps the framework in force of every (organisation, framework), and what any version of it ever declared. A version
 * that comes again changes nothing, so it keeps no position.
 */
final class AdoptProcessor extends RecordProcessor<Applied, Object, Object> {
    private final FrameworkIntake documents;
    private final Rejections rejections;
    private final TopologyMetrics counts;
    private FrameworkStore frameworks;

    AdoptProcessor(TopologyContext context, TopologyMetrics counts) {
        super(context.lookups(), MalbildTopology.undecoded('f'));
        this.documents = new FrameworkIntake(context.registry(), context.partitions());
        this.rejections =
                new Rejections(Topic.GOAL_FRAMEWORKS, context.writers().get(), counts);
        this.counts = counts;
    }

    @Override
    protected void started() {
        KeyValueStore<Bytes, byte[]> store = context().getStateStore(FrameworkStore.NAME);
        frameworks = new FrameworkStore(store);
    }

    @Override
    protected void waiting(int more) {
        counts.undecoded(more);
    }

    @Override
    protected Intake<Applied> judge(InputRecord record) {
        return documents.judge(record);
    }

    @Override
    protected void accept(InputRecord record, Applied applied, Headers headers) {
        TopologyMetrics.Outcome outcome = keep(applied.version(), applied.document(), record.offset());
        counts.framework(outcome);
        if (outcome != TopologyMetrics.Outcome.UNCHANGED) {
            String organisation = applied.version().framework().organisation();
            context()
                    .forward(
                            new Record<>(
                                    organisation,
                                    new InputChange.Frameworks(),
                                    record.appendedAt(),
                                    TraceContext.of(headers)),
                            MalbildTopology.ASSESS);
        }
    }

    private TopologyMetrics.Outcome keep(FrameworkVersion applied, String document, long offset) {
        FrameworkStore.Entry declared = FrameworkStore.Entry.of(applied, document, offset);
        FrameworkStore.Entry known = frameworks.get(declared.organisation(), declared.id());
        if (known == null) {
            frameworks.put(declared);
            return TopologyMetrics.Outcome.NEW;
        }
        if (!known.isBehind(declared) && known.declaresAllOf(declared)) {
            return TopologyMetrics.Outcome.UNCHANGED;
        }
        frameworks.put(known.merge(declared));
        return TopologyMetrics.Outcome.CHANGED;
    }

    @Override
    protected void reject(InputRecord record, Intake.Rejected<Applied> rejected, Headers headers) {
        counts.framework(TopologyMetrics.Outcome.REJECTED);
        context().forward(rejections.about(record, rejected, headers), MalbildTopology.sinkOf(Topic.REJECTED_EVENTS));
    }
}
