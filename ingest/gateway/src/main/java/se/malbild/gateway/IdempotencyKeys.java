package se.malbild.gateway;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The answers to requests that carried an {@code Idempotency-Key}, so that the same request gets the same answer. They are
 * kept for {@link #LIFETIME}, less when they are many, and not across restarts. Nothing rests on that: an event that comes
 * twice has the same id and does no harm. For use by many threads.
 */
final class IdempotencyKeys {
    /** How long an answer is kept at most. */
    static final Duration LIFETIME = Duration.ofHours(1);
    /** The longest key, in characters. */
    static final int LONGEST_KEY = 200;

    private static final int MOST_ANSWERS = 10_000;
    private static final long MOST_CHARACTERS = 16L * 1024 * 1024;

    /** Whose key it is: two holders of tokens never meet. */
    record Key(String holder, String key) {}

    /** @param answer nothing while the request is being dealt with */
    private record Entry(String bodyHash, Optional<Answer> answer, long since) {}

    private final LongSupplier nanoClock;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();
    private long characters;

    IdempotencyKeys(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * Begins a request. When there is no answer yet, {@link #complete} or {@link #abandon} has to follow.
     *
     * @return the answer that the same request got before
     * @throws se.malbild.service.HttpProblemException when another body came with the key, or the same one is in flight
     */
    synchronized Optional<Answer> begin(Key key, String bodyHash) {
        forgetOld();
        Entry known = entries.get(key);
        if (known == null) {
            entries.put(key, new Entry(bodyHash, Optional.empty(), nanoClock.getAsLong()));
            return Optional.empty();
        }
        if (!known.bodyHash().equals(bodyHash)) {
            throw GatewayProblems.keyOfOtherBody();
        }
        if (known.answer().isEmpty()) {
            throw GatewayProblems.keyInFlight();
        }
        return known.answer();
    }

    /** Keeps the answer to a request that was begun. */
    synchronized void complete(Key key, Answer answer) {
        Entry begun = entries.remove(key);
        entries.put(key, new Entry(begun.bodyHash(), Optional.of(answer), nanoClock.getAsLong()));
        characters += answer.body().length();
        forgetOld();
    }

    /** Forgets a request that was begun, so that it can be tried again. */
    synchronized void abandon(Key key) {
        entries.remove(key);
    }

    /** Those in flight stay, whatever their age: they are as few as the requests in flight. */
    private void forgetOld() {
        long now = nanoClock.getAsLong();
        Iterator<Entry> oldestFirst = entries.values().iterator();
        while (oldestFirst.hasNext()) {
            Entry entry = oldestFirst.next();
            boolean isOld = now - entry.since() >= LIFETIME.toNanos();
            if (!isOld && characters <= MOST_CHARACTERS && entries.size() <= MOST_ANSWERS) {
                return;
            }
            if (entry.answer().isPresent()) {
                characters -= entry.answer().get().body().length();
                oldestFirst.remove();
            }
        }
    }
}
