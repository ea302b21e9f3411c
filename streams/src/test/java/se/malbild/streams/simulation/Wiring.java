package se.malbild.streams.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** The parts of a topology and what hangs together, as they are added to it. */
final class Wiring extends Topology {
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, ProcessorSupplier<?, ?, ?, ?>> processors = new LinkedHashMap<>();
    private final Map<String, Sink> sinks = new LinkedHashMap<>();
    private final List<StoreBuilder<?>> stores = new ArrayList<>();
    private final Map<String, List<String>> children = new HashMap<>();

    /** Where outputs go. */
    record Sink(String topic, StreamPartitioner<Object, Object> partitioner) {}

    /** Returns the topics of the sources by their names. */
    Map<String, String> sources() {
        return sources;
    }

    Map<String, ProcessorSupplier<?, ?, ?, ?>> processors() {
        return processors;
    }

    Map<String, Sink> sinks() {
        return sinks;
    }

    List<StoreBuilder<?>> stores() {
        return stores;
    }

    /** Returns the names of those that {@code parent} forwards to. */
    List<String> children(String parent) {
        return children.getOrDefault(parent, List.of());
    }

    @Override
    public synchronized <K, V> Topology addSource(
            String name, Deserializer<K> keys, Deserializer<V> values, String... topics) {
        sources.put(name, topics[0]);
        return this;
    }

    @Override
    public synchronized <A, B, C, D> Topology addProcessor(
            String name, ProcessorSupplier<A, B, C, D> supplier, String... parents) {
        processors.put(name, supplier);
        hang(name, parents);
        return this;
    }

    @Override
    @SuppressWarnings("unchecked") // it takes what its parents forward
    public synchronized <K, V> Topology addSink(
            String name,
            String topic,
            Serializer<K> keys,
            Serializer<V> values,
            StreamPartitioner<? super K, ? super V> partitioner,
            String... parents) {
        sinks.put(name, new Sink(topic, (StreamPartitioner<Object, Object>) partitioner));
        hang(name, parents);
        return this;
    }

    @Override
    public synchronized <S extends StateStore> Topology addStateStore(StoreBuilder<S> store, String... processors) {
        stores.add(store);
        return this;
    }

    private void hang(String child, String... parents) {
        for (String parent : parents) {
            children.computeIfAbsent(parent, key -> new ArrayList<>()).add(child);
        }
    }
}
