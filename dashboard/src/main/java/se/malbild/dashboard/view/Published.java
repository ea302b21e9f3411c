package se.malbild.dashboard.view;

import java.time.Instant;
import java.util.Objects;

/**
 * What one record says, and where it lies.
 *
 * @param position the record
 * @param at when it was published
 */
public record Published<T>(T value, LogPosition position, Instant at) {
    public Published {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(at, "at");
    }
}
