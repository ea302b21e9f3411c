package se.malbild.goals.assessment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;

/**
 * A framework as it was applied. Of all versions of a framework the one with the greatest {@link Rank} is in force.
 *
 * @param contentHash SHA-256 of the document in UTF-8, in hexadecimal
 */
public record FrameworkVersion(GoalFramework framework, String contentHash) implements Comparable<FrameworkVersion> {
    /** What decides between two versions of a framework: the version, then the content hash. */
    public record Rank(int version, String contentHash) implements Comparable<Rank> {
        private static final Comparator<Rank> ORDER =
                Comparator.comparingInt(Rank::version).thenComparing(Rank::contentHash);

        @Override
        public int compareTo(Rank other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Reads {@code document}.
     *
     * @throws InvalidFrameworkException with every fault, when it is not a framework
     */
    public static FrameworkVersion read(String document) throws InvalidFrameworkException {
        return new FrameworkVersion(FrameworkReader.read(document), hash(document));
    }

    /**
     * Returns the rank of a document that was taken in once, also when the rules have changed since and {@link #read} would
     * not take it in; empty when it gives no version.
     */
    public static Optional<Rank> rankOf(String document) {
        OptionalInt version = FrameworkReader.version(document);
        return version.isPresent() ? Optional.of(new Rank(version.getAsInt(), hash(document))) : Optional.empty();
    }

    private static String hash(String document) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has SHA-256
        }
    }

    /** Returns which of two versions of a framework is in force, whatever the order they came in. */
    public static FrameworkVersion inForce(FrameworkVersion one, FrameworkVersion other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    public Rank rank() {
        return new Rank(framework.version(), contentHash);
    }

    @Override
    public int compareTo(FrameworkVersion other) {
        return rank().compareTo(other.rank());
    }
}
