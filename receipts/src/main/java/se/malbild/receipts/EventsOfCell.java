package se.malbild.receipts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import se.malbild.goals.observation.Observation;

/** The events of one cell, in the order that decides which wins. */
final class EventsOfCell {
    /** The greatest first. The store sorts by rank; what has the same rank but other content is sorted here. */
    private static final Comparator<StoredEvent> GREATEST_FIRST = Comparator.comparing(
                    StoredEvent::observation, Observation::compareRank)
            .thenComparing(StoredEvent::observation, Observation::compareBytes)
            .reversed();

    private EventsOfCell() {}

    /** Returns the {@code most} greatest events of the cell, the winner first; it has at least one. */
    static List<StoredEvent> newest(ReadOnlyKeyValueStore<Bytes, byte[]> store, Bytes cell, int most) {
        List<StoredEvent> newest = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = store.reverseRange(cell, StoreKeys.after(cell))) {
            while (found.hasNext()) {
                KeyValue<Bytes, byte[]> next = found.next();
                StoredEvent event = StoredEvent.decoded(next.value);
                if (newest.size() >= most && !isOfRank(event, newest.get(0))) {
                    break;
                }
                newest.add(event);
            }
        }
        newest.sort(GREATEST_FIRST);
        return newest.size() <= most ? newest : newest.subList(0, most);
    }

    /** Returns the event that has won the cell. */
    static StoredEvent winner(ReadOnlyKeyValueStore<Bytes, byte[]> store, Bytes cell) {
        return newest(store, cell, 1).get(0);
    }

    /** Returns the one of two events of a cell that wins. */
    static StoredEvent winner(StoredEvent one, StoredEvent other) {
        return wins(one, other) ? one : other;
    }

    /** Returns whether {@code one} wins over {@code other}. */
    static boolean wins(StoredEvent one, StoredEvent other) {
        return GREATEST_FIRST.compare(one, other) < 0;
    }

    private static boolean isOfRank(StoredEvent one, StoredEvent other) {
        return one.observation().compareRank(other.observation()) == 0;
    }
}
