package se.malbild.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What all contenders must find in the same events: for each organisation, goal area and year how many cells have a value,
 * and the sum of those values.
 *
 * @param byKey by the keys of {@link GoalAreas}; a goal area without a value is left out
 */
record Totals(SortedMap<String, Total> byKey) {
    private static final int SHOWN_DIFFERENCES = 5;

    /** @param sum exact */
    record Total(long values, BigDecimal sum) {
        static final Total NONE = new Total(0, BigDecimal.ZERO);

        Total plus(BigDecimal value) {
            return new Total(values + 1, sum.add(value));
        }

        Total minus(BigDecimal value) {
            return new Total(values - 1, sum.subtract(value));
        }

        static Total parse(String text) {
            int space = text.indexOf(' ');
            return new Total(Long.parseLong(text.substring(0, space)), new BigDecimal(text.substring(space + 1)));
        }

        /** Returns the same for sums that are equal, whatever decimals they were added with. */
        @Override
        public String toString() {
            return values + " " + sum.stripTrailingZeros().toPlainString();
        }
    }

    Totals() {
        this(new TreeMap<>());
    }

    void add(String key, BigDecimal value) {
        byKey.put(key, byKey.getOrDefault(key, Total.NONE).plus(value));
    }

    /** Takes the place of what was said of {@code key}. */
    void put(String key, Total total) {
        if (total.values() == 0) {
            byKey.remove(key);
        } else {
            byKey.put(key, total);
        }
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        byKey.forEach((key, total) -> lines.add(key + "\t" + total));
        Files.write(file, lines);
    }

    static Totals read(Path file) throws IOException {
        Totals totals = new Totals();
        for (String line : Files.readAllLines(file)) {
            int tab = line.indexOf('\t');
            totals.put(line.substring(0, tab), Total.parse(line.substring(tab + 1)));
        }
        return totals;
    }

    /** Returns how {@code other} differs: at most {@value #SHOWN_DIFFERENCES} lines; none when it says the same. */
    List<String> differences(Totals other) {
        TreeSet<String> keys = new TreeSet<>(byKey.keySet());
        keys.addAll(other.byKey.keySet());
        return keys.stream()
                .filter(key -> !text(this, key).equals(text(other, key)))
                .limit(SHOWN_DIFFERENCES)
                .map(key -> key + ": " + text(other, key) + " instead of " + text(this, key))
                .toList();
    }

    private static String text(Totals totals, String key) {
        Map<String, Total> byKey = totals.byKey;
        return byKey.getOrDefault(key, Total.NONE).toString();
    }
}
