package se.malbild.receipts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import se.malbild.applications.ReadPosition;
import se.malbild.goals.assessment.CellUse;
import se.malbild.goals.assessment.CellUses;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Winner;
import se.malbild.schemas.Topic;

/**
 * The books of one partition, as they were at one moment.
 *
 * @param partition from 0
 * @param position how far events have been read; nothing before the first one
 * @param waiting how many records that were read wait for their schema, and are in no book yet
 * @param books by organisation, department and year
 */
record PartitionBooks(int partition, Optional<ReadPosition> position, long waiting, List<Book> books) {
    PartitionBooks {
        books = List.copyOf(books);
    }

    /**
     * Returns whether every record that was read is booked once or waits: the books balance one by one, and together they
     * are the records that were counted, which are no more than there are offsets.
     */
    boolean balances() {
        long booked = books.stream().mapToLong(Book::booked).sum();
        long records = position.map(ReadPosition::records).orElse(0L);
        long offsets = position.map(at -> at.next() - at.first()).orElse(0L);
        return books.stream().allMatch(Book::balances) && records == booked + waiting && records <= offsets;
    }

    /** Closes the books of {@code partition}: one pass over the store as it is now. */
    static PartitionBooks closed(
            int partition, ReadOnlyKeyValueStore<Bytes, byte[]> store, FrameworksInForce frameworks) {
        Closing closing = new Closing(store, frameworks);
        try (KeyValueIterator<Bytes, byte[]> found = store.range(StoreKeys.BOOKS_FROM, StoreKeys.BOOKS_TO)) {
            found.forEachRemaining(closing::add);
        }
        closing.classify();
        return new PartitionBooks(partition, closing.position, closing.waiting, closing.books());
    }

    /** What has been seen of the store so far. Entries come in the order of their keys. */
    private static final class Closing {
        private record SeriesYear(String organisation, String series, int year) {}

        private static final Comparator<StoreKeys.OfDepartment> ORDER = Comparator.comparing(
                        StoreKeys.OfDepartment::organisation)
                .thenComparing(StoreKeys.OfDepartment::department)
                .thenComparingInt(StoreKeys.OfDepartment::year);

        private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
        private final FrameworksInForce frameworks;
        private final Map<StoreKeys.OfDepartment, Long> received = new HashMap<>();
        private final Map<StoreKeys.OfDepartment, Map<Status.Kind, Long>> booked = new HashMap<>();
        private final Map<Cell, StoredEvent> winners = new HashMap<>();
        private final Map<String, CellUses> usesOf = new HashMap<>();
        private SeriesYear current;
        private Optional<ReadPosition> position = Optional.empty();
        private long waiting;

        private Closing(ReadOnlyKeyValueStore<Bytes, byte[]> store, FrameworksInForce frameworks) {
            this.store = store;
            this.frameworks = frameworks;
        }

        private void add(KeyValue<Bytes, byte[]> entry) {
            switch (entry.key.get()[0]) {
                case StoreKeys.OF_ORGANISATION -> addOfOrganisation(entry);
                case StoreKeys.POSITION -> {
                    if (entry.key.equals(StoreKeys.position(Topic.INDICATOR_EVENTS))) {
                        position = Optional.of(ReadPosition.decoded(entry.value));
                    }
                }
                default -> {
                    if (StoreKeys.isWaiting(Topic.INDICATOR_EVENTS, entry.key)) {
                        waiting++;
                    }
                }
            }
        }

        private void addOfOrganisation(KeyValue<Bytes, byte[]> entry) {
            switch (StoreKeys.kind(entry.key)) {
                case StoreKeys.RECEIVED -> received.put(StoreKeys.ofDepartment(entry.key), Counter.value(entry.value));
                case StoreKeys.EVENT -> add(StoredEvent.decoded(entry.value));
                default -> {
                    Listed listed = Listed.decoded(entry.value);
                    if (!(listed instanceof Listed.First)) {
                        book(
                                StoreKeys.ofDepartment(entry.key),
                                listed instanceof Listed.Again ? Status.Kind.DUPLICATE : Status.Kind.REJECTED);
                    }
                }
            }
        }

        /** The events of a series and year come one after the other. */
        private void add(StoredEvent event) {
            Cell cell = event.observation().cell();
            SeriesYear about = new SeriesYear(cell.organisation(), cell.indicator(), cell.year());
            if (!about.equals(current)) {
                classify();
                current = about;
            }
            StoredEvent known = winners.get(cell);
            if (known != null) {
                book(ofDepartment(cell), Status.Kind.SUPERSEDED);
            }
            winners.put(cell, known == null ? event : EventsOfCell.winner(known, event));
        }

        /** Books the winners of a series and year. */
        private void classify() {
            if (winners.isEmpty()) {
                return;
            }
            Map<Cell, CellUse> uses = usesOf.computeIfAbsent(
                            current.organisation(), organisation -> frameworks.of(organisation, store))
                    .of(
                            current.series(),
                            current.year(),
                            winners.values().stream()
                                    .map(event -> Winner.of(event.observation()))
                                    .toList());
            winners.forEach((cell, event) -> book(
                    ofDepartment(cell),
                    event.observation().content() instanceof Content.Retracted
                            ? Status.Kind.RETRACTED
                            : PartitionReader.status(uses.get(cell)).kind()));
            winners.clear();
        }

        private void book(StoreKeys.OfDepartment whom, Status.Kind kind) {
            booked.computeIfAbsent(whom, key -> new EnumMap<>(Status.Kind.class))
                    .merge(kind, 1L, Long::sum);
        }

        private List<Book> books() {
            List<StoreKeys.OfDepartment> all = new ArrayList<>(received.keySet());
            booked.keySet().stream().filter(whom -> !received.containsKey(whom)).forEach(all::add);
            all.sort(ORDER);
            return all.stream()
                    .map(whom -> new Book(
                            whom.organisation(),
                            whom.department(),
                            whom.year(),
                            received.getOrDefault(whom, 0L),
                            booked.getOrDefault(whom, Map.of())))
                    .toList();
        }

        private static StoreKeys.OfDepartment ofDepartment(Cell cell) {
            return new StoreKeys.OfDepartment(cell.organisation(), cell.department(), cell.year());
        }
    }
}
