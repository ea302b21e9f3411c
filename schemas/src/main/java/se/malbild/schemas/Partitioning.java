package se.malbild.schemas;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Where records lie: everything of an organisation in one partition, the same in every topic. Only
 * {@link Topic#REJECTED_EVENTS} differs: a rejected record keeps the partition it came on.
 */
public final class Partitioning {
    private Partitioning() {}

    /**
     * Returns the partition of everything that belongs to {@code organisation}: what Kafka's own partitioner gives a
     * record whose key is the organisation.
     *
     * @param partitions how many the topic has, at least 1
     */
    public static int of(String organisation, int partitions) {
        return Utils.toPositive(Utils.murmur2(organisation.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /**
     * Returns the partition that a record of an input topic belongs in by its key, which is the organisation or begins with it.
     *
     * @param partitions how many the topic has, at least 1
     */
    public static int ofKey(byte[] key, int partitions) {
        String text = new String(key, StandardCharsets.UTF_8);
        int end = text.indexOf('/');
        return of(end < 0 ? text : text.substring(0, end), partitions);
    }

    /** Returns whether a record of an input topic lies in the partition of its key; one without a key is in no wrong one. */
    public static boolean isByKey(byte[] key, int partition, int partitions) {
        return key == null || partition == ofKey(key, partitions);
    }
}
