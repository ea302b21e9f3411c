package se.malbild.dashboard.view;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a record lies in Kafka. Written {@code pictures-3-17}, it is the id of a change and the tag of what a reader has.
 *
 * @param topic name of the topic, without the prefix that may stand before it in Kafka
 * @param partition from 0
 * @param offset from 0
 */
public record LogPosition(String topic, int partition, long offset) {
    private static final Pattern WRITTEN = Pattern.compile("([a-zA-Z0-9._-]{1,249})-(\\d{1,9})-(\\d{1,18})");

    public LogPosition {
        Objects.requireNonNull(topic, "topic");
    }

    /** Returns what {@link #toString} wrote as {@code text}; empty when it wrote no such thing. */
    public static Optional<LogPosition> parse(String text) {
        Matcher parts = WRITTEN.matcher(text);
        return parts.matches()
                ? Optional.of(new LogPosition(
                        parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset;
    }
}
