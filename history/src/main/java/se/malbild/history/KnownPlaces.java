package se.malbild.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What was known at the places in logs that were asked for last, in memory. For any number of threads. */
public final class KnownPlaces {
    /** Each takes a core, and others are for what is known now. */
    private static final int COMPUTED_AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    /** Most are computed in a fraction of it, so few of those who ask at once have to come again. */
    private static final long WAITS_SECONDS = 2;

    private record Place(String organisation, Cut cut) {}

    private record Stretch(String organisation, Cut after, Cut through) {}

    private final History history;
    private final long mostBytes;
    private final Semaphore computing = new Semaphore(COMPUTED_AT_ONCE, true);
    private final SingleFlight<Place, Known> underWay = new SingleFlight<>();
    private final SingleFlight<Stretch, List<Change>> stretchesUnderWay = new SingleFlight<>();
    private final Map<Place, Known> places = new LinkedHashMap<>(16, 0.75f, true);

    /** @param mostBytes about how much memory the places may take together; one that takes more is not kept */
    public KnownPlaces(History history, long mostBytes) {
        this.history = history;
        this.mostBytes = mostBytes;
    }

    /**
     * Returns what was known at {@code cut}.
     *
     * @throws BusyException when it is not in memory and others are being computed for two seconds
     * @throws UndecodedException when the registry does not tell the schema of a record before it
     */
    public Known at(OrganisationLog log, Cut cut) throws BusyException, UndecodedException, InterruptedException {
        Place place = new Place(log.organisation(), cut);
        Known remembered = remembered(place);
        if (remembered != null) {
            return remembered;
        }
        return shared(underWay, place, () -> compute(place, log));
    }

    /**
     * Returns every change between two places, in the order in which they came to be known. Who asks for them while they are being
     * computed gets the same.
     *
     * @throws BusyException when others are being computed for two seconds
     * @throws UndecodedException when the registry does not tell the schema of a record before {@code through}
     */
    public List<Change> changes(OrganisationLog log, Cut after, Cut through)
            throws BusyException, UndecodedException, InterruptedException {
        return shared(
                stretchesUnderWay, new Stretch(log.organisation(), after, through), () -> compute(log, after, through));
    }

    private static <K, V> V shared(SingleFlight<K, V> flights, K key, Callable<V> work)
            throws BusyException, UndecodedException, InterruptedException {
        try {
            return flights.get(key, work);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof BusyException busy) {
                throw busy;
            }
            if (failed.getCause() instanceof UndecodedException undecoded) {
                throw undecoded;
            }
            if (failed.getCause() instanceof InterruptedException stop) {
                throw stop;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failed.getCause();
        }
    }

    private List<Change> compute(OrganisationLog log, Cut after, Cut through)
            throws BusyException, UndecodedException, InterruptedException {
        if (!computing.tryAcquire(WAITS_SECONDS, TimeUnit.SECONDS)) {
            throw new BusyException();
        }
        try {
            List<Change> changes = new ArrayList<>();
            history.changes(log, after, through, changes::add);
            return Collections.unmodifiableList(changes);
        } finally {
            computing.release();
        }
    }

    private Known compute(Place place, OrganisationLog log)
            throws BusyException, UndecodedException, InterruptedException {
        if (!computing.tryAcquire(WAITS_SECONDS, TimeUnit.SECONDS)) {
            throw new BusyException();
        }
        try {
            Known known = history.at(log, place.cut());
            if (known.isFinal()) {
                keep(place, known);
            }
            return known;
        } finally {
            computing.release();
        }
    }

    private Known remembered(Place place) {
        synchronized (places) {
            return places.get(place);
        }
    }

    private void keep(Place place, Known known) {
        if (known.bytes() > mostBytes) {
            return;
        }
        synchronized (places) {
            places.put(place, known);
            long bytes = places.values().stream().mapToLong(Known::bytes).sum();
            Iterator<Known> eldestFirst = places.values().iterator();
            while (bytes > mostBytes) {
                bytes -= eldestFirst.next().bytes();
                eldestFirst.remove();
            }
        }
    }
}
