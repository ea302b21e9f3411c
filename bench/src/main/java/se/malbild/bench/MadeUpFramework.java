package se.malbild.bench;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Period;

/**
 * A framework of three years whose indicators have targets, and an observation of each of its cells. Every baseline,
 * target and value has nine decimals, so the attainments are long fractions with hardly a factor in common. The same for
 * the same size.
 *
 * @param name what it is, in words
 */
record MadeUpFramework(String name, GoalFramework framework, List<Observation> observations) {
    private static final String ORGANISATION = MadeUpEvents.organisation(0);
    private static final int FIRST_YEAR = 2017;
    private static final int LAST_YEAR = 2019;
    private static final long SEED = 2017;
    private static final Instant OBSERVED = Instant.parse("2020-03-01T00:00:00Z");

    private static final String HEAD = """
            framework: made-up
            version: 1
            organisation: "%s"
            title: {sv: Påhittad, en: Made up}
            period: {from: %d, to: %d}
            scale:
              id: two-level
              levels:
                - {id: fortsatt-sa, label: {sv: Fortsätt så, en: Keep going}, from: 0.55, colour: "#1b7837", shape: circle}
                - {id: mer-behovs, label: {sv: Mer behövs, en: More is needed}, from: 0, colour: "#b35806", shape: triangle}
            departments:
              - {id: kommunstyrelsen, name: {sv: Kommunstyrelsen, en: Municipal executive board}}
            """.formatted(ORGANISATION, FIRST_YEAR, LAST_YEAR);

    /** Returns one with {@code indicators} of the whole municipality, dealt out to {@code goalAreas}. */
    static MadeUpFramework ofIndicators(int indicators, int goalAreas) throws InvalidFrameworkException {
        Random random = new Random(SEED);
        List<String> lines = IntStream.range(0, indicators)
                .mapToObj(number -> indicator(number, "total", "higher", number(20, random), () -> number(60, random)))
                .toList();
        return of(
                "%,d indicators (goal areas: %d)".formatted(indicators, goalAreas),
                HEAD,
                lines,
                goalAreas,
                List.of(Cell.WHOLE_MUNICIPALITY),
                random);
    }

    /** Returns one with a single indicator, the gap between {@code districts}. */
    static MadeUpFramework ofDistricts(int districts) throws InvalidFrameworkException {
        Random random = new Random(SEED);
        List<String> ids =
                IntStream.range(0, districts).mapToObj(number -> "d" + number).toList();
        String line = indicator(0, "gap-district", "lower", number(20, random), () -> number(0, random));
        String head = HEAD + "districts: [" + String.join(", ", ids) + "]\n";
        return of("a gap between %,d districts".formatted(districts), head, List.of(line), 1, ids, random);
    }

    private interface Numbers {
        BigDecimal next();
    }

    private static String indicator(
            int number, String measure, String direction, BigDecimal baseline, Numbers targets) {
        String perYear = IntStream.rangeClosed(FIRST_YEAR, LAST_YEAR)
                .mapToObj(year -> year + ": " + targets.next())
                .collect(Collectors.joining(", "));
        return """
                  - id: i%d
                    title: {sv: Nyckeltal %d, en: Indicator %d}
                    unit: {sv: "%%", en: "%%"}
                    measure: %s
                    departments: [kommunstyrelsen]
                    rule: {kind: reach, direction: %s, baseline: {year: 2016, value: %s}, target: {%s}}
                """.formatted(number, number, number, measure, direction, baseline, perYear);
    }

    /** Returns a number of nine decimals, at least {@code least} and at most 10 greater. */
    private static BigDecimal number(int least, Random random) {
        return BigDecimal.valueOf(least * 1_000_000_000L + random.nextLong(10_000_000_000L), 9);
    }

    private static MadeUpFramework of(
            String name, String head, List<String> indicators, int goalAreas, List<String> districts, Random random)
            throws InvalidFrameworkException {
        StringBuilder document = new StringBuilder(head).append("indicators:\n");
        indicators.forEach(document::append);
        document.append("""
                strategicAreas:
                  - id: omrade
                    title: {sv: Område, en: Area}
                    goalAreas:
                """);
        for (int area = 0; area < goalAreas; area++) {
            document.append("      - id: mal-" + area + "\n");
            document.append("        statement: {sv: Det ska bli bättre., en: It shall become better.}\n");
            document.append("        indicators:\n");
            for (int number = area; number < indicators.size(); number += goalAreas) {
                document.append("          - {indicator: i" + number + "}\n");
            }
        }
        GoalFramework framework = FrameworkReader.read(document.toString());
        List<Observation> observations = new ArrayList<>();
        for (Indicator indicator : framework.indicators()) {
            framework
                    .years()
                    .forEach(year -> districts.forEach(district ->
                            observations.add(observation(indicator.series(), year, district, number(40, random)))));
        }
        return new MadeUpFramework(name, framework, observations);
    }

    private static Observation observation(String series, int year, String district, BigDecimal value) {
        Cell cell = new Cell(
                ORGANISATION, series, "kommunstyrelsen", Period.of(year), Gender.TOTAL, district, Kind.OUTCOME);
        return new Observation(
                series + "-" + year + "-" + district,
                cell,
                new Content.Value(value.stripTrailingZeros()),
                OptionalLong.empty(),
                0,
                OBSERVED,
                "Påhittat värde",
                "");
    }

    /** Returns those of the middle year: a change of one is seen in that year, and in the trends of the next. */
    List<Observation> ofMiddleYear() {
        return observations.stream()
                .filter(observation -> observation.cell().year() == FIRST_YEAR + 1)
                .toList();
    }
}
