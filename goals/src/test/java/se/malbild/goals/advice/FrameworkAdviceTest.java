package se.malbild.goals.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.Text;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;

class FrameworkAdviceTest {
    /** A made-up framework that there is nothing to say of. */
    private static final String SOUND = """
            framework: plan-2017-2019
            version: 1
            organisation: "1880"
            title: {sv: Påhittad plan, en: Made-up plan}
            period: {from: 2017, to: 2019}
            historyFrom: 2014
            scale:
              id: two-level
              levels:
                - {id: natt, label: {sv: Nått, en: Reached}, from: 0.6, colour: "#1b7837", shape: circle}
                - {id: inte-natt, label: {sv: Inte nått, en: Not reached}, from: 0, colour: "#b35806", shape: triangle}
            departments:
              - {id: skola, name: {sv: Skolnämnden, en: School committee}}
              - {id: fritid, name: {sv: Fritidsnämnden, en: Leisure committee}}
            reporting:
              - {department: skola, of: year, by: 02-15}
              - {department: fritid, of: year, by: 02-15}
            atMostPerDepartment: {goalAreas: 1, indicators: 2}
            indicators:
              - id: behorighet
                title: {sv: Behöriga, en: Eligible}
                unit: {sv: "%", en: "%"}
                departments: [skola]
                control: own
                rule: {kind: reach, direction: higher, target: {2017: 85, 2018: 86, 2019: 87}}
              - id: trivsel
                title: {sv: Trivsel, en: Well-being}
                unit: {sv: "%", en: "%"}
                departments: [skola]
                control: shared
                rule: {kind: approach, target: 90, baseline: {year: 2016, value: 80}}
              - id: besok
                title: {sv: Besök, en: Visits}
                unit: {sv: antal, en: number}
                departments: [fritid]
                control: own
                rule: {kind: hold, lower: 1000}
              - id: utbud
                title: {sv: Utbud, en: Offer}
                unit: {sv: antal, en: number}
                departments: [fritid]
                control: external
                rule: {kind: reach, direction: higher, target: 40}
            strategicAreas:
              - id: unga
                title: {sv: Unga, en: The young}
                goalAreas:
                  - id: skola-1
                    statement: {sv: Alla ska klara skolan., en: All shall succeed at school.}
                    responsible: skola
                    means: [{sv: läxhjälp, en: homework help, followedBy: [behorighet]}]
                    indicators: [{indicator: behorighet}, {indicator: trivsel}]
                  - id: fritid-1
                    statement: {sv: Fler ska ha en fritid., en: More shall have leisure.}
                    responsible: fritid
                    financialManagement: true
                    indicators: [{indicator: besok}, {indicator: utbud}]
            """;

    private static final String TARGETS = "{kind: reach, direction: higher, target: {2017: 85, 2018: 86, 2019: 87}}";
    private static final String APPROACH = "{kind: approach, target: 90, baseline: {year: 2016, value: 80}}";
    private static final String LEISURE_INDICATORS = "[{indicator: besok}, {indicator: utbud}]";
    private static final String VISITS_IN_NUMBER = "title: {sv: Besök, en: Visits}\n    unit: {sv: antal, en: number}";

    @Test
    void given_nothing_to_criticise_then_there_is_no_warning() {
        assertThat(FrameworkAdvice.of(with(), Optional.of(with()))).isEmpty();
    }

