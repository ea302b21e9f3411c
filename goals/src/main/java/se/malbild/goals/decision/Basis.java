package se.malbild.goals.decision;

import java.util.List;
import java.util.Objects;

/**
 * What a decision rests on: a place in the organisation's log, and how to tell whether the log still says the same.
 *
 * @param events how many of the organisation's own records of {@code indicator-events} lie before it, at least 0
 * @param frameworks how many of {@code goal-frameworks}, at least 0
 * @param digest SHA-256, in hexadecimal, of those records
 * @param frameworkVersion of the goal framework that was in force there
 * @param frameworkSha256 SHA-256, in hexadecimal, of its document
 * @param rules number of the rules and the JSON by which the picture was computed, at least 1
 * @param senders of {@link DecisionKind#READY}: the names of everybody who sent the values that stand for the department and year, in
 *     order; empty otherwise
 * @param unknownSenders of {@link DecisionKind#READY}: how many of these values do not say who sent them
 */
public record Basis(
        int events,
        int frameworks,
        String digest,
        int frameworkVersion,
        String frameworkSha256,
        int rules,
        List<String> senders,
        int unknownSenders) {
    public Basis {
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(frameworkSha256, "frameworkSha256");
        senders = List.copyOf(senders);
    }
}
