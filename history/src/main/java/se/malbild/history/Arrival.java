package se.malbild.history;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Sender;
import se.malbild.schemas.intake.InputRecord;

/**
 * An event that was taken in, with how it came.
 *
 * @param at when the broker appended it
 * @param sender who sent it; empty when its record does not say
 */
public record Arrival(Observation observation, Instant at, Optional<Sender> sender) {
    public Arrival {
        Objects.requireNonNull(observation, "observation");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(sender, "sender");
    }

    static Arrival of(Observation observation, InputRecord record) {
        return new Arrival(observation, Instant.ofEpochMilli(record.appendedAt()), record.sender());
    }
}
