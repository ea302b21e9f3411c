package se.malbild.receipts;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.applications.RecordProcessor;
import se.malbild.applications.TopologyContext;
import se.malbild.goals.Fault;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.intake.FrameworkIntake.Applied;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;

/** Keeps the document of every framework in force. */
final class FrameworksProcessor extends RecordProcessor<Applied, byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(FrameworksProcessor.class);

    private final FrameworkIntake documents;

    FrameworksProcessor(TopologyContext context) {
        super(context.lookups(), StoreKeys.inputOf(Topic.GOAL_FRAMEWORKS));
        this.documents = new FrameworkIntake(context.registry(), context.partitions());
    }

    @Override
    protected Intake<Applied> judge(InputRecord record) {
        return documents.judge(record);
    }

    @Override
    protected void accept(InputRecord record, Applied applied, Headers headers) {
        GoalFramework framework = applied.version().framework();
        Bytes key = StoreKeys.framework(Keys.framework(framework.organisation(), framework.id()));
        byte[] known = store().get(key);
        if (known == null || goesBefore(applied.version(), known)) {
            write(key, applied.document().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    protected void reject(InputRecord record, Intake.Rejected<Applied> rejected, Headers headers) {
        // What streams does with it is in rejected-events; here it changes nothing.
        LOG.warn(
                "Framework at {}/{} is not in order: {}",
                record.partition(),
                record.offset(),
                rejected.faults().stream().map(Fault::code).toList());
    }

    /** As in streams: a version in force that this program no longer takes in stays in force until a greater one comes. */
    private static boolean goesBefore(FrameworkVersion applied, byte[] known) {
        return FrameworkVersion.rankOf(new String(known, StandardCharsets.UTF_8))
                .map(rank -> applied.rank().compareTo(rank) > 0)
                .orElse(true);
    }
}
