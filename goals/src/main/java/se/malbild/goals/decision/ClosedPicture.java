package se.malbild.goals.decision;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;

/**
 * The picture that a year was closed with.
 *
 * @param gzip its JSON as {@link PictureJson#indented} writes it and every download has it, UTF-8, compressed with gzip
 * @param sha256 SHA-256, in hexadecimal, of the JSON, uncompressed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its hash
public record ClosedPicture(byte[] gzip, String sha256) {
    /** A picture of 65 indicators has about 300,000 bytes; a record that unpacks to more than this is no picture. */
    static final int MOST_BYTES = 32 * 1024 * 1024;

    public ClosedPicture {
        Objects.requireNonNull(gzip, "gzip");
        Objects.requireNonNull(sha256, "sha256");
    }

    /** Returns what a year is closed with when its picture is {@code picture}. */
    public static ClosedPicture of(Picture picture) {
        byte[] json = PictureJson.indented(picture).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // nothing but memory is written to
        }
        return new ClosedPicture(packed.toByteArray(), Sha256.hex(json));
    }

    /** Returns the hash that a year is closed with when its picture is {@code picture}. */
    public static String sha256(Picture picture) {
        return Sha256.hex(PictureJson.indented(picture).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the JSON; empty when it is not what the hash is of. */
    public Optional<String> json() {
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            byte[] json = unpacked.readNBytes(MOST_BYTES);
            return Sha256.hex(json).equals(sha256)
                    ? Optional.of(new String(json, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClosedPicture picture && sha256.equals(picture.sha256);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    @Override
    public String toString() {
        return "ClosedPicture[" + sha256 + "]";
    }
}
