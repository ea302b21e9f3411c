package se.malbild.goals.observation;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A calendar year or a part of one, written {@code 2018}, {@code 2018-T2}, {@code 2018-Q3} or {@code 2018-08}.
 *
 * @param year the calendar year, {@value #FIRST_YEAR} to {@value #LAST_YEAR}
 * @param granularity how long the period is
 * @param number which one of its kind in the year, from 1; 1 for the year itself
 */
public record Period(int year, Granularity granularity, int number) implements Comparable<Period> {
    public static final int FIRST_YEAR = 1900;
    public static final int LAST_YEAR = 2200;

    private static final Pattern PART = Pattern.compile("(\\d{4})-(?:(T[1-3])|(Q[1-4])|(0[1-9]|1[0-2]))");
    private static final Comparator<Period> ORDER = Comparator.comparingInt(Period::year)
            .thenComparing(Period::granularity)
            .thenComparingInt(Period::number);

    /** By their year, from the first: almost every observation is about one of these. */
    private static final List<Period> WHOLE_YEARS = IntStream.rangeClosed(FIRST_YEAR, LAST_YEAR)
            .mapToObj(year -> new Period(year, Granularity.YEAR, 1))
            .toList();

    /** The lengths a period can have, longest first. */
    public enum Granularity {
        YEAR(12),
        TERTIAL(4),
        QUARTER(3),
        MONTH(1);

        private final int months;

        Granularity(int months) {
            this.months = months;
        }

        public int months() {
            return months;
        }

        /** Returns how many periods of this length a year has. */
        public int inYear() {
            return YEAR.months / months;
        }
    }

    public Period {
        Objects.requireNonNull(granularity, "granularity");
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new IllegalArgumentException("year " + year);
        }
        if (number < 1 || number * granularity.months() > 12) {
            throw new IllegalArgumentException(granularity + " " + number);
        }
    }

    /** Returns the whole of {@code year}, {@value #FIRST_YEAR} to {@value #LAST_YEAR}. */
    public static Period of(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new IllegalArgumentException("year " + year);
        }
        return WHOLE_YEARS.get(year - FIRST_YEAR);
    }

    /**
     * Reads a period of {@code year}; {@code ""} means the year itself. Empty when {@code text} is not a period of that
     * year, or when the year is out of range.
     */
    public static Optional<Period> parse(int year, String text) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            return Optional.empty();
        }
        if (text.isEmpty() || text.equals(Integer.toString(year))) {
            return Optional.of(of(year));
        }
        Matcher part = PART.matcher(text);
        if (!part.matches() || Integer.parseInt(part.group(1)) != year) {
            return Optional.empty();
        }
        if (part.group(2) != null) {
            return Optional.of(
                    new Period(year, Granularity.TERTIAL, part.group(2).charAt(1) - '0'));
        }
        if (part.group(3) != null) {
            return Optional.of(
                    new Period(year, Granularity.QUARTER, part.group(3).charAt(1) - '0'));
        }
        return Optional.of(new Period(year, Granularity.MONTH, Integer.parseInt(part.group(4))));
    }

    public boolean isWholeYear() {
        return granularity == Granularity.YEAR;
    }

    /** Returns the last month of the period, 1 to 12. */
    public int endMonth() {
        return number * granularity.months();
    }

    /** Tells whether some month lies in both. */
    public boolean overlaps(Period other) {
        return year == other.year && firstMonth() <= other.endMonth() && other.firstMonth() <= endMonth();
    }

    private int firstMonth() {
        return endMonth() - granularity.months() + 1;
    }

    @Override
    public int compareTo(Period other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return switch (granularity) {
            case YEAR -> Integer.toString(year);
            case TERTIAL -> year + "-T" + number;
            case QUARTER -> year + "-Q" + number;
            case MONTH -> year + (number < 10 ? "-0" : "-") + number;
        };
    }
}
