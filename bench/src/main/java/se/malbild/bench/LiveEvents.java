package se.malbild.bench;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import se.malbild.goals.observation.Observation;

/** Corrections that are published: when each was to be, when Kafka had it, and what became of it. */
final class LiveEvents {
    private final RunningProduct product;
    private final Corrections corrections;
    private final CommittedPictures pictures;
    private final ToldPictures told;
    /** How many had been made before. */
    private final int before;

    private final long[] intended;
    private final AtomicLongArray offsets;
    private final AtomicLongArray published;
    private final AtomicInteger unpublished;

    /**
     * When what happened to an event, in nanoseconds from when it was to be published.
     *
     * @param committed when a committed picture that reflects it had come
     * @param told when the dashboard had told that picture, or a later one
     */
    record Way(long published, long drawn, long committed, long told) {}

    /**
     * The next {@code count} of {@code corrections}.
     *
     * @param pictures those that are committed
     * @param told those that are told
     */
    LiveEvents(
            RunningProduct product, Corrections corrections, int count, CommittedPictures pictures, ToldPictures told) {
        this.product = product;
        this.corrections = corrections;
        this.pictures = pictures;
        this.told = told;
        this.before = corrections.made();
        this.intended = new long[count];
        this.offsets = new AtomicLongArray(count);
        this.published = new AtomicLongArray(count);
        this.unpublished = new AtomicInteger(count);
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

    int count() {
        return intended.length;
    }

    /** Tells whether the last correction of every cell has been told, and so all of them. */
    boolean areTold() {
        return IntStream.range(Math.max(0, count() - corrections.cells()), count())
                .allMatch(event -> way(event).isPresent());
    }

    /** Returns what has become of the event with {@code index}; empty until it is told. */
    Optional<Way> way(int index) {
        String picture = product.picture(corrections.cell(before + index));
        return pictures.first(picture, offsets.get(index))
                .flatMap(committed -> told.first(picture, committed.offset())
                        .map(heard -> new Way(
                                published.get(index) - intended[index],
                                committed.drawn() - intended[index],
                                committed.nanos() - intended[index],
                                heard - intended[index])));
    }
}
