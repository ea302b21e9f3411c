package se.malbild.streams.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.processor.internals.RecordBatchingStateRestoreCallback;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import se.malbild.applications.Bundle;
import se.malbild.schemas.Topic;
import se.malbild.streams.SimulatedTopology;

/** The processors and stores of one partition, of one instance. */
final class Task {
    static final String APPLICATION = "simulated";

    private static final String WAITING = "undecoded";
    /** So few that a store is sometimes full. */
    private static final int MOST_UNLOGGED = 4;

    private final Wiring wiring;
    private final int partition;
    private final Instance instance;
    private final Schedules schedules;
    private final Map<String, Processor<Object, Object, Object, Object>> processors = new LinkedHashMap<>();
    private final Map<String, StateStore> stores = new LinkedHashMap<>();
    private final Map<String, LoggedStore> logged = new TreeMap<>();
    private final Map<String, Long> positions = new TreeMap<>();
    /** What could be decoded when it was read, for some of it may have waited before. */
    private final Set<Appended.Waiting> takenAgain = new HashSet<>();

    private Optional<RecordMetadata> at = Optional.empty();

    /** @param instance whose it is */
    Task(Wiring wiring, int partition, Instance instance) {
        this.wiring = wiring;
        this.partition = partition;
        this.instance = instance;
        schedules = new Schedules(this::millis);
        wiring.processors().forEach((name, supplier) -> processors.put(name, processor(supplier.get())));
        wiring.stores().forEach(this::build);
    }

    @SuppressWarnings("unchecked") // it takes what its parents forward
    private static Processor<Object, Object, Object, Object> processor(Processor<?, ?, ?, ?> made) {
        return (Processor<Object, Object, Object, Object>) made;
    }

    private void build(StoreBuilder<?> builder) {
        String name = builder.name();
        stores.put(
                name,
                builder.loggingEnabled()
                        ? SimulatedTopology.build(builder, inner -> logged(name, inner), MOST_UNLOGGED)
                        : builder.build());
    }

    /** Kafka's own changelogging writes to a producer; everything around it is as it is in Kafka. */
    private LoggedStore logged(String name, KeyValueStore<Bytes, byte[]> inner) {
        Place changelog = changelog(name);
        LoggedStore store = new LoggedStore(
                inner, (key, value) -> append(changelog, key.get(), value, new RecordHeaders()), instance.fate());
        logged.put(name, store);
        return store;
    }

    private Place changelog(String store) {
        return new Place(APPLICATION + "-" + store + "-changelog", partition);
    }

    /**
     * Reads the state back and starts the processors.
     *
     * @param compacted whether only the latest record of each key is left in the changelogs
     */
    void open(boolean compacted) {
        at = Optional.empty();
        stores.forEach((name, store) -> {
            StoreContext context = new StoreContext(id(), this::recordMetadata);
            store.init(context, store);
            if (logged.containsKey(name)) {
                restore(changelog(name), context.restore(), compacted);
            }
        });
        takenAgain.clear();
        positions.clear();
        wiring.sources()
                .values()
                .forEach(topic -> positions.put(topic, instance.log().read(input(topic))));
        processors.forEach((name, processor) -> {
            instance.fate().passes(CrashPoint.IN_INIT);
            processor.init(new NodeContext(this, name));
        });
    }

    private void restore(Place changelog, StateRestoreCallback callback, boolean compacted) {
        Log log = instance.log();
        for (Appended record : compacted ? log.compacted(changelog) : log.of(changelog)) {
            instance.fate().passes(CrashPoint.IN_RESTORE);
            if (callback instanceof RecordBatchingStateRestoreCallback batches) {
                batches.restoreBatch(
                        List.of(new ConsumerRecord<>(changelog.topic(), partition, 0, record.key(), record.value())));
            } else {
                callback.restore(record.key(), record.value());
            }
        }
    }

    /** Closes everything; what is not committed is lost. */
    void close() {
        processors.values().forEach(Processor::close);
        stores.values().forEach(StateStore::close);
    }

    /** Returns the inputs that have more to read. */
    List<String> unread() {
        List<String> unread = new ArrayList<>();
        positions.forEach((topic, position) -> {
            if (position < instance.log().of(input(topic)).size()) {
                unread.add(topic);
            }
        });
        return unread;
    }

