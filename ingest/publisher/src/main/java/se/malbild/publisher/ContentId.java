package se.malbild.publisher;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import se.malbild.goals.observation.Observation;

/**
 * The event id of an observation whose sender gave none: derived from all that the observation says, so that sending it
 * again is the same event and does no harm. Other content, be it only another {@code observedAt}, is another event.
 */
public final class ContentId {
    /** How derived ids begin. */
    public static final String PREFIX = "content-";

    /** 128 bits: no two contents share an id by chance. */
    private static final int HASH_BYTES = 16;

    private ContentId() {}

    /** Returns {@code observation} with its derived event id, {@value #PREFIX} and 32 hexadecimal digits. */
    public static Observation assign(Observation observation) {
        return assign(observation, PREFIX);
    }

    /** Returns {@code observation} with the event id {@code prefix} and 32 hexadecimal digits of its content. */
    public static Observation assign(Observation observation, String prefix) {
        return withId(observation, prefix + hash(withId(observation, "").canonicalBytes()));
    }

    private static Observation withId(Observation observation, String eventId) {
        return new Observation(
                eventId,
                observation.cell(),
                observation.content(),
                observation.count(),
                observation.revision(),
                observation.observedAt(),
                observation.source(),
                observation.comment());
    }

    /** Returns 32 hexadecimal digits that stand for {@code content}: the first 128 bits of its SHA-256. */
    public static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has SHA-256
        }
    }
}
