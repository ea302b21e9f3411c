package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static se.malbild.goals.assessment.Given.assertValue;
import static se.malbild.goals.assessment.Given.problemCodes;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.Text;
import se.malbild.goals.picture.Development;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Standing;
import se.malbild.goals.picture.Suppressed;
import se.malbild.goals.picture.Trend;

/** Where a rule could be read in two ways: the cases, table by table, with the reading that is meant. */
class RuleCasesTest {

    @ParameterizedTest(name = "{0}, {1} parts required, {2} months of 1, {3}: {4} {5}, problems {6}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // the year itself is said to be secret or not applicable
                "sum | - | 12 | skola 2018 SECRECY | - | missing-secrecy | ''",
                "sum | - | 12 | skola 2018 NOT_APPLICABLE | - | missing-not-applicable | ''",
                "mean | - | 12 | skola 2018 SECRECY | - | missing-secrecy | ''",
                "last | - | 12 | skola 2018 SECRECY | - | missing-secrecy | ''",
                "sum | - | 12 | skola 2018 DROPOUT | 12 | - | ''",
                "sum | - | 12 | skola 2018 RETRACTED | 12 | - | ''",
                // the parts that cover most of the year, the longer when equal
                "sum | - | 12 | skola 2018-T1 10; skola 2018-T2 10; skola 2018-T3 10 | 30 | - | ''",
                "sum | - | 12 | skola 2018-T1 10 | 12 | - | ''",
                // which is settled before the parts are counted
                "sum | 8 | 9 | skola 2018-T1 10; skola 2018-T2 10 | 9 | - | ''",
                // a year has no more than three tertials
                "sum | 10 | 0 | skola 2018-T1 10; skola 2018-T2 10; skola 2018-T3 10 | 30 | - | ''",
                "sum | 10 | 0 | skola 2018-T1 10; skola 2018-T2 10 | - | parts-missing | ''",
                // a sum needs the whole year unless the framework says otherwise
                "sum | - | 11 | '' | - | parts-missing | ''",
                "sum | 11 | 11 | '' | 11 | - | ''",
                // the others make do with what there is, and say so
                "mean | - | 5 | '' | 1 | - | part-of-year",
                "mean | 5 | 5 | '' | 1 | - | part-of-year",
                "max | - | 5 | '' | 1 | - | part-of-year",
                "min | - | 5 | '' | 1 | - | part-of-year",
                "max | - | 12 | '' | 1 | - | ''",
                "mean | - | 5 | skola 2018 1 | 1 | - | ''",
                "last | - | 5 | '' | 1 | - | ''",
            })
    void within_the_year(
            String method, String required, int months, String others, String value, String reason, String problems) {
        IndicatorPicture shown = Given.indicator(
                        "withinYear: " + method, required == null ? "control: own" : "requiredParts: " + required)
                .reported(months(months, "1"))
                .reported(others)
                .shown(2018);

        assertValue(shown, value, reason);
        assertThat(String.join(" ", problemCodes(shown))).isEqualTo(problems);
    }

    @Test
    void each_side_of_a_gap_is_made_of_its_own_parts() {
        IndicatorPicture shown = Given.indicator("withinYear: mean", "measure: gap-gender")
                .reported(months(12, "women 1"))
                .reported("skola 2018-T1 men 3")
                .shown(2018);

        assertValue(shown, "2", null);
        assertThat(shown.problems())
                .extracting(problem -> problem.message().sv())
                .containsExactly("Värdet från Skolnämnden omfattar 4 av årets 12 månader.");
    }

    private static String months(int months, String content) {
        return IntStream.rangeClosed(1, months)
                .mapToObj(month -> "skola 2018-%02d %s".formatted(month, content))
                .collect(Collectors.joining("; "));
    }

    @ParameterizedTest(name = "{0} of {1}, weighed with 9 of {2} persons: {3} {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "sum | skola 2018-T1 1 of 10; skola 2018-T2 2 of 30 | 40 | 6 | -", // 3 of 40
                "mean | skola 2018-T1 1 of 10; skola 2018-T2 2 of 30 | 40 | 6.5 | -", // 1.5 of 20
                "mean | skola 2018-T1 1 of 40; skola 2018-T2 2 of 41 | 81 | 6.5 | -", // 1.5 of 40.5
                "sum | skola 2018-T1 1 of 40; skola 2018-T2 2 | 40 | - | no-count",
                "mean | skola 2018-T1 1 of 40; skola 2018-T2 2 | 40 | - | no-count",
                // the part that is taken counts for itself
                "last | skola 2018-T1 1; skola 2018-T2 2 of 30 | 40 | 6 | -",
                "max | skola 2018-T1 1 of 10; skola 2018-T2 2 of 30 | 40 | 6 | -",
                "min | skola 2018-T1 1 of 10; skola 2018-T2 2 of 30 | 40 | 7.4 | -",
                "max | skola 2018-T1 1 of 10; skola 2018-T2 2 | 40 | - | no-count",
            })
    void the_count_behind_a_year(String method, String parts, int persons, String value, String reason) {
        IndicatorPicture shown = Given.indicator(
                        "withinYear: " + method,
                        method.equals("sum") ? "requiredParts: 2" : "control: own",
                        "acrossDepartments: weighted-mean",
                        "departments: [skola, fritid]")
                .reported(parts)
                .reported("fritid 2018 9 of " + persons)
                .shown(2018);

        assertValue(shown, value, reason);
    }

    @ParameterizedTest(name = "{0} of {1}, {2}: {3} gives {4} {5} from {6}, problems {7}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // a value is one in the municipality's total: the western committee has none
                "total | mean | gamla, ostra, vastra | gamla 2018 20; ostra 2018 10; vastra 2018 women 4"
                        + " | 15 | - | gamla ostra | successor-missing department-missing",
                // or, when nobody has a total, about anybody
                "gap-gender | single | andra, tredje | andra 2018 women 60; andra 2018 men 50; tredje 2018 women 70"
                        + " | - | no-observation | tredje | replaced-by-successor",
                // for the year, and not for a gender of it
                "gap-gender | single | andra, tredje | andra 2018 women 60; andra 2018 men 50; tredje 2018 70"
                        + " | - | no-observation | '' | replaced-by-successor",
                // a successor that is itself replaced counts as its successors
                "total | sum | forsta, andra, tredje | forsta 2018 20; tredje 2018 9"
                        + " | 9 | - | tredje | replaced-by-successor",
                "total | sum | forsta, andra, tredje | forsta 2018 20; andra 2018 10; tredje 2018 9"
                        + " | 9 | - | tredje | replaced-by-successor replaced-by-successor",
                // one that is not expected takes nobody's place: the joint committee exists from 2019
                "total | mean | norr, soder | norr 2018 5; soder 2018 7; samlad 2018 12"
                        + " | 8 | - | norr soder samlad | unexpected-department",
                "total | mean | gamla | gamla 2018 20; ostra 2018 10; vastra 2018 6"
                        + " | 12 | - | gamla ostra vastra | unexpected-department unexpected-department",
                // until all have a value, the predecessor counts beside those that have
                "total | sum | gamla, ostra | gamla 2018 20; ostra 2018 10"
                        + " | 30 | - | gamla ostra | successor-missing",
                "total | sum | gamla, ostra, vastra | gamla 2018 20; ostra 2018 10"
                        + " | - | department-missing | gamla ostra | successor-missing",
                "total | mean | gamla, ostra, vastra | gamla 2018 20; ostra 2018 10; vastra 2018 DROPOUT"
                        + " | 15 | - | gamla ostra | successor-missing department-missing",
                "total | sum | gamla, ostra, vastra | gamla 2018 20; ostra 2018 10; vastra 2018 7"
                        + " | 17 | - | ostra vastra | replaced-by-successor",
                "total | sum | gamla, ostra, vastra | gamla 2018 20 | - | department-missing | gamla | ''",
                // the fifth committee is gone and will not report, so the one before it counts twice for good, and that
                // is said
                "total | sum | tredje, fjarde | tredje 2018 20; fjarde 2018 10"
                        + " | 30 | - | tredje fjarde | successor-missing",
                // the third counts as the fourth, which has reported, and the fifth
                "total | mean | andra, fjarde | andra 2018 20; fjarde 2018 10"
                        + " | 15 | - | andra fjarde | successor-missing",
            })
    void departments_and_replaces(
            String measure,
            String method,
            String expected,
            String reports,
            String value,
            String reason,
            String reported,
            String problems) {
        IndicatorPicture shown = Given.indicator(
                        "measure: " + measure, "acrossDepartments: " + method, "departments: [" + expected + "]")
                .reported(reports)
                .shown(2018);

        assertValue(shown, value, reason);
        assertThat(String.join(" ", shown.departments().reported())).isEqualTo(reported);
        assertThat(String.join(" ", problemCodes(shown))).isEqualTo(problems);
    }

    @ParameterizedTest(name = "{0} of {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // one side missing is not measured, whichever it is and for whatever reason
                "gap-gender | skola 2018 women 60; skola 2018 men SECRECY | - | missing-secrecy",
                "gap-gender | skola 2018 women SECRECY; skola 2018 men 60 | - | missing-secrecy",
                "gap-gender | skola 2018 women 60; skola 2018 men 5; fritid 2018 men 6 | - | several-reporters",
                "gap-gender | skola 2018 women 5; fritid 2018 women 6; skola 2018 men 60 | - | several-reporters",
                "ratio-gender | skola 2018 women 60; skola 2018 men 0 | - | zero-for-men",
                // every district with a total counts, and one that is hidden hides the gap
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby 75; skola 2018 @tybble SECRECY | - | missing-secrecy",
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby 75; skola 2018 @tybble DROPOUT | - | missing-dropout",
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby 75; skola 2018 @tybble 5; fritid 2018 @tybble 6"
                        + " | - | several-reporters",
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby 75; skola 2018 @tybble NOT_APPLICABLE | 15 | -",
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby 75; skola 2018 @tybble NOT_APPLICABLE;"
                        + " fritid 2018 @tybble SECRECY | - | missing-secrecy",
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby 75; skola 2018-T1 @tybble SECRECY;"
                        + " skola 2018-T3 @tybble NOT_APPLICABLE | - | missing-secrecy",
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby NOT_APPLICABLE | - | too-few-districts",
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby 75; skola 2018 women @tybble 90 | 15 | -",
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby 75; skola 2018 @tybble 90 forecast | 15 | -",
            })
    void disparities(String measure, String reports, String value, String reason) {
        IndicatorPicture shown =
                Given.indicator("measure: " + measure).reported(reports).shown(2018);

        assertValue(shown, value, reason);
        assertThat(shown.level().equals(IndicatorAssessment.NOT_MEASURED)).isEqualTo(value == null);
    }

    @ParameterizedTest(name = "{0}: {1} {2}, problems {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "skola 2018 @vivalla 60; skola 2018 @norrby 75; skola 2018 @tybble NOT_APPLICABLE | 15 | - | ''",
                "skola 2018 @vivalla 60; skola 2018 @norrby 75 | - | no-observation | ''",
                "skola 2018 @vivalla 60; skola 2018 @norrby 75; skola 2018 @tybble 70; skola 2018 @sodra 5"
                        + " | 15 | - | unexpected-district",
                // what was taken back need not be looked at
                "skola 2018 @vivalla 60; skola 2018 @norrby 75; skola 2018 @tybble 70; skola 2018 @sodra RETRACTED"
                        + " | 15 | - | ''",
            })
    void declared_districts(String reports, String value, String reason, String problems) {
        IndicatorPicture shown = Given.areas(
                        List.of("skola-1=N15428"),
                        List.of(Given.indicatorLine("N15428", "measure: gap-district")),
                        "districts: [vivalla, norrby, tybble]")
                .reported(reports)
                .shown(2018);

        assertValue(shown, value, reason);
        assertThat(String.join(" ", problemCodes(shown))).isEqualTo(problems);
    }

    @Test
    void the_district_that_hides_a_gap_is_named() {
        IndicatorPicture shown = Given.indicator("measure: gap-district")
                .reported("skola 2018 @vivalla 60; skola 2018 @norrby 75; skola 2018 @tybble SECRECY")
                .shown(2018);

        assertThat(shown.reason().orElseThrow().message())
                .isEqualTo(new Text("Stadsdelen tybble: Sekretess.", "District tybble: Confidential."));
    }

    @ParameterizedTest(name = "82 with {0}: {1} {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // the municipality's own target
                "kind: reach, direction: higher, target: 82, baseline: {year: 2016, value: 80} | 1 | -",
                "kind: reach, direction: higher, target: 83, tolerance: 1, baseline: {year: 2016, value: 80} | 0.5 | -",
                "kind: reach, direction: higher, target: 84, tolerance: 1, baseline: {year: 2016, value: 80}"
                        + " | - | method-changed",
                "kind: reach, direction: higher, target: 84, tolerance: 1 | 0 | -",
                // another's value of 2016, which 82 is better than
                "kind: reach, direction: higher, target: comparison | - | method-changed",
                "kind: approach, target: 82.5, tolerance: 0.5, baseline: {year: 2016, value: 80} | 1 | -",
                "kind: approach, target: 83, tolerance: 0.5, baseline: {year: 2016, value: 80} | - | method-changed",
            })
    void a_break_in_2017(String rule, String attainment, String reason) {
        IndicatorPicture shown = Given.indicator(
                        "breaks: [{year: 2017, reason: {sv: Ny enkät, en: New survey}}]",
                        "comparison: {value: 75, year: 2016, source: {sv: Riket, en: The nation}}",
                        "rule: {" + rule + "}")
                .reported("skola 2018 82")
                .shown(2018);

        assertThat(shown.attainment().map(BigDecimal::toPlainString).orElse(null))
                .isEqualTo(attainment);
        assertThat(shown.reason().map(Reason::code).orElse(null)).isEqualTo(reason);
    }

    @ParameterizedTest(name = "due in {0}, break in {1}, {3}: {2} is {4}, changed by {5}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // every year of the history and the period is due when none is named
                "- | - | 2017 | skola 2016 80; skola 2017 82 | IMPROVED | 2 | 2016",
                "- | - | 2018 | skola 2016 80; skola 2018 82 | - | - | -",
                "[2018] | - | 2018 | skola 2016 80; skola 2017 81; skola 2018 82 | - | - | -",
                "[2015, 2016, 2018] | - | 2018 | skola 2016 80; skola 2017 99; skola 2018 82 | IMPROVED | 2 | 2016",
                "[2015, 2016, 2018] | - | 2018 | skola 2015 80; skola 2018 82 | - | - | -",
                "[2017, 2019] | - | 2017 | skola 2015 80; skola 2016 81; skola 2017 82 | - | - | -",
                "[2015, 2017, 2019] | - | 2017 | skola 2015 80; skola 2016 99; skola 2017 82 | IMPROVED | 2 | 2015",
                "[2016, 2018] | - | 2017 | skola 2016 80; skola 2017 82 | - | - | -",
                // a break anywhere between the two
                "[2016, 2018] | 2017 | 2018 | skola 2016 80; skola 2018 82 | - | - | -",
                "[2016, 2018] | 2016 | 2018 | skola 2016 80; skola 2018 82 | IMPROVED | 2 | 2016",
            })
    void trend(String dueYears, String breakYear, int year, String reports, Trend trend, String change, Integer since) {
        Development development = Given.indicator(
                        dueYears == null ? "control: own" : "dueYears: " + dueYears,
                        breakYear == null
                                ? "measure: total"
                                : "breaks: [{year: " + breakYear + ", reason: {sv: Ny enkät, en: New survey}}]")
                .reported(reports)
                .shown(year)
                .development();

        assertThat(development.trend().orElse(null)).isEqualTo(trend);
        assertThat(development.change().map(BigDecimal::toPlainString).orElse(null))
                .isEqualTo(change);
        assertThat(development.changeSince().orElse(null)).isEqualTo(since);
    }

    @ParameterizedTest(name = "the other indicator with {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "control: own | WORSENED",
                // left out of both years: a break between them
                "breaks: [{year: 2018, reason: {sv: Ny enkät, en: New survey}}] | IMPROVED",
                // or not due in one of them, although it is compared with a year before that
                "dueYears: [2016, 2018] | IMPROVED",
            })
    void trend_of_a_goal_area(String other, Trend trend) {
        GoalAreaPicture goalArea = Given.areas(
                        List.of("skola-1=N1+N2"),
                        List.of(
                                Given.indicatorLine(
                                        "N1",
                                        "rule: {kind: reach, direction: higher, target: 1,"
                                                + " baseline: {year: 2016, value: 0}}"),
                                Given.indicatorLine("N2", other, "rule: {kind: hold, lower: 1}")))
                .reported("N1 skola 2017 0.5; N1 skola 2018 0.6; N2 skola 2016 1; N2 skola 2017 1; N2 skola 2018 0")
                .picture(2018)
                .strategicAreas()
                .get(0)
                .goalAreas()
                .get(0);

        assertThat(goalArea.trend()).contains(trend);
        assertThat(goalArea.standing().coverage()).contains(BigDecimal.ONE);
    }

    @ParameterizedTest(name = "goal areas covered by {0}: {1} {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 | - | 0.066667",
                "1 0.49 0.49 0.49 0.49 0.49 0.49 0.49 0.49 0.49 0.49 0.49 0.49 0.49 0.49 | - | 0.066667",
                "1 0.4 0.4 | - | 0.333333",
                "1 0.5 0.4 | 1 | 0.5",
                "1 0 | 1 | 0.5",
            })
    void minimum_coverage_upwards(String coverages, String attainment, String coverage) {
        Standing standing = covered(List.of(coverages)).standing();

        assertThat(standing.attainment().map(BigDecimal::toPlainString).orElse(null))
                .isEqualTo(attainment);
        assertThat(standing.coverage().map(BigDecimal::toPlainString)).contains(coverage);
        assertThat(standing.reason().map(Reason::code))
                .isEqualTo(attainment == null ? Optional.of("coverage-below-minimum") : Optional.empty());
    }

    @Test
    void a_strategic_area_that_cannot_be_assessed_takes_nothing_from_the_organisation() {
        Picture picture = covered(List.of("1 0 0", "1 1 1"));

        assertThat(picture.strategicAreas().get(0).standing().level()).isEqualTo(IndicatorAssessment.NOT_ASSESSED);
        assertThat(picture.standing().attainment()).contains(BigDecimal.ONE);
        assertThat(picture.standing().coverage()).contains(new BigDecimal("0.666667"));
    }

    /** A picture in which N1 is assessed and N2 is not, and each goal area rests on N1 to the share that is given. */
    private static Picture covered(List<String> strategicAreas) {
        AtomicInteger number = new AtomicInteger();
        List<String> areas = strategicAreas.stream()
                .map(shares -> Stream.of(shares.split(" ", -1))
                        .map(share -> "a-" + number.incrementAndGet() + "=" + parts(new BigDecimal(share)))
                        .collect(Collectors.joining(" ")))
                .toList();
        String rule = "rule: {kind: hold, lower: 1}";
        return Given.areas(areas, List.of(Given.indicatorLine("N1", rule), Given.indicatorLine("N2", rule)))
                .reported("N1 skola 2018 1")
                .picture(2018);
    }

    private static String parts(BigDecimal share) {
        BigDecimal rest = BigDecimal.ONE.subtract(share);
        String assessed = share.signum() == 0 ? "" : "N1*" + share;
        String other = rest.signum() == 0 ? "" : "N2*" + rest;
        return assessed.isEmpty() || other.isEmpty() ? assessed + other : assessed + "+" + other;
    }

    @ParameterizedTest(name = "{0}: {1} shows {2}, women {3}, districts {4}, suppressed {5}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // without a count nothing is protected
                "last | skola 2018 80; skola 2018 women 81; skola 2018 men 79; skola 2018 @vivalla 70; skola 2018 @okand 75"
                        + " | 80 | 81 | {okand=75, vivalla=70} | ''",
                "last | skola 2018 80 of 100 | 80 | - | {} | ''",
                "last | skola 2018 80 of 100; skola 2018 women 81 of 60; skola 2018 men 79 of 40 | 80 | 81 | {} | ''",
                // three persons, or fifty, of unknown gender
                "last | skola 2018 80 of 103; skola 2018 women 81 of 60; skola 2018 men 79 of 40"
                        + " | - | - | {} | value change women men",
                "last | skola 2018 80 of 150; skola 2018 women 81 of 60; skola 2018 men 79 of 40 | 80 | 81 | {} | ''",
                // more in the parts than in the total
                "last | skola 2018 80 of 99; skola 2018 women 81 of 60; skola 2018 men 79 of 40"
                        + " | - | - | {} | value change women men",
                // a total whose count is not known, and none at all
                "last | skola 2018 80; skola 2018 women 81 of 60; skola 2018 men 79 of 40 | - | - | {} | value change women men",
                "last | skola 2018 women 81 of 60; skola 2018 men 79 of 40 | - | 81 | {} | ''",
                "last | skola 2018 women 81 of 60; skola 2018 men 79 of 0 | - | - | {} | women men",
                "last | skola 2018 80 of 60; skola 2018 women 81 of 60; skola 2018 men 79 of 0 | 80 | 81 | {} | ''",
                "last | skola 2018 80 of 60; skola 2018 women 81 of 58; skola 2018 men 79 of 0 | - | - | {} | value change women men",
                // a part without a count, without a value, or not there
                "last | skola 2018 80 of 100; skola 2018 women 81 of 60; skola 2018 men 79 | 80 | - | {} | women men",
                "last | skola 2018 80 of 100; skola 2018 women 81 of 60; skola 2018 men SECRECY | 80 | - | {} | women men",
                "last | skola 2018 80 of 100; skola 2018 women 81 of 60 | 80 | - | {} | women",
                // small from the beginning: the total alone is shown, as long as it does not change
                "last | skola 2018 80 of 100; skola 2018 women 81 of 98; skola 2018 men 79 of 2 | 80 | - | {} | women men",
                "last | skola 2018 80 of 100; skola 2018 women 81 of 98; skola 2018 men 79 of 2; skola 2018 82 of 100 rev 1"
                        + " | - | - | {} | value change women men",
                "last | skola 2018 80; skola 2018 women 81 of 98; skola 2018 men 79 of 2"
                        + " | - | - | {} | value change women men",
                // a part that may have been shown before any count came, and a total that leaves the other
                "last | skola 2018 women 81; skola 2018 men 79 of 2; skola 2018 80 of 100 | - | - | {} | value change women men",
                "last | skola 2018 @vivalla 70; skola 2018 women 81 of 60; skola 2018 men 79 of 40; skola 2018 @norrby 75 of 2"
                        + " | - | - | {} | women men districts",
                // parts that leave a few who are not reported are as a small part
                "last | skola 2018 80 of 100; skola 2018 women 81 of 98 | 80 | - | {} | women",
                "last | skola 2018 80 of 100; skola 2018 82 of 100 rev 1; skola 2018 women 81 of 98"
                        + " | - | - | {} | value change women",
                "last | skola 2018 women 81; skola 2018 women 81 of 98 rev 1; skola 2018 80 of 100"
                        + " | - | - | {} | value change women",
                "last | skola 2018 @okand 81; skola 2018 @okand 81 of 98 rev 1; skola 2018 80 of 100"
                        + " | - | - | {} | value change districts",
                "last | skola 2018 80 of 4 | - | - | {} | value change",
                "last | skola 2018 80 of 5 | 80 | - | {} | ''",
                "last | skola 2018 80 of 0 | 80 | - | {} | ''",
                // 2 typed for 200 and corrected: of a part, of the total
                "last | skola 2018 80 of 300; skola 2018 women 81 of 2; skola 2018 women 81 of 200 rev 1; skola 2018 men 79 of 100"
                        + " | - | - | {} | value change women men",
                "last | skola 2018 80 of 2; skola 2018 80 of 200 rev 1 | - | - | {} | value change",
                // a value that is taken back stays in the memory
                "last | skola 2018 80 of 100; skola 2018 women 81 of 98; skola 2018 men 79 of 2; skola 2018 men RETRACTED rev 1"
                        + " | 80 | - | {} | women men",
                // districts: those declared, which are all there is
                "last | skola 2018 80 of 90; skola 2018 @vivalla 70 of 40; skola 2018 @norrby 75 of 50"
                        + " | 80 | - | {norrby=75, vivalla=70} | ''",
                "last | skola 2018 80 of 90; skola 2018 @vivalla 70 of 40; skola 2018 @norrby 75 of 50; skola 2018 @okand 9 of 7"
                        + " | 80 | - | {norrby=75, vivalla=70} | districts",
                "last | skola 2018 80 of 90; skola 2018 @vivalla 70 of 40 | 80 | - | {} | districts",
                // a small district leaves women and men alone until something changes
                "last | skola 2018 80 of 90; skola 2018 women 81 of 50; skola 2018 men 79 of 40; skola 2018 @vivalla 70 of 88;"
                        + " skola 2018 @norrby 75 of 2 | 80 | 81 | {} | districts",
                "last | skola 2018 80 of 90; skola 2018 women 81 of 50; skola 2018 women 82 of 50 rev 1; skola 2018 men 79 of 40;"
                        + " skola 2018 @vivalla 70 of 88; skola 2018 @norrby 75 of 2 | - | - | {} | value change women men districts",
                // women of a district are of both divisions, and never shown
                "last | skola 2018 80 of 90; skola 2018 women 81 of 50; skola 2018 men 79 of 40; skola 2018 women @vivalla 70 of 30"
                        + " | 80 | 81 | {} | ''",
                "last | skola 2018 80 of 90; skola 2018 women 81 of 50; skola 2018 men 79 of 40; skola 2018 women @vivalla 70 of 2"
                        + " | - | - | {} | value change women men",
                // months: the total of the year is derived, month by month
                "mean | skola 2018-01 80 of 20; skola 2018-02 82 of 20; skola 2018-03 84 of 20 | 82 | - | {} | ''",
                "mean | skola 2018-01 80 of 20; skola 2018-02 82 of 20; skola 2018-03 84 of 3 | - | - | {} | value change",
                "mean | skola 2018-01 80 of 20; skola 2018-01 women 80 of 18; skola 2018-01 men 80 of 2; skola 2018-02 82 of 20;"
                        + " skola 2018-02 84 of 20 rev 1 | 82 | - | {} | women men",
                "mean | skola 2018-01 80 of 20; skola 2018-01 women 80 of 18; skola 2018-01 men 80 of 2; skola 2018-02 82 of 20;"
                        + " skola 2018-01 84 of 20 rev 1 | - | - | {} | value change women men",
                // a year overlaps its months
                "mean | skola 2018 81 of 40; skola 2018-01 80 of 20; skola 2018-01 women 80 of 18; skola 2018-01 men 80 of 2"
                        + " | - | - | {} | value change women men",
                // a total of one period or department, parts of another: what is left is not known
                "last | skola 2018 80 of 102; skola 2018-T1 women 81 of 60; skola 2018-T1 men 79 of 40"
                        + " | - | - | {} | value change women men",
                "last | skola 2018-T1 80 of 102; skola 2018 women 81 of 60; skola 2018 men 79 of 40"
                        + " | - | - | {} | value change women men",
                "mean | skola 2018-T1 80 of 102; skola 2018-T2 women 81 of 60; skola 2018-T2 men 79 of 40 | 80 | 81 | {} | ''",
                "last | skola 2018 80 of 102; fritid 2018 women 81 of 60; fritid 2018 men 79 of 40"
                        + " | - | - | {} | value change women men",
                "last | skola 2018 80 of 102; fritid 2018 women 81 of 60 | 80 | - | {} | women",
                "last | skola 2018 80 of 102; skola 2018 81 of 104 rev 1; fritid 2018 women 81 of 2"
                        + " | - | - | {} | value change women",
                "mean | skola 2018-T2 80 of 102; skola 2018-T2 81 of 104 rev 1; fritid 2018-T1 70 of 50; fritid 2018-T2 women 81 of 2"
                        + " | - | - | {} | value change women",
                "mean | skola 2018-T1 80 of 102; skola 2018-T2 women 81 of 60; skola 2018-T2 men 79 of 0"
                        + " | 80 | - | {} | women men",
                "mean | skola 2018-T1 80 of 100; skola 2018-T1 women 81 of 60; skola 2018-T1 men 79 of 40;"
                        + " skola 2018-T2 women 81 of 60 | 80 | - | {} | women men",
                // what parts of another period or department leave of a total is no small part of it
                "mean | skola 2018 80 of 100; skola 2018 81 of 100 rev 1; skola 2018-T1 women 81 of 98 | 81 | - | {} | women",
                "last | skola 2018 80 of 100; skola 2018 81 of 100 rev 1; fritid 2018 women 81 of 98 | 81 | - | {} | women",
                "last | skola 2018 80 of 99; skola 2018 82 of 99 rev 1; skola 2018 women 81 of 100 | 82 | - | {} | women",
                // departments without any total leave each other alone
                "last | skola 2018 women 81 of 2; fritid 2018 @vivalla 70 of 40; fritid 2018 @vivalla 71 of 40 rev 1;"
                        + " fritid 2018 @norrby 75 of 50 | - | - | {norrby=75, vivalla=71} | women",
                // what is left of a year that is the sum of its parts
                "sum | skola 2018 90 of 90; skola 2018-T1 40 of 40; skola 2018-T2 30 of 30 | 90 | - | {} | ''",
                "sum | skola 2018 72 of 72; skola 2018-T1 40 of 40; skola 2018-T2 30 of 30 | - | - | {} | value change",
                "sum | skola 2018 70 of 70; skola 2018-T1 40 of 40; skola 2018-T2 30 of 30 | 70 | - | {} | ''",
                "sum | skola 2018 69 of 69; skola 2018-T1 40 of 40; skola 2018-T2 30 of 30 | - | - | {} | value change",
                "sum | skola 2018 90 of 90; skola 2018-T1 40 of 40; skola 2018-T2 30 | - | - | {} | value change",
                "sum | skola 2018 92 of 92; skola 2018-T1 40 of 40; skola 2018-T2 30 of 30; skola 2018-T3 20 of 20"
                        + " | - | - | {} | value change",
                "sum | skola 2018-T1 40 of 40; skola 2018-Q1 20 of 20; skola 2018-Q2 40 of 40; skola 2018-T2 22 of 22"
                        + " | - | - | {} | value change",
                // quarters and tertials do not agree
                "sum | skola 2018-Q1 9 of 9; skola 2018-Q2 9 of 9; skola 2018-Q3 9 of 9; skola 2018-Q4 9 of 9; skola 2018-T1 5 of 5;"
                        + " skola 2018-T2 9 of 9; skola 2018-T3 9 of 9 | - | - | {} | value change",
                // a year of men that was shown before any count came, and a tertial that follows from women and the
                // total
                "sum | skola 2018-T1 women 8; skola 2018 men 11; skola 2018-T1 men 10 of 10; skola 2018-T1 18 of 18"
                        + " | - | - | {} | value change women men",
                "mean | skola 2018 72 of 72; skola 2018-T1 40 of 40; skola 2018-T2 30 of 30 | 72 | - | {} | ''",
                "sum | skola 2018 60 of 60; skola 2018-T1 40 of 40; skola 2018-T2 30 of 30 | - | - | {} | value change",
                "sum | skola 2018 72 of 72; skola 2018-T1 40 of 40; skola 2018-T2 RETRACTED of 30 | 72 | - | {} | ''",
                "sum | skola 2018 100 of 100; skola 2018-T1 40 of 40; skola 2018-T2 30 of 30; skola 2018-T3 20 of 20"
                        + " | 100 | - | {} | ''",
                "sum | skola 2018 200 of 200; skola 2018 women 72 of 72; skola 2018-T1 women 40 of 40;"
                        + " skola 2018-T2 women 30 of 30; skola 2018 men 128 of 128 | - | - | {} | value change women men",
                // nothing is left where no periods overlap
                "sum | skola 2018-T1 100 of 100; skola 2018-T1 women 60 of 60; skola 2018-T1 men 40 of 40;"
                        + " skola 2018-T2 100 of 100; skola 2018-T2 women 98 of 98; skola 2018-T2 men 2 of 2;"
                        + " skola 2018-T3 100 of 100 | 300 | - | {} | women men",
                "sum | skola 2018-Q1 30 of 30; skola 2018-01 10 of 10; skola 2018-02 10 of 10; skola 2018-03 10 of 10;"
                        + " skola 2018-Q2 20 of 20; skola 2018-Q3 20 of 20; skola 2018-Q4 20 | 90 | - | {} | ''",
                // the months are believed before the quarter
                "sum | skola 2018-01 10 of 10; skola 2018-02 10 of 10; skola 2018-03 16 of 16; skola 2018-Q1 30 of 30;"
                        + " skola 2018-Q2 30 of 30; skola 2018-Q3 30 of 30; skola 2018 100 of 100 | - | - | {} | value change",
                // values without counts that contradict nothing counted
                "sum | skola 2018 100 of 100; skola 2018 women 60; skola 2018-T1 women 30 | 100 | - | {} | women",
                // departments, each by itself
                "last | skola 2018 80 of 50; fritid 2018 90 of 50 | 85 | - | {} | ''",
                "last | skola 2018 80 of 50; fritid 2018 90 of 2 | - | - | {} | value change",
                "last | skola 2018 80 of 50; skola 2018 women 80 of 2; skola 2018 men 80 of 48; fritid 2018 70 of 50;"
                        + " fritid 2018 90 of 50 rev 1 | 85 | - | {} | women men",
                // a forecast is another family
                "last | skola 2018 80 of 100; skola 2018 70 of 2 forecast | 80 | - | {} | forecast",
            })
    void small_groups(
            String withinYear, String reports, String value, String women, String districts, String suppressed) {
        IndicatorPicture shown = Given.areas(
                        List.of("skola-1=N15428"),
                        List.of(Given.indicatorLine(
                                "N15428",
                                "withinYear: " + withinYear,
                                "acrossDepartments: mean",
                                "departments: [skola, fritid]")),
                        "districts: [vivalla, norrby]")
                .reported(reports)
                .shown(2018);

        assertThat(shown.value().map(BigDecimal::toPlainString).orElse(null)).isEqualTo(value);
        assertThat(shown.divisions().women().map(BigDecimal::toPlainString).orElse(null))
                .isEqualTo(women);
        assertThat(shown.divisions().districts()).hasToString(districts);
        assertThat(shown.suppressed().stream().map(Suppressed::toString).collect(Collectors.joining(" ")))
                .isEqualTo(suppressed);
    }

    @Test
    void the_successor_that_is_waited_for_is_named() {
        IndicatorPicture shown = Given.indicator("acrossDepartments: mean", "departments: [gamla, ostra]")
                .reported("gamla 2018 20; ostra 2018 10")
                .shown(2018);

        assertThat(shown.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message().sv())
                    .isEqualTo("Uppgift saknas från Västra nämnden, så tills vidare räknas även värdet från Gamla"
                            + " nämnden.");
            assertThat(problem.message().en())
                    .isEqualTo("Nothing from Western committee yet, so the value from Old committee still counts as"
                            + " well.");
        });
    }
}
