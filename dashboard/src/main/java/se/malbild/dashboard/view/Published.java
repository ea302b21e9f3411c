package se.malbild.dashboard.view;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What one record says, and where it lies.
 *
 * @param position the record; empty of what is shown as it was known earlier, which is computed and not published
 * @param at when it was published, or known
 */
public record Published<T>(T value, Optional<LogPosition> position, Instant at) {
    public Published {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(at, "at");
    }

    /** What the record at {@code position} says. */
    public Published(T value, LogPosition position, Instant at) {
        this(value, Optional.of(position), at);
    }
}
