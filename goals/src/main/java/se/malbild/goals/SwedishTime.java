package se.malbild.goals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * The clock of everything that people read and write: Sweden's. What programs exchange is an instant in UTC.
 *
 * <p>A day here is a calendar day in Sweden, so {@code 2019-06-30T22:00:00Z} is in 2019-07-01.
 */
public final class SwedishTime {
    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxxx");

    private SwedishTime() {}

    /** Returns the day that {@code time} is in. */
    public static LocalDate day(Instant time) {
        return time.atZone(ZONE).toLocalDate();
    }

    /** Returns {@code time} to the second, with its distance to UTC: {@code 2019-07-01 00:00:00+02:00}. */
    public static String second(Instant time) {
        return SECOND.format(time.atZone(ZONE));
    }

    /** Returns the beginning of {@code day}. */
    public static Instant beginning(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    /** Returns the last millisecond of {@code day}. */
    public static Instant end(LocalDate day) {
        return beginning(day.plusDays(1)).minusMillis(1);
    }

    /** Returns when clocks show {@code time}: the first time when they are put back, an hour later when it is left out. */
    public static Instant when(LocalDateTime time) {
        return time.atZone(ZONE).toInstant();
    }
}
