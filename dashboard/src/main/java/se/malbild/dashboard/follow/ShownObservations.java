package se.malbild.dashboard.follow;

import java.util.OptionalLong;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.IndicatorObservations;

/**
 * What of the observations behind an indicator may be shown. The dashboard shows everything that it holds, to anybody, so
 * what may not be shown is left out as soon as it is read.
 */
public final class ShownObservations {
    private ShownObservations() {}

    /**
     * Returns {@code record} with what may be shown of its observations. Of those that are counted, only the values that
     * are shown in the picture, too, remain. An event id may be derived from the content, which could then be tried out.
     */
    public static IndicatorObservations of(IndicatorObservations record) {
        if (!record.isCounted()) {
            return record;
        }
        return new IndicatorObservations(
                record.organisation(),
                record.framework(),
                record.frameworkVersion(),
                record.year(),
                record.indicator(),
                record.outcomes(),
                record.forecasts(),
                record.observations().stream()
                        .filter(observation -> record.shows(observation.cell()))
                        .map(ShownObservations::valueOnly)
                        .toList(),
                record.observationsLeftOut());
    }

    private static Observation valueOnly(Observation observation) {
        return new Observation(
                "",
                observation.cell(),
                observation.content(),
                OptionalLong.empty(),
                observation.revision(),
                observation.observedAt(),
                "",
                "");
    }
}
