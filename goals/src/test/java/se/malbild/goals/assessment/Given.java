package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Problem;
import se.malbild.goals.picture.Reason;

/** A small municipality: a framework of a few lines, and reports of a few words each. */
public final class Given {
    private static final Pattern REPORT = Pattern.compile("(?:(?<indicator>[NU]\\w+) )?"
            + "(?<department>[a-z]+)"
            + " (?<year>\\d{4})(?<part>-\\w+)?"
            + "(?<gender> women| men)?"
            + "(?: @(?<district>[a-z]+))?"
            + " (?<content>[-\\w.]+)"
            + "(?: of (?<count>\\d+))?"
            + "(?: as (?<id>[\\w-]+))?"
            + "(?: rev (?<revision>\\d))?"
            + "(?<forecast> forecast)?"
            + "(?: \"(?<comment>.*)\")?");

    private static final String HEAD = """
            framework: skola-2017-2019
            version: 1
            organisation: "1880"
            title: {sv: Skola, en: School}
            period: {from: 2017, to: 2019}
            historyFrom: 2015
            scale:
              id: three-level
              levels:
                - {id: uppnatt, label: {sv: Uppnått, en: Achieved}, from: 0.7, colour: "#1b7837", shape: circle}
                - {id: delvis, label: {sv: Delvis uppnått, en: Partly achieved}, from: 0.4, colour: "#8c6d00", shape: square}
                - {id: ej, label: {sv: Ej uppnått, en: Not achieved}, from: 0, colour: "#a50026", shape: triangle}
            departments:
              - {id: skola, name: {sv: Skolnämnden, en: School committee}}
              - {id: fritid, name: {sv: Fritidsnämnden, en: Leisure committee}}
              - {id: teknik, name: {sv: Tekniska nämnden, en: Technical committee}}
              - {id: norr, name: {sv: Norra nämnden, en: Northern committee}, validTo: 2018}
              - {id: soder, name: {sv: Södra nämnden, en: Southern committee}, validTo: 2018}
              - {id: samlad, name: {sv: Samlade nämnden, en: Joint committee}, validFrom: 2019, replaces: [norr, soder]}
              - {id: gamla, name: {sv: Gamla nämnden, en: Old committee}}
              - {id: ostra, name: {sv: Östra nämnden, en: Eastern committee}, replaces: [gamla]}
              - {id: vastra, name: {sv: Västra nämnden, en: Western committee}, replaces: [gamla]}
              - {id: forsta, name: {sv: Första nämnden, en: First committee}}
              - {id: andra, name: {sv: Andra nämnden, en: Second committee}, replaces: [forsta]}
              - {id: tredje, name: {sv: Tredje nämnden, en: Third committee}, replaces: [andra]}
              - {id: fjarde, name: {sv: Fjärde nämnden, en: Fourth committee}, replaces: [tredje]}
              - {id: femte, name: {sv: Femte nämnden, en: Fifth committee}, validTo: 2017, replaces: [tredje]}
            """;

    private final GoalFramework framework;
    private final ObservationSet observed = new ObservationSet();

    private Given(GoalFramework framework) {
        this.framework = framework;
    }

    /** A framework with one indicator, N15428, that the school committee reports unless {@code keys} say otherwise. */
    public static Given indicator(String... keys) {
        return areas(List.of("skola-1=N15428"), List.of(indicatorLine("N15428", keys)));
    }

    /** One line of YAML for an indicator; {@code keys} such as {@code measure: gap-gender} come before the defaults. */
    public static String indicatorLine(String id, String... keys) {
        List<String> all = new ArrayList<>(List.of(keys));
        orElse(all, "departments", "departments: [skola]");
        orElse(all, "rule", "rule: {kind: improve, direction: higher, baseline: {year: 2016, value: 80}}");
        return "{id: " + id + ", title: {sv: Nyckeltal, en: Indicator}, unit: {sv: \"%\", en: \"%\"}, "
                + String.join(", ", all) + "}";
    }

    private static void orElse(List<String> keys, String key, String line) {
        if (keys.stream().noneMatch(given -> given.startsWith(key + ":"))) {
            keys.add(line);
        }
    }

    /**
     * A framework with a strategic area per element of {@code areas}, which holds goal areas, {@code id*weight=parts}, with
     * a space between; the parts are {@code indicator*weight}, with a plus between. A weight is 1 when it is not given.
     *
     * @param more further lines of the document
     */
    public static Given areas(List<String> areas, List<String> indicators, String... more) {
        StringBuilder document = new StringBuilder(HEAD);
        for (String line : more) {
            document.append(line).append('\n');
        }
        document.append("indicators:\n");
        indicators.forEach(
                indicator -> document.append("  - ").append(indicator).append('\n'));
        document.append("strategicAreas:\n");
        for (String area : areas) {
            document.append("  - id: omrade-")
                    .append(areas.indexOf(area) + 1)
                    .append("\n    title: {sv: Område, en: Area}\n    goalAreas:\n");
            for (String goalArea : area.split(" ", -1)) {
                String[] sides = goalArea.split("=", -1);
                document.append("      - ").append(weighted("id", sides[0]));
                document.append("        statement: {sv: Det ska bli bättre., en: It shall become better.}\n");
                document.append("        indicators:\n");
                for (String part : sides[1].split("\\+", -1)) {
                    document.append("          - {indicator: ")
                            .append(part.replace("*", ", weight: "))
                            .append("}\n");
                }
            }
        }
        try {
            return new Given(FrameworkReader.read(document.toString()));
        } catch (InvalidFrameworkException e) {
            throw new IllegalArgumentException(document.toString(), e);
        }
    }

