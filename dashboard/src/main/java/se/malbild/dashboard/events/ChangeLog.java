package se.malbild.dashboard.events;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.malbild.dashboard.view.Change;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.schemas.Topic;

/**
 * The latest changes of every partition, so that a reader that was away can be sent what it missed. When they take too much memory, the
 * oldest goes of the partition whose changes take most. Not for use by several threads at once.
 */
final class ChangeLog {
    /** What is kept of a partition. A reader that missed more is told to read everything again. */
    static final int KEPT_PER_PARTITION = 500;

    private final Map<Integer, Partition> partitions = new HashMap<>();
    private final long mostBytes;
    private long bytes;

    private final class Partition {
        private final Deque<Change> changes = new ArrayDeque<>();
        private long ownBytes;
        /** Everything after this offset is in {@link #changes}. */
        private long completeAfter;

        Partition(long completeAfter) {
            this.completeAfter = completeAfter;
        }

        void add(Change change) {
            changes.add(change);
            count(change.bytes());
        }

        void removeOldest() {
            Change oldest = changes.remove();
            completeAfter = oldest.position().offset();
            count(-oldest.bytes());
        }

        private void count(long more) {
            ownBytes += more;
            bytes += more;
        }
    }

    /** @param mostBytes about how much memory the changes may take together */
    ChangeLog(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** @param readThrough by partition, the last record that came before the first change that is sent */
    void startAfter(Map<Integer, Long> readThrough) {
        readThrough.forEach((partition, offset) -> partitions.put(partition, new Partition(offset)));
    }

    void add(Change change) {
        Partition partition = partition(change.position().partition());
        partition.add(change);
        if (partition.changes.size() > KEPT_PER_PARTITION) {
            partition.removeOldest();
        }
        while (bytes > mostBytes) {
            Collections.max(partitions.values(), Comparator.comparingLong(each -> each.ownBytes))
                    .removeOldest();
        }
    }

    /** Returns the position after which everything that a reader has not been sent is still to come. */
    LogPosition end(int partition) {
        Partition known = partition(partition);
        Change last = known.changes.peekLast();
        return new LogPosition(
                Topic.PICTURES.topicName(),
                partition,
                last == null ? known.completeAfter : last.position().offset());
    }

    /** Returns every change after {@code seen}, oldest first; empty when some of them are not known any more. */
    Optional<List<Change>> after(LogPosition seen) {
        Partition partition = partitions.get(seen.partition());
        boolean isKnown = seen.topic().equals(Topic.PICTURES.topicName())
                && partition != null
                && seen.offset() >= partition.completeAfter
                && seen.offset() <= end(seen.partition()).offset();
        return isKnown
                ? Optional.of(partition.changes.stream()
                        .filter(change -> change.position().offset() > seen.offset())
                        .toList())
                : Optional.empty();
    }

    private Partition partition(int partition) {
        return partitions.computeIfAbsent(partition, key -> new Partition(-1));
    }
}
