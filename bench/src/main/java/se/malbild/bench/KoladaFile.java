package se.malbild.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Period;

/**
 * Values of Kolada in a file, and frameworks made up for twelve of the municipalities in it. Each row is an event; one without
 * a value says that it is missing.
 */
final class KoladaFile implements Workload {
    private static final String HEADER = "kpi,municipality,period,gender,value";
    private static final int SHOWN_FAULTS = 20;

    private static final int FRAMEWORKS = 12;
    private static final int MOST_INDICATORS = 150;
    private static final int GOAL_AREAS = 15;
    private static final int BASELINE_YEAR = 2016;

    private static final Instant OBSERVED = Instant.parse("2024-08-01T00:00:00Z");

    private static final String HEAD = """
            framework: made-up
            version: 1
            organisation: "%s"
            title: {sv: Påhittad, en: Made up}
            period: {from: 2017, to: 2019}
            historyFrom: 1994
            scale:
              id: two-level
              levels:
                - {id: fortsatt-sa, label: {sv: Fortsätt så, en: Keep going}, from: 0.55, colour: "#1b7837", shape: circle}
                - {id: mer-behovs, label: {sv: Mer behövs, en: More is needed}, from: 0, colour: "#b35806", shape: triangle}
            departments:
              - {id: kommunstyrelsen, name: {sv: Kommunstyrelsen, en: Municipal executive board}}
            indicators:
            """;

    private final Path file;
    /** By organisation, by series: its value for all in {@link #BASELINE_YEAR}. */
    private final SortedMap<String, SortedMap<String, BigDecimal>> baselines = new TreeMap<>();

    private KoladaFile(Path file) {
        this.file = file;
    }

    /** The rows of a file that are not as they should be. */
    static final class FaultyFileException extends Exception {
        private static final long serialVersionUID = 1;

        private FaultyFileException(String message) {
            super(message);
        }
    }

    /**
     * Reads all of {@code file}, packed with gzip, to see whether it can be used.
     *
     * @throws FaultyFileException naming the rows that are not as they should be, at most {@value #SHOWN_FAULTS} of them
     */
    static KoladaFile read(Path file) throws IOException, FaultyFileException {
        KoladaFile read = new KoladaFile(file);
        List<String> faults = new ArrayList<>();
        read.rows(read::keepBaseline, faults);
        if (!faults.isEmpty()) {
            List<String> shown = faults.subList(0, Math.min(SHOWN_FAULTS, faults.size()));
            throw new FaultyFileException(file + " has " + faults.size() + " faults\n" + String.join("\n", shown)
                    + (faults.size() > shown.size() ? "\n..." : ""));
        }
        return read;
    }

    private void keepBaseline(Observation observation) {
        Cell cell = observation.cell();
        if (cell.year() == BASELINE_YEAR
                && cell.gender() == Gender.TOTAL
                && observation.content() instanceof Content.Value value) {
            Map<String, BigDecimal> own = baselines.computeIfAbsent(cell.organisation(), code -> new TreeMap<>());
            if (own.size() < MOST_INDICATORS) {
                own.putIfAbsent(cell.indicator(), value.number());
            }
        }
    }

    @Override
    public String name() {
        return "input";
    }

    /**
     * Returns those of the first {@value #FRAMEWORKS} codes that have most series with a value to improve on, at most
     * {@value #MOST_INDICATORS}.
     */
    @Override
    public List<String> frameworks() {
        int most = baselines.values().stream().mapToInt(Map::size).max().orElse(0);
        return baselines.entrySet().stream()
                .filter(own -> own.getValue().size() == most)
                .limit(FRAMEWORKS)
                .map(own -> framework(own.getKey(), own.getValue()))
                .toList();
    }

    private static String framework(String organisation, SortedMap<String, BigDecimal> baselines) {
        StringBuilder document = new StringBuilder(HEAD.formatted(organisation));
        baselines.forEach(
                (series, value) -> document.append("""
                  - id: %1$s
                    title: {sv: %1$s, en: %1$s}
                    unit: {sv: "1", en: "1"}
                    departments: [kommunstyrelsen]
                    rule: {kind: improve, direction: higher, baseline: {year: %2$d, value: %3$s}}
                """.formatted(series, BASELINE_YEAR, value.toPlainString())));
        document.append("""
                strategicAreas:
                  - id: omrade
                    title: {sv: Område, en: Area}
                    goalAreas:
                """);
        List<String> series = List.copyOf(baselines.keySet());
        for (int area = 0; area < Math.min(GOAL_AREAS, series.size()); area++) {
            document.append("      - id: mal-" + area + "\n");
            document.append("        statement: {sv: Det ska bli bättre., en: It shall become better.}\n");
            document.append("        indicators:\n");
            for (int number = area; number < series.size(); number += GOAL_AREAS) {
                document.append("          - {indicator: " + series.get(number) + "}\n");
            }
        }
        return document.toString();
    }

    @Override
    public void generate(Sink sink) throws IOException {
        rows(sink::event, new ArrayList<>());
    }

    /** Hands the rows that are as they should be to {@code events}, and says of the others what they should be. */
    private void rows(Consumer<Observation> events, List<String> faults) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            String header = lines.readLine();
            if (!HEADER.equals(header)) {
                faults.add("row 1: " + header + ". The columns are " + HEADER + ".");
                return;
            }
            long row = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                row++;
                try {
                    events.accept(observation(line));
                } catch (IllegalArgumentException wrong) {
                    faults.add("row " + row + ": " + line + ". " + wrong.getMessage());
                }
            }
        }
    }

    private static Observation observation(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException("A row has 5 fields: " + HEADER + ".");
        }
        if (fields[0].isBlank()) {
            throw new IllegalArgumentException("kpi is the id of a series, for example N00914.");
        }
        if (!fields[1].matches("\\d{4}")) {
            throw new IllegalArgumentException("municipality is four digits, for example 1880.");
        }
        Cell cell = new Cell(
                fields[1],
                fields[0],
                "kommunstyrelsen",
                year(fields[2]),
                gender(fields[3]),
                Cell.WHOLE_MUNICIPALITY,
                Kind.OUTCOME);
        return new Observation(
                String.join("-", "kolada", fields[0], fields[1], fields[2], fields[3]),
                cell,
                content(fields[4]),
                OptionalLong.empty(),
                0,
                OBSERVED,
                "Kolada",
                "");
    }

    private static Period year(String text) {
        if (!text.matches("(19|20|21)\\d{2}|2200")) {
            throw new IllegalArgumentException("period is a year, 1900 to 2200.");
        }
        return Period.of(Integer.parseInt(text));
    }

    private static Gender gender(String text) {
        return switch (text) {
            case "T" -> Gender.TOTAL;
            case "K" -> Gender.WOMEN;
            case "M" -> Gender.MEN;
            default -> throw new IllegalArgumentException("gender is T (all), K (women) or M (men).");
        };
    }

    private static Content content(String text) {
        if (text.isEmpty()) {
            return new Content.Missing(MissingReason.DROPOUT);
        }
        try {
            BigDecimal value = new BigDecimal(text);
            BigDecimal rounded = value.scale() > Observation.VALUE_DECIMALS
                    ? value.setScale(Observation.VALUE_DECIMALS, RoundingMode.HALF_EVEN)
                    : value;
            BigDecimal stripped = rounded.stripTrailingZeros();
            return new Content.Value(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("value is a number, or empty when it is missing.", wrong);
        }
    }
}
