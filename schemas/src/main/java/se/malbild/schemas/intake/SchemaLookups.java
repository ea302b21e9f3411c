package se.malbild.schemas.intake;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * Asks the registry for schemas beside the stream threads, so that none of them ever waits for it. What is found, the
 * registry's memory holds.
 */
public final class SchemaLookups {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaLookups.class);

    /** A registry that is starting may for a moment say no to what it has; to believe it would lose good events. */
    public static final Duration NO_COUNTS_AFTER = Duration.ofSeconds(5);
    /** Two answers further apart say nothing of the time between. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /**
     * That the registry has said no whenever it was asked. Milliseconds since 1970.
     *
     * @param since when the question was put that it first said no to
     * @param latest when the question was put that it last said no to
     */
    private record No(long since, long latest) {
        No again(long asked) {
            return asked - latest > LONGEST_PAUSE.toMillis() ? new No(asked, asked) : new No(since, asked);
        }
    }

    private final SchemaRegistry registry;
    private final Executor executor;
    private final Set<Integer> underWay = ConcurrentHashMap.newKeySet();
    private final Set<Integer> unanswered = ConcurrentHashMap.newKeySet();
    private final Map<Integer, No> noes = new ConcurrentHashMap<>();

    /** @param executor runs what asks the registry, beside the stream threads */
    public SchemaLookups(SchemaRegistry registry, Executor executor) {
        this.registry = registry;
        this.executor = executor;
    }

    /**
     * Starts to ask for {@code id}, unless that is under way already.
     *
     * @param now milliseconds since 1970
     */
    public void request(int id, long now) {
        if (underWay.add(id)) {
            executor.execute(() -> {
                try {
                    lookup(id, now);
                } finally {
                    underWay.remove(id);
                }
            });
        }
    }

    /**
     * Returns whether no schema has {@code id}: the registry has said so for some seconds, the last time when asked after
     * the record came.
     *
     * @param appendedAt when the record came that names the id, milliseconds since 1970
     */
    public boolean doesNotExist(int id, long appendedAt) {
        No no = noes.get(id);
        return no != null && no.latest() - no.since() >= NO_COUNTS_AFTER.toMillis() && no.latest() >= appendedAt;
    }

    /** The fault of a record whose schema {@link #doesNotExist}. */
    public static Fault unknownSchema(int id) {
        return new Fault(
                "unknown-schema",
                "value",
                new Text(
                        "Schemaregistret har inget schema med id " + id + ".",
                        "The schema registry has no schema with id " + id + "."));
    }

    private void lookup(int id, long asked) {
        SchemaRegistry.Lookup answer = registry.lookup(id);
        if (answer instanceof SchemaRegistry.Lookup.NoSuchId) {
            noes.merge(id, new No(asked, asked), (before, now) -> before.again(asked));
        } else {
            noes.remove(id);
        }
        if (!(answer instanceof SchemaRegistry.Lookup.Unreachable unreachable)) {
            unanswered.remove(id);
        } else if (unanswered.add(id)) {
            LOG.warn("The registry cannot be asked for schema {}: {}. Its records wait.", id, unreachable.why());
        }
    }
}
