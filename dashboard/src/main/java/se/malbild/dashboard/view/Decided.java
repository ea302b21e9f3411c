package se.malbild.dashboard.view;

import java.util.Optional;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.goals.picture.Picture;

/**
 * What has been decided about a year.
 *
 * @param closing the picture that the year is closed with, and when it was closed; empty when the year is open, or closed with a
 *     picture that cannot be read
 */
public record Decided(YearDecisions decisions, Optional<Published<Picture>> closing) {
    /** Nothing. */
    public static final Decided NOTHING = new Decided(YearDecisions.NONE, Optional.empty());
}
