package se.malbild.schemas;

import java.util.List;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.IndicatorPicture;

/**
 * One indicator in one year, by itself.
 *
 * @param organisation SCB municipality code, four digits
 * @param framework id of the goal framework
 * @param frameworkVersion the version that was in force, from 1
 * @param observations the winning observations of the year, in the order of their cells
 * @param observationsLeftOut how many there are when they are not listed, since the record would be too large; else 0
 */
public record IndicatorRecord(
        String organisation,
        String framework,
        int frameworkVersion,
        int year,
        IndicatorPicture indicator,
        List<Observation> observations,
        int observationsLeftOut) {

    public IndicatorRecord {
        observations = List.copyOf(observations);
    }

    /** Returns the same without its observations, which are counted instead. */
    public IndicatorRecord withoutObservations() {
        return new IndicatorRecord(
                organisation, framework, frameworkVersion, year, indicator, List.of(), observations.size());
    }
}
