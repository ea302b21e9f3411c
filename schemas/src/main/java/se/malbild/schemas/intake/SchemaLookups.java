package se.malbild.schemas.intake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * Asks the registry for schemas beside the threads that read, so that none of them ever waits for it. What is found, the
 * registry's memory holds. How long an unknown schema is waited for is said here, for everyone who takes records in: as
 * long as the registry does not answer, and until it has said no for some seconds.
 */
public final class SchemaLookups {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaLookups.class);

    /** A registry that is starting may for a moment say no to what it has; to believe it would lose good events. */
    public static final Duration NO_COUNTS_AFTER = Duration.ofSeconds(5);
    /** How often at most the registry is asked for a schema that {@link #judge} did not find. */
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);
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
    private final Map<Integer, Long> asked = new ConcurrentHashMap<>();
    private final Map<Integer, No> noes = new ConcurrentHashMap<>();

    /** Returns lookups on a thread of their own, which ends when there is nothing to ask and keeps no program running. */
    public static SchemaLookups onOwnThread(SchemaRegistry registry) {
        ThreadFactory daemon = task -> {
            Thread thread = new Thread(task, "schema-lookups");
            thread.setDaemon(true);
            return thread;
        };
        return new SchemaLookups(
                registry, new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemon));
    }

    /** @param executor runs what asks the registry, beside the threads that read */
    public SchemaLookups(SchemaRegistry registry, Executor executor) {
        this.registry = registry;
        this.executor = executor;
    }

    /**
     * Judges {@code record} with {@code intake}, and starts to ask for its schema when that is not known, once a second
     * however often it is called. Returns {@link Intake.UnknownSchema} when nothing can be said yet, so that the record is
     * to wait and be judged again.
     *
     * @param cameAt when the record came, milliseconds since 1970
     * @param now milliseconds since 1970
     */
    public <T> Intake<T> judge(InputRecord record, long cameAt, long now, Function<InputRecord, Intake<T>> intake) {
        Intake<T> judged = intake.apply(record);
        if (!(judged instanceof Intake.UnknownSchema<T> unknown)) {
            return judged;
        }
        Long before = asked.get(unknown.id());
        if (!doesNotExist(unknown.id(), cameAt) && (before == null || Math.abs(now - before) >= ASK_EVERY.toMillis())) {
            asked.put(unknown.id(), now);
            request(unknown.id(), now);
        }
        return doesNotExist(unknown.id(), cameAt)
                ? new Intake.Rejected<>(Intake.Claim.NONE, List.of(unknownSchema(unknown.id())))
                : judged;
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
     * @param cameAt when the record came that names the id, milliseconds since 1970
     */
    public boolean doesNotExist(int id, long cameAt) {
        No no = noes.get(id);
        return no != null && no.latest() - no.since() >= NO_COUNTS_AFTER.toMillis() && no.latest() >= cameAt;
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
