package se.malbild.streams.simulation;

import java.time.Duration;
import java.time.Instant;

/** What time it is: as a computer says, which can be set, and as time passes, which only goes forward. */
final class Clock {
    private long millis = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
    private long nanos;

    /** Milliseconds since 1970. */
    long millis() {
        return millis;
    }

    long nanos() {
        return nanos;
    }

    void pass(Duration time) {
        millis += time.toMillis();
        nanos += time.toNanos();
    }

    /** Sets the computer's clock, forward or back, while no time passes. */
    void set(Duration ahead) {
        millis += ahead.toMillis();
    }
}
