package se.malbild.receipts;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The book of one department and year: how many records came, and what became of them.
 *
 * @param organisation {@code ????} for records that do not say whose they are
 * @param department {@code ""} for records that do not say
 * @param year 0 for records that do not say
 * @param received counted one by one as the records came
 * @param events how many of them there are of each status, worked out from what was kept of them
 */
record Book(String organisation, String department, int year, long received, Map<Status.Kind, Long> events) {
    Book {
        Map<Status.Kind, Long> all = new EnumMap<>(Status.Kind.class);
        for (Status.Kind kind : Status.Kind.values()) {
            if (kind != Status.Kind.PENDING) { // what is pending has not been received
                all.put(kind, events.getOrDefault(kind, 0L));
            }
        }
        events = Collections.unmodifiableMap(all);
    }

    /** Returns the sum of {@link #events}. */
    long booked() {
        return events.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns whether everything that was received is booked, once. */
    boolean balances() {
        return received == booked();
    }
}
