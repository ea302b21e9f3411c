package se.malbild.applications;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.schemas.Sender;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.intake.SchemaLookups;

/**
 * Takes in the records of an input topic: every record is judged, what cannot be decoded now waits in the store, and
 * nothing ever throws or waits.
 *
 * <p>Kafka forgets what a group has read when its last member left a week ago, and hands everything out again. Where only
 * the set of records matters, and what is written about one always has the same key, that changes nothing: each is taken
 * in again. A processor that counts records keeps its position in {@link InputStore}, and what lies before it is skipped.
 *
 * @param <T> what an accepted record holds
 * @param <K> key of what is forwarded
 * @param <V> value of what is forwarded
 */
public abstract class RecordProcessor<T, K, V> implements Processor<byte[], byte[], K, V> {
    private static final Logger LOG = LoggerFactory.getLogger(RecordProcessor.class);
    private static final Duration RETRY_EVERY = Duration.ofSeconds(1);
    private static final int RETRIED_AT_ONCE = 1_000;
    private static final long NOTHING = -1;

    private final SchemaLookups lookups;
    private final InputStore input;
    private final List<KeyValue<Bytes, byte[]>> writes = new ArrayList<>();
    private ProcessorContext<K, V> context;
    private KeyValueStore<Bytes, byte[]> store;
    private WaitingRecords undecoded;
    private int waiting;
    private long retriedThrough;
    private Cancellable retry;
    private boolean skipping;

    protected RecordProcessor(SchemaLookups lookups, InputStore input) {
        this.lookups = lookups;
        this.input = input;
    }

    /** Decides what {@code record} is. */
    protected abstract Intake<T> judge(InputRecord record);

    /**
     * Takes {@code content} in.
     *
     * @param headers those of the record; none when it has waited
     */
    protected abstract void accept(InputRecord record, T content, Headers headers);

    /**
     * Notes what is wrong with {@code record}.
     *
     * @param headers those of the record; none when it has waited
     */
    protected abstract void reject(InputRecord record, Intake.Rejected<T> rejected, Headers headers);

    /** Called at every start of the task, with its state restored. */
    protected void started() {}

    /** Counts a record that came and was not skipped. */
    protected void received() {}

    /**
     * Takes in a record that needs no judgement, with the result that judging it would have. Returns false, having done nothing, when
     * it is to be judged.
     */
    protected boolean takesPlain(ConsumerRecord<byte[], byte[]> record) {
        return false;
    }

    /** Called when all records have been taken in that Kafka Streams has handed over together. */
    protected void taken() {}

    /** Counts {@code more} records, or fewer when it is negative, that wait for their schema. */
    protected void waiting(int more) {}

    protected final ProcessorContext<K, V> context() {
        return context;
    }

    /** Returns the store named by {@link InputStore}. */
    protected final KeyValueStore<Bytes, byte[]> store() {
        return store;
    }

    /**
     * Changes {@link #store()} together with everything else that the record in hand changes there, so that who reads the
     * store beside the stream thread finds the record whole.
     *
     * @param value null to delete
     */
    protected final void write(Bytes key, byte[] value) {
        writes.add(KeyValue.pair(key, value));
    }

    @Override
    public final void init(ProcessorContext<K, V> task) {
        context = task;
        store = task.getStateStore(input.name());
        undecoded = new WaitingRecords(store, input.waiting());
        writes.clear();
        retry = null;
        retriedThrough = NOTHING;
        skipping = false;
        waiting = 0;
        waits(undecoded.count());
        if (waiting > 0) {
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
        waits(-waiting);
    }

    @Override
    public final void process(Record<byte[], byte[]> record) {
        List<ConsumerRecord<byte[], byte[]>> records =
                Bundle.in(record.headers()).map(Bundle::records).orElseGet(() -> List.of(alone(record)));
        records.forEach(this::process);
        taken();
    }

    private ConsumerRecord<byte[], byte[]> alone(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        return new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                at.offset(),
                record.timestamp(),
                TimestampType.LOG_APPEND_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    private void process(ConsumerRecord<byte[], byte[]> record) {
        if (comesAgain(record)) {
            return;
        }
        received();
        if (takesPlain(record)) {
            return;
        }
        InputRecord received = new InputRecord(
                record.partition(), record.offset(), AppendTime.of(record), record.key(), record.value());
        Intake<T> intake = lookups.judge(received, received.appendedAt(), this::judge);
        if (intake instanceof Intake.UnknownSchema<T>) {
            letWait(received.sentAs(record.headers()));
        } else {
            take(received, intake, record.headers());
        }
        writeAll();
    }

    /** Notes that {@code record} is read, unless it was before. */
    private boolean comesAgain(ConsumerRecord<byte[], byte[]> record) {
        if (input.position().isEmpty()) {
            return false;
        }
        Bytes key = input.position().get();
        byte[] known = store.get(key);
        if (known != null && ReadPosition.decoded(known).isPast(record.offset())) {
            skip(record, ReadPosition.decoded(known));
            return true;
        }
        write(key, ReadPosition.after(known, record.offset()).encoded());
        return false;
    }

    private void skip(ConsumerRecord<byte[], byte[]> record, ReadPosition read) {
        if (!skipping) {
            LOG.warn(
                    "{}/{} comes again from offset {}, although it is read up to {}: what comes before that is skipped",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    read.next());
            skipping = true;
        }
    }

    private void letWait(InputRecord record) {
        Bytes key = undecoded.key(record.offset());
        if (store.get(key) == null) {
            write(key, record.bytes());
            waits(1);
        }
        scheduleRetry();
    }

    private void take(InputRecord record, Intake<T> intake, Headers headers) {
        if (intake instanceof Intake.Accepted<T> accepted) {
            accept(record, accepted.content(), headers);
        } else {
            reject(record, (Intake.Rejected<T>) intake, headers);
        }
    }

    /** Of the headers, what is known of who sent it is kept while a record waits. */
    private static Headers headers(InputRecord record) {
        Headers headers = new RecordHeaders();
        record.sender().map(Sender::header).ifPresent(headers::add);
        return headers;
    }

    private void scheduleRetry() {
        if (retry == null) {
            retry = context.schedule(RETRY_EVERY, PunctuationType.WALL_CLOCK_TIME, this::retryWaiting);
        }
    }

    private void retryWaiting(long now) {
        List<InputRecord> tried = undecoded.after(retriedThrough, RETRIED_AT_ONCE);
        retriedThrough = tried.size() < RETRIED_AT_ONCE
                ? NOTHING
                : tried.get(tried.size() - 1).offset();
        for (InputRecord record : tried) {
            Intake<T> intake = lookups.judge(record, record.appendedAt(), this::judge);
            if (intake instanceof Intake.UnknownSchema<T>) {
                continue;
            }
            take(record, intake, headers(record));
            write(undecoded.key(record.offset()), null);
            writeAll();
            waits(-1);
        }
        if (waiting == 0) {
            retry.cancel();
            retry = null;
        }
    }

    private void waits(int more) {
        waiting += more;
        waiting(more);
    }

    private void writeAll() {
        if (!writes.isEmpty()) {
            store.putAll(writes);
            writes.clear();
        }
    }
}
