package se.malbild.goals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small framework document: one to three indicators, one to three years. */
final class RandomFramework {
    static final List<String> ORGANISATIONS = List.of("1880", "1980");
    /** The series that the indicators rest on. */
    static final List<String> SERIES = List.of("N00914", "N15428", "U21468");

    private static final List<String> SCALES = List.of("""
            scale:
              id: two-level
              levels:
                - {id: fortsatt-sa, label: {sv: Fortsätt så, en: Keep going}, from: 0.55, colour: "#1b7837", shape: circle}
                - {id: mer-behovs, label: {sv: Mer behövs, en: More is needed}, from: 0, colour: "#b35806", shape: triangle}""", """
            scale:
              id: three-level
              levels:
                - {id: uppnatt, label: {sv: Uppnått, en: Achieved}, from: 0.7, colour: "#1b7837", shape: circle}
                - {id: delvis, label: {sv: Delvis uppnått, en: Partly achieved}, from: 0.4, colour: "#8c6d00", shape: square}
                - {id: ej, label: {sv: Ej uppnått, en: Not achieved}, from: 0, colour: "#a50026", shape: cross}""");

    private static final String DEPARTMENT_LINES = """
            departments:
              - {id: norr, name: {sv: Nämnden norr, en: Committee north}, validTo: 2017}
              - {id: soder, name: {sv: Nämnden söder, en: Committee south}, validTo: 2017}
              - {id: samlad, name: {sv: Nämnden, en: Committee}, validFrom: 2018, replaces: [norr, soder]}
              - {id: teknik, name: {sv: Tekniska nämnden, en: Technical committee}}""";

    private final Random random;
    private final int from;
    private final int historyFrom;
    private final int to;

    RandomFramework(Random random) {
        this.random = random;
        this.from = 2016 + random.nextInt(2);
        this.historyFrom = from - random.nextInt(3);
        this.to = from + random.nextInt(2019 - from);
    }

    String document() {
        List<String> indicators = new ArrayList<>();
        StringBuilder document = new StringBuilder();
        line(document, "framework: plan-" + any(List.of("a", "b")));
        line(document, "version: " + (1 + random.nextInt(3)));
        line(document, "organisation: \"" + any(ORGANISATIONS) + "\"");
        line(document, "title: {sv: Plan, en: Plan}");
        line(document, "period: {from: " + from + ", to: " + to + "}");
        sometimes(document, "historyFrom: " + historyFrom);
        sometimes(document, "minimumCoverage: " + any(List.of("0", "0.3", "0.5", "1")));
        if (random.nextInt(10) == 0) {
            line(document, "withdrawn: true");
        }
        line(document, any(SCALES));
        line(document, DEPARTMENT_LINES);
        if (random.nextInt(4) == 0) {
            line(document, "districts: [vivalla, norrby]");
        }
        line(document, "indicators:");
        int indicatorCount = 1 + random.nextInt(3);
        for (int i = 0; i < indicatorCount; i++) {
            indicators.add("i" + i);
            indicator(document, "i" + i);
        }
        line(document, "strategicAreas:");
        int goalAreas = 1 + random.nextInt(3);
        for (int area = 0; area < goalAreas; area++) {
            if (area == 0 || random.nextBoolean()) {
                line(document, "  - id: omrade-" + area);
                line(document, "    title: {sv: Område, en: Area}");
                line(document, "    goalAreas:");
            }
            goalArea(document, area, indicators, area == goalAreas - 1);
        }
        sometimes(document, "smallestGroup: " + any(List.of("1", "3", "10")));
        String series = "    series: " + any(SERIES) + "\n";
        return random.nextInt(4) > 0
                ? document.toString()
                : document.toString().replace(series, series + "    persons: true\n");
    }

    private void indicator(StringBuilder document, String id) {
        line(document, "  - id: " + id);
        line(document, "    series: " + any(SERIES));
        line(document, "    title: {sv: Nyckeltal, en: Indicator}");
        line(document, "    unit: {sv: \"%\", en: \"%\"}");
        line(
                document,
                "    measure: "
                        + any(List.of("total", "total", "total", "gap-gender", "ratio-gender", "gap-district")));
        String withinYear = any(List.of("last", "sum", "mean", "max", "min"));
        line(document, "    withinYear: " + withinYear);
        if (withinYear.equals("sum") || withinYear.equals("mean")) {
            if (random.nextInt(4) > 0) {
                line(document, "    requiredParts: " + (1 + random.nextInt(3)));
            }
        }
        line(
                document,
                "    acrossDepartments: "
                        + any(List.of("single", "sum", "mean", "mean", "weighted-mean", "max", "min")));
        line(document, "    departments: [" + any(List.of("norr", "norr, soder", "samlad", "samlad, teknik")) + "]");
        sometimes(document, "    range: {lower: 0, upper: 200}");
        sometimes(document, "    dueYears: " + dueYears());
        if (random.nextInt(4) == 0) {
            line(
                    document,
                    "    breaks: [{year: " + (from + random.nextInt(2)) + ", reason: {sv: Ny enkät, en: New survey}}]");
        }
        sometimes(document, "    control: " + any(List.of("own", "shared", "external")));
        line(document, "    comparison: {value: 17, year: 2016, source: {sv: Riket, en: The nation}}");
        line(document, "    rule: {" + rule() + "}");
    }

    private String dueYears() {
        int due = from + random.nextInt(to - from + 1);
        int earlier = historyFrom + random.nextInt(due - historyFrom + 1);
        return "[" + (earlier < due ? earlier + ", " : "") + due + "]";
    }

    private String rule() {
        String tolerance = ", tolerance: " + any(List.of("0", "0.5", "3"));
        String baseline = ", baseline: {year: " + (2015 + random.nextInt(2)) + ", value: " + number() + "}";
        return switch (random.nextInt(5)) {
            case 0 ->
                "kind: reach, direction: " + any(List.of("higher", "lower")) + ", target: "
                        + any(List.of(number(), "comparison", perYear())) + tolerance + any(List.of("", baseline));
            case 1 -> "kind: improve, direction: " + any(List.of("higher", "lower")) + tolerance + baseline;
            case 2 -> "kind: improve, direction: toward, ideal: " + number() + tolerance + baseline;
            case 3 -> "kind: approach, target: " + any(List.of(number(), perYear())) + tolerance + baseline;
            default ->
                "kind: hold, lower: " + random.nextInt(10) + ", upper: " + (10 + random.nextInt(10)) + ", margin: 2";
        };
    }

    private String perYear() {
        return "{" + from + ": " + number() + (to > from ? ", " + to + ": " + number() : "") + "}";
    }

    private String number() {
        return BigDecimal.valueOf(random.nextInt(200), random.nextInt(2)).toPlainString();
    }

    private void goalArea(StringBuilder document, int number, List<String> indicators, boolean last) {
        line(document, "      - id: mal-" + number);
        line(document, "        statement: {sv: Det ska bli bättre., en: It shall become better.}");
        sometimes(document, "        weight: " + any(List.of("2", "0.5", "3")));
        line(document, "        indicators:");
        List<String> chosen = last ? indicators : List.of(any(indicators));
        for (String indicator : chosen) {
            line(
                    document,
                    "          - {indicator: " + indicator + any(List.of("", ", weight: 2", ", weight: 0.3")) + "}");
        }
    }

    private void sometimes(StringBuilder document, String line) {
        if (random.nextBoolean()) {
            line(document, line);
        }
    }

    private static void line(StringBuilder document, String line) {
        document.append(line).append('\n');
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
