package se.malbild.goals.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Indicator.AcrossDepartmentsMethod;
import se.malbild.goals.framework.Indicator.Measure;
import se.malbild.goals.framework.Indicator.WithinYearMethod;

class FrameworkReaderTest {
    private static final String RULE = """
                rule:
                  kind: improve
                  direction: higher
                  baseline: {year: 2016, value: 80}
            """;

    @Test
    void whatIsNotSaidHasItsDefault() {
        GoalFramework framework = FrameworkTemplate.framework();
        Indicator indicator = framework.indicators().get(0);

        assertThat(framework.id()).isEqualTo("skola-2017-2019");
        assertThat(framework.organisation()).isEqualTo("1880");
        assertThat(framework.years()).containsExactly(2017, 2018, 2019);
        assertThat(framework.minimumCoverage()).isEqualByComparingTo("0.5");
        assertThat(framework.withdrawn()).isFalse();
        assertThat(framework.vision()).isEmpty();
        assertThat(framework.notice()).isEmpty();
        assertThat(framework.districts()).isEmpty();
        assertThat(framework.smallestGroup()).isEqualTo(5);
        assertThat(indicator.persons()).isFalse();
        assertThat(indicator.series()).isEqualTo("N15428");
        assertThat(indicator.measure()).isEqualTo(Measure.TOTAL);
        assertThat(indicator.withinYear()).isEqualTo(WithinYearMethod.LAST);
        assertThat(indicator.acrossDepartments()).isEqualTo(AcrossDepartmentsMethod.SINGLE);
        assertThat(indicator.requiredParts()).isEmpty();
        assertThat(indicator.dueYears()).containsExactly(2016, 2017, 2018, 2019);
        assertThat(indicator.range().contains(new BigDecimal("-1000"))).isTrue();
        assertThat(indicator.breaks()).isEmpty();
        assertThat(indicator.control()).isEmpty();
        assertThat(indicator.comparison()).isEmpty();
        assertThat(framework.departments()).allMatch(department -> department.existsIn(1900));
        assertThat(framework.goalAreas().get(0).weight()).isEqualByComparingTo("1");
        assertThat(framework.goalAreas().get(0).means()).isEmpty();
        assertThat(framework.goalAreas().get(0).responsible()).isEmpty();
        assertThat(framework.goalAreas().get(0).financialManagement()).isFalse();
        assertThat(framework.reporting()).isEmpty();
        assertThat(framework.atMostPerDepartment().goalAreas()).isEmpty();
        assertThat(framework.atMostPerDepartment().indicators()).isEmpty();
        assertThat(framework.goalAreas().get(0).indicators().get(0).weight()).isEqualByComparingTo("1");
    }

    @Test
    void itSaysWhoAnswersForWhatAndByWhen() {
        GoalFramework framework = FrameworkTemplate.framework(
                "indicators:\n  - id",
                """
                reporting:
                  - {department: skola, of: T2, by: 09-20}
                  - {department: skola, of: year, by: 02-29}
                atMostPerDepartment: {indicators: 12}
                indicators:
                  - id""",
                "        indicators:",
                "        responsible: skola\n        financialManagement: true\n        indicators:");
        GoalArea area = framework.goalAreas().get(0);

        assertThat(framework.reporting())
                .containsExactly(
                        new ReportingDeadline("skola", "T2", MonthDay.of(9, 20)),
                        new ReportingDeadline("skola", "year", MonthDay.of(2, 29)));
        assertThat(framework.atMostPerDepartment().indicators()).hasValue(12);
        assertThat(framework.atMostPerDepartment().goalAreas()).isEmpty();
        assertThat(area.responsible()).hasValue("skola");
        assertThat(area.financialManagement()).isTrue();
    }

    @Test
    void everyFaultOfTheReportingIsNamed() {
        String document = FrameworkTemplate.with("indicators:\n  - id", """
                reporting:
                  - {department: vatten, of: T4, by: 31-12}
                  - {department: skola, of: year, by: 02-30}
                  - {department: skola, of: year, by: 02-15, to: kommunstyrelsen}
                  - {department: fritid}
                atMostPerDepartment: {goalAreas: 0, indicators: tolv, means: 3}
                indicators:
                  - id""");

        assertThat(FrameworkTemplate.faults(document))
                .extracting(fault -> fault.path() + " " + fault.code())
                .containsExactlyInAnyOrder(
                        "reporting[0].department unknown-reference",
                        "reporting[0].of wrong-form",
                        "reporting[0].by not-a-day",
                        "reporting[1].by not-a-day",
                        "reporting[2].of duplicate",
                        "reporting[2].to unknown-key",
                        "reporting[3].of required",
                        "reporting[3].by required",
                        "atMostPerDepartment.goalAreas not-a-whole-number",
                        "atMostPerDepartment.indicators not-a-whole-number",
                        "atMostPerDepartment.means unknown-key");
    }

