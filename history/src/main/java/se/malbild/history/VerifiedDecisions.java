package se.malbild.history;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of the verification of an organisation's decisions.
 *
 * @param decisions how many records of {@code year-decisions} were verified
 * @param closings how many of them closed a year
 * @param reproduced how many closings have the picture that today's rules give, byte for byte
 * @param findings by framework, year and place
 */
public record VerifiedDecisions(int decisions, int closings, int reproduced, List<DecisionFinding> findings) {
    /** Nothing was decided. */
    public static final VerifiedDecisions NONE = new VerifiedDecisions(0, 0, 0, List.of());

    public VerifiedDecisions {
        findings = List.copyOf(findings);
    }

    /** Returns both together. */
    public VerifiedDecisions with(VerifiedDecisions other) {
        List<DecisionFinding> all = new ArrayList<>(findings);
        all.addAll(other.findings);
        return new VerifiedDecisions(
                decisions + other.decisions, closings + other.closings, reproduced + other.reproduced, all);
    }

    /** Tells whether nothing is wrong. */
    public boolean isRight() {
        return findings.stream().noneMatch(DecisionFinding::isFault);
    }

    /** Returns how many of the findings are faults. */
    public int faults() {
        return (int) findings.stream().filter(DecisionFinding::isFault).count();
    }
}
