package se.malbild.publisher.spool;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.publisher.ObservationJson;
import se.malbild.publisher.ObservationPublisher;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Sender;
import se.malbild.schemas.registry.RegistryException;

/**
 * Checks observations, keeps them in a directory, and sends them from there, through an {@link ObservationPublisher}, when
 * the broker and the registry answer. Neither need be there at the start. For use by many threads.
 *
 * <p>What is on disk survives the process and the power. After a crash some events are sent again, with the same event id
 * and the same bytes, which changes no picture. They may arrive in any order, which changes none either. About 100 bytes of
 * memory are taken for each event that waits.
 *
 * <pre>{@code
 * try (DurablePublisher publisher = DurablePublisher.open(directory, new Cluster("localhost:9092", "http://localhost:8085/apis/ccompat/v7"))) {
 *     Spooled spooled = publisher.publish(draft).join(); // on disk
 *     Published published = spooled.published().join();  // at the broker
 * }
 * }</pre>
 */
public final class DurablePublisher implements AutoCloseable {
    /** How many bytes may wait unless it is said: some 800,000 events. */
    public static final long DEFAULT_MAX_BYTES = 256L << 20;
    /** The least that can be said. */
    public static final long LEAST_MAX_BYTES = 1L << 20;

    private static final Duration SENT_WITHIN = Duration.ofSeconds(5);

    /** Makes the publisher that sends, and makes it again after a failure. */
    @FunctionalInterface
    public interface Connector {
        /**
         * Returns a publisher, which will be closed.
         *
         * @throws RegistryException when the registry is away; it is then asked again later
         */
        ObservationPublisher connect() throws RegistryException;
    }

    private final Spool spool;
    private final GroupCommit toDisk;
    private final Drain toBroker;
    private final SpoolMetrics metrics;

    private DurablePublisher(Spool spool, Connector connector, MeterRegistry meters) {
        this.spool = spool;
        toBroker = new Drain(spool, connector);
        metrics = new SpoolMetrics(meters, spool, toBroker);
        toDisk = new GroupCommit(this::append, metrics::forced);
    }

    private void append(List<Pending> events) throws SpoolException {
        spool.append(events);
        toBroker.wake();
    }

    /**
     * Returns a publisher without metrics, for at most {@link #DEFAULT_MAX_BYTES}.
     *
     * @param directory where events wait; made when it is missing, and for this publisher alone. What an earlier one left
     *     there is sent
     * @throws SpoolException when another publisher has the directory, or it cannot be read and written
     */
    public static DurablePublisher open(Path directory, Cluster cluster) throws SpoolException {
        return open(
                directory,
                DEFAULT_MAX_BYTES,
                () -> ObservationPublisher.connect(cluster),
                new CompositeMeterRegistry());
    }

    /**
     * As above, noting with every event who sent it.
     *
     * @param sender also of what an earlier publisher left in the directory
     */
    public static DurablePublisher open(Path directory, Cluster cluster, Sender sender) throws SpoolException {
        return open(
                directory,
                DEFAULT_MAX_BYTES,
                () -> ObservationPublisher.connect(cluster, sender),
                new CompositeMeterRegistry());
    }

    /**
     * Returns a publisher.
     *
     * @param directory as above
     * @param maxBytes that may wait, the dead file included; at least {@link #LEAST_MAX_BYTES}
     * @param connector such as {@code () -> ObservationPublisher.connect(...)}
     * @param meters where {@code malbild.spool.*} are kept; an empty {@link CompositeMeterRegistry} keeps nothing
     * @throws SpoolException when another publisher has the directory, or it cannot be read and written
     */
    public static DurablePublisher open(Path directory, long maxBytes, Connector connector, MeterRegistry meters)
            throws SpoolException {
        if (maxBytes < LEAST_MAX_BYTES) {
            throw new IllegalArgumentException(
                    "maxBytes is " + maxBytes + ", at least " + LEAST_MAX_BYTES + " expected");
        }
        Spool spool = Spool.open(directory.toAbsolutePath().normalize(), maxBytes);
        DurablePublisher publisher = new DurablePublisher(spool, connector, meters);
        publisher.toDisk.start();
        publisher.toBroker.start();
        return publisher;
    }

    /**
     * Checks {@code draft} and keeps it. Blocks only while the disk is behind.
     *
     * @return completed when the event is on disk, or with {@link SpoolException} when it could not be put there. What is
     *     chained to it without an executor runs on the thread that writes, and is to be short
     * @throws InvalidObservationException with every fault; then nothing is kept
     * @throws SpoolException when too much waits already, or the publisher is closed; then nothing is kept
     */
    public CompletableFuture<Spooled> publish(ObservationDraft draft)
            throws InvalidObservationException, SpoolException {
        return publish(draft.build());
    }

    /** Keeps {@code observation}, like {@link #publish(ObservationDraft)}. */
    public CompletableFuture<Spooled> publish(Observation observation) throws SpoolException {
        Pending event =
                Pending.of(observation.eventId(), SpoolFrame.of(Instant.now(), ObservationJson.write(observation)));
        spool.reserve(event);
        try {
            toDisk.add(event);
        } catch (SpoolException closed) {
            spool.release(List.of(event));
            throw closed;
        }
        return event.onDisk();
    }

    /** Returns what is completed as soon as no event waits: the broker has every one, or it is dead. */
    public CompletableFuture<Void> drained() {
        return spool.empty();
    }

    /**
     * Ends when everything is on disk and, unless the broker is away, waits at most five seconds until it is sent. The rest is sent the next
     * time the directory is opened.
     */
    @Override
    public void close() {
        try {
            toDisk.close();
            awaitDrainedOrObstructed();
            toBroker.close();
        } catch (InterruptedException hurry) {
            // What publish has returned is on disk.
            toBroker.stop();
            Thread.currentThread().interrupt();
        }
        metrics.close();
        spool.close();
    }

    private void awaitDrainedOrObstructed() throws InterruptedException {
        try {
            CompletableFuture.anyOf(spool.empty(), toBroker.obstacle())
                    .get(SENT_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException next) {
            // It waits on disk for the next time.
        }
    }
}
