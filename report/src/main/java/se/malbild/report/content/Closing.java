package se.malbild.report.content;

import java.util.Objects;
import java.util.Optional;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.decision.Basis;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.picture.Picture;
import se.malbild.history.Cut;
import se.malbild.history.Known;
import se.malbild.history.PictureDifference;

/**
 * How a report stands to the picture that its year is closed with.
 *
 * @param decision by which the year is closed
 * @param leading what the report shows
 * @param closed what the year is closed with; empty when that cannot be shown
 * @param now what is known now
 * @param end where the log ends
 */
public record Closing(YearDecision decision, Leading leading, Optional<Closed> closed, Known now, Cut end) {
    /** What a report of a closed year shows. */
    public enum Leading {
        /** The picture of the closing; what was known then still gives it, byte for byte. */
        REPRODUCED,
        /** The picture of the closing as the decision holds it; what was known then does not give it any more. */
        KEPT,
        /** What is known now, since that was asked for. */
        NOW,
        /** What is known now, since the picture of the closing cannot be shown. */
        UNREADABLE
    }

    /**
     * What a year is closed with.
     *
     * @param known where it was closed
     */
    public record Closed(Picture picture, Known known) {}

    public Closing {
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(leading, "leading");
        Objects.requireNonNull(closed, "closed");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(end, "end");
    }

    /**
     * Holds the picture of the closing against what was known then.
     *
     * @param then what was known where the year was closed; empty when the log does not go so far
     * @param isOfNow whether what is known now is asked for
     */
    static Closing of(YearDecision decision, Optional<Known> then, Known now, Cut end, boolean isOfNow) {
        Optional<Closed> reproduced = then.flatMap(known -> picture(decision, known)
                .filter(picture -> ClosedPicture.sha256(picture)
                        .equals(decision.picture().orElseThrow().sha256()))
                .map(picture -> new Closed(picture, known)));
        Optional<Closed> closed = reproduced.or(() -> then.filter(known -> isDrawnBy(known, decision))
                .flatMap(known -> decision.closedWith().map(picture -> new Closed(picture, known))));
        Leading leading;
        if (isOfNow) {
            leading = Leading.NOW;
        } else if (reproduced.isPresent()) {
            leading = Leading.REPRODUCED;
        } else {
            leading = closed.isPresent() ? Leading.KEPT : Leading.UNREADABLE;
        }
        return new Closing(decision, leading, closed, now, end);
    }

    private static Optional<Picture> picture(YearDecision decision, Known known) {
        return Optional.ofNullable(known.pictures().get(key(decision)));
    }

    /** Tells whether the version of the framework is known that the picture of the closing was drawn by. */
    private static boolean isDrawnBy(Known known, YearDecision decision) {
        return picture(decision, known).isPresent()
                && known.inForce()
                        .get(decision.year().framework())
                        .contentHash()
                        .equals(decision.basis().frameworkSha256());
    }

    private static Pictures.Key key(YearDecision decision) {
        return new Pictures.Key(
                decision.year().organisation(),
                decision.year().framework(),
                decision.year().year());
    }

    /** Returns where in the log the year was closed. */
    static Cut cut(YearDecision decision) {
        Basis basis = decision.basis();
        return new Cut(basis.events(), basis.frameworks());
    }

    /** Tells whether the report shows the picture of the closing. */
    public boolean leads() {
        return leading == Leading.REPRODUCED || leading == Leading.KEPT;
    }

    /** Returns what is different now; empty when what the year is closed with cannot be shown. */
    Optional<PictureDifference> since() {
        return closed.map(
                before -> PictureDifference.sinceClosing(before.picture(), before.known(), now, key(decision)));
    }
}
