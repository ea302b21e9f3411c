package se.malbild.cli.move;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import se.malbild.schemas.codec.WireFormat;
import se.malbild.schemas.registry.SchemaRegistry;

/** The schemas that records name by their ids, as the registry tells them. */
public final class CarriedSchemas {
    private static final Duration ASKS_AGAIN_AFTER = Duration.ofMillis(100);
    /** Longer than a registry has to say no before it is believed. */
    private static final Duration REGISTRY_ANSWERS_WITHIN = SchemaRegistry.NO_COUNTS_AFTER.multipliedBy(2);

    private final SchemaRegistry registry;
    private final SortedMap<Integer, Schema> known = new TreeMap<>();
    private final Set<Integer> unknown = new HashSet<>();

    /** @param registry with the schemas of the input topics preloaded */
    public CarriedSchemas(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** Returns those that were found so far, by id. */
    public SortedMap<Integer, Schema> found() {
        return known;
    }

    /**
     * Finds the schema of the value of a record, and returns whether it has one.
     *
     * @param value may be null
     * @param appendedAt milliseconds since 1970
     */
    public boolean find(byte[] value, long appendedAt) throws UnansweredException {
        return WireFormat.fault(value).isEmpty() && find(WireFormat.schemaId(value), appendedAt);
    }

    private boolean find(int id, long appendedAt) throws UnansweredException {
        long since = System.nanoTime();
        while (!known.containsKey(id) && !unknown.contains(id)) {
            if (registry.lookup(id) instanceof SchemaRegistry.Lookup.Known found) {
                known.put(id, found.schema());
            } else if (registry.doesNotExist(id, appendedAt)) {
                unknown.add(id);
            } else if (System.nanoTime() - since > REGISTRY_ANSWERS_WITHIN.toNanos()) {
                throw new UnansweredException();
            } else {
                LockSupport.parkNanos(ASKS_AGAIN_AFTER.toNanos());
            }
        }
        return known.containsKey(id);
    }

    /** The registry does not tell whether there is a schema. */
    public static final class UnansweredException extends IOException {}
}
