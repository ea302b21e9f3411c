package se.malbild.streams.simulation;

import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store whose changes go to its changelog, as Kafka's own does it: into the store first. */
final class LoggedStore implements KeyValueStore<Bytes, byte[]> {
    private final KeyValueStore<Bytes, byte[]> inner;
    private final BiConsumer<Bytes, byte[]> changelog;
    private final Fate fate;

    LoggedStore(KeyValueStore<Bytes, byte[]> inner, BiConsumer<Bytes, byte[]> changelog, Fate fate) {
        this.inner = inner;
        this.changelog = changelog;
        this.fate = fate;
    }

    private void changed(Bytes key, byte[] value) {
        fate.passes(CrashPoint.AFTER_PUT);
        changelog.accept(key, value);
        fate.passes(CrashPoint.AFTER_LOG);
    }

    @Override
    public void put(Bytes key, byte[] value) {
        inner.put(key, value);
        changed(key, value);
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        byte[] known = inner.putIfAbsent(key, value);
        if (known == null) {
            changed(key, value);
        }
        return known;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        inner.putAll(entries);
        entries.forEach(entry -> changed(entry.key, entry.value));
    }

    @Override
    public byte[] delete(Bytes key) {
        byte[] known = inner.delete(key);
        changed(key, null);
        return known;
    }

    @Override
    public byte[] get(Bytes key) {
        return inner.get(key);
    }

    @Override
    public <S extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, S serializer) {
        return inner.prefixScan(prefix, serializer);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return inner.range(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return inner.all();
    }

    @Override
    public long approximateNumEntries() {
        return inner.approximateNumEntries();
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        inner.init(context, root);
    }

    @Override
    public void close() {
        inner.close();
    }

    @Override
    public boolean persistent() {
        return inner.persistent();
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }
}
