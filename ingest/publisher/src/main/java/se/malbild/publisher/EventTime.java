package se.malbild.publisher;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Reads the time of an event, ISO 8601 with its offset from UTC. */
final class EventTime {
    /** What almost every event has; the library's formatter, which reads it too, takes several times as long. */
    private static final Pattern USUAL = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-](?:0[0-9]|1[0-7]):[0-9]{2})");

    private static final int OFFSET = "2018-09-01T12:00:00".length();

    private EventTime() {}

    /** @throws DateTimeParseException when {@code text} is not a time with its offset */
    static Instant parse(String text) {
        if (USUAL.matcher(text).matches()) {
            try {
                LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5), number(text, 8));
                LocalTime time = LocalTime.of(number(text, 11), number(text, 14), number(text, 17));
                return Instant.ofEpochSecond(
                        TimeUnit.DAYS.toSeconds(day.toEpochDay()) + time.toSecondOfDay() - secondsAhead(text));
            } catch (DateTimeException noSuchTime) {
                // What is wrong with it is for the library to say.
            }
        }
        return OffsetDateTime.parse(text).toInstant();
    }

    /** Returns by how much the clock that the time was read from is ahead of UTC. */
    private static int secondsAhead(String text) {
        if (text.charAt(OFFSET) == 'Z') {
            return 0;
        }
        int seconds =
                LocalTime.of(number(text, OFFSET + 1), number(text, OFFSET + 4)).toSecondOfDay();
        return text.charAt(OFFSET) == '+' ? seconds : -seconds;
    }

    /** Returns the number of two digits at {@code from}. */
    private static int number(String text, int from) {
        return number(text, from, from + 2);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
