package se.malbild.goals.assessment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.Reason;

/**
 * What an organisation's frameworks in force make of its cells, one by one: the same rules that {@link Assessment} follows
 * when it reads them. An observation is used when at least one indicator of one framework reads it.
 */
public final class CellUses {
    private static final Reason FORECAST_ENDED = new Reason(
            "forecast-ended",
            new Text(
                    "Utfallet för hela året har kommit, så prognosen visas inte längre.",
                    "The outcome of the whole year has come, so the forecast is no longer shown."));

    private record InForce(GoalFramework framework, Departments departments) {}

    /** What one indicator of a framework makes of the cells. */
    private record Reading(YearValue outcomes, YearValue forecasts) {
        static YearValue value(InForce inForce, Indicator indicator, int year, Disclosure disclosure, YearCells cells) {
            return new YearValue(
                    indicator, year, inForce.departments(), inForce.framework().districts(), disclosure, cells);
        }

        /** Returns the cells that the indicator leaves aside, each with the reason. */
        Map<Cell, Reason> disregarded() {
            Map<Cell, Reason> disregarded = new HashMap<>();
            if (outcomes.isOfWholeYear()) {
                forecasts
                        .winners()
                        .forEach(winner -> disregarded.put(winner.observation().cell(), FORECAST_ENDED));
            }
            disregarded.putAll(forecasts.disregarded());
            disregarded.putAll(outcomes.disregarded());
            return disregarded;
        }
    }

    private final List<InForce> frameworks;

    /** @param inForce the organisation's frameworks in force; those that are withdrawn say nothing */
    public CellUses(Collection<GoalFramework> inForce) {
        this.frameworks = inForce.stream()
                .filter(framework -> !framework.withdrawn())
                .sorted(Comparator.comparing(GoalFramework::id))
                .map(framework -> new InForce(framework, new Departments(framework)))
                .toList();
    }

    /** As below, for those who may see everything. */
    public Map<Cell, CellUse> of(String series, int year, Collection<Winner> cells) {
        return of(series, year, cells, Disclosure.UNCOUNTED, Disclosure.UNCOUNTED);
    }

    /**
     * Returns what is made of each of {@code cells}. No reason tells a number or a bound of what is counted.
     *
     * @param cells the winners of all cells of {@code series} in {@code year}: whether one gives way depends on the others
     * @param shownOutcomes what of the outcomes may be shown
     * @param shownForecasts what of the forecasts may be shown
     */
    public Map<Cell, CellUse> of(
            String series, int year, Collection<Winner> cells, Disclosure shownOutcomes, Disclosure shownForecasts) {
        YearCells outcomes = new YearCells(Kind.OUTCOME, cells);
        YearCells forecasts = new YearCells(Kind.FORECAST, cells);
        List<Reading> readings = new ArrayList<>();
        for (InForce inForce : frameworks) {
            for (Indicator indicator : inForce.framework().indicators()) {
                if (indicator.series().equals(series) && inForce.framework().covers(year)) {
                    readings.add(new Reading(
                            Reading.value(inForce, indicator, year, shownOutcomes, outcomes),
                            Reading.value(inForce, indicator, year, shownForecasts, forecasts)));
                }
            }
        }
        Map<Cell, CellUse> uses = new HashMap<>();
        if (readings.isEmpty()) {
            CellUse parked = new CellUse.Parked(whyUnknown(series, year));
            cells.forEach(winner -> uses.put(winner.observation().cell(), parked));
            return uses;
        }
        Set<Cell> used = new HashSet<>();
        Map<Cell, Set<Reason>> reasons = new HashMap<>();
        for (Reading reading : readings) {
            Map<Cell, Reason> disregarded = reading.disregarded();
            disregarded.forEach((cell, why) ->
                    reasons.computeIfAbsent(cell, key -> new LinkedHashSet<>()).add(why));
            cells.stream()
                    .map(winner -> winner.observation().cell())
                    .filter(cell -> !disregarded.containsKey(cell))
                    .forEach(used::add);
        }
        for (Winner winner : cells) {
            Cell cell = winner.observation().cell();
            uses.put(cell, used.contains(cell) ? used(cell) : new CellUse.Disregarded(List.copyOf(reasons.get(cell))));
        }
        return uses;
    }

    private static CellUse used(Cell cell) {
        return cell.kind() == Kind.FORECAST ? new CellUse.Foretold() : new CellUse.Counted();
    }

    private Reason whyUnknown(String series, int year) {
        if (frameworks.isEmpty()) {
            return new Reason(
                    "no-framework",
                    new Text("Kommunen har ingen gällande styrmodell.", "The organisation has no framework in force."));
        }
        boolean seriesIsKnown = frameworks.stream()
                .flatMap(inForce -> inForce.framework().indicators().stream())
                .anyMatch(indicator -> indicator.series().equals(series));
        return seriesIsKnown
                ? new Reason(
                        "year-not-covered",
                        new Text(
                                "Ingen gällande styrmodell med nyckeltalet omfattar " + year + ".",
                                "No framework in force with the indicator covers " + year + "."))
                : new Reason(
                        "unknown-indicator",
                        new Text(
                                "Ingen gällande styrmodell har nyckeltalet " + series + ".",
                                "No framework in force has the indicator " + series + "."));
    }
}
