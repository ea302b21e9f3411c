package se.malbild.applications;

import java.nio.ByteBuffer;

/**
 * How far a partition of a topic has been read.
 *
 * @param records how many records it held
 * @param first offset of the first one
 * @param next the offset after the last one
 */
public record ReadPosition(long records, long first, long next) {

    /** Returns the position after the record at {@code offset}; {@code known} is null before the first one. */
    static ReadPosition after(byte[] known, long offset) {
        if (known == null) {
            return new ReadPosition(1, offset, offset + 1);
        }
        ReadPosition before = decoded(known);
        return new ReadPosition(before.records + 1, before.first, offset + 1);
    }

    /** Returns whether the record at {@code offset} has been read. */
    boolean isPast(long offset) {
        return offset < next;
    }

    byte[] encoded() {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(records)
                .putLong(first)
                .putLong(next)
                .array();
    }

    /** Returns the position that {@code bytes} hold. */
    public static ReadPosition decoded(byte[] bytes) {
        ByteBuffer numbers = ByteBuffer.wrap(bytes);
        return new ReadPosition(numbers.getLong(), numbers.getLong(), numbers.getLong());
    }
}
