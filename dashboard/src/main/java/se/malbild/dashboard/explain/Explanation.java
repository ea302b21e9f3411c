package se.malbild.dashboard.explain;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.dashboard.view.Published;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Standing;
import se.malbild.schemas.EventReceipt;

/** Why something has the level it has, with everything that is needed to compute it by hand. */
public sealed interface Explanation {

    /** Returns where it belongs. */
    Setting setting();

    /**
     * Where an explanation belongs.
     *
     * @param picture that shows what is explained
     * @param contentHash SHA-256 of the framework's document, in hexadecimal
     * @param minimumCoverage share of the due weight, 0 to 1, below which no level can be assessed
     */
    record Setting(Published<Picture> picture, String contentHash, BigDecimal minimumCoverage) {}

    /** What a mean is the mean of. */
    enum Level {
        PICTURE,
        STRATEGIC_AREA,
        GOAL_AREA
    }

    /**
     * A level that is a weighted mean of what is under it.
     *
     * @param id of the strategic area or goal area; {@code ""} for the whole picture
     * @param threshold the level of the scale that was reached; empty when there is no attainment
     * @param attainment how the attainment comes about; empty when nothing under it is assessed
     * @param coverage how the coverage comes about; empty when nothing was due
     * @param parts what it is the mean of, in the order of the framework
     */
    record OfMean(
            Setting setting,
            Level level,
            String id,
            Text name,
            Standing standing,
            Optional<Scale.Level> threshold,
            Optional<Mean> attainment,
            Optional<Mean> coverage,
            List<Part> parts)
            implements Explanation {
        public OfMean {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A weighted mean: {@code sum / weight}, rounded half to even at 6 decimals. Of parts that are not exact it can differ from
     * the attainment that is shown, in the last decimal.
     *
     * @param sum of weight times value
     * @param weight of the parts that have a value, exact
     */
    record Mean(Fraction sum, Fraction weight) {
        public BigDecimal rounded() {
            return sum.dividedBy(weight).rounded();
        }
    }

    /**
     * What a mean is made of.
     *
     * @param isDue whether its weight counts in the coverage
     * @param attainment empty when it does not enter the mean
     * @param isExact false when only the rounded {@code attainment} is told
     * @param coverage exact, of a goal area that is assessed; 0 of what is not, 1 of an indicator that is; empty when it is
     *     not due
     * @param level id of the level or status
     * @param reason why there is no attainment
     */
    record Part(
            String id,
            Text name,
            BigDecimal weight,
            boolean isDue,
            Optional<Fraction> attainment,
            boolean isExact,
            Optional<Fraction> coverage,
            String level,
            Optional<Reason> reason) {}

    /**
     * An indicator's attainment, which follows from its value by its rule, and its value, which follows from its cells.
     *
     * @param indicator what is shown of it
     * @param definition what the framework says of it
     * @param threshold the level of the scale that was reached; empty when there is no attainment
     * @param attainment exact; empty when there is none
     * @param isExact false when what it is computed from is not shown, so that only the rounded number is told
     * @param isCounted whether counts are known; then only {@code cells} whose value is shown are there, without event id,
     *     count, source and comment, and without the events that lost
     * @param cells the year's cells
     * @param cellsLeftOut how many there are when they are too many to be published; else 0
     * @param behind where the record lies that says which observations won
     */
    record OfIndicator(
            Setting setting,
            IndicatorPicture indicator,
            Indicator definition,
            Optional<Scale.Level> threshold,
            Optional<Fraction> attainment,
            boolean isExact,
            boolean isCounted,
            List<ContributingCell> cells,
            int cellsLeftOut,
            Optional<LogPosition> behind)
            implements Explanation {
        public OfIndicator {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A cell and the events about it.
     *
     * @param winner the observation that counts
     * @param use what was made of it
     * @param receipt where the winner lies and when it was taken in; empty when that is not known (yet)
     * @param superseded the other events of the cell, greatest rank first; empty also when they are not known
     * @param olderSuperseded how many more there are
     * @param disregardedBecause why the winner is disregarded; empty when it is not
     */
    record ContributingCell(
            Observation winner,
            Use use,
            Optional<EventReceipt> receipt,
            List<EventReceipt> superseded,
            long olderSuperseded,
            List<Reason> disregardedBecause) {
        public ContributingCell {
            superseded = List.copyOf(superseded);
            disregardedBecause = List.copyOf(disregardedBecause);
        }
    }

    /** What the function made of the winner of a cell. */
    enum Use {
        /** It has a value that the indicator rests on or is shown beside. */
        COUNTED,
        /** It is a forecast, shown until there is an outcome of the whole year. */
        FORETOLD,
        /** It says that there is no value. */
        EMPTY,
        /** The framework leaves it aside, for the reasons given. */
        DISREGARDED
    }
}
