package se.malbild.publisher;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Reads the time of an event, ISO 8601 with its offset from UTC. */
final class EventTime {
    /** What almost every event has; the library's formatter, which reads it too, takes several times as long. */
    private static final Pattern USUAL =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})");

    private static final int OFFSET = "2018-09-01T12:00:00".length();

    private EventTime() {}

    /** @throws DateTimeParseException when {@code text} is not a time with its offset */
    static Instant parse(String text) {
        if (USUAL.matcher(text).matches()) {
            try {
                return LocalDateTime.of(
                                number(text, 0, 4),
                                number(text, 5, 7),
                                number(text, 8, 10),
                                number(text, 11, 13),
                                number(text, 14, 16),
                                number(text, 17, 19))
                        .toInstant(ZoneOffset.of(text.substring(OFFSET)));
            } catch (DateTimeException noSuchTime) {
                // What is wrong with it is for the library to say.
            }
        }
        return OffsetDateTime.parse(text).toInstant();
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
