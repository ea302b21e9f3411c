package se.malbild.streams.simulation;

import java.util.Set;
import org.apache.kafka.common.header.Headers;

/**
 * A record of a log.
 *
 * @param key may be null, as {@code value}
 * @param appendedAt milliseconds since 1970
 * @param waiting what waited for its schema where the record was made, when it was
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Appended(Place place, byte[] key, byte[] value, Headers headers, long appendedAt, Set<Waiting> waiting) {

    /**
     * A record of an input topic that waits for its schema.
     *
     * @param topic the first letter of what the topic holds
     */
    record Waiting(char topic, long offset) {}
}
