package se.malbild.schemas.intake;

import java.nio.ByteBuffer;
import se.malbild.schemas.Topic;

/**
 * A record of an input topic with its coordinates. The arrays are not copied; nobody may change them.
 *
 * @param partition from 0
 * @param offset from 0
 * @param appendedAt the broker's append time, milliseconds since 1970
 * @param key may be null
 * @param value may be null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record InputRecord(int partition, long offset, long appendedAt, byte[] key, byte[] value) {

    /** Returns everything but the offset as bytes, to be kept until the record can be decoded; its value is not null. */
    public byte[] bytes() {
        ByteBuffer kept = ByteBuffer.allocate(
                Integer.BYTES + Long.BYTES + Integer.BYTES + (key == null ? 0 : key.length) + value.length);
        kept.putInt(partition).putLong(appendedAt).putInt(key == null ? -1 : key.length);
        if (key != null) {
            kept.put(key);
        }
        kept.put(value);
        return kept.array();
    }

    /** Returns the record that gave {@link #bytes()}. */
    public static InputRecord of(long offset, byte[] bytes) {
        ByteBuffer kept = ByteBuffer.wrap(bytes);
        int partition = kept.getInt();
        long appendedAt = kept.getLong();
        int keyLength = kept.getInt();
        byte[] key = keyLength < 0 ? null : new byte[keyLength];
        if (key != null) {
            kept.get(key);
        }
        byte[] value = new byte[kept.remaining()];
        kept.get(value);
        return new InputRecord(partition, offset, appendedAt, key, value);
    }

    /** The broker bounds batches as they are compressed, so a record that grows when it is read can be of any size. */
    boolean isTooLarge() {
        return length() > Topic.MAX_INPUT_BYTES;
    }

    long length() {
        return (key == null ? 0L : key.length) + (value == null ? 0L : value.length);
    }
}