    private static String weighted(String key, String idAndWeight) {
        return key + ": " + idAndWeight.replace("*", "\n        weight: ") + "\n";
    }

    /**
     * Adds {@code reports}, with {@code ;} between, each written <code>department year[-part] [women|men] [@district] content
     * [of count] [as eventId] [rev revision] [forecast] ["comment"]</code> after the indicator, which is N15428 when it is
     * not given. The content is a number, DROPOUT, NOT_APPLICABLE, SECRECY or RETRACTED.
     */
    public Given reported(String reports) {
        for (String report : reports.isEmpty() ? new String[0] : reports.split("; ", -1)) {
            observed.add(observation(report));
        }
        return this;
    }

    private static Observation observation(String report) {
        Matcher words = REPORT.matcher(report);
        if (!words.matches()) {
            throw new IllegalArgumentException(report);
        }
        int year = Integer.parseInt(words.group("year"));
        ObservationDraft draft = new ObservationDraft()
                .organisation("1880")
                .indicator(words.group("indicator") == null ? "N15428" : words.group("indicator"))
                .department(words.group("department"))
                .year(year)
                .period(words.group("part") == null ? "" : year + words.group("part"))
                .district(words.group("district"))
                .eventId(words.group("id") == null ? report : words.group("id"))
                .count(words.group("count") == null ? null : Long.valueOf(words.group("count")))
                .revision(words.group("revision") == null ? 0 : Integer.parseInt(words.group("revision")))
                .kind(words.group("forecast") == null ? Kind.OUTCOME : Kind.FORECAST)
                .comment(words.group("comment"))
                .observedAt(Instant.parse((year + 1) + "-03-01T00:00:00Z"));
        if (words.group("gender") != null) {
            draft.gender(words.group("gender").equals(" women") ? Gender.WOMEN : Gender.MEN);
        }
        switch (words.group("content")) {
            case "DROPOUT", "NOT_APPLICABLE", "SECRECY" -> draft.missing(MissingReason.valueOf(words.group("content")));
            case "RETRACTED" -> draft.retracted(true);
            default -> draft.value(words.group("content"));
        }
        try {
            return draft.build();
        } catch (InvalidObservationException e) {
            throw new IllegalArgumentException(report, e);
        }
    }

    /** Returns the judgement of the first indicator in {@code year}. */
    IndicatorAssessment assessed(int year) {
        return new Assessment(framework).indicator(framework.indicators().get(0), year, observed);
    }

    /** Returns how the first indicator is shown in {@code year}. */
    IndicatorPicture shown(int year) {
        return assessed(year).picture();
    }

    /** As above, where other versions and frameworks have said {@code rules}. */
    IndicatorPicture shown(int year, SmallGroupRules rules) {
        return new Assessment(framework, new SmallGroups(rules.merge(SmallGroupRules.of(framework))))
                .indicator(framework.indicators().get(0), year, observed)
                .picture();
    }

    public GoalFramework framework() {
        return framework;
    }

    public Observed observed() {
        return observed;
    }

    public Picture picture(int year) {
        return new Assessment(framework).picture(year, observed);
    }

    /** Returns what is made of the cells of N15428 in {@code year}: a status and its codes, by the event that won. */
    Map<String, String> uses(int year) {
        Map<String, String> told = new TreeMap<>();
        Collection<Winner> winners = observed.cells("N15428", year);
        Map<Cell, CellUse> uses = new CellUses(List.of(framework)).of("N15428", year, winners);
        for (Winner winner : winners) {
            CellUse use = uses.get(winner.observation().cell());
            String codes = "counted";
            if (use instanceof CellUse.Parked parked) {
                codes = "parked " + parked.why().code();
            } else if (use instanceof CellUse.Foretold) {
                codes = "foretold";
            } else if (use instanceof CellUse.Disregarded disregarded) {
                codes = "disregarded "
                        + String.join(
                                " ",
                                disregarded.why().stream().map(Reason::code).toList());
            }
            told.put(winner.observation().eventId(), codes);
        }
        return told;
    }

    /** Returns why cells of N15428 in {@code year} are disregarded, in Swedish. */
    List<String> reasons(int year, Disclosure disclosure) {
        return new CellUses(List.of(framework))
                .of("N15428", year, observed.cells("N15428", year), disclosure, disclosure).values().stream()
                        .filter(CellUse.Disregarded.class::isInstance)
                        .flatMap(use -> ((CellUse.Disregarded) use).why().stream())
                        .map(why -> why.message().sv())
                        .toList();
    }

    /** Asserts that {@code shown} has {@code value}, or no value and the reason with the code {@code reason}. */
    static void assertValue(IndicatorPicture shown, String value, String reason) {
        assertThat(shown.value().map(BigDecimal::toPlainString).orElse(null)).isEqualTo(value);
        assertThat(shown.reason().map(Reason::code).orElse(null)).isEqualTo(reason);
    }

    static List<String> problemCodes(IndicatorPicture shown) {
        return shown.problems().stream().map(Problem::code).toList();
    }
}