    static Stream<Arguments> weaknesses() {
        return Stream.of(
                weak(
                        "no-own-target behorighet: Bedöms bara mot utgångsvärdet 2016: hur mycket bättre det ska bli är"
                                + " inte beslutat.",
                        TARGETS,
                        "{kind: improve, direction: higher, baseline: {year: 2016, value: 80}}"),
                weak(
                        "no-own-target behorighet: Bedöms mot ett jämförelsevärde, någon annans värde, i stället för mot"
                                + " ett eget målvärde.",
                        "rule: " + TARGETS,
                        "comparison: {value: 85, year: 2016, source: {sv: Riket, en: The nation}}\n"
                                + "    rule: {kind: reach, direction: higher, target: comparison}"),
                weak(
                        "target-for-some-years behorighet: Mäts utan målvärde 2017, 2019.",
                        "target: {2017: 85, 2018: 86, 2019: 87}",
                        "target: {2018: 86}"),
                weak(
                        "single-indicator fritid-1: Hela bedömningen vilar på besok.",
                        LEISURE_INDICATORS,
                        "[{indicator: besok}]",
                        "{indicator: trivsel}]",
                        "{indicator: trivsel}, {indicator: utbud}]"),
                weak(
                        "no-own-control skola-1: Inget av nyckeltalen är något som kommunen själv råder över (control:"
                                + " own).",
                        "control: own\n    rule: " + TARGETS,
                        "rule: " + TARGETS),
                weak(
                        "dominant-indicator fritid-1: besok väger 1.5 av 2.5.",
                        LEISURE_INDICATORS,
                        "[{indicator: besok, weight: 1.5}, {indicator: utbud}]"),
                weak(
                        "dominant-goal-area fritid-1: Målområdet väger 3 av 4.",
                        "responsible: fritid",
                        "responsible: fritid\n        weight: 3"),
                weak("means-not-followed skola-1: Inget nyckeltal följer: läxhjälp", ", followedBy: [behorighet]", ""),
                weak(
                        "unreachable-coverage fritid-1: Kan inte bedömas 2017 (inget nyckeltal mäts), 2019 (inget"
                                + " nyckeltal mäts).",
                        "control: own\n    rule: {kind: hold",
                        "control: own\n    dueYears: [2018]\n    rule: {kind: hold",
                        "control: external",
                        "control: external\n    dueYears: [2016, 2018]"),
                weak(
                        "short-history plan-2017-2019: 2014 hör inte till historiken, som börjar 2015.",
                        "historyFrom: 2014",
                        "historyFrom: 2015"),
                weak(
                        "no-deadline fritid: Ska rapportera, men det står inte när (reporting).",
                        "  - {department: fritid, of: year, by: 02-15}\n",
                        ""),
                weak(
                        "too-many-goal-areas skola: 2; styrmodellen anger högst 1.",
                        "responsible: fritid",
                        "responsible: skola"),
                weak(
                        "too-many-indicators skola: 3; styrmodellen anger högst 2.",
                        "departments: [fritid]\n    control: own",
                        "departments: [fritid, skola]\n    control: own"));
    }

