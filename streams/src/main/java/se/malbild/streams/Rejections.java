package se.malbild.streams;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.schemas.Keys;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;

/** Makes of what is wrong in an input topic the records of {@code rejected-events}, with every fault. For one thread. */
final class Rejections {
    private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);
    private static final int MOST_CHARACTERS_OF_FAULTS = 256 * 1024;

    private final Topic topic;
    private final RecordWriter writer;
    private final TopologyMetrics counts;

    /** @param topic the input */
    Rejections(Topic topic, RecordWriter writer, TopologyMetrics counts) {
        this.topic = topic;
        this.writer = writer;
        this.counts = counts;
    }

    /** Returns what is written about {@code record}: always the same, so that it can be written again. */
    Record<Object, Object> about(InputRecord record, Intake.Rejected<?> rejected, Headers headers) {
        String key = Keys.rejected(topic.topicName(), record.partition(), record.offset());
        rejected.faults().forEach(fault -> counts.fault(fault.code()));
        LOG.warn(
                "Rejected {}: {}",
                key,
                rejected.faults().stream().map(Fault::code).toList());
        byte[] value = writer.rejected(new RejectedEvent(
                topic.topicName(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.appendedAt()),
                Optional.ofNullable(record.key()).map(Rejections::bounded),
                Optional.ofNullable(record.value()).map(Rejections::bounded),
                rejected.claim().department(),
                bounded(rejected.faults())));
        return new Record<>(key.getBytes(StandardCharsets.UTF_8), value, record.appendedAt(), TraceContext.of(headers));
    }

    private static byte[] bounded(byte[] bytes) {
        return bytes.length <= Topic.MAX_INPUT_BYTES ? bytes : Arrays.copyOf(bytes, Topic.MAX_INPUT_BYTES);
    }

    /** What does not fit beside the record itself is counted in a last fault. */
    private static List<Fault> bounded(List<Fault> faults) {
        List<Fault> told = new ArrayList<>();
        long characters = 0;
        for (Fault fault : faults) {
            characters += fault.field().length()
                    + fault.message().sv().length()
                    + fault.message().en().length();
            if (characters > MOST_CHARACTERS_OF_FAULTS) {
                int left = faults.size() - told.size();
                told.add(new Fault(
                        "more-faults", "", new Text("Ytterligare " + left + " fel.", "Another " + left + " faults.")));
                break;
            }
            told.add(fault);
        }
        return told;
    }
}
