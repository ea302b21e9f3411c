package se.malbild.bench;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import se.malbild.goals.observation.Observation;

/** Corrections that are published: when each was to be, when Kafka had it, and when a change told it. */
final class LiveEvents {
    private final RunningProduct product;
    private final Corrections corrections;
    /** How many had been made before. */
    private final int before;

    private final long[] intended;
    private final AtomicLongArray offsets;
    private final AtomicLongArray published;
    /** 0 of one that is not told yet. */
    private final AtomicLongArray told;

    private final AtomicInteger unpublished;
    private final AtomicInteger untold;

    /** The next {@code count} of {@code corrections}. */
    LiveEvents(RunningProduct product, Corrections corrections, int count) {
        this.product = product;
        this.corrections = corrections;
        this.before = corrections.made();
        this.intended = new long[count];
        this.offsets = new AtomicLongArray(count);
        this.published = new AtomicLongArray(count);
        this.told = new AtomicLongArray(count);
        this.unpublished = new AtomicInteger(count);
        this.untold = new AtomicInteger(count);
    }

    /** Publishes them at an even rate, whether or not Kafka answers, and waits until it has all of them. */
    void publish(int perSecond) throws IOException, InterruptedException, ExecutionException {
        long start = System.nanoTime();
        for (int i = 0; i < intended.length; i++) {
            int event = i;
            Observation next = corrections.next();
            intended[i] = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            for (long left = intended[i] - System.nanoTime(); left > 0; left = intended[i] - System.nanoTime()) {
                TimeUnit.NANOSECONDS.sleep(left);
            }
            var unused = product.publisher().publish(next).thenAccept(record -> {
                offsets.set(event, record.offset());
                published.set(event, System.nanoTime());
                unpublished.decrementAndGet();
            });
        }
        RunningProduct.await("events in Kafka", () -> unpublished.get() == 0);
    }

    /**
     * Notes that a change has told an event, and so every earlier one of its cell.
     *
     * @param number of the correction, from 1
     */
    void hear(int number, long nanos) {
        for (int i = number - 1 - before; i >= 0 && told.compareAndSet(i, 0, nanos); i -= corrections.cells()) {
            untold.decrementAndGet();
        }
    }

    int count() {
        return intended.length;
    }

    int untold() {
        return untold.get();
    }

    /** Returns when the event with {@code index} was to be published. */
    long intended(int index) {
        return intended[index];
    }

    /** Returns when Kafka was known to have it. */
    long published(int index) {
        return published.get(index);
    }

    /** Returns when a change had told it; 0 when none has. */
    long told(int index) {
        return told.get(index);
    }

    /** Returns the first of {@code pictures} of its year that reflects it. */
    Optional<CommittedPictures.Arrival> committed(int index, CommittedPictures pictures) {
        return pictures.first(product.picture(corrections.cell(before + index)), offsets.get(index));
    }
}
