package se.malbild.goals;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Names of municipalities. They are not on the wire; others than these are shown by their code. */
public final class Municipalities {
    private static final SortedMap<String, Text> NAMES = Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
            "1880", new Text("Örebro kommun", "Örebro Municipality"),
            "1980", new Text("Västerås stad", "City of Västerås"))));

    private Municipalities() {}

    /** Returns the names that are known, by code. */
    public static SortedMap<String, Text> names() {
        return NAMES;
    }

    /** Returns what the municipality with the code {@code code} is called. */
    public static Text name(String code) {
        return NAMES.getOrDefault(code, new Text("Kommun " + code, "Municipality " + code));
    }

    /** Returns the codes of those that are called {@code name}, in any letter case: in full, or by the first word in Swedish. */
    public static List<String> called(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return NAMES.entrySet().stream()
                .filter(known -> Stream.of(
                                known.getValue().sv(),
                                known.getValue().en(),
                                known.getValue().sv().split(" ", 2)[0])
                        .anyMatch(called -> called.toLowerCase(Locale.ROOT).equals(wanted)))
                .map(Map.Entry::getKey)
                .toList();
    }
}
