package se.malbild.dashboard.then;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What has been told, so that each message is told now and then and not once for everybody who asks. For any number of threads. */
final class Told {
    static final Duration TOLD_AGAIN_AFTER = Duration.ofMinutes(10);
    /** Of messages that are different each time, so many are told in that time. */
    static final int MOST = 20;

    private final Map<String, Instant> messages = new HashMap<>();

    /** Tells whether {@code message} is to be told at {@code now}. */
    synchronized boolean isNews(String message, Instant now) {
        messages.values().removeIf(told -> !now.isBefore(told.plus(TOLD_AGAIN_AFTER)));
        return messages.size() < MOST && messages.putIfAbsent(message, now) == null;
    }
}
