package se.malbild.streams;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store in memory that writes to its changelog when a commit is prepared: one record for each key that has changed, however
 * often it did. Kafka Streams flushes its own caches then, inside the transaction and before it takes the offsets of what was read
 * ({@code StreamTask.prepareCommit}); a store that implements {@link CachedStateStore} is one of them. The interface is internal:
 * {@code WriteBehindStoreTest} fails when another version of Kafka no longer calls it.
 */
final class WriteBehindStore implements KeyValueStore<Bytes, byte[]>, CachedStateStore<Bytes, byte[]> {
    /** So few that most are sent while records are still being processed, and a commit does not wait for them. */
    private static final int MOST_UNLOGGED = 1_000;

    private final KeyValueStore<Bytes, byte[]> known;
    private final KeyValueStore<Bytes, byte[]> logged;
    private final int mostUnlogged;
    private final Set<Bytes> unlogged = new LinkedHashSet<>();
    private Bytes latest;

    private WriteBehindStore(
            KeyValueStore<Bytes, byte[]> known, KeyValueStore<Bytes, byte[]> logged, int mostUnlogged) {
        this.known = known;
        this.logged = logged;
        this.mostUnlogged = mostUnlogged;
    }

    /** Writes to the changelog what is not yet there. */
    @Override
    public void flushCache() {
        unlogged.forEach(key -> logged.put(key, known.get(key)));
        clearCache();
    }

    @Override
    public void clearCache() {
        unlogged.clear();
        latest = null;
    }

    /** Returns false: nobody is told what is flushed. */
    @Override
    public boolean setFlushListener(CacheFlushListener<Bytes, byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public void put(Bytes key, byte[] value) {
        known.put(key, value);
        if (!key.equals(latest)) { // changes of a key tend to come together
            unlogged.add(key);
            latest = key;
            if (unlogged.size() > mostUnlogged) {
                flushCache();
            }
        }
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        byte[] present = get(key);
        if (present == null) {
            put(key, value);
        }
        return present;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte[] delete(Bytes key) {
        byte[] present = get(key);
        put(key, null);
        return present;
    }

    @Override
    public byte[] get(Bytes key) {
        return known.get(key);
    }

    @Override
    public <S extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, S serializer) {
        return known.prefixScan(prefix, serializer);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return known.range(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return known.all();
    }

    @Override
    public long approximateNumEntries() {
        return known.approximateNumEntries();
    }

    @Override
    public String name() {
        return known.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        logged.init(context, root);
    }

    @Override
    public void close() {
        clearCache();
        logged.close();
    }

    @Override
    public boolean persistent() {
        return known.persistent();
    }

    @Override
    public boolean isOpen() {
        return known.isOpen();
    }

    @Override
    public Position getPosition() {
        return known.getPosition();
    }

    /** Builds the store with its changelog. */
    static final class Builder implements StoreBuilder<KeyValueStore<Bytes, byte[]>> {
        private final KeyValueBytesStoreSupplier memory;
        private final Map<String, String> changelogConfig;

        /** @param memory makes what is kept in memory */
        Builder(KeyValueBytesStoreSupplier memory, Map<String, String> changelogConfig) {
            this.memory = memory;
            this.changelogConfig = Map.copyOf(changelogConfig);
        }

        @Override
        public KeyValueStore<Bytes, byte[]> build() {
            return build(this::logged, MOST_UNLOGGED);
        }

        /**
         * Builds the store.
         *
         * @param logging returns the store that it is given, with a changelog
         * @param mostUnlogged keys that may differ from the changelog before they are written without waiting for a commit
         */
        KeyValueStore<Bytes, byte[]> build(UnaryOperator<KeyValueStore<Bytes, byte[]>> logging, int mostUnlogged) {
            KeyValueStore<Bytes, byte[]> known = memory.get();
            return new WriteBehindStore(known, logging.apply(known), mostUnlogged);
        }

        private KeyValueStore<Bytes, byte[]> logged(KeyValueStore<Bytes, byte[]> known) {
            return Stores.keyValueStoreBuilder(
                            new KeyValueBytesStoreSupplier() {
                                @Override
                                public String name() {
                                    return memory.name();
                                }

                                @Override
                                public KeyValueStore<Bytes, byte[]> get() {
                                    return known;
                                }

                                @Override
                                public String metricsScope() {
                                    return memory.metricsScope();
                                }
                            },
                            Serdes.Bytes(),
                            Serdes.ByteArray())
                    .withCachingDisabled()
                    .withLoggingEnabled(changelogConfig)
                    .build();
        }

        @Override
        public String name() {
            return memory.name();
        }

        @Override
        public boolean loggingEnabled() {
            return true;
        }

        @Override
        public Map<String, String> logConfig() {
            return changelogConfig;
        }

        @Override
        public Builder withCachingEnabled() {
            return this;
        }

        @Override
        public Builder withCachingDisabled() {
            return this;
        }

        @Override
        public Builder withLoggingEnabled(Map<String, String> config) {
            return new Builder(memory, config);
        }

        /** @throws UnsupportedOperationException always: without its changelog the store would begin empty */
        @Override
        public Builder withLoggingDisabled() {
            throw new UnsupportedOperationException();
        }
    }
}
