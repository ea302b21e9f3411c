package se.malbild.dashboard.view;

import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import se.malbild.goals.assessment.Assessment;
import se.malbild.goals.assessment.Observed;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.picture.Divisions;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Suppressed;

/**
 * What indicators were in the years before their framework's period, from its {@code historyFrom} on. Nothing is published of
 * these years; the function itself works it out from the observations that are known.
 *
 * <p>What is counted is hidden: what may be shown of it follows from all observations up to some record, and the receipts of
 * the cells are read in another order.
 */
public final class History {
    private final GoalFramework framework;
    private final OrganisationView organisation;
    private final Assessment assessment;
    private final Observed observed;

    public History(OrganisationView organisation, GoalFramework framework) {
        this.framework = framework;
        this.organisation = organisation;
        this.assessment = new Assessment(framework);
        this.observed = organisation.observed();
    }

    /** Returns the years in which {@code indicator}, or a part of the population, has a value, shown or not. */
    public SortedMap<Integer, IndicatorPicture> of(Indicator indicator) {
        SortedMap<Integer, IndicatorPicture> years = new TreeMap<>();
        IntStream.range(framework.historyFrom(), framework.from()).forEach(year -> {
            Set<Suppressed> hidden = hidden(indicator, year);
            IndicatorPicture picture =
                    assessment.indicator(indicator, year, observed).picture();
            if (picture.value().isPresent() || isKnown(picture.divisions()) || !hidden.isEmpty()) {
                years.put(year, suppressed(picture, hidden));
            }
        });
        return years;
    }

    private Set<Suppressed> hidden(Indicator indicator, int year) {
        Set<Suppressed> hidden = EnumSet.noneOf(Suppressed.class);
        for (Cell cell : organisation.countedCells(indicator.series(), year)) {
            hidden.add(Suppressed.VALUE);
            if (!cell.district().equals(Cell.WHOLE_MUNICIPALITY)) {
                hidden.add(Suppressed.DISTRICTS);
            } else if (cell.gender() != Gender.TOTAL) {
                hidden.add(cell.gender() == Gender.WOMEN ? Suppressed.WOMEN : Suppressed.MEN);
            }
        }
        return hidden;
    }

    private static IndicatorPicture suppressed(IndicatorPicture picture, Set<Suppressed> hidden) {
        return new IndicatorPicture(
                picture.id(),
                picture.title(),
                picture.unit(),
                picture.measure(),
                picture.control(),
                picture.comparison(),
                picture.rule(),
                picture.value(),
                picture.attainment(),
                picture.level(),
                picture.reason(),
                picture.development(),
                picture.forecast(),
                picture.divisions(),
                hidden,
                picture.departments(),
                picture.problems());
    }

    private static boolean isKnown(Divisions divisions) {
        return divisions.women().isPresent()
                || divisions.men().isPresent()
                || !divisions.districts().isEmpty();
    }
}
