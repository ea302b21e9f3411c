package se.malbild.history;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import se.malbild.schemas.intake.InputRecord;

/**
 * An organisation's own records of one input topic, as far as the topic has been read.
 *
 * @param records those in the organisation's partition and with its key, in log order, whether or not they can be taken in
 * @param nextOffset where to read on
 * @param newestAt append time of the newest record of the partition, of whatever organisation; milliseconds since 1970, 0
 *     when there is none
 * @param isOpen whether a transaction that was not yet ended held back what lies behind
 */
record TopicLog(List<InputRecord> records, long nextOffset, long newestAt, boolean isOpen) {
    static final TopicLog UNREAD = new TopicLog(List.of(), 0, 0, false);

    /** What a clock may be put right without anybody having to know. */
    private static final long TOLERATED_MILLIS = 1_000;

    TopicLog {
        records = records instanceof PackedRecords ? records : List.copyOf(records);
    }

    /** Returns one of {@code records} that is not read on. */
    static TopicLog of(List<InputRecord> records) {
        return new TopicLog(records, 0, 0, false);
    }

    /** Returns this without the records at {@code offsets}. */
    TopicLog without(Set<Long> offsets) {
        return of(records.stream()
                .filter(record -> !offsets.contains(record.offset()))
                .toList());
    }

    /** Returns when the record at {@code index} was appended. */
    long appendedAt(int index) {
        return records instanceof PackedRecords packed
                ? packed.appendedAt(index)
                : records.get(index).appendedAt();
    }

    /** Returns how many bytes the values of all records are. */
    long valueBytes() {
        return records instanceof PackedRecords packed
                ? packed.valueBytes()
                : records.stream()
                        .map(InputRecord::value)
                        .filter(Objects::nonNull)
                        .mapToLong(value -> value.length)
                        .sum();
    }

    /** Returns how many records lie before the first that was appended later than {@code millis}. */
    int countThrough(long millis) {
        int count = 0;
        while (count < records.size() && appendedAt(count) <= millis) {
            count++;
        }
        return count;
    }

    /**
     * Tells whether {@code millis} lies where the append times run back by more than a second: from the least of the times
     * behind the greater one until a time reaches that again. What was known then, the times cannot tell for certain.
     */
    boolean isUncertain(long millis) {
        long greatest = Long.MIN_VALUE;
        long leastBehind = Long.MAX_VALUE;
        for (int i = 0; i < records.size(); i++) {
            long appendedAt = appendedAt(i);
            if (appendedAt >= greatest) {
                if (leastBehind <= millis && millis < appendedAt) {
                    return true;
                }
                greatest = appendedAt;
                leastBehind = Long.MAX_VALUE;
            } else if (appendedAt < greatest - TOLERATED_MILLIS) {
                leastBehind = Math.min(leastBehind, appendedAt);
            }
        }
        return leastBehind <= millis;
    }
}
