package se.malbild.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import se.malbild.cli.terminal.Console;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/** Warnings of many observations, reported once for each kind, however many there are. For one thread. */
final class Warnings {
    private static final int MOST_OF_A_CODE = 20;

    /** @param first where the first one is */
    private record Kind(Text first, long count) {
        Kind again() {
            return new Kind(first, count + 1);
        }
    }

    private final Map<String, Map<Fault, Kind>> kindsByCode = new LinkedHashMap<>();
    private long total;

    /** Adds the warnings of the observation in row {@code row} of {@code file}. */
    void add(Path file, long row, List<Fault> warnings) {
        if (!warnings.isEmpty()) {
            add(new Text(file + ", rad " + row, file + ", row " + row), warnings);
        }
    }

    /** Adds the warnings of one observation, which stands at {@code where}. */
    void add(Text where, List<Fault> warnings) {
        for (Fault warning : warnings) {
            total++;
            Map<Fault, Kind> kinds = kindsByCode.computeIfAbsent(warning.code(), any -> new LinkedHashMap<>());
            if (kinds.size() < MOST_OF_A_CODE || kinds.containsKey(warning)) {
                kinds.merge(warning, new Kind(where, 1), (known, one) -> known.again());
            }
        }
    }

    /**
     * Says each kind with the first place it was found in, at most {@value #MOST_OF_A_CODE} of a code, and how many are
     * left out.
     */
    void tell(Console console) {
        long told = 0;
        for (Map<Fault, Kind> kinds : kindsByCode.values()) {
            kinds.forEach((warning, kind) -> tell(warning, kind, console));
            told += kinds.values().stream().mapToLong(Kind::count).sum();
        }
        if (total > told) {
            console.say(
                    "… och " + (total - told) + " varningar av andra slag.",
                    "… and " + (total - told) + " warnings of other kinds.");
        }
    }

    private static void tell(Fault warning, Kind kind, Console console) {
        long others = kind.count() - 1;
        String about = warning.field() + ": ";
        console.say(
                kind.first().sv() + (others == 0 ? "" : " och " + others + " till") + ", varning, " + about
                        + warning.message().sv(),
                kind.first().en() + (others == 0 ? "" : " and " + others + " more") + ", warning, " + about
                        + warning.message().en());
    }

    /** Returns what a summary adds of them; nothing when there are none. */
    Text summary() {
        Text count = Text.count(total, "varning", "varningar", "warning", "warnings");
        return total == 0 ? new Text("", "") : new Text(", " + count.sv(), ", " + count.en());
    }
}
