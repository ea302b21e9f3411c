package se.malbild.receipts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.intake.SchemaLookups;

/**
 * The part that is the same for both input topics: every record is counted, what cannot be decoded now waits in the store,
 * and nothing ever throws or waits. All that a record changes is written at once, so that who reads the store beside the
 * stream thread finds it whole.
 */
abstract class Inlet<T> implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(Inlet.class);
    private static final Duration RETRY_EVERY = Duration.ofSeconds(1);
    private static final int RETRIED_AT_ONCE = 1_000;

    private final Topic topic;
    private final SchemaLookups lookups;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Bytes, byte[]> store;
    private Bytes retriedThrough;
    private Cancellable retry;
    private boolean skipping;

    Inlet(Topic topic, SchemaLookups lookups) {
        this.topic = topic;
        this.lookups = lookups;
    }

    /** Decides what {@code record} is. */
    abstract Intake<T> judge(InputRecord record);

    /** Adds what the record changes to {@code writes}. */
    abstract void accept(InputRecord record, T content, List<KeyValue<Bytes, byte[]>> writes);

    /** Adds what the record changes to {@code writes}. */
    abstract void reject(InputRecord record, Intake.Rejected<T> rejected, List<KeyValue<Bytes, byte[]>> writes);

    /** Called at every start of the task, with its state restored. */
    void started() {}

    final ProcessorContext<byte[], byte[]> context() {
        return context;
    }

    final KeyValueStore<Bytes, byte[]> store() {
        return store;
    }

    @Override
    public final void init(ProcessorContext<byte[], byte[]> task) {
        context = task;
        store = task.getStateStore(ReceiptsTopology.STORE);
        retry = null;
        skipping = false;
        retriedThrough = StoreKeys.waiting(topic, 0);
        if (!waiting(1).isEmpty()) {
            scheduleRetry();
        }
        started();
    }

    @Override
    public void close() {
        if (retry != null) {
            retry.cancel(); // the task keeps its schedules when it is revived, and init() makes new ones
            retry = null;
        }
    }

    @Override
    public final void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        InputRecord input =
                new InputRecord(at.partition(), at.offset(), record.timestamp(), record.key(), record.value());
        List<KeyValue<Bytes, byte[]>> writes = new ArrayList<>();
        Bytes position = StoreKeys.position(topic);
        byte[] known = store.get(position);
        if (known != null && ReadPosition.decoded(known).isPast(at.offset())) {
            // Kafka forgets what a group has read when its last member left a week ago, and hands everything out again.
            skip(at, ReadPosition.decoded(known));
            return;
        }
        writes.add(
                KeyValue.pair(position, ReadPosition.after(known, at.offset()).encoded()));
        Intake<T> intake = judge(input);
        if (intake instanceof Intake.UnknownSchema<T> unknown) {
            writes.add(KeyValue.pair(StoreKeys.waiting(topic, at.offset()), input.bytes()));
            lookups.request(unknown.id(), context.currentSystemTimeMs());
            scheduleRetry();
        } else {
            take(input, intake, writes);
        }
        store.putAll(writes);
    }

    private void skip(RecordMetadata at, ReadPosition entered) {
        if (!skipping) {
            LOG.warn(
                    "{}/{} comes again from offset {}, although it is entered up to {}: what comes before that is skipped",
                    at.topic(),
                    at.partition(),
                    at.offset(),
                    entered.next());
            skipping = true;
        }
    }

    private void take(InputRecord record, Intake<T> intake, List<KeyValue<Bytes, byte[]>> writes) {
        if (intake instanceof Intake.Accepted<T> accepted) {
            accept(record, accepted.content(), writes);
        } else {
            reject(record, (Intake.Rejected<T>) intake, writes);
        }
    }

    private void scheduleRetry() {
        if (retry == null) {
            retry = context.schedule(RETRY_EVERY, PunctuationType.WALL_CLOCK_TIME, this::retryWaiting);
        }
    }

    private void retryWaiting(long now) {
        List<KeyValue<Bytes, byte[]>> batch = waiting(RETRIED_AT_ONCE);
        for (KeyValue<Bytes, byte[]> kept : batch) {
            InputRecord record = InputRecord.of(StoreKeys.offset(kept.key), kept.value);
            Intake<T> intake = judge(record);
            if (intake instanceof Intake.UnknownSchema<T> unknown) {
                lookups.request(unknown.id(), now);
                if (!lookups.doesNotExist(unknown.id(), record.appendedAt())) {
                    continue;
                }
                intake = new Intake.Rejected<>(Intake.Claim.NONE, List.of(SchemaLookups.unknownSchema(unknown.id())));
            }
            List<KeyValue<Bytes, byte[]>> writes = new ArrayList<>();
            take(record, intake, writes);
            writes.add(KeyValue.pair(kept.key, null));
            store.putAll(writes);
        }
        boolean atEnd = batch.size() < RETRIED_AT_ONCE;
        retriedThrough = atEnd
                ? StoreKeys.waiting(topic, 0)
                : StoreKeys.waiting(topic, StoreKeys.offset(batch.get(batch.size() - 1).key) + 1);
        if (atEnd && waiting(1).isEmpty()) {
            retry.cancel();
            retry = null;
        }
    }

    /** Returns the {@code most} earliest of the records that wait from where the last retry ended. */
    private List<KeyValue<Bytes, byte[]>> waiting(int most) {
        List<KeyValue<Bytes, byte[]>> waiting = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found =
                store.range(retriedThrough, StoreKeys.waiting(topic, Long.MAX_VALUE))) {
            while (found.hasNext() && waiting.size() < most) {
                waiting.add(found.next());
            }
        }
        return waiting;
    }

    /** Returns the first {@code most} entries whose keys begin with {@code prefix}. */
    final List<KeyValue<Bytes, byte[]>> first(Bytes prefix, int most) {
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = store.prefixScan(prefix, new BytesSerializer())) {
            while (found.hasNext() && entries.size() < most) {
                entries.add(found.next());
            }
        }
        return entries;
    }
}
