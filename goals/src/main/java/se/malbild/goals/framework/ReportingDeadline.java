package se.malbild.goals.framework;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.YearMonth;
import se.malbild.goals.observation.Period;

/**
 * By when a department is to have reported.
 *
 * @param department id of the department
 * @param of what it is to have reported by then: {@code year}, or a part of it as a period names it, such as {@code T1}
 * @param by the last day: the first one with this date after the end of what is reported
 */
public record ReportingDeadline(String department, String of, MonthDay by) {
    private static final String YEAR = "year";

    /** Returns what is to be reported in {@code year}. */
    public Period period(int year) {
        return Period.parse(year, of.equals(YEAR) ? "" : year + "-" + of).orElseThrow();
    }

    /** Returns the last day of reporting what is to be reported in {@code year}. */
    public LocalDate lastDay(int year) {
        LocalDate end = YearMonth.of(year, period(year).endMonth()).atEndOfMonth();
        LocalDate sameYear = by.atYear(year);
        return sameYear.isAfter(end) ? sameYear : by.atYear(year + 1);
    }
}
