package se.malbild.schemas.registry;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ids that a registry has said no to in the last minute, and whether that is to be believed. A registry that is
 * starting may for a moment deny what it has, and so may a node of it that has not heard yet what was registered at
 * another. Points in time are nanoseconds of a clock that only goes forward. For use by many threads.
 */
final class Denials {
    /** A registry without an answer for this long may have been started again meanwhile. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);
    /** How often at most the same is asked. */
    private static final Duration ASKED_EVERY = Duration.ofSeconds(1);

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    /** What was registered before the record was written is known everywhere by then, also when clocks differ. */
    private static final Duration OLD = Duration.ofMinutes(1);

    /**
     * That the registry has said no whenever it was asked.
     *
     * @param answeringSince since when the registry had answered on end, with our own schemas
     * @param since when the question was put that it first said no to
     * @param latest when the question was put that it last said no to
     * @param latestMillis the same, in milliseconds since 1970
     */
    private record No(long answeringSince, long since, long latest, long latestMillis) {
        boolean hasBeenSaidLongEnough() {
            return latest - since >= SchemaRegistry.NO_COUNTS_AFTER.toNanos();
        }

        /** Once more soon, for what was registered just now; then not before the no may count. */
        long askedAgainAt() {
            long soon = latest + ASKED_EVERY.toNanos();
            return latest > since && !hasBeenSaidLongEnough()
                    ? Math.max(soon, since + SchemaRegistry.NO_COUNTS_AFTER.toNanos())
                    : soon;
        }

        boolean countsFor(long appendedAt) {
            boolean isOld = latestMillis - appendedAt >= OLD.toMillis()
                    && latest - answeringSince >= SchemaRegistry.NO_COUNTS_AFTER.toNanos();
            // Further ahead of a no that is remembered, a clock was set: then the time says nothing of which came
            // first.
            boolean cameBefore = appendedAt <= latestMillis || appendedAt - latestMillis > REMEMBERED.toMillis();
            return isOld || (hasBeenSaidLongEnough() && cameBefore);
        }
    }

    /** The one that was asked about the longest ago comes first. */
    private final Map<Integer, No> noes = new LinkedHashMap<>();

    private boolean hasOurs;
    private long answeringSince;
    private long latestAnswer;
    private Optional<SchemaRegistry.Lookup.Unreachable> failure = Optional.empty();
    private long failedAt;

    /** Notes that the registry has our own schemas, as it said when asked at {@code asked}. */
    synchronized void hasOurs(long asked) {
        if (!hasOurs || asked - latestAnswer > LONGEST_SILENCE.toNanos()) {
            answeringSince = asked;
        }
        hasOurs = true;
        latestAnswer = asked;
    }

    /**
     * Notes that it did not answer when asked at {@code asked}, or has not our own schemas: what it said before may be of
     * another time.
     */
    synchronized void unanswered(long asked, SchemaRegistry.Lookup.Unreachable unreachable) {
        hasOurs = false;
        noes.clear();
        failure = Optional.of(unreachable);
        failedAt = asked;
    }

    /** Returns what it is to be said to be when it failed to answer so lately that it need not be asked again. */
    synchronized Optional<SchemaRegistry.Lookup.Unreachable> hasJustFailed(long now) {
        return failure.filter(latest -> now - failedAt < ASKED_EVERY.toNanos());
    }

    /** Tells whether it said so lately that it has our own schemas that it need not be asked again. */
    synchronized boolean hasJustHadOurs(long now) {
        return hasOurs && now - latestAnswer < ASKED_EVERY.toNanos();
    }

    /** Notes that it said no to {@code id} when asked at {@code asked}, the same as {@code askedMillis} since 1970. */
    synchronized void add(int id, long asked, long askedMillis) {
        No before = noes.remove(id);
        long since = before == null || isForgotten(before, asked) ? asked : before.since();
        noes.put(id, new No(answeringSince, Math.max(since, answeringSince), asked, askedMillis));
        Iterator<No> eldest = noes.values().iterator();
        while (isForgotten(eldest.next(), asked)) {
            eldest.remove();
        }
    }

    private static boolean isForgotten(No no, long now) {
        return now - no.latest() > REMEMBERED.toNanos();
    }

    /** Notes that {@code id} has a schema. */
    synchronized void remove(int id) {
        noes.remove(id);
    }

    /** Tells whether it said no to {@code id} so lately that it need not be asked again. */
    synchronized boolean hasJustDenied(int id, long now) {
        No no = noes.get(id);
        return no != null && now - no.askedAgainAt() < 0;
    }

    /** Tells whether no schema has {@code id}, whatever names it. */
    synchronized boolean isCertain(int id, long now) {
        No no = noes.get(id);
        return no != null && !isForgotten(no, now) && no.hasBeenSaidLongEnough();
    }

    /** Tells whether no schema has {@code id} for a record appended at {@code appendedAt}, milliseconds since 1970. */
    synchronized boolean isCertain(int id, long now, long appendedAt) {
        No no = noes.get(id);
        return no != null && !isForgotten(no, now) && no.countsFor(appendedAt);
    }
}
