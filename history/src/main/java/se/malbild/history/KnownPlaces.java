package se.malbild.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * What was known at places in logs. Those that were asked for more than once stay in memory: a place takes many megabytes, and many who each
 * ask for another moment would fill it with what nobody asks for again. For any number of threads.
 */
public final class KnownPlaces {
    /** Most work takes a fraction of it, so few of those who ask at once have to come again. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    /** How many places that were asked for once are remembered. */
    private static final int MOST_ASKED_ONCE = 1_000;

    private record Place(String organisation, Cut cut) {}

    /** @param log which what is known is read from, when more of it is needed */
    private record Kept(Known known, OrganisationLog log) {}

    private record Stretch(String organisation, Cut after, Cut through) {}

    private final History history;
    private final long mostBytes;
    private final Turns turns = new Turns(LONGEST_WAIT);
    private final SingleFlight<Place, Known> underWay = new SingleFlight<>();
    private final SingleFlight<Stretch, List<Change>> stretchesUnderWay = new SingleFlight<>();
    private final Map<Place, Kept> places = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<Place> askedOnce = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Boolean> eldest) {
            return size() > MOST_ASKED_ONCE;
        }
    });

    /** @param mostBytes about how much memory the places may take together, with their logs; one that takes more is not kept */
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
        return shared(underWay, place, pace -> compute(place, log, pace));
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
                stretchesUnderWay,
                new Stretch(log.organisation(), after, through),
                pace -> compute(log, after, through, pace));
    }

    private <K, V> V shared(SingleFlight<K, V> flights, K key, Turns.Work<V> work)
            throws BusyException, UndecodedException, InterruptedException {
        try {
            return flights.get(key, () -> turns.take(work));
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

    private List<Change> compute(OrganisationLog log, Cut after, Cut through, Pace pace) throws UndecodedException {
        List<Change> changes = new ArrayList<>();
        history.changes(log, after, through, pace, changes::add);
        return Collections.unmodifiableList(changes);
    }

    private Known compute(Place place, OrganisationLog log, Pace pace) throws UndecodedException {
        Known known = history.at(log, place.cut(), pace);
        if (known.isFinal()) {
            keep(place, new Kept(known, log));
        }
        return known;
    }

    private Known remembered(Place place) {
        synchronized (places) {
            Kept kept = places.get(place);
            return kept == null ? null : kept.known();
        }
    }

    private void keep(Place place, Kept kept) {
        if (kept.known().bytes() + kept.log().bytes() > mostBytes) {
            return;
        }
        synchronized (places) {
            if (askedOnce.add(place)) {
                return;
            }
            places.put(place, kept);
            Iterator<Kept> eldestFirst = places.values().iterator();
            while (bytes() > mostBytes) {
                eldestFirst.next();
                eldestFirst.remove();
            }
        }
    }

    /** Returns about how much memory the places take, and their logs, each counted once however many places are in it. */
    private long bytes() {
        Map<SeriesIndex, Long> logs = new HashMap<>();
        places.values()
                .forEach(kept -> logs.merge(kept.log().index(), kept.log().bytes(), Math::max));
        return places.values().stream().mapToLong(kept -> kept.known().bytes()).sum()
                + logs.values().stream().mapToLong(bytes -> bytes).sum();
    }
}
