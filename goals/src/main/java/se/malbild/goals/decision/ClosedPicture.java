package se.malbild.goals.decision;

import java.util.Objects;

/**
 * The picture that a year was closed with.
 *
 * @param gzip its JSON, UTF-8, compressed with gzip
 * @param sha256 SHA-256, in hexadecimal, of the JSON, uncompressed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its hash
public record ClosedPicture(byte[] gzip, String sha256) {
    public ClosedPicture {
        Objects.requireNonNull(gzip, "gzip");
        Objects.requireNonNull(sha256, "sha256");
    }
}
