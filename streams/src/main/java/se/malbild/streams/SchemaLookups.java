package se.malbild.streams;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.schemas.SchemaRegistry;

/**
 * Asks the registry for schemas beside the stream threads, so that none of them ever waits for it. What is found, the
 * registry's memory holds.
 */
final class SchemaLookups {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaLookups.class);

    private final SchemaRegistry registry;
    private final Executor executor;
    private final Set<Integer> underWay = ConcurrentHashMap.newKeySet();
    private final Set<Integer> doNotExist = ConcurrentHashMap.newKeySet();

    SchemaLookups(SchemaRegistry registry, Executor executor) {
        this.registry = registry;
        this.executor = executor;
    }

    /** Starts to ask for {@code id}, unless that is under way already. */
    void request(int id) {
        if (underWay.add(id)) {
            executor.execute(() -> {
                try {
                    lookup(id);
                } finally {
                    underWay.remove(id);
                }
            });
        }
    }

    /** Returns whether the registry has answered that no schema has {@code id}. */
    boolean doesNotExist(int id) {
        return doNotExist.contains(id);
    }

    private void lookup(int id) {
        SchemaRegistry.Lookup answer = registry.lookup(id);
        if (answer instanceof SchemaRegistry.Lookup.NoSuchId) {
            doNotExist.add(id);
        } else if (answer instanceof SchemaRegistry.Lookup.Unreachable unreachable) {
            LOG.warn("The registry cannot be asked for schema {}: {}. Its records wait.", id, unreachable.why());
        }
    }
}
