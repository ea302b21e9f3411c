package se.malbild.dashboard.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.assessment.Observed;
import se.malbild.goals.observation.Winner;
import se.malbild.schemas.CellReceipts;

/**
 * Everything that is published of one organisation.
 *
 * @param id SCB municipality code, four digits
 * @param frameworks at least one; the one to show before the others first
 * @param receipts by series and year, what became of every event of each cell; empty where that is not published
 * @param receiptsTag stands for all the receipts
 */
public record OrganisationView(
        String id, List<FrameworkView> frameworks, Map<SeriesYear, List<CellReceipts>> receipts, String receiptsTag) {

    /** The cells of one series in one year. */
    public record SeriesYear(String series, int year) {}

    public OrganisationView {
        frameworks = frameworks.stream().sorted(FrameworkView.SHOWN_FIRST).toList();
        receipts = Map.copyOf(receipts);
    }

    /** Returns the observation that counts of each cell, as far as {@link #receipts} name it. */
    public Observed observed() {
        return (series, year) -> receipts.getOrDefault(new SeriesYear(series, year), List.of()).stream()
                .map(cell -> Winner.of(cell.receipts().get(0).observation()))
                .toList();
    }

    public Optional<FrameworkView> framework(String framework) {
        return frameworks.stream()
                .filter(view -> view.framework().id().equals(framework))
                .findFirst();
    }

    /** Returns the framework to show of {@code year}, when several cover it the one whose period begins last. */
    public Optional<FrameworkView> covering(int year) {
        return frameworks.stream()
                .filter(view -> view.pictures().containsKey(year))
                .findFirst();
    }

    /** Returns the framework to show when no year is asked for: the first that has anything assessed. */
    public FrameworkView latest() {
        return frameworks.stream()
                .filter(view -> view.pictures().values().stream()
                        .anyMatch(picture ->
                                picture.value().standing().attainment().isPresent()))
                .findFirst()
                .orElseGet(() -> frameworks.get(0));
    }
}