    /** Reads the next records of {@code topic}, at most {@code most}: of events in a bundle, and of frameworks one by one. */
    void process(String topic, int most) {
        long offset = positions.get(topic);
        Place input = input(topic);
        List<Appended> records = instance.log().of(input);
        List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
        long next = offset;
        while (next < records.size() && next < offset + most) {
            if (records.get((int) next) != null) {
                read.add(consumed(topic, next, records.get((int) next)));
            }
            next++;
        }
        positions.put(topic, next);
        instance.transaction().read().put(input, next);
        if (read.isEmpty()) {
            return;
        }
        List<ConsumerRecord<byte[], byte[]>> handed =
                topic.equals(Topic.INDICATOR_EVENTS.topicName()) ? List.of(Bundle.bundle(read)) : read;
        handed.forEach(record -> hand(topic, record));
        read.forEach(record -> {
            if (instance.knowsSchemaOf(record.value())) {
                takenAgain.add(new Appended.Waiting(letter(topic), record.offset()));
            }
        });
    }

    private void hand(String topic, ConsumerRecord<byte[], byte[]> record) {
        at = Optional.of(new Metadata(topic, partition, record.offset()));
        instance.fate().passes(CrashPoint.BEFORE_PUT);
        wiring.sources().forEach((source, of) -> {
            if (of.equals(topic)) {
                forward(source, new Record<>(record.key(), record.value(), record.timestamp(), record.headers()));
            }
        });
        at = Optional.empty();
    }

    private ConsumerRecord<byte[], byte[]> consumed(String topic, long offset, Appended record) {
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                record.appendedAt(),
                TimestampType.LOG_APPEND_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    private static char letter(String input) {
        return input.equals(Topic.INDICATOR_EVENTS.topicName()) ? 'e' : 'f';
    }

    private record Metadata(String topic, int partition, long offset) implements RecordMetadata {}

    private Place input(String topic) {
        return new Place(topic, partition);
    }

    void forward(String parent, Record<?, ?> record) {
        wiring.children(parent).forEach(child -> forwardTo(child, record));
    }

    @SuppressWarnings("unchecked") // a processor takes what its parents forward
    void forwardTo(String child, Record<?, ?> record) {
        Wiring.Sink sink = wiring.sinks().get(child);
        if (sink == null) {
            processors.get(child).process((Record<Object, Object>) record);
            return;
        }
        instance.fate().passes(CrashPoint.BEFORE_OUTPUT);
        Set<Integer> partitions = sink.partitioner()
                .partitions(sink.topic(), record.key(), record.value(), record.headers(), instance.partitions())
                .orElseThrow();
        partitions.forEach(to ->
                append(new Place(sink.topic(), to), (byte[]) record.key(), (byte[]) record.value(), record.headers()));
    }

    private void append(Place place, byte[] key, byte[] value, Headers headers) {
        instance.transaction().records().add(new Appended(place, key, value, headers, millis(), waiting()));
    }

    /** Returns what waits for its schema, without what has come again and was taken in then. */
    Set<Appended.Waiting> waiting() {
        LoggedStore store = logged.get(WAITING);
        if (store.approximateNumEntries() == 0) {
            return Set.of();
        }
        Set<Appended.Waiting> waiting = new HashSet<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                ByteBuffer key = ByteBuffer.wrap(entry.key.get());
                waiting.add(new Appended.Waiting((char) key.get(), key.getLong()));
            }
        }
        waiting.removeAll(takenAgain);
        return waiting;
    }

    /** Writes what is held back to the changelogs, by the hook that Kafka Streams has for its own caches. */
    void flushCaches() {
        stores.values().forEach(store -> {
            if (store instanceof CachedStateStore<?, ?> held) {
                held.flushCache();
            }
        });
    }

    Schedules schedules() {
        return schedules;
    }

    StateStore store(String name) {
        return stores.get(name);
    }

    Optional<RecordMetadata> recordMetadata() {
        return at;
    }

    TaskId id() {
        return new TaskId(0, partition);
    }

    long millis() {
        return instance.clock().millis();
    }
}
