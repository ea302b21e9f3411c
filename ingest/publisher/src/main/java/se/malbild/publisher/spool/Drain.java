package se.malbild.publisher.spool;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.publisher.ObservationPublisher;

/**
 * Sends what lies in the spool, a bounded number at a time. When the broker or the registry does not answer it connects
 * anew, with longer and longer pauses, until they do.
 */
final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final int MOST_ON_THEIR_WAY = 5_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);

    /** An event was not acknowledged and is to be sent again. */
    private static final class NotSentException extends Exception {
        NotSentException(Throwable why) {
            super(why.toString(), why);
        }
    }

    private final Spool spool;
    private final DurablePublisher.Connector connector;
    private final Thread thread;
    private final Semaphore news = new Semaphore(0);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Optional<Instant> oldest = Optional.empty();
    private volatile CompletableFuture<Void> obstacle = new CompletableFuture<>();
    // Of the thread alone.
    private final Deque<Delivery> onTheirWay = new ArrayDeque<>();
    private Duration pause = FIRST_PAUSE;

    Drain(Spool spool, DurablePublisher.Connector connector) {
        this.spool = spool;
        this.connector = connector;
        thread = new Thread(this::run, "malbild-spool-to-broker");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Signals that there is something new on disk. */
    void wake() {
        news.release();
    }

    /** Returns when the oldest event that waits was spooled; empty when none waits. */
    Optional<Instant> oldest() {
        return oldest;
    }

    /** Returns a future that is complete if the last attempt to send failed, and otherwise completes when one fails. */
    CompletableFuture<Void> obstacle() {
        return obstacle;
    }

    private void run() {
        while (!isStopped()) {
            try {
                awaitEvents();
                if (!isStopped()) {
                    sendWhileItGoes();
                }
            } catch (InterruptedException | InterruptException stop) {
                return;
            } catch (Exception failed) {
                // Whatever it is: the events are on disk, and nobody else would send them.
                obstacle.complete(null);
                onTheirWay.forEach(Delivery::retry);
                LOG.warn(
                        "{} events wait in {}; trying again in {} ms: {}",
                        spool.events(),
                        spool.directory(),
                        pause.toMillis(),
                        failed.getMessage());
                pauseUnlessStopped();
            }
        }
    }

    private void pauseUnlessStopped() {
        try {
            if (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until there is something to send; what is dead is buried meanwhile, for which no broker is needed. */
    private void awaitEvents() throws Exception {
        while (!isStopped()) {
            while (takeOne().isPresent()) {
                settle();
            }
            settle();
            if (!onTheirWay.isEmpty()) {
                return;
            }
            awaitNews();
        }
    }

    private void sendWhileItGoes() throws Exception {
        ObservationPublisher publisher = connector.connect();
        try {
            for (Delivery delivery : List.copyOf(onTheirWay)) {
                send(delivery, publisher);
            }
            while (!isStopped()) {
                settle();
                Optional<Delivery> next = takeOne();
                if (next.isPresent()) {
                    send(next.get(), publisher);
                } else {
                    awaitNews();
                }
            }
        } finally {
            publisher.close(ANSWERS_WITHIN);
        }
        settle();
    }

    private void send(Delivery delivery, ObservationPublisher publisher) throws NotSentException {
        delivery.send(publisher, news::release);
        // Fails at once: without an address to send to, the next would take as long to fail.
        if (delivery.state() instanceof Delivery.State.Failed failed) {
            throw new NotSentException(failed.why());
        }
    }

    private Optional<Delivery> takeOne() throws IOException {
        if (onTheirWay.size() >= MOST_ON_THEIR_WAY) {
            return Optional.empty();
        }
        Optional<Delivery> next = spool.take().map(Delivery::new);
        next.ifPresent(onTheirWay::add);
        noteOldest();
        return next;
    }

    /** Settles what has been decided, in the order it was taken in. */
    private void settle() throws IOException, NotSentException {
        for (Delivery first = onTheirWay.peek(); first != null && isSettled(first); first = onTheirWay.peek()) {
            onTheirWay.remove();
        }
        noteOldest();
    }

    private boolean isSettled(Delivery delivery) throws IOException, NotSentException {
        Delivery.State state = delivery.state();
        if (state instanceof Delivery.State.Failed failed) {
            throw new NotSentException(failed.why());
        }
        if (state instanceof Delivery.State.Acknowledged acknowledged) {
            pause = FIRST_PAUSE;
            if (obstacle.isDone()) {
                obstacle = new CompletableFuture<>();
            }
            spool.settle(delivery.entry());
            delivery.entry().published().complete(acknowledged.published());
            return true;
        }
        if (state instanceof Delivery.State.Died died) {
            spool.dead().add(died.dead());
            LOG.warn(
                    "An event can never be sent and is in {}: {}",
                    spool.dead().path(),
                    died.dead().reason().en());
            spool.settle(delivery.entry());
            delivery.entry()
                    .published()
                    .completeExceptionally(
                            SpoolException.dead(spool.dead().path(), died.dead().reason()));
            return true;
        }
        return false;
    }

    private void noteOldest() {
        oldest = Optional.ofNullable(onTheirWay.peek()).map(Delivery::spooledAt);
    }

    private void awaitNews() throws InterruptedException {
        news.acquire();
        news.drainPermits();
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Waits a little for the answers to what is on its way, and ends. What is not acknowledged stays on disk. */
    void close() throws InterruptedException {
        stopped.countDown();
        news.release();
        thread.join(2 * ANSWERS_WITHIN.toMillis());
        // Kafka's producer may be waiting for an address to send to.
        stop();
        thread.join();
        onTheirWay.forEach(delivery -> delivery.entry().published().completeExceptionally(SpoolException.closed()));
    }

    /** Ends without waiting for anything. */
    void stop() {
        stopped.countDown();
        thread.interrupt();
    }
}
