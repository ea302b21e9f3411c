package se.malbild.goals.observation;

import java.util.Objects;

/**
 * What is known of a cell: the greatest observation seen of it. {@link #merge} is commutative, associative and
 * idempotent, so neither order nor duplicates of the observations matter.
 *
 * @param observation the one that wins
 * @param contested whether an observation with the same revision, time and event id but other content was seen too
 */
public record Winner(Observation observation, boolean contested) {
    public Winner {
        Objects.requireNonNull(observation, "observation");
    }

    /** Returns the state of a cell of which only {@code observation} is known. */
    public static Winner of(Observation observation) {
        return new Winner(observation, false);
    }

    /** Returns the state of the cell after both: {@code this} itself when {@code other} adds nothing. */
    public Winner merge(Winner other) {
        int rank = observation.compareRank(other.observation);
        if (rank != 0) {
            return rank > 0 ? this : other;
        }
        int bytes = observation.compareBytes(other.observation);
        boolean nowContested = contested || other.contested || bytes != 0;
        if (bytes >= 0 && nowContested == contested) {
            return this;
        }
        return new Winner(bytes >= 0 ? observation : other.observation, nowContested);
    }
}
