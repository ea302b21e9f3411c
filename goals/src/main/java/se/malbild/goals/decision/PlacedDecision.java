package se.malbild.goals.decision;

/**
 * A decision where it lies.
 *
 * @param place how many records about the year lie before it, from 0
 */
public record PlacedDecision(int place, YearDecision decision) {}
