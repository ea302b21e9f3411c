package se.malbild.goals.certification;

import java.util.List;
import java.util.Optional;
import se.malbild.goals.assessment.JudgedYear;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.goals.picture.Picture;

/**
 * All that the certification of a year depends on.
 *
 * @param published the picture that is certified; empty when it cannot be read
 * @param isIntact whether the events and frameworks are those that the picture was made of
 * @param sameRules whether the picture was made by rules of the same number
 * @param judged what follows from the events and frameworks today
 * @param versions of the framework that were in force at any time since the year began, in log order, at least one
 * @param values that stand for the year
 * @param decisions about the year
 */
public record CertifiedBasis(
        Optional<Picture> published,
        boolean isIntact,
        boolean sameRules,
        JudgedYear judged,
        List<AppliedVersion> versions,
        List<StandingValue> values,
        YearDecisions decisions) {
    public CertifiedBasis {
        versions = List.copyOf(versions);
        values = List.copyOf(values);
    }
}
