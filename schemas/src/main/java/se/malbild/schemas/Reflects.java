package se.malbild.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The offsets, in an output's own partition of the input topics, of the last event and framework that changed anything the output
 * rests on. Folding the inputs through them gives the output.
 *
 * @param events in {@link Topic#INDICATOR_EVENTS}; -1 for none
 * @param frameworks in {@link Topic#GOAL_FRAMEWORKS}; -1 for none
 */
public record Reflects(long events, long frameworks) {
    /** The header that says so in every output. */
    public static final String HEADER = "malbild-reflects";

    /** Nothing. */
    public static final Reflects NOTHING = new Reflects(-1, -1);

    private static final Pattern TEXT = Pattern.compile("indicator-events=(-?\\d{1,18}),goal-frameworks=(-?\\d{1,18})");

    /** Returns what {@code headers} say; empty when they do not say it. */
    public static Optional<Reflects> of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        Matcher said = TEXT.matcher(new String(header.value(), StandardCharsets.UTF_8));
        return said.matches()
                ? Optional.of(new Reflects(Long.parseLong(said.group(1)), Long.parseLong(said.group(2))))
                : Optional.empty();
    }

    /** Adds the header. */
    public void addTo(Headers headers) {
        String text = "indicator-events=" + events + ",goal-frameworks=" + frameworks;
        headers.add(HEADER, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the later of both in either topic. */
    public Reflects max(Reflects other) {
        return new Reflects(Math.max(events, other.events), Math.max(frameworks, other.frameworks));
    }

    /** Tells whether this is later than {@code other} in either topic. */
    public boolean isAfter(Reflects other) {
        return events > other.events || frameworks > other.frameworks;
    }
}
