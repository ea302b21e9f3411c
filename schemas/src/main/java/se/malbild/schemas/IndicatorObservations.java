package se.malbild.schemas;

import java.util.List;
import se.malbild.goals.assessment.Disclosure;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.IndicatorPicture;

/**
 * The observations behind one indicator in one year.
 *
 * @param organisation SCB municipality code, four digits
 * @param framework id of the goal framework
 * @param frameworkVersion the version that was in force, from 1
 * @param indicator what the observations gave, as in the picture
 * @param outcomes what of the outcomes may be shown
 * @param forecasts what of the forecasts may be shown
 * @param observations the winning observations of the year, in the order of their cells
 * @param observationsLeftOut how many there are when they are not listed, since the record would be too large; else 0
 */
public record IndicatorObservations(
        String organisation,
        String framework,
        int frameworkVersion,
        int year,
        IndicatorPicture indicator,
        Disclosure outcomes,
        Disclosure forecasts,
        List<Observation> observations,
        int observationsLeftOut) {

    public IndicatorObservations {
        observations = List.copyOf(observations);
    }

    /** Returns the observations behind {@code assessed}, a judgement by {@code framework} of {@code year}. */
    public static IndicatorObservations of(GoalFramework framework, int year, IndicatorAssessment assessed) {
        return new IndicatorObservations(
                framework.organisation(),
                framework.id(),
                framework.version(),
                year,
                assessed.picture(),
                assessed.outcomes(),
                assessed.forecasts(),
                assessed.observations().stream().map(Winner::observation).toList(),
                0);
    }

    /** Tells whether the value of {@code cell}, which is one of these, may be shown to anybody. */
    public boolean shows(Cell cell) {
        return (cell.kind() == Kind.OUTCOME ? outcomes : forecasts).shows(cell);
    }

    /** Tells whether counts of persons are, or should be, known: of these observations only values may be shown. */
    public boolean isCounted() {
        return outcomes.counted() || forecasts.counted();
    }

    /** Returns the same without its observations, which are counted instead. */
    public IndicatorObservations withoutObservations() {
        return new IndicatorObservations(
                organisation,
                framework,
                frameworkVersion,
                year,
                indicator,
                outcomes,
                forecasts,
                List.of(),
                observations.size());
    }
}
