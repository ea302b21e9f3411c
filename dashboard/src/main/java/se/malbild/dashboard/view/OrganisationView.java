package se.malbild.dashboard.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.assessment.Observed;
import se.malbild.goals.assessment.SmallGroups;
import se.malbild.goals.observation.Winner;
import se.malbild.schemas.CellReceipts;

/**
 * Everything that is published of one organisation.
 *
 * @param id SCB municipality code, four digits
 * @param frameworks at least one; the one to show before the others first
 * @param smallGroups says what may be shown of counted cells
 * @param receipts by series and year, what became of every event of each cell; empty where that is not published. Not to
 *     be shown as they are: {@link #receiptsShown} are
 * @param receiptsTag stands for all the receipts
 */
public record OrganisationView(
        String id,
        List<FrameworkView> frameworks,
        SmallGroups smallGroups,
        Map<SeriesYear, List<CellReceipts>> receipts,
        String receiptsTag) {

    /** The cells of one series in one year. */
    public record SeriesYear(String series, int year) {}

    public OrganisationView {
        frameworks = frameworks.stream().sorted(FrameworkView.SHOWN_FIRST).toList();
        receipts = Map.copyOf(receipts);
    }

    /**
     * Returns what is known of each cell, as far as {@link #receipts} name its events; nothing of a year in which they do
     * not name all, since one of the others could be of a small group.
     */
    public Observed observed() {
        return (series, year) -> {
            List<CellReceipts> cells = receipts.getOrDefault(new SeriesYear(series, year), List.of());
            return cells.stream().anyMatch(cell -> cell.older() > 0)
                    ? List.of()
                    : cells.stream().map(OrganisationView::winner).toList();
        };
    }

    private static Winner winner(CellReceipts cell) {
        return cell.receipts().stream()
                .map(event -> Winner.of(event.observation()))
                .reduce(Winner::merge)
                .orElseThrow();
    }

    /**
     * Returns what may be shown of what became of the events of a series in a year: nothing when any of them has a count.
     * They may be ahead of what else is shown.
     */
    public List<CellReceipts> receiptsShown(String series, int year) {
        List<CellReceipts> cells = receipts.getOrDefault(new SeriesYear(series, year), List.of());
        boolean isCounted = cells.stream()
                .flatMap(cell -> cell.receipts().stream())
                .anyMatch(event -> event.observation().count().isPresent());
        return isCounted ? List.of() : cells;
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
