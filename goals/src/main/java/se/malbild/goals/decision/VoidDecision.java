package se.malbild.goals.decision;

import java.util.Optional;

/**
 * A record about a year that decides nothing.
 *
 * @param place how many records about the year lie before it, from 0
 * @param code why
 * @param first the decision that came before it and stands in its way, where one does: who was first. Of a loss, the newest decision
 *     that was in force before it
 * @param lost of {@link VoidCode#CHAIN}: the hash of the decision that it follows and that has been lost: no record has it, or its record
 *     is void because of one that was put before it. Empty where that is told of a record before this one
 */
public record VoidDecision(
        int place, DecisionRecord record, VoidCode code, Optional<YearDecision> first, Optional<String> lost) {}