    private static Arguments weak(String warning, String... changes) {
        return Arguments.of(warning, List.of(changes));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("weaknesses")
    void given_one_weakness_then_there_is_one_warning(String warning, List<String> changes) {
        GoalFramework framework = with(changes.toArray(String[]::new));

        assertThat(warnings(framework, Optional.empty())).containsExactly(warning);
    }

    @Test
    void given_a_break_after_the_baseline_then_what_cannot_be_judged_covers_nothing() {
        GoalFramework framework = with(
                "rule: {kind: reach, direction: higher, target: 40}",
                "breaks: [{year: 2018, reason: {sv: Ny enkät, en: New survey}}]\n"
                        + "    rule: {kind: improve, direction: higher, baseline: {year: 2016, value: 40}}",
                LEISURE_INDICATORS,
                "[{indicator: besok}, {indicator: utbud, weight: 1.00001}]");

        assertThat(warnings(framework, Optional.empty()))
                .contains("unreachable-coverage fritid-1: Kan inte bedömas 2018 (1 av 2 nyckeltal går att bedöma), 2019"
                        + " (1 av 2 nyckeltal går att bedöma).");
    }

    @Test
    void given_coverage_that_is_just_enough_as_it_is_shown_then_it_can_be_reached() {
        GoalFramework framework = with(
                "rule: {kind: reach, direction: higher, target: 40}",
                "breaks: [{year: 2018, reason: {sv: Ny enkät, en: New survey}}]\n"
                        + "    rule: {kind: improve, direction: higher, baseline: {year: 2016, value: 40}}",
                LEISURE_INDICATORS,
                "[{indicator: besok}, {indicator: utbud, weight: 1.000001}]");

        assertThat(warnings(framework, Optional.empty())).noneMatch(warning -> warning.startsWith("unreachable"));
    }

    @Test
    void given_an_id_that_became_something_else_then_it_is_named_with_what_it_was() {
        GoalFramework now = with(
                VISITS_IN_NUMBER,
                VISITS_IN_NUMBER.replace("antal", "per invånare") + "\n    series: badbesok\n    measure: gap-gender");

        assertThat(warnings(now, Optional.of(with())))
                .containsExactly("changed-meaning besok: Har kvar sitt id, men ändrat: serien från ”besok” till"
                        + " ”badbesok”, måttet från ”total” till ”gap-gender”, enheten från ”antal” till ”per"
                        + " invånare”.");
    }

    @Test
    void given_a_revision_with_every_weakness_then_every_one_is_named() {
        GoalFramework revision = with(
                "version: 1",
                "version: 2",
                "historyFrom: 2014",
                "historyFrom: 2016",
                "  - {department: skola, of: year, by: 02-15}\n",
                "",
                "atMostPerDepartment: {goalAreas: 1, indicators: 2}",
                "atMostPerDepartment: {goalAreas: 1, indicators: 1}",
                "control: own\n    rule: " + TARGETS,
                "control: external\n    rule: {kind: reach, direction: higher, target: {2018: 86}}",
                APPROACH,
                "{kind: improve, direction: higher, baseline: {year: 2016, value: 80}}",
                ", followedBy: [behorighet]",
                "",
                "[{indicator: behorighet}, {indicator: trivsel}]",
                "[{indicator: behorighet, weight: 1000}, {indicator: trivsel}]",
                VISITS_IN_NUMBER,
                VISITS_IN_NUMBER.replace("antal", "per invånare"),
                "responsible: fritid",
                "responsible: skola\n        weight: 1000",
                LEISURE_INDICATORS,
                "[{indicator: utbud}]",
                "{sv: läxhjälp, en: homework help}",
                "{sv: läxhjälp, en: homework help}, {sv: lov, en: holidays, followedBy: [besok]}",
                "{indicator: trivsel}]",
                "{indicator: trivsel}, {indicator: besok}]");

        List<WarningGroup> groups = FrameworkAdvice.of(revision, Optional.of(with()));

        assertThat(groups.stream().map(WarningGroup::kind)).containsExactly(WarningKind.values());
        assertThat(groups.stream().map(group -> group.heading().sv()))
                .containsExactly(
                        "1 av 4 nyckeltal har inget eget målvärde",
                        "1 av 4 nyckeltal har målvärde bara för vissa år",
                        "1 av 4 nyckeltal mäter något annat än i versionen före",
                        "1 av 2 målområden vilar på ett enda nyckeltal",
                        "1 av 2 målområden har inget nyckeltal som kommunen själv råder över",
                        "1 av 2 målområden har ett nyckeltal som väger mer än de andra tillsammans",
                        "1 av 2 målområden väger mer än de andra tillsammans",
                        "1 av 2 medel följs inte upp",
                        "1 av 2 målområden kan inte bedömas alla år, vad som än rapporteras",
                        "2 av 3 år av historik före perioden saknas",
                        "1 av 2 nämnder har ingen sista rapporteringsdag",
                        "1 av 2 nämnder ansvarar för fler målområden än avsett",
                        "2 av 2 nämnder rapporterar fler nyckeltal än avsett");
        assertThat(warnings(revision, Optional.of(with())))
                .contains(
                        "target-for-some-years behorighet: Mäts utan målvärde 2017, 2019.",
                        "single-indicator fritid-1: Hela bedömningen vilar på utbud.",
                        "dominant-indicator skola-1: behorighet väger 1000 av 1002.",
                        "dominant-goal-area fritid-1: Målområdet väger 1000 av 1001.",
                        "unreachable-coverage skola-1: Kan inte bedömas 2017 (2 av 3 nyckeltal går att bedöma), 2019 (2"
                                + " av 3 nyckeltal går att bedöma).");
    }

    @Test
    void the_shipped_framework_of_orebro_has_these_weaknesses() throws InvalidFrameworkException {
        GoalFramework orebro = FrameworkReader.read(SampleEvents.framework("orebro-2017-2019"));

        assertThat(FrameworkAdvice.of(orebro, Optional.empty()))
                .extracting(group -> group.code() + ": " + group.heading().sv())
                .containsExactly(
                        "no-own-target: 64 av 64 nyckeltal har inget eget målvärde",
                        "no-own-control: 4 av 15 målområden har inget nyckeltal som kommunen själv råder över",
                        "means-not-followed: 15 av 25 medel följs inte upp",
                        "no-deadline: 5 av 5 nämnder har ingen sista rapporteringsdag");
    }

    @Test
    void every_warning_is_in_both_languages() throws InvalidFrameworkException {
        for (String id : List.of("orebro-2017-2019", "vasteras-exempel-2017-2019")) {
            GoalFramework framework = FrameworkReader.read(SampleEvents.framework(id));

            assertThat(FrameworkAdvice.of(framework, Optional.empty()))
                    .isNotEmpty()
                    .allSatisfy(group -> {
                        assertBilingual(group.heading());
                        group.warnings().forEach(warning -> assertBilingual(warning.message()));
                    });
        }
    }

    private static void assertBilingual(Text text) {
        assertThat(text.sv()).isNotBlank().isNotEqualTo(text.en());
        assertThat(text.en()).isNotBlank();
    }

    private static List<String> warnings(GoalFramework framework, Optional<GoalFramework> before) {
        return FrameworkAdvice.of(framework, before).stream()
                .flatMap(group -> group.warnings().stream()
                        .map(warning -> group.code() + " " + warning.about() + ": "
                                + warning.message().sv()))
                .toList();
    }

    /** Returns the sound framework with each of {@code changes} made: what stands there, then what shall stand instead. */
    private static GoalFramework with(String... changes) {
        String document = SOUND;
        for (int i = 0; i < changes.length; i += 2) {
            assertThat(document.split(Pattern.quote(changes[i]), -1))
                    .as(changes[i])
                    .hasSize(2);
            document = document.replace(changes[i], changes[i + 1]);
        }
        try {
            return FrameworkReader.read(document);
        } catch (InvalidFrameworkException invalid) {
            throw new IllegalArgumentException(invalid.faults().toString(), invalid);
        }
    }
}
