package se.malbild.dashboard.events;

import java.util.List;
import java.util.Optional;
import se.malbild.dashboard.view.Change;
import se.malbild.dashboard.view.Change.Part;

/**
 * Which changes somebody wants to hear of.
 *
 * @param organisation SCB municipality code, four digits
 * @param goalArea only this one and its indicators
 * @param indicator only this one
 */
record ChangeFilter(
        String organisation,
        Optional<String> framework,
        Optional<Integer> year,
        Optional<String> goalArea,
        Optional<String> indicator) {

    /** Returns what of {@code change} is asked for; empty when nothing is. */
    Optional<Change> of(Change change) {
        boolean isElsewhere = !change.organisation().equals(organisation)
                || framework.filter(id -> !id.equals(change.framework())).isPresent()
                || year.filter(of -> of != change.year()).isPresent();
        if (isElsewhere) {
            return Optional.empty();
        }
        if (goalArea.isEmpty() && indicator.isEmpty()) {
            return Optional.of(change);
        }
        List<Part> goalAreas = change.goalAreas().stream()
                .filter(part -> goalArea.map(part.id()::equals).orElse(false))
                .toList();
        List<Part> indicators = change.indicators().stream()
                .filter(part -> indicator
                        .map(part.id()::equals)
                        .orElseGet(() -> goalAreas.stream()
                                .anyMatch(area -> area.indicators().contains(part.id()))))
                .toList();
        return goalAreas.isEmpty() && indicators.isEmpty()
                ? Optional.empty()
                : Optional.of(new Change(
                        change.position(),
                        change.organisation(),
                        change.framework(),
                        change.year(),
                        change.frameworkVersionBefore(),
                        change.frameworkVersion(),
                        change.picture(),
                        goalAreas,
                        indicators,
                        change.because()));
    }
}
