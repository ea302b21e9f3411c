package se.malbild.streams.simulation;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.CommitCallback;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** What a store is opened with; it keeps how the store is restored. */
final class StoreContext implements StateStoreContext {
    private final TaskId task;
    private final Supplier<Optional<RecordMetadata>> record;
    private StateRestoreCallback restore;

    StoreContext(TaskId task, Supplier<Optional<RecordMetadata>> record) {
        this.task = task;
        this.record = record;
    }

    /** Returns what takes in the records of the changelog. */
    StateRestoreCallback restore() {
        return restore;
    }

    @Override
    public void register(StateStore store, StateRestoreCallback callback) {
        restore = callback;
    }

    @Override
    public void register(StateStore store, StateRestoreCallback callback, CommitCallback commit) {
        restore = callback;
    }

    @Override
    public String applicationId() {
        return Task.APPLICATION;
    }

    @Override
    public TaskId taskId() {
        return task;
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return record.get();
    }

    @Override
    public Map<String, Object> appConfigs() {
        return Map.of();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return Map.of();
    }

    @Override
    public Serde<?> keySerde() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Serde<?> valueSerde() {
        throw new UnsupportedOperationException();
    }

    @Override
    public File stateDir() {
        throw new UnsupportedOperationException();
    }

    @Override
    public StreamsMetrics metrics() {
        throw new UnsupportedOperationException();
    }
}
