package se.malbild.dashboard.view;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.assessment.Observed;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Winner;
import se.malbild.schemas.CellReceipts;

/**
 * Everything that is published of one organisation.
 *
 * @param id SCB municipality code, four digits
 * @param frameworks at least one; the one to show before the others first
 * @param persons the series that any version of any framework has called {@code persons}
 * @param receipts by series and year, what became of every event of each cell; empty where that is not published. Not to
 *     be shown as they are: {@link #receiptsShown} are
 * @param receiptsTag stands for all the receipts, and for what of them may be shown
 * @param asOf the earlier moment that all this was known at; empty of what is published now
 */
public record OrganisationView(
        String id,
        List<FrameworkView> frameworks,
        SortedSet<String> persons,
        Map<SeriesYear, List<CellReceipts>> receipts,
        String receiptsTag,
        Optional<AsOf> asOf) {

    /** The cells of one series in one year. */
    public record SeriesYear(String series, int year) {}

    public OrganisationView {
        frameworks = frameworks.stream().sorted(FrameworkView.SHOWN_FIRST).toList();
        persons = Collections.unmodifiableSortedSet(new TreeSet<>(persons));
        receipts = Map.copyOf(receipts);
    }

    /** As it is published now. */
    public OrganisationView(
            String id,
            List<FrameworkView> frameworks,
            SortedSet<String> persons,
            Map<SeriesYear, List<CellReceipts>> receipts,
            String receiptsTag) {
        this(id, frameworks, persons, receipts, receiptsTag, Optional.empty());
    }

    /** Returns the same with the pictures that years are closed with, where they are closed. */
    public OrganisationView closedFirst() {
        return frameworks.stream().allMatch(view -> view.closed().isEmpty())
                ? this
                : with(frameworks.stream().map(FrameworkView::closedFirst).toList());
    }

    /** Returns the same with the pictures as they are now. */
    public OrganisationView live() {
        return frameworks.stream().allMatch(view -> view.live().isEmpty())
                ? this
                : with(frameworks.stream().map(view -> view.live().orElse(view)).toList());
    }

    private OrganisationView with(List<FrameworkView> others) {
        return new OrganisationView(id, others, persons, receipts, receiptsTag, asOf);
    }

    /**
     * Returns what was known of each cell that is not counted at the moment {@link #asOf}; of now what the {@link #receiptsShown}
     * say, and nothing of a year in which they do not name all events, since one of the others could have a count.
     */
    public Observed observed() {
        return (series, year) -> {
            if (asOf.isPresent()) {
                return isCounted(series, year)
                        ? List.of()
                        : asOf.get().observed().cells(series, year);
            }
            List<CellReceipts> cells = receiptsShown(series, year);
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
     * Returns what may be shown of what became of the events of a series in a year: nothing when they are counted. They may
     * be ahead of what else is shown.
     */
    public List<CellReceipts> receiptsShown(String series, int year) {
        return isCounted(series, year) ? List.of() : cells(series, year);
    }

    /** Returns the cells of a series in a year, if any event about them has a count or the frameworks say it is of persons. */
    List<Cell> countedCells(String series, int year) {
        return isCounted(series, year)
                ? Stream.concat(
                                cells(series, year).stream().map(OrganisationView::cell),
                                observedThen(series, year)
                                        .map(winner -> winner.observation().cell()))
                        .toList()
                : List.of();
    }

    private static Cell cell(CellReceipts receipts) {
        return receipts.receipts().get(0).observation().cell();
    }

    private boolean isCounted(String series, int year) {
        return persons.contains(series)
                || cells(series, year).stream()
                        .flatMap(cell -> cell.receipts().stream())
                        .anyMatch(event -> event.observation().count().isPresent())
                || observedThen(series, year)
                        .anyMatch(winner -> winner.memory().greatestCount().isPresent());
    }

    private Stream<Winner> observedThen(String series, int year) {
        return asOf.stream().flatMap(then -> then.observed().cells(series, year).stream());
    }

    private List<CellReceipts> cells(String series, int year) {
        return receipts.getOrDefault(new SeriesYear(series, year), List.of());
    }

    /** Returns what stands for all frameworks with everything that is published of them. */
    public String frameworksTag() {
        return frameworks.stream().map(FrameworkView::tag).collect(Collectors.joining("-"));
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
