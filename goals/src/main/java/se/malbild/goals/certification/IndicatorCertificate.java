package se.malbild.goals.certification;

import java.util.List;
import se.malbild.goals.Text;

/**
 * How far the result of an indicator in a year can be relied upon.
 *
 * @param id of the indicator
 * @param checks one of each kind, in the order of the constants
 */
public record IndicatorCertificate(String id, Text title, List<Check> checks) {
    public IndicatorCertificate {
        checks = List.copyOf(checks);
    }

    /** Returns the class that follows from the checks. */
    public CertificationClass certification() {
        return CertificationClass.of(checks);
    }

    /** Returns the checks that are not passed. */
    public List<Check> notPassed() {
        return checks.stream()
                .filter(check -> check.outcome() != Check.Outcome.PASSED)
                .toList();
    }
}
