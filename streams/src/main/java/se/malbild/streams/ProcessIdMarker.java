package se.malbild.streams;

import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A store that holds nothing and says that it is persistent. Only an application with a persistent store keeps its
 * process id in the state directory; with it the transactional id stays the same over a crash, and the next start fences
 * the dead producer at once instead of waiting for its transaction to time out.
 */
final class ProcessIdMarker implements StateStore {
    private final String name;
    private boolean open;

    private ProcessIdMarker(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    @SuppressWarnings("deprecation") // there is nothing whose offsets somebody else could manage
    public boolean managesOffsets() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Builds the marker, without a changelog. */
    static final class Builder implements StoreBuilder<ProcessIdMarker> {
        private final String name;

        Builder(String name) {
            this.name = name;
        }

        @Override
        public ProcessIdMarker build() {
            return new ProcessIdMarker(name);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public StoreBuilder<ProcessIdMarker> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<ProcessIdMarker> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<ProcessIdMarker> withLoggingEnabled(Map<String, String> config) {
            return this;
        }

        @Override
        public StoreBuilder<ProcessIdMarker> withLoggingDisabled() {
            return this;
        }
    }
}
