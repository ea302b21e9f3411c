package se.malbild.goals.oracle;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Indicator.WithinYearMethod;

/**
 * Step 1: what one department says of the year about one group.
 *
 * @param months how many the figure covers, where those who read it should know; otherwise all of the year
 * @param isOfWholeYear whether the year has come: no forecast is needed any more
 */
record WithinTheYear(Figure figure, int months, boolean isOfWholeYear) {
    private static final int YEAR = 12;

    /** Latest end month, then the longer. */
    private static final Comparator<Reported> LATEST_LAST =
            Comparator.comparingInt(Reported::endMonth).thenComparingInt(Reported::months);

    /** @param reports of one department about one group, at least one */
    static WithinTheYear of(Collection<Reported> reports, Indicator indicator) {
        Optional<Reported> year = reports.stream().filter(Reported::isWholeYear).findFirst();
        if (year.isPresent() && (year.get().hasValue() || saysThatThereIsNone(year.get()))) {
            return new WithinTheYear(year.get().figure(), YEAR, true);
        }
        List<Reported> parts = reports.stream().filter(Reported::hasValue).toList();
        if (parts.isEmpty()) {
            return new WithinTheYear(reason(reports), YEAR, false);
        }
        if (indicator.withinYear() == WithinYearMethod.LAST) {
            Reported last = parts.stream().max(LATEST_LAST).orElseThrow();
            return new WithinTheYear(last.figure(), YEAR, last.endMonth() == YEAR);
        }
        List<Reported> chosen = thoseThatCoverMost(parts);
        int length = chosen.get(0).months();
        boolean coversTheYear = chosen.size() * length == YEAR;
        if (chosen.size() < required(indicator, YEAR / length)) {
            return new WithinTheYear(new Figure.Unknown("parts-missing"), YEAR, coversTheYear);
        }
        return new WithinTheYear(
                combined(chosen, indicator.withinYear()),
                indicator.withinYear() == WithinYearMethod.SUM ? YEAR : chosen.size() * length,
                coversTheYear);
    }

    /** A confidential year must not be added up from its months, nor one to which the indicator does not apply. */
    private static boolean saysThatThereIsNone(Reported year) {
        return year.figure().equals(new Figure.Unknown("missing-secrecy"))
                || year.figure().equals(Figure.Unknown.NOT_APPLICABLE);
    }

    private static Figure reason(Collection<Reported> reports) {
        return Figure.Unknown.first(reports.stream()
                        .sorted(LATEST_LAST.reversed())
                        .map(report -> (Figure.Unknown) report.figure())
                        .toList())
                .orElseThrow();
    }

    /** The length whose parts cover most months of the year, the longer when equal. */
    private static List<Reported> thoseThatCoverMost(List<Reported> parts) {
        Map<Integer, List<Reported>> byLength = parts.stream().collect(Collectors.groupingBy(Reported::months));
        return byLength.entrySet().stream()
                .max(Comparator.comparingInt((Map.Entry<Integer, List<Reported>> length) ->
                                length.getKey() * length.getValue().size())
                        .thenComparingInt(Map.Entry::getKey))
                .orElseThrow()
                .getValue();
    }

    private static int required(Indicator indicator, int partsInYear) {
        return switch (indicator.withinYear()) {
            case SUM -> Math.min(indicator.requiredParts().orElse(partsInYear), partsInYear);
            case MEAN -> Math.min(indicator.requiredParts().orElse(1), partsInYear);
            case LAST, MAX, MIN -> 1;
        };
    }

    private static Figure combined(List<Reported> parts, WithinYearMethod method) {
        List<Figure.Known> figures = parts.stream()
                .sorted(LATEST_LAST)
                .map(part -> (Figure.Known) part.figure())
                .toList();
        return switch (method) {
            case SUM ->
                Figure.Known.derived(sum(values(figures)), persons(figures).map(WithinTheYear::sum));
            case MEAN ->
                Figure.Known.derived(mean(values(figures)), persons(figures).map(WithinTheYear::mean));
            // of several that are equally high or low, the earliest: its persons are those behind the year
            case MAX -> first(figures, Comparator.comparing(Figure.Known::value).reversed());
            case MIN -> first(figures, Comparator.comparing(Figure.Known::value));
            case LAST -> throw new IllegalArgumentException("has no parts");
        };
    }

    static Figure.Known first(List<Figure.Known> figures, Comparator<Figure.Known> order) {
        return figures.stream().sorted(order).findFirst().orElseThrow();
    }

    private static List<Rational> values(List<Figure.Known> figures) {
        return figures.stream().map(Figure.Known::value).toList();
    }

    /** The persons behind each, or nothing when one of them is not known. */
    private static Optional<List<Rational>> persons(List<Figure.Known> figures) {
        return figures.stream().allMatch(figure -> figure.persons().isPresent())
                ? Optional.of(figures.stream()
                        .map(figure -> figure.persons().orElseThrow())
                        .toList())
                : Optional.empty();
    }

    static Rational sum(List<Rational> numbers) {
        return numbers.stream().reduce(Rational.ZERO, Rational::plus);
    }

    static Rational mean(List<Rational> numbers) {
        return sum(numbers).dividedBy(Rational.of(numbers.size()));
    }
}
