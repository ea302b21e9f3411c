package se.malbild.goals.assessment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.Reason;

/** The outcomes that an indicator reads but leaves aside: outside its range, or replaced by a successor's. */
final class DisregardedCells {
    private final CellValues cellValues;
    private final WithinYear withinYear;
    private final Reorganisation reorganisation;

    DisregardedCells(Indicator indicator, Departments departments) {
        this.cellValues = new CellValues(indicator.range(), departments);
        this.withinYear = new WithinYear(indicator, cellValues);
        this.reorganisation = new Reorganisation(departments);
    }

    /** Returns those of {@code cells} that are left aside, each with the reason. */
    Map<Cell, Reason> of(YearCells cells) {
        Map<Cell, Reason> disregarded = new HashMap<>();
        for (YearCells.Side side : cells.sides()) {
            SortedMap<String, List<Winner>> byDepartment = cells.of(side);
            Map<String, String> successors = reorganisation.successors(byDepartment.keySet().stream()
                    .filter(department -> withinYear
                            .value(byDepartment.get(department))
                            .asOptional()
                            .isPresent())
                    .toList());
            byDepartment.forEach((department, parts) -> parts.forEach(winner -> why(
                            winner, Optional.ofNullable(successors.get(department)))
                    .ifPresent(why -> disregarded.put(winner.observation().cell(), why))));
        }
        return disregarded;
    }

    private Optional<Reason> why(Winner winner, Optional<String> successor) {
        return cellValues
                .outsideRange(winner)
                .map(message -> new Reason("outside-range", message))
                .or(() -> successor.map(by -> new Reason(
                        "replaced-by-successor",
                        reorganisation.replaced(winner.observation().cell().department(), by))));
    }
}
