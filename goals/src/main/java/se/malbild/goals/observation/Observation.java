package se.malbild.goals.observation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A fact about a cell, as one event states it. Made by {@link ObservationDraft}, which checks it.
 *
 * <p>Observations of one cell are ordered by ({@code revision}, {@code observedAt}, {@code eventId}, canonical bytes): a
 * total order in which the greatest wins. Ids and canonical bytes are compared as unsigned UTF-8 bytes.
 *
 * @param eventId unique per emission; a retry repeats it
 * @param cell what the observation is about
 * @param content the value, or why there is none
 * @param count how many persons stand behind the value, where that is known
 * @param revision 0 for the first statement about the cell, greater for later ones
 * @param observedAt when the source system established the value, in whole microseconds
 * @param source the system or document the value comes from, or {@code ""}
 * @param comment the reason of a revision or retraction, or {@code ""}
 */
public record Observation(
        String eventId,
        Cell cell,
        Content content,
        OptionalLong count,
        int revision,
        Instant observedAt,
        String source,
        String comment) {

    /** Digits a value may have in all. */
    public static final int VALUE_DIGITS = 28;
    /** Decimals a value may have; finer input is rounded HALF_EVEN on entry. */
    public static final int VALUE_DECIMALS = 10;

    /** The same order on bytes is in {@code receipts} (StoreKeys). */
    private static final Comparator<Observation> RANK = Comparator.comparingInt(Observation::revision)
            .thenComparing(Observation::observedAt)
            .thenComparing(Observation::eventId, Observation::compareAsUtf8);

    public Observation {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(cell, "cell");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(count, "count");
        Objects.requireNonNull(observedAt, "observedAt");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(comment, "comment");
    }

    /** Tells whether {@code other} states the same content and count, whatever else it says. */
    boolean saysTheSameAs(Observation other) {
        return content.equals(other.content) && count.equals(other.count);
    }

    /** Compares by ({@code revision}, {@code observedAt}, {@code eventId}), without the canonical bytes. */
    public int compareRank(Observation other) {
        return RANK.compare(this, other);
    }

    /** Compares by canonical bytes alone. */
    public int compareBytes(Observation other) {
        return Arrays.compareUnsigned(canonicalBytes(), other.canonicalBytes());
    }

    /** Compares {@code a} and {@code b} as the unsigned bytes of their UTF-8 form. */
    public static int compareAsUtf8(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns everything the observation says as bytes that are equal exactly when the observations are. Part of the
     * total order, so it never changes.
     */
    public byte[] canonicalBytes() {
        StringBuilder fields = new StringBuilder();
        for (Object field : new Object[] {
            cell.organisation(),
            cell.indicator(),
            cell.department(),
            cell.period(),
            cell.gender(),
            cell.district(),
            cell.kind(),
            contentText(),
            count.isPresent() ? count.getAsLong() : "",
            revision,
            observedAt,
            eventId,
            source,
            comment
        }) {
            String text = field.toString();
            fields.append(text.length()).append(':').append(text);
        }
        return fields.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String contentText() {
        if (content instanceof Content.Value value) {
            return "=" + value.number().toPlainString();
        }
        return content instanceof Content.Missing missing ? missing.reason().name() : "RETRACTED";
    }
}
