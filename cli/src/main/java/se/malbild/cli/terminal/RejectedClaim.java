package se.malbild.cli.terminal;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import se.malbild.goals.Fault;

/**
 * A rejected event that may be the one that a figure of a table was sent in.
 *
 * @param key as {@code malbild rejected show} takes it
 * @param at when the broker appended it
 * @param hasSameId whether it has the event id that the table says; otherwise it is about the same series, department and year
 */
public record RejectedClaim(String key, Instant at, List<Fault> faults, boolean hasSameId) {
    public RejectedClaim {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(at, "at");
        faults = List.copyOf(faults);
    }
}
