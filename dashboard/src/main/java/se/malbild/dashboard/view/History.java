package se.malbild.dashboard.view;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import se.malbild.goals.assessment.Assessment;
import se.malbild.goals.assessment.Observed;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.picture.Divisions;
import se.malbild.goals.picture.IndicatorPicture;

/**
 * What indicators were in the years before their framework's period, from its {@code historyFrom} on. Nothing is published of
 * these years; the function itself works it out from the observations that are known.
 */
public final class History {
    private final GoalFramework framework;
    private final Assessment assessment;
    private final Observed observed;

    public History(OrganisationView organisation, GoalFramework framework) {
        this.framework = framework;
        this.assessment = new Assessment(framework, organisation.smallGroups());
        this.observed = organisation.observed();
    }

    /** Returns the years in which {@code indicator}, or a part of the population, has a value, shown or not. */
    public SortedMap<Integer, IndicatorPicture> of(Indicator indicator) {
        SortedMap<Integer, IndicatorPicture> years = new TreeMap<>();
        IntStream.range(framework.historyFrom(), framework.from())
                .filter(year -> !observed.cells(indicator.series(), year).isEmpty())
                .forEach(year -> {
                    IndicatorPicture picture =
                            assessment.indicator(indicator, year, observed).picture();
                    if (picture.value().isPresent()
                            || isKnown(picture.divisions())
                            || !picture.suppressed().isEmpty()) {
                        years.put(year, picture);
                    }
                });
        return years;
    }

    private static boolean isKnown(Divisions divisions) {
        return divisions.women().isPresent()
                || divisions.men().isPresent()
                || !divisions.districts().isEmpty();
    }
}
