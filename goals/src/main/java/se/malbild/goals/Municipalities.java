package se.malbild.goals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of Sweden's municipalities and regions. They are not on the wire; any other organisation is shown by its code. */
public final class Municipalities {
    private static final SortedMap<String, Names> KNOWN = read("/se/malbild/goals/municipalities.csv");

    /**
     * What one is called.
     *
     * @param place the name alone, such as <i>Örebro</i>
     * @param full such as <i>Örebro kommun</i>
     */
    public record Names(String place, Text full) {}

    private Municipalities() {}

    private static SortedMap<String, Names> read(String resource) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Municipalities.class.getResourceAsStream(resource), resource),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(";", -1))
                    .collect(Collectors.collectingAndThen(
                            Collectors.toMap(
                                    fields -> fields[0],
                                    fields -> new Names(fields[1], new Text(fields[2], fields[3])),
                                    (one, other) -> {
                                        throw new IllegalStateException(one + " and " + other + " have the same code");
                                    },
                                    TreeMap::new),
                            Collections::unmodifiableSortedMap));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns the names that are known, by code. */
    public static SortedMap<String, Names> names() {
        return KNOWN;
    }

    /** Returns what the municipality with the code {@code code} is called in full. */
    public static Text name(String code) {
        return KNOWN.containsKey(code) ? KNOWN.get(code).full() : new Text("Kommun " + code, "Municipality " + code);
    }

    /** Returns the codes of those that are called {@code name}, in any letter case: in full, or by the place alone. */
    public static List<String> called(String name) {
        return KNOWN.entrySet().stream()
                .filter(known -> Stream.of(
                                known.getValue().place(),
                                known.getValue().full().sv(),
                                known.getValue().full().en())
                        .anyMatch(called -> called.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))))
                .map(Map.Entry::getKey)
                .toList();
    }
}
