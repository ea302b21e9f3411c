package se.malbild.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import se.malbild.schemas.Reflects;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.InputRecord;

/** What is in a partition of all topics about one organisation: its log, and its outputs as they stand. */
final class OwnedRecords {
    /** What an output in memory takes beside its value. */
    private static final long OVERHEAD_BYTES = 200;

    /** @param value null when it was taken away */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Standing(byte[] value, Reflects reflects) {}

    private final String owner;
    private final List<InputRecord> events = new ArrayList<>();
    private final List<InputRecord> frameworks = new ArrayList<>();
    private final List<InputRecord> decisions = new ArrayList<>();
    private final Map<OutputKey, Standing> standing = new HashMap<>();
    private final Map<OutputKey, Standing> later = new HashMap<>();
    private boolean isFrozen;
    private Reflects reflected = Reflects.NOTHING;

    OwnedRecords(String owner) {
        this.owner = owner;
    }

    /** Adds a record of its log, and returns about how many bytes that takes. */
    long add(Topic topic, InputRecord record) {
        records(topic).add(record);
        return OrganisationLog.bytes(record);
    }

    private List<InputRecord> records(Topic topic) {
        return switch (topic) {
            case INDICATOR_EVENTS -> events;
            case GOAL_FRAMEWORKS -> frameworks;
            case YEAR_DECISIONS -> decisions;
            default -> throw new IllegalArgumentException(topic + " is no input topic");
        };
    }

    /** Puts an output, and returns about how many bytes that takes more. */
    long put(OutputKey key, ConsumerRecord<byte[], byte[]> record) {
        // What does not say so was not written by the streams application, and stands all the same.
        Standing output =
                new Standing(record.value(), Reflects.of(record.headers()).orElse(Reflects.NOTHING));
        boolean isLater = isFrozen && output.reflects().isAfter(reflected);
        Standing before = (isLater ? later : standing).put(key, output);
        if (!isLater) {
            later.remove(key);
        }
        return bytes(output) - (before == null ? 0 : bytes(before));
    }

    private static long bytes(Standing output) {
        return OVERHEAD_BYTES + (output.value() == null ? 0 : output.value().length);
    }

    /** Lets what is put stand, however late it is, until {@link #freeze}. */
    void thaw() {
        isFrozen = false;
        standing.putAll(later);
        later.clear();
    }

    /** From now on only what reflects no more than what stands now is let stand; returns what that is. */
    Reflects freeze() {
        isFrozen = true;
        reflected = standing.values().stream().map(Standing::reflects).reduce(Reflects.NOTHING, Reflects::max);
        return reflected;
    }

    Reflects reflected() {
        return reflected;
    }

    /** Tells whether there is neither a log nor any output that stands. */
    boolean isEmpty() {
        return events.isEmpty()
                && frameworks.isEmpty()
                && decisions.isEmpty()
                && outputs().isEmpty();
    }

    /** Returns the outputs that stand. */
    Map<OutputKey, byte[]> outputs() {
        Map<OutputKey, byte[]> outputs = new HashMap<>();
        standing.forEach((key, output) -> {
            if (output.value() != null) {
                outputs.put(key, output.value());
            }
        });
        return outputs;
    }

    /** Returns its log through {@code end}, with all that has been decided. */
    OrganisationLog log(Reflects end) {
        return new OrganisationLog(
                owner, through(events, end.events()), through(frameworks, end.frameworks()), TopicLog.of(decisions));
    }

    /** Returns all of its log that has been read. */
    OrganisationLog log() {
        return log(new Reflects(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private static TopicLog through(List<InputRecord> records, long end) {
        return TopicLog.of(
                records.stream().filter(record -> record.offset() <= end).toList());
    }
}
