package se.malbild.receipts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;

/** The closed books of all partitions that this process holds. */
record Ledger(List<PartitionBooks> partitions) {
    private record Whom(String organisation, String department, int year) {}

    private static final Comparator<Book> ORDER = Comparator.comparing(Book::organisation)
            .thenComparing(Book::department)
            .thenComparingInt(Book::year);

    Ledger {
        partitions = List.copyOf(partitions);
    }

    /**
     * Returns how many records lie in partitions that were added to the topic.
     *
     * @param ends the offset after the last event of every partition
     * @param read how many partitions are read, the first ones
     */
    static long unread(SortedMap<Integer, Long> ends, int read) {
        return ends.tailMap(read).values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Returns whether every record of every partition is booked once or waits.
     *
     * @param unread how many records nobody reads
     */
    boolean balances(long unread) {
        return unread == 0 && partitions.stream().allMatch(PartitionBooks::balances);
    }

    /** Returns the books that {@code wanted} says, by organisation, department and year, over all partitions. */
    List<Book> books(Predicate<Book> wanted) {
        // The rejected events of one organisation may lie in several partitions.
        Map<Whom, Book> books = new HashMap<>();
        for (PartitionBooks partition : partitions) {
            partition.books().stream()
                    .filter(wanted)
                    .forEach(book -> books.merge(
                            new Whom(book.organisation(), book.department(), book.year()), book, Ledger::sum));
        }
        List<Book> sorted = new ArrayList<>(books.values());
        sorted.sort(ORDER);
        return sorted;
    }

    /** Returns how many records have each status, all together. */
    Map<Status.Kind, Long> totals() {
        Map<Status.Kind, Long> totals = new EnumMap<>(Status.Kind.class);
        partitions.stream()
                .flatMap(partition -> partition.books().stream())
                .forEach(book -> book.events().forEach((kind, events) -> totals.merge(kind, events, Long::sum)));
        return totals;
    }

    private static Book sum(Book one, Book other) {
        Map<Status.Kind, Long> events = new EnumMap<>(one.events());
        other.events().forEach((kind, more) -> events.merge(kind, more, Long::sum));
        return new Book(one.organisation(), one.department(), one.year(), one.received() + other.received(), events);
    }
}
