package se.malbild.cli.evidence;

import java.util.List;
import java.util.Optional;
import se.malbild.goals.certification.IndicatorCertificate;
import se.malbild.history.DecisionFinding;
import se.malbild.history.VerifiedDecisions;

/**
 * What became of the verification of a file of evidence.
 *
 * @param evidence that the file holds; empty when a line of it is damaged
 * @param lines how many the file has
 * @param sha256 of all lines but the last, as the last line says; {@code ""} when there is none
 * @param damages what is not as it was written
 * @param decisions what became of the decisions
 * @param openPicture of a year that is not closed, what there is to tell when its picture is another today
 * @param certificates of the indicators; none when nobody asked, or something is damaged
 */
record VerifiedEvidence(
        Optional<Evidence> evidence,
        int lines,
        String sha256,
        List<Damage> damages,
        VerifiedDecisions decisions,
        Optional<DecisionFinding.Kind> openPicture,
        List<IndicatorCertificate> certificates) {
    VerifiedEvidence {
        damages = List.copyOf(damages);
        certificates = List.copyOf(certificates);
    }

    /** Returns that the lines are not as they were written, so that nothing in them was verified. */
    static VerifiedEvidence damaged(FileCheck.Checked checked, List<Damage> damages) {
        return new VerifiedEvidence(
                Optional.empty(),
                checked.lines(),
                checked.sha256(),
                damages,
                VerifiedDecisions.NONE,
                Optional.empty(),
                List.of());
    }

    /** Tells whether the file is as it was written, and the year what it says. */
    boolean isRight() {
        return damages.isEmpty()
                && decisions.isRight()
                && openPicture
                        .filter(DecisionFinding.Kind.NOT_REPRODUCIBLE::equals)
                        .isEmpty();
    }
}
