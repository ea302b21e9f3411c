package se.malbild.dashboard.pages;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.dashboard.view.Comparison;
import se.malbild.dashboard.view.Comparison.Pair;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Suppressed;
import se.malbild.report.words.Mark;
import se.malbild.report.words.Wording.Shown;

/**
 * An indicator that two municipalities have, side by side.
 *
 * @param first as the first one's pages show it
 * @param second as the second one's pages show it
 */
public record ComparedIndicator(Comparison comparison, Pair pair, IndicatorYears first, IndicatorYears second) {

    /** Returns the years of the table, the oldest first. */
    public List<Integer> years() {
        return pair.years();
    }

    public Cell ofFirst(int year) {
        return cell(first, pair.ofFirst(), comparison.first().judges(year), year);
    }

    public Cell ofSecond(int year) {
        Cell cell = cell(second, pair.ofSecond(), comparison.second().judges(year), year);
        return new Cell(cell.value(), cell.isSuppressed(), cell.mark().map(Mark::ofOther));
    }

    /**
     * What one of the two has in a year.
     *
     * @param value empty when there is none, or when it is not shown
     * @param mark its level; empty in a year that is not judged
     */
    public record Cell(Optional<Shown> value, boolean isSuppressed, Optional<Mark> mark) {}

    private static Cell cell(
            IndicatorYears indicator, SortedMap<Integer, IndicatorPicture> years, boolean isJudged, int year) {
        return Optional.ofNullable(years.get(year))
                .map(shown -> new Cell(
                        indicator.numbers().value(shown.value()),
                        shown.suppressed().contains(Suppressed.VALUE),
                        isJudged ? Optional.of(indicator.mark(shown)) : Optional.empty()))
                .orElse(new Cell(Optional.empty(), false, Optional.empty()));
    }

    /** Returns what keeps the two from being compared as they stand, in any year. */
    public List<String> differences() {
        PageLanguage words = first.subject().words();
        return years().stream()
                .flatMap(year -> comparison.differences(pair, year).stream())
                .distinct()
                .map(words::say)
                .toList();
    }

    /** Returns the number beside a height of the chart, as the pages of the municipality whose outcome it is show it. */
    public String shown(ComparisonChart.Height height) {
        IndicatorYears indicator = height.kind().equals(ComparisonChart.FIRST) ? first : second;
        return indicator.numbers().value(height.value()).shown();
    }

    public ComparisonChart chart() {
        return ComparisonChart.of(pair);
    }

    /** Returns what the chart shows, in words. */
    public String chartText() {
        PageLanguage words = first.subject().words();
        return Stream.of(said(first, pair.ofFirst()), said(second, pair.ofSecond()))
                        .collect(Collectors.joining("; "))
                + words.say(". Alla tal står i tabellen.", ". All numbers are in the table.");
    }

    private static String said(IndicatorYears indicator, SortedMap<Integer, IndicatorPicture> years) {
        return indicator.subject().municipality() + " "
                + years.entrySet().stream()
                        .flatMap(year -> year.getValue().value().stream()
                                .map(value -> year.getKey() + ": "
                                        + indicator.numbers().value(value).shown()))
                        .collect(Collectors.joining(", "));
    }
}