    @Test
    void theHistoryStartsWhereTrendAndBaselinesLook() {
        assertThat(FrameworkTemplate.framework().historyFrom()).isEqualTo(2016);
        assertThat(FrameworkTemplate.framework("year: 2016", "year: 2012").historyFrom())
                .isEqualTo(2012);
        assertThat(FrameworkTemplate.framework("id: N15428", "id: N15428\n    dueYears: [2014, 2018]")
                        .historyFrom())
                .isEqualTo(2014);
        assertThat(FrameworkTemplate.framework("scale:\n", "historyFrom: 2017\nscale:\n")
                        .historyFrom())
                .isEqualTo(2017);
    }

    @ParameterizedTest(name = "history from {0}, due in {1}: read as {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2017 | [2017, 2018, 2019] | 2017 2018 2019",
                "2014 | [2018, 2016, 2014] | 2014 2016 2018",
                "2014 | [2019] | 2019",
            })
    void due_years_may_be_in_the_history(int historyFrom, String dueYears, String read) {
        GoalFramework framework = FrameworkTemplate.framework(
                "scale:\n", "historyFrom: " + historyFrom + "\nscale:\n",
                "id: N15428", "id: N15428\n    dueYears: " + dueYears);

        assertThat(framework.indicators().get(0).dueYears())
                .extracting(year -> Integer.toString(year))
                .containsExactly(read.split(" ", -1));
    }

    @Test
    void aDocumentWithTenFaultsListsTen() {
        String document = FrameworkTemplate.with(
                "framework: skola-2017-2019", "framework: Skola 2017",
                "version: 1", "version: 0",
                "organisation: \"1880\"", "organisation: Örebro",
                "title: {sv: Skola, en: School}", "title: Skola",
                "from: 0.55", "from: 55 %",
                "#b35806", "brown",
                "departments: [skola]", "departments: [skolan]",
                "kind: improve", "kind: improve\n      weight: 2",
                "value: 80", "value: \"80,5\"",
                "- {indicator: N15428}", "- {indicator: N15428, weight: 0}");

        List<FrameworkFault> faults = FrameworkTemplate.faults(document);

        assertThat(faults)
                .extracting(fault -> fault.line() + " " + fault.path() + " " + fault.code())
                .containsExactly(
                        "1 framework wrong-form",
                        "2 version not-a-whole-number",
                        "3 organisation wrong-form",
                        "4 title not-bilingual",
                        "9 scale.levels[0].from not-a-number",
                        "10 scale.levels[1].colour wrong-form",
                        "20 indicators[0].departments unknown-reference",
                        "23 indicators[0].rule.weight unknown-key",
                        "25 indicators[0].rule.baseline.value not-a-number",
                        "33 strategicAreas[0].goalAreas[0].indicators[0].weight out-of-range");
        assertThat(faults).allSatisfy(fault -> {
            assertThat(fault.column()).isPositive();
            assertThat(fault.message().sv())
                    .isNotBlank()
                    .isNotEqualTo(fault.message().en());
            assertThat(fault.message().en()).isNotBlank();
        });
    }

    @Test
    void theExceptionNamesEveryFaultWithItsPlace() {
        InvalidFrameworkException exception = catchThrowableOfType(
                InvalidFrameworkException.class,
                () -> FrameworkReader.read(FrameworkTemplate.with("version: 1", "version: one", "to: 2019", "to: 19")));

        assertThat(exception.getMessage().lines())
                .containsExactly(
                        "2:10 version: “one” is not a whole number from 1.",
                        "5:26 period.to: “19” is not a year between 1900 and 2200.");
    }

    static Stream<Arguments> faultyDocuments() {
        return Stream.of(
                faulty("version", "required", "version: 1\n", ""),
                faulty("colour", "unknown-key", "version: 1\n", "version: 1\ncolour: blue\n"),
                faulty("version", "duplicate-key", "version: 1\n", "version: 1\nversion: 2\n"),
                faulty("version", "not-a-scalar", "version: 1", "version: [1]"),
                faulty("version", "not-a-whole-number", "version: 1", "version: 1.0"),
                faulty("version", "not-a-whole-number", "version: 1", "version: -1"),
                faulty("version", "not-a-whole-number", "version: 1", "version: 9999999999"),
                faulty("framework", "wrong-form", "framework: skola-2017-2019", "framework: -skola"),
                faulty("framework", "wrong-form", "framework: skola-2017-2019", "framework: " + "s".repeat(101)),
                faulty("framework", "wrong-form", "framework: skola-2017-2019", "framework: s" + "-s".repeat(50_000)),
                faulty("framework", "not-a-scalar", "framework: skola-2017-2019", "framework: {id: skola}"),
                faulty("organisation", "wrong-form", "\"1880\"", "188"),
                faulty("organisation", "wrong-form", "\"1880\"", ""),
                faulty("title.en", "required", "{sv: Skola, en: School}", "{sv: Skola}"),
                faulty("title.en", "blank", "{sv: Skola, en: School}", "{sv: Skola, en: ' '}"),
                faulty("title.sv", "unreadable-character", "{sv: Skola, en: School}", "{sv: Sk\ufffdla, en: School}"),
                faulty("title.sv", "not-a-scalar", "{sv: Skola, en: School}", "{sv: [Skola], en: School}"),
                faulty("title.de", "unknown-key", "{sv: Skola, en: School}", "{sv: Skola, en: School, de: Schule}"),
                faulty("title", "not-bilingual", "{sv: Skola, en: School}", "[Skola, School]"),
                faulty("vision", "not-bilingual", "period:", "vision:\nperiod:"),
                faulty("period", "not-a-mapping", "{from: 2017, to: 2019}", "2017-2019"),
                faulty("period", "invalid-period", "{from: 2017, to: 2019}", "{from: 2019, to: 2017}"),
                faulty("period", "invalid-period", "{from: 2017, to: 2019}", "{from: 2017, to: 2047}"),
                faulty("period.from", "not-a-year", "{from: 2017, to: 2019}", "{from: 1899, to: 2019}"),
                faulty("period.to", "not-a-year", "{from: 2017, to: 2019}", "{from: 2017, to: next}"),
                faulty(
                        "period.to",
                        "not-a-year",
                        "{from: 2017, to: 2019}",
                        "{from: 2017, to: next}\nhistoryFrom: 2014",
                        "id: N15428",
                        "id: N15428\n    dueYears: [2018]"),
                faulty("period.from", "required", "{from: 2017, to: 2019}", "{to: 2019}"),
                faulty("historyFrom", "out-of-range", "scale:\n", "historyFrom: 2018\nscale:\n"),
                faulty("historyFrom", "not-a-year", "scale:\n", "historyFrom: 14\nscale:\n"),
                faulty("minimumCoverage", "out-of-range", "scale:\n", "minimumCoverage: 1.1\nscale:\n"),
                faulty("minimumCoverage", "not-a-number", "scale:\n", "minimumCoverage: 50%\nscale:\n"),
                faulty("smallestGroup", "out-of-range", "scale:\n", "smallestGroup: 1001\nscale:\n"),
                faulty("smallestGroup", "not-a-whole-number", "scale:\n", "smallestGroup: 0\nscale:\n"),
                faulty("withdrawn", "not-a-flag", "scale:\n", "withdrawn: yes\nscale:\n"),
                faulty("withdrawn", "not-a-scalar", "scale:\n", "withdrawn: [true]\nscale:\n"),
                faulty("scale.levels[1].id", "duplicate", "id: mer-behovs", "id: fortsatt-sa"),
                faulty("scale.levels[1].id", "duplicate", "id: mer-behovs", "id: not-due"),
                faulty("scale.levels[1].from", "wrong-order", "from: 0.55", "from: 0"),
                faulty("scale.levels[1].from", "not-a-number", "from: 0,", "from: low,"),
                faulty("scale.levels[0].from", "not-a-number", "from: 0.55", "from: high"),
                faulty("scale.levels", "no-lowest-level", "from: 0,", "from: 0.1,"),
                faulty("scale.levels[0].from", "out-of-range", "from: 0.55", "from: 1.000001"),
                faulty("scale.levels[0].colour", "wrong-form", "#1b7837", "#1B7837"),
                faulty("scale.levels[0].shape", "unknown-choice", "shape: circle", "shape: star"),
                faulty("scale.levels[0].shape", "required", ", shape: circle", ""),
                faulty("departments[1].id", "duplicate", "id: fritid", "id: skola"),
                faulty("departments[1].id", "wrong-form", "id: fritid", "id: fritid och kultur"),
                faulty(
                        "departments[1].validTo",
                        "invalid-period",
                        "id: fritid",
                        "id: fritid\n    validFrom: 2019\n    validTo: 2018"),
                faulty(
                        "departments[1].replaces",
                        "unknown-reference",
                        "id: fritid",
                        "id: fritid\n    replaces: [kultur]"),
                faulty("departments[1].replaces", "not-a-list", "id: fritid", "id: fritid\n    replaces: skola"),
                faulty("departments[1].replaces", "cycle", "id: fritid", "id: fritid\n    replaces: [fritid]"),
                faulty(
                        "departments[1]",
                        "not-a-mapping",
                        "  - id: fritid\n    name: {sv: Fritidsnämnden, en: Leisure committee}",
                        "  - fritid"),
                faulty("districts", "duplicate", "scale:\n", "districts: [vivalla, norrby, vivalla]\nscale:\n"),
                faulty("districts", "too-few-districts", "scale:\n", "districts: [vivalla]\nscale:\n"),
                faulty("districts[1]", "wrong-form", "scale:\n", "districts: [vivalla, Södra]\nscale:\n"),
                faulty("districts", "not-a-list", "scale:\n", "districts: vivalla\nscale:\n"),
                faulty("indicators[0].series", "wrong-form", "id: N15428", "id: N15428\n    series: å"),
                faulty("indicators[0].measure", "unknown-choice", "id: N15428", "id: N15428\n    measure: gap"),
                faulty("indicators[0].measure", "unknown-choice", "id: N15428", "id: N15428\n    measure: GAP_GENDER"),
                faulty("indicators[0].requiredParts", "not-here", "id: N15428", "id: N15428\n    requiredParts: 3"),
                faulty(
                        "indicators[0].requiredParts",
                        "not-here",
                        "id: N15428",
                        "id: N15428\n    withinYear: sum\n    requiredParts: 13"),
                faulty("indicators[0].departments", "required", "    departments: [skola]\n", ""),
                faulty("indicators[0].departments", "required", "[skola]", "[]"),
                faulty("indicators[0].departments", "not-a-list", "[skola]", "skola"),
                faulty("indicators[0].departments[0]", "not-a-scalar", "[skola]", "[[skola]]"),
                faulty(
                        "indicators[0].range.lower",
                        "wrong-order",
                        "id: N15428",
                        "id: N15428\n    range: {lower: 1, upper: 0}"),
                faulty("indicators[0].range", "not-a-mapping", "id: N15428", "id: N15428\n    range: 0-100"),
                faulty("indicators[0].dueYears", "outside-period", "id: N15428", "id: N15428\n    dueYears: [2020]"),
                faulty("indicators[0].dueYears", "outside-period", "id: N15428", "id: N15428\n    dueYears: []"),
                faulty("indicators[0].dueYears", "outside-period", "id: N15428", "id: N15428\n    dueYears: [2016]"),
                faulty(
                        "indicators[0].dueYears",
                        "outside-period",
                        "scale:\n",
                        "historyFrom: 2015\nscale:\n",
                        "id: N15428",
                        "id: N15428\n    dueYears: [2014, 2018]"),
                faulty("indicators[0].dueYears", "not-a-list", "id: N15428", "id: N15428\n    dueYears: 2018"),
                faulty("indicators[0].dueYears[0]", "not-a-year", "id: N15428", "id: N15428\n    dueYears: [i fjol]"),
                faulty(
                        "indicators[0].breaks[0].reason",
                        "required",
                        "id: N15428",
                        "id: N15428\n    breaks: [{year: 2018}]"),
                faulty("indicators[0].control", "unknown-choice", "id: N15428", "id: N15428\n    control: none"),
                faulty(
                        "indicators[0].comparison.source",
                        "required",
                        "id: N15428",
                        "id: N15428\n    comparison: {value: 1, year: 2016}"),
                faulty("indicators[0].rule", "required", RULE, ""),
                faulty("indicators[0].rule", "not-a-mapping", RULE, "    rule: improve\n"),
                faulty("indicators[0].rule.kind", "unknown-choice", "kind: improve", "kind: become better"),
                faulty("indicators[0].rule.kind", "required", "      kind: improve\n", ""),
                faulty("indicators[0].rule.direction", "unknown-choice", "direction: higher", "direction: up"),
                faulty(
                        "indicators[0].rule.direction",
                        "unknown-choice",
                        "direction: higher",
                        "direction: towards\n      ideal: 50"),
                faulty("indicators[0].rule.ideal", "required", "direction: higher", "direction: toward"),
                faulty(
                        "indicators[0].rule.ideal",
                        "unknown-key",
                        "direction: higher",
                        "direction: higher\n      ideal: 1"),
                faulty(
                        "indicators[0].rule.tolerance",
                        "out-of-range",
                        "kind: improve",
                        "kind: improve\n      tolerance: -1"),
                faulty("indicators[0].rule.baseline", "required", "      baseline: {year: 2016, value: 80}\n", ""),
                faulty("indicators[0].rule.baseline.year", "required", "{year: 2016, value: 80}", "{value: 80}"),
                faulty("indicators[0].rule.baseline", "not-a-mapping", "{year: 2016, value: 80}", "80"),
                faulty("indicators[0].rule.target", "required", "kind: improve", "kind: reach"),
                faulty(
                        "indicators[0].rule.target",
                        "not-a-number",
                        "kind: improve",
                        "kind: reach\n      target: comparison"),
                faulty("indicators[0].rule.target", "empty", "kind: improve", "kind: reach\n      target: {}"),
                faulty("indicators[0].rule.target", "not-a-scalar", "kind: improve", "kind: reach\n      target: [80]"),
                faulty(
                        "indicators[0].rule.target.2020",
                        "outside-period",
                        "kind: improve",
                        "kind: reach\n      target: {2018: 81, 2020: 82}"),
                faulty(
                        "indicators[0].rule.target.soon",
                        "not-a-year",
                        "kind: improve",
                        "kind: reach\n      target: {2018: 81, soon: 82}"),
                faulty("indicators[0].rule.lower", "required", RULE, "    rule: {kind: hold, margin: 1}\n"),
                faulty("indicators[0].rule.lower", "wrong-order", RULE, "    rule: {kind: hold, lower: 4, upper: 2}\n"),
                faulty(
                        "indicators[0].rule.tolerance",
                        "unknown-key",
                        RULE,
                        "    rule: {kind: hold, lower: 4, tolerance: 2}\n"),
                faulty(
                        "strategicAreas[0].goalAreas[0].indicators[0].indicator",
                        "required",
                        "- {indicator: N15428}",
                        "- {weight: 1}\n          - {indicator: N15428}"),
                faulty(
                        "strategicAreas[0].goalAreas[0].indicators[1].indicator",
                        "unknown-reference",
                        "- {indicator: N15428}",
                        "- {indicator: N15428}\n          - {indicator: N15419}"),
                faulty(
                        "strategicAreas[0].goalAreas[0].indicators[1].indicator",
                        "duplicate",
                        "- {indicator: N15428}",
                        "- {indicator: N15428}\n          - {indicator: N15428}"),
                faulty(
                        "strategicAreas[0].goalAreas[0].means[0].followedBy",
                        "unknown-reference",
                        "        indicators:",
                        "        means: [{sv: Läxhjälp, en: Homework help, followedBy: [N15419]}]\n        indicators:"),
                faulty(
                        "strategicAreas[0].goalAreas[0].means[0].en",
                        "required",
                        "        indicators:",
                        "        means: [{sv: Läxhjälp}]\n        indicators:"),
                faulty(
                        "strategicAreas[0].goalAreas[0].weight",
                        "out-of-range",
                        "        indicators:",
                        "        weight: -1\n        indicators:"),
                faulty(
                        "strategicAreas[0].goalAreas[0].responsible",
                        "unknown-reference",
                        "        indicators:",
                        "        responsible: vatten\n        indicators:"),
                faulty(
                        "strategicAreas[0].goalAreas[0].financialManagement",
                        "not-a-flag",
                        "        indicators:",
                        "        financialManagement: ja\n        indicators:"),
                faulty("reporting", "not-a-list", "scale:\n", "reporting: {department: skola}\nscale:\n"),
                faulty("atMostPerDepartment", "not-a-mapping", "scale:\n", "atMostPerDepartment: 3\nscale:\n"),
                faulty(
                        "indicators[1].id",
                        "unused",
                        "strategicAreas:",
                        "  - {id: N15419, title: {sv: a, en: b}, unit: {sv: a, en: b}, departments: [skola],"
                                + " rule: {kind: hold, lower: 1}}\nstrategicAreas:"),
                faulty(
                        "indicators[1].id",
                        "duplicate",
                        "strategicAreas:",
                        "  - {id: N15428, title: {sv: a, en: b}, unit: {sv: a, en: b}, departments: [skola],"
                                + " rule: {kind: hold, lower: 1}}\nstrategicAreas:"));
    }

    private static Arguments faulty(String path, String code, String... changes) {
        return Arguments.of(path, code, List.of(changes));
    }

    @ParameterizedTest(name = "{1} at {0}")
    @MethodSource("faultyDocuments")
    void oneWrongThingIsOneFault(String path, String code, List<String> changes) {
        String document = FrameworkTemplate.with(changes.toArray(String[]::new));

        List<FrameworkFault> faults = FrameworkTemplate.faults(document);

        assertThat(faults)
                .as(document)
                .extracting(fault -> fault.path() + " " + fault.code())
                .containsExactly(path + " " + code);
        assertThat(faults).allSatisfy(fault -> {
            assertThat(fault.line()).isPositive();
            assertThat(fault.message().sv())
                    .isNotBlank()
                    .isNotEqualTo(fault.message().en());
        });
    }

    @ParameterizedTest(name = "{0} is not a number")
    @ValueSource(
            strings = {
                "1e9",
                ".5",
                "5.",
                "0x10",
                "1_000",
                ".NaN",
                "NaN",
                ".inf",
                "1 000",
                "'80,5'",
                "80%",
                "'80 '",
                "\"\"",
                "~",
                "true",
                "2018-01-01",
                "12:30",
                "1234567890123456789",
                "0.12345678901",
                "--1",
                "٨٠",
                "!!float 8e1"
            })
    void numbersAreWrittenPlainly(String number) {
        assertThat(FrameworkTemplate.faults(FrameworkTemplate.with("value: 80", "value: " + number)))
                .extracting(FrameworkFault::code)
                .containsExactly("not-a-number");
    }

    @ParameterizedTest(name = "{0} is the number {1}")
    @CsvSource({
        "80, 80",
        "80.0, 80",
        "-1.51, -1.51",
        "+5, 5",
        "'\"80.5\"', 80.5",
        "123456789012345678.0123456789, 123456789012345678.0123456789",
        "100, 100"
    })
    void numbersAreExact(String written, String number) {
        Rule rule = FrameworkTemplate.framework("value: 80", "value: " + written)
                .indicators()
                .get(0)
                .rule();

        assertThat(rule.baseline().orElseThrow().value().toPlainString()).isEqualTo(number);
    }

    @ParameterizedTest(name = "line {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | 1 | an end is missing",
                "'framework: [\nversion: 1' | 2 | an end is missing",
                "framework: a: b | 1 | two colons",
                "'version: 1\n\tframework: a' | 2 | a tab",
                "'version: 1\nname: \"a\nb: 1\n' | 4 | a quote is missing",
                "'@' | 1 | a reserved character"
            })
    void whatIsNoYamlIsTheOnlyFault(String document, int line, String why) {
        assertThat(FrameworkTemplate.faults(document)).as(why).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("not-yaml");
            assertThat(fault.line()).isEqualTo(line);
            assertThat(fault.message().sv()).startsWith("Dokumentet är inte giltig YAML: ");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n", "{}"})
    void anEmptyDocumentLacksEverything(String document) {
        assertThat(FrameworkTemplate.faults(document))
                .filteredOn(fault -> fault.code().equals("required"))
                .extracting(FrameworkFault::path)
                .containsExactlyInAnyOrder(
                        "framework",
                        "version",
                        "organisation",
                        "title",
                        "period",
                        "scale",
                        "departments",
                        "indicators",
                        "strategicAreas");
    }

    @ParameterizedTest
    @ValueSource(strings = {"skola", "- framework: skola", "42"})
    void aDocumentThatIsNoMappingIsOneFault(String document) {
        assertThat(FrameworkTemplate.faults(document))
                .extracting(FrameworkFault::path, FrameworkFault::code)
                .containsExactly(tuple("", "not-a-mapping"));
    }

    @Test
    void aSecondDocumentInTheFileIsNotPassedOver() {
        assertThat(FrameworkTemplate.faults(FrameworkTemplate.MINIMAL + "---\n" + FrameworkTemplate.MINIMAL))
                .extracting(FrameworkFault::line, FrameworkFault::code)
                .containsExactly(tuple(34, "several-documents"));
    }

    @Test
    void whatFollowsTheDocumentMustBeYamlToo() {
        assertThat(FrameworkTemplate.faults(FrameworkTemplate.MINIMAL + "}\n"))
                .extracting(FrameworkFault::code)
                .containsExactly("not-yaml");
    }

    @Test
    void anchorsAndAliasesAreNotSupported() {
        List<FrameworkFault> faults = FrameworkTemplate.faults(
                FrameworkTemplate.with("title: {sv: Skola, en: School}", "title: &skola {sv: Skola, en: School}"));

        assertThat(faults)
                .extracting(FrameworkFault::path, FrameworkFault::code)
                .containsExactly(tuple("title", "alias"));
        assertThat(FrameworkTemplate.faults(FrameworkTemplate.with("title: {sv: Skola, en: School}", "title: *skola")))
                .extracting(FrameworkFault::code)
                .contains("alias");
    }

    @Test
    void aCircleOfDepartmentsIsFoundInEveryOneOfThem() {
        List<FrameworkFault> faults = FrameworkTemplate.faults(FrameworkTemplate.with(
                "  - id: skola\n",
                "  - id: skola\n    replaces: [fritid]\n",
                "  - id: fritid\n",
                "  - id: fritid\n    replaces: [kultur]\n",
                "indicators:\n  - id",
                "  - {id: kultur, name: {sv: Kultur, en: Culture}, replaces: [skola]}\nindicators:\n  - id"));

        assertThat(faults)
                .extracting(FrameworkFault::path, FrameworkFault::code)
                .containsExactly(
                        tuple("departments[0].replaces", "cycle"),
                        tuple("departments[1].replaces", "cycle"),
                        tuple("departments[2].replaces", "cycle"));
    }

    @ParameterizedTest(name = "{0} of the wrong type")
    @ValueSource(strings = {"text", "[a, list]", "{a: mapping}", ""})
    void wrongTypesEverywhereAreFaultsAndNothingElse(String wrong) {
        for (String key : List.of(
                "framework",
                "version",
                "organisation",
                "title",
                "vision",
                "notice",
                "period",
                "historyFrom",
                "minimumCoverage",
                "withdrawn",
                "scale",
                "departments",
                "indicators",
                "strategicAreas")) {
            String document = FrameworkTemplate.MINIMAL.replaceFirst("(?m)^" + key + ":.*\\R(^ .*\\R)*", "");

            List<FrameworkFault> faults = FrameworkTemplate.faults(key + ": " + wrong + "\n" + document);

            if (!key.equals("framework") || !wrong.equals("text")) {
                assertThat(faults).as(key).isNotEmpty();
                assertThat(faults.get(0).line()).as(key).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest(name = "{0} levels: {1} faults")
    @CsvSource({"0.7 0.4 0, 0", "0.4 0.7 0, 1", "0.7 0.7 0, 1", "0 0.7 0.4, 2", "1 0.000001 0, 0"})
    void levelsStandWithTheBestFirst(String limits, int faults) {
        StringBuilder levels = new StringBuilder();
        for (String from : limits.split(" ", -1)) {
            levels.append("    - {id: niva-" + levels.length() + ", label: {sv: Nivå, en: Level}, from: " + from
                    + ", colour: \"#000000\", shape: square}\n");
        }
        String document = FrameworkTemplate.MINIMAL.replaceFirst(
                "(?s)    - \\{id: fortsatt.*(?=departments:\n)", levels.toString());

        assertThat(FrameworkTemplate.faults(document)).hasSize(faults);
    }

    @Test
    void everythingThatIsSaidIsKept() {
        GoalFramework framework = FrameworkTemplate.framework(
                "period:",
                "vision: {sv: Syn, en: Vision}\nnotice: {sv: Exempel, en: Example}\nperiod:",
                "scale:\n",
                "historyFrom: 2014\nminimumCoverage: 0.6\nwithdrawn: true\ndistricts: [vivalla, norrby]\nsmallestGroup: 8\nscale:\n",
                "id: fritid",
                "id: fritid\n    validFrom: 2018\n    validTo: 2019\n    replaces: [skola]",
                "id: N15428",
                """
                id: N15428
                    series: ex-behoriga
                    measure: ratio-gender
                    withinYear: mean
                    requiredParts: 3
                    acrossDepartments: weighted-mean
                    range: {lower: 0, upper: 100}
                    persons: true
                    dueYears: [2019, 2018]
                    breaks: [{year: 2018, reason: {sv: Ny enkät, en: New survey}}]
                    control: shared
                    comparison: {value: 71.9240114, year: 2016, source: {sv: Riket, en: The nation}}
                    reason: {sv: Därför, en: Because}""",
                "- {indicator: N15428}",
                "- {indicator: N15428, weight: 2.5}",
                "        indicators:",
                """
                        weight: 0.5
                        meansIntro: {sv: Detta ska ske genom, en: This shall be done through}
                        means:
                          - {sv: läxhjälp, en: homework help, followedBy: [N15428]}
                          - {sv: lov, en: holidays}
                        indicators:""".indent(8).stripTrailing());
        Indicator indicator = framework.indicators().get(0);
        GoalArea goalArea = framework.goalAreas().get(0);

        assertThat(framework.vision()).contains(new Text("Syn", "Vision"));
        assertThat(framework.notice()).contains(new Text("Exempel", "Example"));
        assertThat(framework.covers(2013)).isFalse();
        assertThat(framework.covers(2014)).isTrue();
        assertThat(framework.covers(2020)).isFalse();
        assertThat(framework.minimumCoverage()).isEqualByComparingTo("0.6");
        assertThat(framework.withdrawn()).isTrue();
        assertThat(framework.districts()).containsExactly("vivalla", "norrby");
        assertThat(framework.smallestGroup()).isEqualTo(8);
        assertThat(framework.departments().get(1))
                .isEqualTo(new Department(
                        "fritid", new Text("Fritidsnämnden", "Leisure committee"), 2018, 2019, List.of("skola")));
        assertThat(indicator.series()).isEqualTo("ex-behoriga");
        assertThat(indicator.measure()).isEqualTo(Measure.RATIO_GENDER);
        assertThat(indicator.withinYear()).isEqualTo(WithinYearMethod.MEAN);
        assertThat(indicator.requiredParts()).hasValue(3);
        assertThat(indicator.acrossDepartments()).isEqualTo(AcrossDepartmentsMethod.WEIGHTED_MEAN);
        assertThat(indicator.range().contains(new BigDecimal("100"))).isTrue();
        assertThat(indicator.range().contains(new BigDecimal("100.1"))).isFalse();
        assertThat(indicator.persons()).isTrue();
        assertThat(indicator.dueYears()).containsExactly(2018, 2019);
        assertThat(indicator.breaks()).containsExactly(new Indicator.Break(2018, new Text("Ny enkät", "New survey")));
        assertThat(indicator.control()).contains(Indicator.Control.SHARED);
        assertThat(indicator.comparison().orElseThrow().value()).isEqualByComparingTo("71.9240114");
        assertThat(indicator.reason()).contains(new Text("Därför", "Because"));
        assertThat(goalArea.weight()).isEqualByComparingTo("0.5");
        assertThat(goalArea.indicators().get(0).weight()).isEqualByComparingTo("2.5");
        assertThat(goalArea.meansIntro()).contains(new Text("Detta ska ske genom", "This shall be done through"));
        assertThat(goalArea.means())
                .containsExactly(
                        new GoalArea.Means(new Text("läxhjälp", "homework help"), List.of("N15428")),
                        new GoalArea.Means(new Text("lov", "holidays"), List.of()));
    }

    @Test
    void aTargetMayBeOneNumberOrOnePerYear() {
        Rule one = FrameworkTemplate.framework("kind: improve", "kind: reach\n      target: 82")
                .indicators()
                .get(0)
                .rule();
        Rule perYear = FrameworkTemplate.framework("kind: improve", "kind: reach\n      target: {2017: 81, 2019: 83.5}")
                .indicators()
                .get(0)
                .rule();

        assertThat(((Rule.Reach) one).target().values())
                .isEqualTo(new TreeMap<>(
                        Map.of(2017, new BigDecimal("82"), 2018, new BigDecimal("82"), 2019, new BigDecimal("82"))));
        assertThat(((Rule.Reach) perYear).target().values())
                .isEqualTo(new TreeMap<>(Map.of(2017, new BigDecimal("81"), 2019, new BigDecimal("83.5"))));
    }
}
