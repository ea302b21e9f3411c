package se.malbild.receipts;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a list that is read page by page goes on. Opaque to whoever asks.
 *
 * @param partition to go on in
 * @param place to go on after; nothing is the start of the partition
 */
record Cursor(int partition, Optional<PartitionReader.Place> place) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})(?:-(\\d{1,4})-(\\d{1,18}))?");

    static Cursor startOf(int partition) {
        return new Cursor(partition, Optional.empty());
    }

    static Optional<Cursor> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Cursor(
                Integer.parseInt(written.group(1)),
                Optional.ofNullable(written.group(2))
                        .map(year ->
                                new PartitionReader.Place(Integer.parseInt(year), Long.parseLong(written.group(3))))));
    }

    @Override
    public String toString() {
        return partition + place.map(at -> "-" + at.year() + "-" + at.offset()).orElse("");
    }
}
