package se.malbild.gateway;

import java.time.Duration;

/**
 * What the gateway takes on, so that it stays small whatever is sent to it.
 *
 * @param maxBodyBytes the largest body that is read as a whole, unpacked; NDJSON that is streamed may be of any length
 * @param maxLineBytes the longest line of NDJSON
 * @param maxEvents the most events in a body that is read as a whole
 * @param maxRequestsInFlight the most requests that are dealt with at the same time
 * @param maxBytesInFlight the most that all of them may hold
 * @param leastSenders the senders that there is room for whatever the others do: none holds more than one part in so many of
 *     the requests and of the bytes. A sender is the holder of a token, and without tokens an address
 * @param streamWindow events of a stream that may be waiting for Kafka, if their lines together are no longer than {@code
 *     maxBodyBytes}
 * @param maxKeptBytes the longest answer to a stream that is kept, in a file, until all of it is read
 * @param maxGzipRatio how many times larger a body may become when it is unpacked
 * @param bodyWithin how long a body, or the next event of a stream, may take to arrive, and 32 KiB of an answer
 *     to be taken. Blank lines are no events
 * @param brokerWithin how long Kafka may take to say that it has the events
 */
public record GatewayLimits(
        int maxBodyBytes,
        int maxLineBytes,
        int maxEvents,
        int maxRequestsInFlight,
        int maxBytesInFlight,
        int leastSenders,
        int streamWindow,
        int maxKeptBytes,
        int maxGzipRatio,
        Duration bodyWithin,
        Duration brokerWithin) {
    private static final int KIB = 1024;

    public GatewayLimits {
        if (maxBytesInFlight / leastSenders < maxBodyBytes) {
            throw new IllegalArgumentException("a sender's part has no room for the largest body");
        }
    }

    /** Returns the most requests of one sender that are dealt with at the same time. */
    int maxRequestsOfSender() {
        return Math.max(1, maxRequestsInFlight / leastSenders);
    }

    /** Returns the most that the requests of one sender may hold. */
    int maxBytesOfSender() {
        return maxBytesInFlight / leastSenders;
    }

    /** Returns the limits that hold unless others are asked for. */
    public static GatewayLimits defaults() {
        return new GatewayLimits(
                KIB * KIB,
                64 * KIB,
                1_000,
                128,
                16 * KIB * KIB,
                4,
                5_000,
                64 * KIB * KIB,
                200,
                Duration.ofSeconds(20),
                Duration.ofSeconds(10));
    }
}
