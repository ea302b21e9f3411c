package se.malbild.streams;

/**
 * A record of an input topic with its coordinates.
 *
 * @param appendedAt the broker's append time, milliseconds since 1970
 * @param key may be null
 * @param value may be null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record InputRecord(int partition, long offset, long appendedAt, byte[] key, byte[] value) {}
