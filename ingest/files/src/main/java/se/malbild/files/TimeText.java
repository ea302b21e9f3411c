package se.malbild.files;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import se.malbild.goals.SwedishTime;

/**
 * A point in time as people write it: {@code 2018-09-01T12:00:00Z}, {@code 2018-09-01 14:00} or {@code 2018-09-01}. Without
 * a zone it is Swedish time, and a date is the beginning of that day in Sweden.
 */
public final class TimeText {
    private static final int LENGTH_OF_DATE = "2018-09-01".length();

    private TimeText() {}

    /** Returns the time that {@code text} says, or nothing when it is none. */
    public static Optional<Instant> parse(String text) {
        if (text.length() == LENGTH_OF_DATE) {
            return attempt(text, date -> SwedishTime.beginning(LocalDate.parse(date)));
        }
        String iso = text.replaceFirst("(?<=\\d) (?=\\d)", "T");
        return attempt(iso, time -> OffsetDateTime.parse(time).toInstant())
                .or(() -> attempt(iso, time -> SwedishTime.when(LocalDateTime.parse(time))));
    }

    private static Optional<Instant> attempt(String text, Function<String, Instant> reading) {
        try {
            return Optional.of(reading.apply(text));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
