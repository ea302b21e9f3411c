package se.malbild.dashboard;

import java.util.List;
import java.util.stream.Stream;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;

/** The example of Västerås with texts that would do harm where they were taken for anything but text. */
public final class HostileTexts {
    /** Sets a mark that a test looks for, if it is ever run. */
    public static final String SCRIPT = "<script>window.harmed=1</script>";

    public static final String ATTRIBUTE = "\"'><img src=x onerror=window.harmed=1>";
    public static final String END_OF_SCRIPT = "</script></title></svg><svg onload=window.harmed=1>";
    public static final String ADDRESS = "javascript:window.harmed=1";
    /** Turns the direction of what comes after it, also outside an isolate that it stands in. */
    public static final String OVERRIDE = "\u2069\u202Etxt.exe";

    public static final String FORMULA = "=HYPERLINK(\"http://example.org\";\"x\")";

    private static final List<String> ALL = List.of(SCRIPT, ATTRIBUTE, END_OF_SCRIPT, ADDRESS, OVERRIDE);

    private HostileTexts() {}

    /** Returns the framework with hostile titles, statements, reasons, units, names and sources in both languages. */
    public static String framework() {
        String document = SampleEvents.framework("vasteras-exempel-2017-2019");
        StringBuilder hostile = new StringBuilder();
        int texts = 0;
        for (String line : document.split("\n", -1)) {
            boolean isText = line.matches("\\s+(?:- )?(?:sv|en): \".*\"");
            boolean isInline = line.contains("{sv: \"");
            if (isText) {
                hostile.append(line, 0, line.indexOf('"') + 1)
                        .append(escaped(FORMULA + " " + ALL.get(texts++ % ALL.size())))
                        .append('"');
            } else if (isInline) {
                String text = escaped(ALL.get(texts++ % ALL.size()));
                hostile.append(line.replaceAll("(sv|en): \"", "$1: \"" + text.replace("\\", "\\\\") + " "));
            } else {
                hostile.append(line);
            }
            hostile.append('\n');
        }
        return hostile.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\u2069", "\\u2069")
                .replace("\u202E", "\\u202E");
    }

    private static Cell hostile(Cell cell) {
        return new Cell(
                cell.organisation(),
                cell.indicator(),
                cell.department(),
                cell.period(),
                cell.gender(),
                cell.district().isEmpty() ? "" : cell.district() + OVERRIDE,
                cell.kind());
    }

    /** Returns the observations with hostile ids, districts, sources and comments. */
    public static List<Observation> observations() {
        return Stream.of(SampleEvents.of("1980"))
                .flatMap(List::stream)
                .map(HostileTexts::hostile)
                .toList();
    }

    private static Observation hostile(Observation observation) {
        return new Observation(
                observation.eventId() + OVERRIDE,
                hostile(observation.cell()),
                observation.content(),
                observation.count(),
                observation.revision(),
                observation.observedAt(),
                FORMULA + String.join(" ", ALL),
                "@" + String.join(" ", ALL));
    }
}
