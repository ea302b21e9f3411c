package se.malbild.publisher.spool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * An event in a segment: the CRC32C of all that follows (4 bytes), the event's length (4), when it was spooled in
 * milliseconds since 1970 (8), the event as JSON in UTF-8.
 */
final class SpoolFrame {
    private static final int CHECKSUM_BYTES = 4;
    private static final int HEADER_BYTES = CHECKSUM_BYTES + 4 + 8;
    /** More than any observation has; a length beyond it is no length. */
    private static final int LONGEST_EVENT = 1 << 20;

    /** What lies at a position. */
    sealed interface Found {
        /**
         * An event as it was written.
         *
         * @param end where the next frame begins
         */
        record Whole(Instant spooledAt, String event, long end) implements Found {}

        /**
         * All of it is there, but not as it was written.
         *
         * @param end where the next frame may begin
         */
        record Damaged(String base64, long end) implements Found {}

        /** The file ends within a frame, or in nothing but zeros: writing it was never finished. */
        record Torn() implements Found {}
    }

    private SpoolFrame() {}

    static ByteBuffer of(Instant spooledAt, String event) {
        byte[] json = event.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[HEADER_BYTES + json.length];
        ByteBuffer.wrap(frame)
                .position(CHECKSUM_BYTES)
                .putInt(json.length)
                .putLong(spooledAt.toEpochMilli())
                .put(json);
        return ByteBuffer.wrap(frame).putInt(0, checksum(frame));
    }

    private static int checksum(byte[] frame) {
        CRC32C checksum = new CRC32C();
        checksum.update(frame, CHECKSUM_BYTES, frame.length - CHECKSUM_BYTES);
        return (int) checksum.getValue();
    }

    /** @param limit where the segment ends, beyond {@code position} */
    static Found at(FileChannel file, long position, long limit) throws IOException {
        if (limit - position < HEADER_BYTES) {
            return new Found.Torn();
        }
        int length = ByteBuffer.wrap(read(file, position, HEADER_BYTES)).getInt(CHECKSUM_BYTES);
        if (length <= 0 || length > LONGEST_EVENT) {
            return withoutLength(read(file, position, limit - position), limit);
        }
        long end = position + HEADER_BYTES + length;
        if (end > limit) {
            return new Found.Torn();
        }
        byte[] bytes = read(file, position, end - position);
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        if (checksum(bytes) != frame.getInt(0)) {
            return new Found.Damaged(base64(bytes), end);
        }
        Instant spooledAt = Instant.ofEpochMilli(frame.getLong(CHECKSUM_BYTES + 4));
        return new Found.Whole(spooledAt, new String(bytes, HEADER_BYTES, length, StandardCharsets.UTF_8), end);
    }

    /** Without a length there is no next frame to go to. */
    private static Found withoutLength(byte[] rest, long limit) {
        for (byte one : rest) {
            if (one != 0) {
                return new Found.Damaged(base64(rest), limit);
            }
        }
        return new Found.Torn();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] read(FileChannel file, long position, long length) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(length)];
        ByteBuffer into = ByteBuffer.wrap(bytes);
        while (into.hasRemaining()) {
            if (file.read(into, position + into.position()) < 0) {
                throw new EOFException("the segment has become shorter");
            }
        }
        return bytes;
    }
}
