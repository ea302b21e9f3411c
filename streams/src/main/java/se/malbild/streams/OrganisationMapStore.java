package se.malbild.streams;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * An in-memory store of hash maps, one per organisation: the four bytes that every key begins with. Kafka's own keeps a
 * tree, which compares some twenty keys for every look-up; here one organisation can still be read alone.
 */
final class OrganisationMapStore implements KeyValueStore<Bytes, byte[]> {
    private static final int ORGANISATION_BYTES = 4;

    private final String name;
    private final Map<Bytes, Map<Bytes, byte[]>> organisations = new HashMap<>();
    private final Position position = Position.emptyPosition();
    private Bytes latestOrganisation;
    private Map<Bytes, byte[]> latest;
    private boolean open;
    /** Written by the stream thread alone, read by the metrics. */
    private final LongAdder entries = new LongAdder();

    private OrganisationMapStore(String name) {
        this.name = name;
    }

    /** Returns what makes the store. */
    static KeyValueBytesStoreSupplier supplier(String name) {
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return new OrganisationMapStore(name);
            }

            @Override
            public String metricsScope() {
                return "in-memory";
            }
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> put(Bytes.wrap(key), value));
        open = true;
    }

    /** Empties the store: a task that is revived opens the same one again and restores it from the changelog. */
    @Override
    public void close() {
        organisations.clear();
        latestOrganisation = null;
        entries.reset();
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Nobody queries the store from outside, so no position is kept. */
    @Override
    public Position getPosition() {
        return position;
    }

    @Override
    public byte[] get(Bytes key) {
        return of(key).get(key);
    }

    @Override
    public void put(Bytes key, byte[] value) {
        if (value == null) {
            delete(key);
        } else if (of(key).put(key, value) == null) {
            entries.increment();
        }
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        byte[] known = get(key);
        if (known == null) {
            put(key, value);
        }
        return known;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte[] delete(Bytes key) {
        byte[] known = of(key).remove(key);
        if (known != null) {
            entries.decrement();
        }
        return known;
    }

    @Override
    public <S extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, S serializer) {
        byte[] bytes = serializer.serialize(null, prefix);
        Predicate<Bytes> matches = key ->
                key.get().length >= bytes.length && Arrays.equals(key.get(), 0, bytes.length, bytes, 0, bytes.length);
        return bytes.length >= ORGANISATION_BYTES
                ? sorted(List.of(of(Bytes.wrap(bytes))), matches)
                : sorted(organisations.values(), matches);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return sorted(
                organisations.values(),
                key -> (from == null || key.compareTo(from) >= 0) && (to == null || key.compareTo(to) <= 0));
    }

    /** In no order, and without a copy: nothing may be put while it is read. */
    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return new Entries(organisations.values().stream()
                .flatMap(map -> map.entrySet().stream())
                .map(entry -> KeyValue.pair(entry.getKey(), entry.getValue()))
                .iterator());
    }

    @Override
    public long approximateNumEntries() {
        return entries.sum();
    }

    /** Events of an organisation tend to come together. */
    private Map<Bytes, byte[]> of(Bytes key) {
        byte[] bytes = key.get();
        if (latestOrganisation == null
                || !Arrays.equals(bytes, 0, ORGANISATION_BYTES, latestOrganisation.get(), 0, ORGANISATION_BYTES)) {
            latestOrganisation = Bytes.wrap(Arrays.copyOf(bytes, ORGANISATION_BYTES));
            latest = organisations.computeIfAbsent(latestOrganisation, organisation -> new HashMap<>());
        }
        return latest;
    }

    private static KeyValueIterator<Bytes, byte[]> sorted(Iterable<Map<Bytes, byte[]>> maps, Predicate<Bytes> matches) {
        List<KeyValue<Bytes, byte[]>> found = new ArrayList<>();
        maps.forEach(map -> map.forEach((key, value) -> {
            if (matches.test(key)) {
                found.add(KeyValue.pair(key, value));
            }
        }));
        found.sort(Comparator.comparing(entry -> entry.key));
        return new Entries(found.iterator());
    }

    private static final class Entries implements KeyValueIterator<Bytes, byte[]> {
        private final Iterator<KeyValue<Bytes, byte[]>> entries;
        private KeyValue<Bytes, byte[]> next;

        private Entries(Iterator<KeyValue<Bytes, byte[]>> entries) {
            this.entries = entries;
        }

        @Override
        public boolean hasNext() {
            if (next == null && entries.hasNext()) {
                next = entries.next();
            }
            return next != null;
        }

        @Override
        public Bytes peekNextKey() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return next.key;
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            KeyValue<Bytes, byte[]> entry = next;
            next = null;
            return entry;
        }

        @Override
        public void close() {}
    }
}
