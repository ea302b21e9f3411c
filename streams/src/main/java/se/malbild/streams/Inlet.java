package se.malbild.streams;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.schemas.Keys;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.SchemaLookups;

/**
 * The part that is the same for both input topics: what cannot be decoded now waits in the store, what is wrong goes to
 * {@code rejected-events} with every fault, and nothing ever throws or waits.
 */
abstract class Inlet implements Processor<byte[], byte[], Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(Inlet.class);
    private static final Duration RETRY_EVERY = Duration.ofSeconds(1);
    private static final int RETRIED_AT_ONCE = 1_000;
    private static final long NOTHING = -1;
    private static final int MOST_CHARACTERS_OF_FAULTS = 256 * 1024;

    private final Topic topic;
    private final SchemaLookups lookups;
    private final RecordWriter writer;
    private final TopologyMetrics counts;
    private ProcessorContext<Object, Object> context;
    private UndecodedStore undecoded;
    private long retriedThrough = NOTHING;
    private Cancellable retry;
    private int waiting;

    Inlet(Topic topic, SchemaLookups lookups, Supplier<RecordWriter> writers, TopologyMetrics counts) {
        this.topic = topic;
        this.lookups = lookups;
        this.writer = writers.get();
        this.counts = counts;
    }

    /** What became of a record. */
    sealed interface Verdict {
        /** It is kept; {@code change} is null when it changed nothing. */
        record Accepted(String organisation, InputChange change) implements Verdict {}

        /** It was written with a schema that is not known yet. */
        record UnknownSchema(int id) implements Verdict {}

        record Rejected(Optional<String> department, List<Fault> faults) implements Verdict {}
    }

    /** Decides about {@code record} and keeps what it says. */
    abstract Verdict judge(InputRecord record);

    /** TopologyMetrics a record that was rejected, beside its faults. */
    abstract void countRejected(Verdict.Rejected rejected);

    /** Fetches the stores; called at every start of the task, with its state restored. */
    abstract void open(ProcessorContext<Object, Object> task);

    @Override
    public final void init(ProcessorContext<Object, Object> task) {
        context = task;
        KeyValueStore<Bytes, byte[]> store = task.getStateStore(UndecodedStore.NAME);
        undecoded = new UndecodedStore(store, topic == Topic.INDICATOR_EVENTS ? 'e' : 'f');
        retry = null;
        retriedThrough = NOTHING;
        waiting = undecoded.count();
        counts.undecoded(waiting);
        if (waiting > 0) {
            scheduleRetry();
        }
        open(task);
    }

    @Override
    public final void close() {
        if (retry != null) {
            retry.cancel(); // the task keeps its schedules when it is revived, and init() makes new ones
            retry = null;
        }
        counts.undecoded(-waiting);
        waiting = 0;
    }

    @Override
    public final void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        InputRecord input =
                new InputRecord(at.partition(), at.offset(), record.timestamp(), record.key(), record.value());
        counts.record(topic);
        Verdict verdict = judge(input);
        if (verdict instanceof Verdict.Accepted accepted) {
            forward(accepted, record.timestamp(), TraceContext.of(record.headers()));
        } else if (verdict instanceof Verdict.Rejected rejected) {
            reject(input, rejected, TraceContext.of(record.headers()));
        } else {
            undecoded.put(input);
            waits(1);
            lookups.request(((Verdict.UnknownSchema) verdict).id(), context.currentSystemTimeMs());
            scheduleRetry();
        }
    }

    private void scheduleRetry() {
        if (retry == null) {
            retry = context.schedule(RETRY_EVERY, PunctuationType.WALL_CLOCK_TIME, this::retryUndecoded);
        }
    }

    private void retryUndecoded(long now) {
        List<InputRecord> tried = undecoded.after(retriedThrough, RETRIED_AT_ONCE);
        retriedThrough = tried.size() < RETRIED_AT_ONCE
                ? NOTHING
                : tried.get(tried.size() - 1).offset();
        for (InputRecord record : tried) {
            Verdict verdict = judge(record);
            if (verdict instanceof Verdict.UnknownSchema unknown) {
                lookups.request(unknown.id(), now);
                if (!lookups.doesNotExist(unknown.id(), record.appendedAt())) {
                    continue;
                }
                verdict = new Verdict.Rejected(Optional.empty(), List.of(SchemaLookups.unknownSchema(unknown.id())));
            }
            undecoded.remove(record.offset());
            waits(-1);
            if (verdict instanceof Verdict.Accepted accepted) {
                forward(accepted, record.appendedAt(), new RecordHeaders());
            } else {
                reject(record, (Verdict.Rejected) verdict, new RecordHeaders());
            }
        }
        if (waiting == 0) {
            retry.cancel();
            retry = null;
        }
    }

    private void waits(int more) {
        waiting += more;
        counts.undecoded(more);
    }

    private void forward(Verdict.Accepted accepted, long timestamp, Headers headers) {
        if (accepted.change() != null) {
            context.forward(
                    new Record<>(accepted.organisation(), accepted.change(), timestamp, headers),
                    MalbildTopology.ASSESS);
        }
    }

    private void reject(InputRecord record, Verdict.Rejected rejected, Headers headers) {
        String key = Keys.rejected(topic.topicName(), record.partition(), record.offset());
        rejected.faults().forEach(fault -> counts.fault(fault.code()));
        countRejected(rejected);
        LOG.warn(
                "Rejected {}: {}",
                key,
                rejected.faults().stream().map(Fault::code).toList());
        byte[] value = writer.rejected(new RejectedEvent(
                topic.topicName(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.appendedAt()),
                Optional.ofNullable(record.key()).map(Inlet::bounded),
                Optional.ofNullable(record.value()).map(Inlet::bounded),
                rejected.department(),
                bounded(rejected.faults())));
        context.forward(
                new Record<>(key.getBytes(StandardCharsets.UTF_8), value, record.appendedAt(), headers),
                MalbildTopology.sinkOf(Topic.REJECTED_EVENTS));
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
