package se.malbild.schemas.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import se.malbild.schemas.Sender;
import se.malbild.schemas.Topic;

/**
 * A record of an input topic with its coordinates. The arrays are not copied; nobody may change them.
 *
 * @param partition from 0
 * @param offset from 0
 * @param appendedAt the broker's append time, milliseconds since 1970
 * @param key may be null
 * @param value may be null
 * @param sender who sent it; empty when nothing says so, or nobody has asked
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record InputRecord(
        int partition, long offset, long appendedAt, byte[] key, byte[] value, Optional<Sender> sender) {

    /** A record of which nobody asks who sent it. */
    public InputRecord(int partition, long offset, long appendedAt, byte[] key, byte[] value) {
        this(partition, offset, appendedAt, key, value, Optional.empty());
    }

    /** Returns the record with what {@code headers}, its own, say of its sender. */
    public InputRecord sentAs(Headers headers) {
        return new InputRecord(partition, offset, appendedAt, key, value, Sender.of(headers));
    }

    /**
     * Returns everything but the offset as bytes, to be kept until the record can be decoded; its value is not null. With a sender
     * the partition is inverted, and the name follows the time.
     */
    public byte[] bytes() {
        byte[] name = sender.map(Sender::name).orElse("").getBytes(StandardCharsets.UTF_8);
        ByteBuffer kept = ByteBuffer.allocate(
                3 * Integer.BYTES + Long.BYTES + name.length + (key == null ? 0 : key.length) + value.length);
        kept.putInt(sender.isPresent() ? ~partition : partition).putLong(appendedAt);
        if (sender.isPresent()) {
            kept.putInt(name.length).put(name);
        }
        kept.putInt(key == null ? -1 : key.length);
        if (key != null) {
            kept.put(key);
        }
        kept.put(value);
        return Arrays.copyOf(kept.array(), kept.position());
    }

    /** Returns the record that gave {@link #bytes()}. */
    public static InputRecord of(long offset, byte[] bytes) {
        ByteBuffer kept = ByteBuffer.wrap(bytes);
        int partition = kept.getInt();
        long appendedAt = kept.getLong();
        Optional<Sender> sender = partition < 0 ? Optional.of(sender(kept)) : Optional.empty();
        int keyLength = kept.getInt();
        byte[] key = keyLength < 0 ? null : new byte[keyLength];
        if (key != null) {
            kept.get(key);
        }
        byte[] value = new byte[kept.remaining()];
        kept.get(value);
        return new InputRecord(partition < 0 ? ~partition : partition, offset, appendedAt, key, value, sender);
    }

    private static Sender sender(ByteBuffer kept) {
        byte[] name = new byte[kept.getInt()];
        kept.get(name);
        return new Sender(new String(name, StandardCharsets.UTF_8));
    }

    /** The broker bounds batches as they are compressed, so a record that grows when it is read can be of any size. */
    boolean isTooLarge() {
        return length() > Topic.MAX_INPUT_BYTES;
    }

    long length() {
        return (key == null ? 0L : key.length) + (value == null ? 0L : value.length);
    }
}
