package se.malbild.receipts;

import java.nio.ByteBuffer;

/** A count in the store. */
final class Counter {
    private Counter() {}

    /** Returns the count; {@code stored} is null when nothing was counted. */
    static long value(byte[] stored) {
        return stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
    }

    /** Returns what to store after one more was counted. */
    static byte[] oneMore(byte[] stored) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value(stored) + 1).array();
    }
}
