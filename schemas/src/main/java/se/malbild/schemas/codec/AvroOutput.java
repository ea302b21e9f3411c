package se.malbild.schemas.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Avro binary behind the wire format's header, written value by value. Used again and again; for one thread. */
final class AvroOutput {
    private static final int LONGEST_NUMBER_BYTES = 10;

    private byte[] bytes = new byte[512];
    private int position;

    void start(int schemaId) {
        WireFormat.header(bytes, schemaId);
        position = WireFormat.HEADER_BYTES;
    }

    byte[] finish() {
        return Arrays.copyOf(bytes, position);
    }

    void writeLong(long number) {
        require(LONGEST_NUMBER_BYTES);
        long encoded = number << 1 ^ number >> 63;
        while ((encoded & ~0x7fL) != 0) {
            bytes[position++] = (byte) ((encoded & 0x7f) | 0x80);
            encoded >>>= 7;
        }
        bytes[position++] = (byte) encoded;
    }

    void writeBoolean(boolean flag) {
        require(1);
        bytes[position++] = (byte) (flag ? 1 : 0);
    }

    /** Writes the index of a union of null and one other type. */
    void writeIsPresent(boolean present) {
        writeLong(present ? 1 : 0);
    }

    void writeText(String text) {
        writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    void writeOptionalText(String text) {
        writeIsPresent(!text.isEmpty());
        if (!text.isEmpty()) {
            writeText(text);
        }
    }

    void writeBytes(byte[] written) {
        writeLong(written.length);
        require(written.length);
        System.arraycopy(written, 0, bytes, position, written.length);
        position += written.length;
    }

    private void require(int more) {
        if (more > bytes.length - position) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, position + more));
        }
    }
}
