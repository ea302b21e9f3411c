package se.malbild.goals.observation;

import java.util.Objects;

/**
 * What is known of a cell: the greatest observation seen of it, and what the others leave behind. {@link #merge} is
 * commutative, associative and idempotent, so neither order nor duplicates of the observations matter.
 *
 * @param observation the one that wins
 * @param contested whether an observation with the same revision, time and event id but other content was seen too
 * @param memory what all observations of the cell have said
 */
public record Winner(Observation observation, boolean contested, CellMemory memory) {
    public Winner {
        Objects.requireNonNull(observation, "observation");
        Objects.requireNonNull(memory, "memory");
    }

    /** Returns the state of a cell of which only {@code observation} is known. */
    public static Winner of(Observation observation) {
        return new Winner(observation, false, CellMemory.of(observation));
    }

    /** Returns the state of the cell after both: {@code this} itself when {@code other} adds nothing. */
    public Winner merge(Winner other) {
        CellMemory both = memory.merge(other.memory, !observation.saysTheSameAs(other.observation));
        int rank = observation.compareRank(other.observation);
        int order = rank != 0 ? rank : observation.compareBytes(other.observation);
        boolean nowContested =
                rank == 0 ? contested || other.contested || order != 0 : (rank > 0 ? contested : other.contested);
        if (order >= 0 && nowContested == contested && both.equals(memory)) {
            return this;
        }
        return new Winner(order >= 0 ? observation : other.observation, nowContested, both);
    }
}
