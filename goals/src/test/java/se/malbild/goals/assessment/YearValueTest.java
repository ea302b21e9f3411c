package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Problem;
import se.malbild.goals.picture.Reason;

/** From the cells of a year to its value: within the year, across departments, and what is measured. */
class YearValueTest {

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                // a value for the whole year wins for every method
                "last | skola 2018-12 7; skola 2018 5 | 5",
                "sum | skola 2018-T1 7; skola 2018-T2 7; skola 2018 5 | 5",
                "mean | skola 2018-T1 7; skola 2018 5 | 5",
                "max | skola 2018-T1 7; skola 2018 5 | 5",
                "min | skola 2018-T1 3; skola 2018 5 | 5",
                // the latest end month, then the longer part
                "last | skola 2018-01 1; skola 2018-03 3; skola 2018-02 2 | 3",
                "last | skola 2018-T2 8; skola 2018-09 9 | 9",
                "last | skola 2018-12 12; skola 2018-Q4 4; skola 2018-T3 3 | 3",
                "last | skola 2018-12 12; skola 2018-Q4 4 | 4",
                "last | skola 2018-T1 1; skola 2018-Q2 2 | 2",
                // the others over the coarsest granularity that is there
                "sum | skola 2018-T1 1; skola 2018-T2 2; skola 2018-T3 4 | 7",
                "sum | skola 2018-T1 1; skola 2018-Q1 100; skola 2018-12 100 | 1",
                "sum | skola 2018-Q1 1; skola 2018-Q4 2; skola 2018-12 100 | 3",
                "sum | skola 2018-01 0.1; skola 2018-02 0.2 | 0.3",
                "mean | skola 2018-Q1 1; skola 2018-Q2 2; skola 2018-Q3 4 | 2.333333",
                "mean | skola 2018-T1 1; skola 2018-T2 2; skola 2018-01 100 | 1.5",
                "max | skola 2018-Q1 1; skola 2018-Q2 4; skola 2018-01 100 | 4",
                "min | skola 2018-Q1 1; skola 2018-Q2 4; skola 2018-01 -100 | 1",
                // empty parts are skipped
                "last | skola 2018-T1 1; skola 2018-T2 DROPOUT | 1",
                "sum | skola 2018-T1 1; skola 2018-T2 RETRACTED; skola 2018-T3 4 | 5",
                "sum | skola 2018-T1 DROPOUT; skola 2018-01 1; skola 2018-02 2 | 3",
                "mean | skola 2018-T1 1; skola 2018-T2 SECRECY; skola 2018-T3 4 | 2.5",
                "last | skola 2018 RETRACTED; skola 2018-T1 6 | 6",
                "max | skola 2018 NOT_APPLICABLE; skola 2018-T1 6 | 6",
                // forecasts are cells of their own
                "last | skola 2018-T1 6; skola 2018 9 forecast; skola 2018-T2 8 forecast | 6",
                "sum | skola 2018-T1 6; skola 2018-T2 8 forecast | 6",
                // values as given, with all their decimals
                "last | skola 2018 78.1234567891 | 78.1234567891",
                "max | skola 2018-T1 78.1234567891 | 78.1234567891",
                "sum | skola 2018-T1 78.1234567891 | 78.123457",
            })
    void withinTheYear(String method, String reports, String value) {
        IndicatorPicture shown =
                Given.indicator("withinYear: " + method).reported(reports).shown(2018);

        assertThat(shown.value()).contains(new BigDecimal(value));
    }

    @ParameterizedTest(name = "{0} with {1} parts required of {2}: {3} {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "sum | 3 | skola 2018-T1 1; skola 2018-T2 2; skola 2018-T3 4 | 7 | -",
                "sum | 3 | skola 2018-T1 1; skola 2018-T2 2 | - | parts-missing",
                "sum | 3 | skola 2018-T1 1; skola 2018-T2 2; skola 2018-T3 SECRECY | - | parts-missing",
                "sum | 3 | skola 2018-T1 1; skola 2018-T2 2; skola 2018-12 9 | - | parts-missing",
                "sum | 3 | skola 2018 5 | 5 | -",
                "sum | 3 | skola 2018-T1 1; skola 2018 5 | 5 | -",
                "mean | 2 | skola 2018-Q1 1; skola 2018-Q2 4 | 2.5 | -",
                "mean | 2 | skola 2018-Q1 1 | - | parts-missing",
            })
    void requiredParts(String method, int required, String reports, String value, String reason) {
        assertValue(
                Given.indicator("withinYear: " + method, "requiredParts: " + required)
                        .reported(reports)
                        .shown(2018),
                value,
                reason);
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | no-observation | Ingen uppgift är rapporterad för 2018.",
                "skola 2018 9 forecast | no-observation | Ingen uppgift är rapporterad för 2018.",
                "skola 2018 women 9 | no-observation | Ingen uppgift är rapporterad för 2018.",
                "skola 2018 @vivalla 9 | no-observation | Ingen uppgift är rapporterad för 2018.",
                "skola 2018 DROPOUT | missing-dropout | Uppgift saknas (bortfall).",
                "skola 2018 NOT_APPLICABLE | missing-not-applicable | Ej tillämpligt.",
                "skola 2018 SECRECY | missing-secrecy | Sekretess.",
                "skola 2018 RETRACTED | retracted | Uppgiften är återtagen.",
                "skola 2018 RETRACTED \"fel underlag\" | retracted | Uppgiften är återtagen: fel underlag",
                "skola 2018 101 | outside-range | Det rapporterade värdet är inte möjligt och räknas inte.",
                "skola 2018-T1 DROPOUT; skola 2018-T2 SECRECY | missing-secrecy | Sekretess.",
                "skola 2018-T3 DROPOUT; skola 2018 SECRECY | missing-secrecy | Sekretess.",
                "skola 2018 DROPOUT; fritid 2018 SECRECY | missing-dropout | Uppgift saknas (bortfall).",
            })
    void whyThereIsNoValue(String reports, String reason, String swedish) {
        IndicatorPicture shown = Given.indicator("range: {lower: 0, upper: 100}")
                .reported(reports)
                .shown(2018);

        assertValue(shown, null, reason);
        assertThat(shown.reason().orElseThrow().message().sv()).isEqualTo(swedish);
        assertThat(shown.level()).isEqualTo(IndicatorAssessment.NOT_MEASURED);
        assertThat(shown.attainment()).isEmpty();
    }

    @ParameterizedTest(name = "{0} of {1}: {2} {3}, problems {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "single | skola 2018 5 | 5 | - | ''",
                "single | fritid 2018 5; skola 2018 DROPOUT | 5 | - | ''",
                "single | skola 2018 5; fritid 2018 6 | - | several-reporters | several-reporters",
                "sum | skola 2018 5; fritid 2018 6.5 | 11.5 | - | ''",
                "sum | skola 2018 5 | - | department-missing | ''",
                "sum | skola 2018 5; fritid 2018 SECRECY | - | department-missing | ''",
                "sum | skola 2018 5; fritid 2018 6; teknik 2018 7 | 18 | - | unexpected-department",
                "sum | skola 2018 5; teknik 2018 7 | - | department-missing | unexpected-department",
                "mean | skola 2018 5; fritid 2018 6 | 5.5 | - | ''",
                "mean | skola 2018 5 | 5 | - | department-missing",
                "mean | skola 2018 1; fritid 2018 1; teknik 2018 0 | 0.666667 | - | unexpected-department",
                "weighted-mean | skola 2018 90 of 10; fritid 2018 60 of 20 | 70 | - | ''",
                "weighted-mean | skola 2018 90 of 1; fritid 2018 60 of 2; teknik 2018 7 of 0 | 70 | - | unexpected-department",
                "weighted-mean | skola 2018 90 of 10; fritid 2018 60 of 0 | 90 | - | ''",
                "weighted-mean | skola 2018 90 of 0; fritid 2018 60 of 0 | - | no-persons | ''",
                "weighted-mean | skola 2018 90 of 10; fritid 2018 60 | - | no-count | ''",
                "weighted-mean | skola 2018 90 of 10 | 90 | - | department-missing",
                "weighted-mean | skola 2018 90 | - | no-count | department-missing",
                "max | skola 2018 5; fritid 2018 6 | 6 | - | ''",
                "max | fritid 2018 6 | 6 | - | department-missing",
                "min | skola 2018 5; fritid 2018 6 | 5 | - | ''",
                "min | fritid 2018 6 | 6 | - | department-missing",
            })
    void acrossDepartments(String method, String reports, String value, String reason, String problems) {
        IndicatorPicture shown = Given.indicator("acrossDepartments: " + method, "departments: [skola, fritid]")
                .reported(reports)
                .shown(2018);

        assertValue(shown, value, reason);
        assertThat(String.join(" ", codes(shown))).isEqualTo(problems);
    }

    @ParameterizedTest(name = "{1} is {2}")
    @CsvSource({
        "single, several-reporters, not-assessed",
        "sum, department-missing, not-measured",
        "weighted-mean, no-count, not-assessed"
    })
    void aMissingDepartmentIsNotMeasuredAndWhatCannotBeWeightedIsNotAssessed(
            String method, String reason, String level) {
        String reports = method.equals("sum") ? "skola 2018 5" : "skola 2018 5; fritid 2018 6";

        IndicatorPicture shown = Given.indicator("acrossDepartments: " + method, "departments: [skola, fritid]")
                .reported(reports)
                .shown(2018);

        assertThat(shown.level()).isEqualTo(level);
        assertThat(shown.reason()).map(Reason::code).contains(reason);
    }

    @Test
    void theProblemNamesTheDepartmentsAsPeopleDo() {
        IndicatorPicture shown = Given.indicator("departments: [skola]")
                .reported("skola 2018 5; okand 2018 6")
                .shown(2018);

        assertThat(shown.problems())
                .extracting(problem -> problem.message().sv())
                .containsExactly(
                        "okand har rapporterat men väntas inte göra det.",
                        "Fler än en förvaltning har rapporterat: Skolnämnden, okand.");
        assertThat(shown.departments().reported()).containsExactly("skola", "okand");
        assertThat(shown.departments().expected()).containsExactly("skola");
    }

    @Test
    void personsArePutTogetherWithinTheYearBeforeDepartmentsAreWeighted() {
        // 10 and 30 persons in two tertials: 20 stand behind the year
        IndicatorPicture shown = Given.indicator(
                        "withinYear: mean", "acrossDepartments: weighted-mean", "departments: [skola, fritid]")
                .reported("skola 2018-T1 80 of 10; skola 2018-T2 90 of 30; fritid 2018 40 of 20")
                .shown(2018);

        assertValue(shown, "62.5", null);
    }

    @ParameterizedTest(name = "{0} in {1} of {2}: {3} {4}; expected {5}, reported {6}, problems {7}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // north and south report until 2018, the joint committee from 2019
                "sum | 2018 | norr 2018 5; soder 2018 6 | 11 | - | norr soder | norr soder | ''",
                "sum | 2018 | norr 2018 5 | - | department-missing | norr soder | norr | ''",
                "sum | 2019 | samlad 2019 12 | 12 | - | samlad | samlad | ''",
                // the successor takes the place of both
                "sum | 2019 | samlad 2019 12; norr 2019 5; soder 2019 6 | 12 | - | samlad | samlad"
                        + " | replaced-by-successor replaced-by-successor",
                "mean | 2019 | samlad 2019 12; norr 2019 5 | 12 | - | samlad | samlad | replaced-by-successor",
                "single | 2019 | samlad 2019 12; norr 2019 5 | 12 | - | samlad | samlad | replaced-by-successor",
                // only the predecessors report: they count but are not expected
                "mean | 2019 | norr 2019 5; soder 2019 6 | 5.5 | - | samlad | norr soder"
                        + " | unexpected-department unexpected-department department-missing",
                "sum | 2019 | norr 2019 5; soder 2019 6 | - | department-missing | samlad | norr soder"
                        + " | unexpected-department unexpected-department",
                // an empty report of the successor takes nobody's place
                "mean | 2019 | samlad 2019 DROPOUT; norr 2019 5 | 5 | - | samlad | norr"
                        + " | unexpected-department department-missing",
                // the successor reports for a year before the reorganisation, in the place of both
                "sum | 2018 | samlad 2018 12 | 12 | - | norr soder | samlad | unexpected-department",
                "sum | 2018 | samlad 2018 12; norr 2018 5 | 12 | - | norr soder | samlad"
                        + " | replaced-by-successor unexpected-department",
                "mean | 2018 | samlad 2018 12 | 12 | - | norr soder | samlad | unexpected-department",
            })
    void afterAReorganisationTheSuccessorTakesThePlace(
            String method,
            int year,
            String reports,
            String value,
            String reason,
            String expected,
            String reported,
            String problems) {
        for (String declared : List.of("[norr, soder, samlad]", "[samlad]", "[norr, soder]")) {
            IndicatorPicture shown = Given.indicator("acrossDepartments: " + method, "departments: " + declared)
                    .reported(reports)
                    .shown(year);

            assertValue(shown, value, reason);
            assertThat(String.join(" ", shown.departments().expected())).isEqualTo(expected);
            assertThat(String.join(" ", shown.departments().reported())).isEqualTo(reported);
            assertThat(String.join(" ", codes(shown))).isEqualTo(problems);
        }
    }

    @ParameterizedTest(name = "{0} of {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "total | skola 2018 9; skola 2018 women 1; skola 2018 @vivalla 2 | 9 | -",
                "gap-gender | skola 2018 women 80.5; skola 2018 men 82 | 1.5 | -",
                "gap-gender | skola 2018 women 82; skola 2018 men 80.5 | 1.5 | -",
                "gap-gender | skola 2018 women 82; skola 2018 men 82 | 0 | -",
                "gap-gender | skola 2018 9; skola 2018 women 82 | - | no-observation",
                "gap-gender | skola 2018 women SECRECY; skola 2018 men 5 | - | missing-secrecy",
                "gap-gender | skola 2018 women 5; skola 2018 men DROPOUT | - | missing-dropout",
                "gap-gender | skola 2018 women 5 forecast; skola 2018 men 5 | - | no-observation",
                "ratio-gender | skola 2018 women 30; skola 2018 men 40 | 0.75 | -",
                "ratio-gender | skola 2018 women 1; skola 2018 men 3 | 0.333333 | -",
                "ratio-gender | skola 2018 women 0; skola 2018 men 3 | 0 | -",
                "ratio-gender | skola 2018 women 3; skola 2018 men 0 | - | zero-for-men",
                "ratio-gender | skola 2018 men 3 | - | no-observation",
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby 75; skola 2018 @tybble 71 | 15 | -",
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby 60 | 0 | -",
                "gap-district | skola 2018 @vivalla 60; skola 2018 75 | - | too-few-districts",
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby SECRECY | - | too-few-districts",
                "gap-district | skola 2018 women @vivalla 60; skola 2018 women @norrby 5 | - | too-few-districts",
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby 75; skola 2018 @tybble RETRACTED | 15 | -",
            })
    void whatIsMeasured(String measure, String reports, String value, String reason) {
        assertValue(Given.indicator("measure: " + measure).reported(reports).shown(2018), value, reason);
    }

    @Test
    void theSidesOfAGapAreEachPutTogetherFirst() {
        IndicatorPicture shown = Given.indicator(
                        "measure: gap-gender",
                        "withinYear: sum",
                        "acrossDepartments: sum",
                        "departments: [skola, fritid]")
                .reported("skola 2018-T1 women 1; skola 2018-T2 women 2; fritid 2018 women 4;"
                        + " skola 2018 men 3; fritid 2018 men 9")
                .shown(2018);

        assertValue(shown, "5", null);
        assertThat(shown.divisions().women()).contains(new BigDecimal("7"));
        assertThat(shown.divisions().men()).contains(new BigDecimal("12"));
    }

    @Test
    void womenMenAndDistrictsAreShownBesideTheTotal() {
        IndicatorPicture shown = Given.indicator()
                .reported("skola 2018 81; skola 2018 women 83.5; skola 2018 men 78.5;"
                        + " skola 2018 @vivalla 60; skola 2018 @norrby SECRECY")
                .shown(2018);

        assertThat(shown.divisions().women()).contains(new BigDecimal("83.5"));
        assertThat(shown.divisions().men()).contains(new BigDecimal("78.5"));
        assertThat(shown.divisions().districts()).isEqualTo(Map.of("vivalla", new BigDecimal("60")));
    }

    @ParameterizedTest(name = "range {0}, value {1}: counts {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "lower: 0, upper: 100 | 0 | true",
                "lower: 0, upper: 100 | 100 | true",
                "lower: 0, upper: 100 | -0.0000000001 | false",
                "lower: 0, upper: 100 | 100.0000000001 | false",
                "lower: 0 | 1000000 | true",
                "upper: 0 | -1000000 | true",
                "upper: 0 | 1 | false",
            })
    void aValueOutsideTheRangeEmptiesTheCellAndIsListed(String range, String value, boolean counts) {
        IndicatorPicture shown = Given.indicator("range: {" + range + "}")
                .reported("skola 2018 " + value + " as h-1")
                .shown(2018);

        assertThat(shown.value().isPresent()).isEqualTo(counts);
        assertThat(codes(shown)).isEqualTo(counts ? List.of() : List.of("outside-range"));
        assertThat(shown.problems())
                .allSatisfy(problem -> assertThat(problem.eventId()).contains("h-1"));
    }

    @Test
    void noOlderRevisionComesBackWhenTheLatestIsOutsideTheRange() {
        IndicatorPicture shown = Given.indicator("range: {lower: 0, upper: 100}")
                .reported("skola 2018 81; skola 2018 810 rev 1")
                .shown(2018);

        assertValue(shown, null, "outside-range");
    }

    @Test
    void noOlderRevisionComesBackWhenTheLatestIsRetracted() {
        IndicatorPicture shown = Given.indicator()
                .reported("skola 2018 80; skola 2018 81 rev 1; skola 2018 RETRACTED rev 2")
                .shown(2018);

        assertValue(shown, null, "retracted");
    }

    @Test
    void aPartOutsideTheRangeIsSkippedAndListed() {
        IndicatorPicture shown = Given.indicator("withinYear: sum", "range: {lower: 0, upper: 100}")
                .reported("skola 2018-T1 20; skola 2018-T2 300; skola 2018-T3 40")
                .shown(2018);

        assertValue(shown, "60", null);
        assertThat(shown.problems())
                .extracting(problem -> problem.message().en())
                .containsExactly(
                        "300 from School committee (2018-T2) is outside the range from 0 to 100 and does not count.");
    }

    @Test
    void theRangeIsThatOfTheValuesNotOfTheGap() {
        IndicatorPicture shown = Given.indicator("measure: gap-gender", "range: {lower: 50, upper: 100}")
                .reported("skola 2018 women 82; skola 2018 men 80")
                .shown(2018);

        assertValue(shown, "2", null);
    }

    @Test
    void anEventIdUsedAgainWithOtherContentIsListed() {
        IndicatorPicture shown = Given.indicator()
                .reported("skola 2018 81 as h-1; skola 2018 82 as h-1")
                .shown(2018);

        assertValue(shown, "82", null);
        assertThat(shown.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("event-id-reused");
            assertThat(problem.eventId()).contains("h-1");
        });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "skola 2016 80; skola 2018 81 | ''",
                "skola 2016 80.0000001; skola 2018 81 | ''", // the same in six decimals
                "skola 2016 80.1; skola 2018 81 | baseline-differs",
                "skola 2016 80; skola 2016 79 rev 1; skola 2018 81 | baseline-differs",
                "skola 2016 80; skola 2016 RETRACTED rev 1; skola 2018 81 | ''",
                "skola 2016 79 forecast; skola 2018 81 | ''",
                "skola 2018 81 | ''",
            })
    void aBaselineThatIsNoLongerTheObservedValueIsListed(String reports, String problems) {
        IndicatorPicture shown = Given.indicator().reported(reports).shown(2018);

        assertThat(String.join(" ", codes(shown))).isEqualTo(problems);
        assertThat(shown.attainment())
                .as("judged against the framework's baseline")
                .contains(BigDecimal.ONE);
    }

    @Test
    void theProblemWithABaselineNamesBothValuesAndTheEvent() {
        IndicatorPicture shown = Given.indicator()
                .reported("skola 2016 79.5 as h-1; skola 2018 81")
                .shown(2018);

        assertThat(shown.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message().sv())
                    .isEqualTo("Utgångsvärdet 2016 är 80 i styrmodellen, men utfallet är nu 79.5.");
            assertThat(problem.eventId()).contains("h-1");
        });
    }

    @Test
    void aYearThatIsNotDueShowsItsValueButIsNotAssessed() {
        Given election = Given.indicator("dueYears: [2018]").reported("skola 2017 81; skola 2018 82");

        IndicatorPicture between = election.shown(2017);

        assertValue(between, "81", "not-due");
        assertThat(between.level()).isEqualTo(IndicatorAssessment.NOT_DUE);
        assertThat(between.attainment()).isEmpty();
        assertThat(between.development().trend()).isEmpty();
        assertThat(election.shown(2018).attainment()).contains(BigDecimal.ONE);
    }

    @Test
    void whatIsBeforeTheHistoryIsNotSeen() {
        Given since2015 = Given.indicator("rule: {kind: improve, direction: higher, baseline: {year: 2014, value: 80}}")
                .reported("skola 2014 70; skola 2018 81");

        assertThat(codes(since2015.shown(2018))).isEmpty();
    }

    @Test
    void thePictureHasSeenTheObservationsItRestsOnAndNoOthers() {
        Given municipality = Given.indicator()
                .reported("skola 2016 80; skola 2017 81; skola 2018 82; skola 2019 83; skola 2018 84 rev 9 forecast");

        assertThat(municipality.assessed(2017).observedThrough())
                .map(Object::toString)
                .contains("2018-03-01T00:00:00Z");
        assertThat(municipality.assessed(2018).observedThrough())
                .map(Object::toString)
                .contains("2019-03-01T00:00:00Z");
        assertThat(municipality.assessed(2018).observations()).hasSize(1);
        assertThat(Given.indicator()
                        .reported("skola 2018 84 forecast")
                        .assessed(2018)
                        .observedThrough())
                .isEmpty();
    }

    private static void assertValue(IndicatorPicture shown, String value, String reason) {
        assertThat(shown.value().map(BigDecimal::toPlainString).orElse(null)).isEqualTo(value);
        assertThat(shown.reason().map(Reason::code).orElse(null)).isEqualTo(reason);
    }

    private static List<String> codes(IndicatorPicture shown) {
        return shown.problems().stream().map(Problem::code).toList();
    }
}
