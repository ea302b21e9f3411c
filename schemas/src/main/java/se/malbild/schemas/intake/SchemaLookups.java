package se.malbild.schemas.intake;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.schemas.registry.WriterSchemas;

/**
 * Asks the registry for schemas beside the threads that read, so that none of them ever waits for it. An unknown schema is
 * waited for as long as the registry does not answer, and until its no counts ({@link SchemaRegistry#doesNotExist}). What
 * it says, the registry's memory holds, for everyone who takes records in.
 */
public final class SchemaLookups {
    /** Code of the fault of a record whose schema does not exist. */
    public static final String UNKNOWN_SCHEMA = "unknown-schema";

    private static final Logger LOG = LoggerFactory.getLogger(SchemaLookups.class);

    private final WriterSchemas schemas;
    private final Executor executor;
    private final Set<Integer> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isAway = new AtomicBoolean();

    /** Returns lookups on a thread of their own, which ends when there is nothing to ask and keeps no program running. */
    public static SchemaLookups onOwnThread(WriterSchemas schemas) {
        ThreadFactory daemon = task -> {
            Thread thread = new Thread(task, "schema-lookups");
            thread.setDaemon(true);
            return thread;
        };
        return new SchemaLookups(
                schemas, new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemon));
    }

    /** @param executor runs what asks the registry, beside the threads that read */
    public SchemaLookups(WriterSchemas schemas, Executor executor) {
        this.schemas = schemas;
        this.executor = executor;
    }

    /**
     * Judges {@code record} with {@code intake}, and starts to ask for its schema when that is not known. Returns
     * {@link Intake.UnknownSchema} when nothing can be said yet, so that the record is to wait and be judged again.
     *
     * @param cameAt when the record was appended or, where it is known and earlier, read; milliseconds since 1970
     */
    public <T> Intake<T> judge(InputRecord record, long cameAt, Function<InputRecord, Intake<T>> intake) {
        Intake<T> judged = intake.apply(record);
        if (!(judged instanceof Intake.UnknownSchema<T> unknown)) {
            return judged;
        }
        if (!schemas.doesNotExist(unknown.id(), cameAt)) {
            request(unknown.id());
        }
        return schemas.doesNotExist(unknown.id(), cameAt)
                ? new Intake.Rejected<>(Intake.Claim.NONE, List.of(unknownSchema(unknown.id())))
                : judged;
    }

    /** Starts to ask for {@code id}, unless that is under way already. */
    private void request(int id) {
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

    /** The fault of a record whose schema does not exist. */
    public static Fault unknownSchema(int id) {
        return new Fault(
                UNKNOWN_SCHEMA,
                "value",
                new Text(
                        "Schemaregistret har inget Avro-schema med id " + id + ".",
                        "The schema registry has no Avro schema with id " + id + "."));
    }

    private void lookup(int id) {
        if (!(schemas.lookup(id) instanceof SchemaRegistry.Lookup.Unreachable unreachable)) {
            isAway.set(false);
        } else if (!isAway.getAndSet(true)) {
            LOG.warn(
                    "The registry cannot be asked for schema {}: {}. Records of unknown schemas wait.",
                    id,
                    unreachable.why());
        }
    }
}
