package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static se.malbild.goals.assessment.Given.assertValue;
import static se.malbild.goals.assessment.Given.problemCodes;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Suppressed;

/** What becomes of a value that is hidden, and who decides what is hidden. The cases are in {@link RuleCasesTest}. */
class SmallGroupsTest {
    private static final String LARGE_AND_SMALL =
            "skola 2018 80 of 100; skola 2018 women 81 of 98; skola 2018 men 79 of 2";

    @Test
    void aHiddenValueIsNotAssessed() {
        IndicatorPicture shown =
                Given.indicator().reported("skola 2018 90 of 2").shown(2018);

        assertValue(shown, null, "small-group");
        assertThat(shown.attainment()).isEmpty();
        assertThat(shown.level()).isEqualTo(IndicatorAssessment.NOT_ASSESSED);
        assertThat(shown.reason().orElseThrow().message().sv())
                .isEqualTo("Visas inte, till skydd för enskilda: en grupp är eller kan vara för liten.");
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "gap-gender | skola 2018 100 of 100; skola 2018 women 81 of 98; skola 2018 men 79 of 2 | small-group",
                "ratio-gender | skola 2018 women 81 of 98; skola 2018 men 79 of 2 | small-group",
                // before any other reason
                "gap-gender | skola 2018 women SECRECY of 2; skola 2018 men 79 of 60 | small-group",
                "gap-gender | skola 2018 women 81 of 60; skola 2018 men SECRECY | small-group",
                "gap-gender | skola 2018 women 81 of 60 | small-group",
                "gap-district | skola 2018 @vivalla 81 of 60; skola 2018 @norrby 79 of 2 | small-group",
                // nothing is hidden where nothing is reported
                "gap-gender | skola 2018 90 of 60 | no-observation",
            })
    void aDifferenceWithAHiddenGroupIsNotAssessed(String measure, String reports, String reason) {
        assertValue(Given.indicator("measure: " + measure).reported(reports).shown(2018), null, reason);
    }

    @Test
    void aDifferenceOfLargeGroupsIsAssessed() {
        IndicatorPicture shown = Given.indicator("measure: gap-gender")
                .reported("skola 2018 women 81 of 60; skola 2018 men 79 of 40")
                .shown(2018);

        assertValue(shown, "2", null);
    }

    @Test
    void thereIsNoTrendAgainstAHiddenYear() {
        Given given = Given.indicator().reported("skola 2017 80 of 3; skola 2018 81 of 100");

        assertValue(given.shown(2018), "81", null);
        assertThat(given.shown(2018).development().trend()).isEmpty();
        assertThat(given.shown(2018).development().change()).isEmpty();
        assertThat(given.shown(2018).suppressed()).containsExactly(Suppressed.CHANGE);
    }

    @Test
    void aBaselineThatIsHiddenDiffersFromNothing() {
        assertThat(problemCodes(Given.indicator()
                        .reported("skola 2016 79 of 100; skola 2018 81 of 100")
                        .shown(2018)))
                .containsExactly("baseline-differs");
        assertThat(problemCodes(Given.indicator()
                        .reported("skola 2016 79 of 3; skola 2018 81 of 100")
                        .shown(2018)))
                .isEmpty();
    }

    @Test
    void whatADepartmentWroteOfAGroupIsNotTold() {
        IndicatorPicture retracted = Given.indicator()
                .reported("skola 2018 RETRACTED of 60 \"gällde Eva och Lars\"")
                .shown(2018);
        IndicatorPicture impossible = Given.indicator("range: {lower: 0, upper: 100}")
                .reported("skola 2018 1234 of 60")
                .shown(2018);

        assertThat(retracted.reason().orElseThrow().message().sv()).isEqualTo("Uppgiften är återtagen.");
        assertThat(problemCodes(impossible)).containsExactly("outside-range");
        assertThat(impossible.problems().get(0).eventId()).isEmpty();
        assertThat(impossible.problems().get(0).message().sv())
                .isEqualTo("Ett värde från Skolnämnden (2018) är inte möjligt och räknas inte.");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "persons: true | -",
                "persons: false | 80",
            })
    void aValueOfPersonsWithoutACountIsHidden(String persons, String value) {
        IndicatorPicture shown =
                Given.indicator(persons).reported("skola 2018 80").shown(2018);

        assertValue(shown, value, value == null ? "small-group" : null);
    }

    @Test
    void theGreatestSmallestGroupOfAnyVersionDecidesWhatIsSmall() {
        SmallGroupRules rules = rules("smallestGroup: 10").merge(rules("smallestGroup: 3"));

        assertThat(Given.indicator()
                        .reported("skola 2018 80 of 7")
                        .shown(2018, rules)
                        .value())
                .isEmpty();
        assertThat(Given.indicator()
                        .reported("skola 2018 80 of 10")
                        .shown(2018, rules)
                        .value())
                .isPresent();
    }

    @Test
    void theGreatestSmallestGroupOfAnyVersionDecidesWhatMayBeLeft() {
        Given given =
                Given.indicator().reported("skola 2018 80 of 100; skola 2018 women 81 of 60; skola 2018 men 79 of 33");

        assertThat(given.shown(2018, rules("smallestGroup: 3")).value()).isPresent();
        assertThat(given.shown(2018, rules("smallestGroup: 10")).value()).isEmpty();
    }

    @Test
    void whereEveryVersionSaysPersonsNothingWithoutACountWasEverShownSoTheTotalMayBe() {
        Given persons = Given.indicator("persons: true")
                .reported("skola 2018 80 of 100; skola 2018 men 79 of 2; skola 2018 women 81");

        assertValue(persons.shown(2018), "80", null);
        assertValue(persons.shown(2018, rules("smallestGroup: 5")), null, "small-group");
    }

    @Test
    void theLeastSmallestGroupOfAnyVersionDecidesWhatMayHaveBeenShown() {
        Given given = Given.areas(
                        List.of("skola-1=N15428"), List.of(Given.indicatorLine("N15428")), "smallestGroup: 10")
                .reported("skola 2018 80 of 100; skola 2018 women 81 of 93; skola 2018 men 79 of 6");

        assertThat(given.shown(2018).value()).isPresent();
        assertThat(given.shown(2018, rules("smallestGroup: 3")).value()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "persons: true | skola 2018 80",
                "withinYear: sum | skola 2018 72 of 72; skola 2018-T1 40 of 40; skola 2018-T2 30 of 30",
            })
    void whatOneVersionProtectedStaysProtected(String key, String reports) {
        SmallGroupRules once =
                SmallGroupRules.of(Given.areas(List.of("skola-1=N15428"), List.of(Given.indicatorLine("N15428", key)))
                        .framework());
        SmallGroupRules now = rules("smallestGroup: 5");
        Given given = Given.indicator().reported(reports);

        assertThat(given.shown(2018, now).value()).isPresent();
        assertThat(given.shown(2018, once.merge(now)).value()).isEmpty();
        assertThat(given.shown(2018, now.merge(once)).value()).isEmpty();
    }

    @Test
    void districtsProtectTheYearsOfTheirVersion() {
        Given given = Given.indicator()
                .reported("skola 2018 80 of 103; skola 2018 @vivalla 70 of 40; skola 2018 @norrby 75 of 60");

        assertThat(given.shown(2018, declared(2017, 2019)).value()).isEmpty();
        assertThat(given.shown(2018, declared(2020, 2023)).value()).isPresent();
    }

    private static SmallGroupRules declared(int from, int to) {
        SortedSet<DeclaredDistricts> districts = new TreeSet<>(Set.of(new DeclaredDistricts(
                from, to, new TreeSet<>(Set.of("N15428")), new TreeSet<>(Set.of("vivalla", "norrby")))));
        return new SmallGroupRules(5, 5, new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), districts);
    }

    @Test
    void theDistrictsOfAnyVersionOfAnyFrameworkProtectTheSameFamily() {
        Given given = Given.indicator()
                .reported("skola 2018 80 of 103; skola 2018 @vivalla 70 of 40; skola 2018 @norrby 75 of 60");

        assertThat(given.shown(2018).value()).contains(new BigDecimal("80"));
        assertThat(given.shown(2018, rules("districts: [vivalla, norrby]")).value())
                .isEmpty();
        assertThat(given.shown(2018, rules("districts: [vivalla, tybble]")).value())
                .contains(new BigDecimal("80"));
    }

    @Test
    void theDistrictsOfAllVersionsAreJudgedTogether() {
        Given given = Given.areas(
                        List.of("skola-1=N15428"),
                        List.of(Given.indicatorLine("N15428")),
                        "districts: [vivalla, norrby]")
                .reported("skola 2018 80 of 100; skola 2018 @vivalla 70 of 30; skola 2018 @norrby 75 of 30;"
                        + " skola 2018 @tybble 60 of 38");

        assertThat(given.shown(2018).value()).isPresent();
        assertThat(given.shown(2018, rules("districts: [norrby, tybble]")).value())
                .isEmpty();
    }

    @Test
    void aForecastOfASmallGroupIsHiddenByItself() {
        IndicatorPicture shown = Given.indicator("withinYear: mean")
                .reported("skola 2018-T1 80 of 100; skola 2018 90 of 3 forecast")
                .shown(2018);

        assertThat(shown.value()).contains(new BigDecimal("80"));
        assertThat(shown.forecast().orElseThrow().value()).isEmpty();
        assertThat(shown.forecast().orElseThrow().reason().orElseThrow().code()).isEqualTo("small-group");
        assertThat(shown.suppressed()).containsExactly(Suppressed.FORECAST);
    }

    @Test
    void theRecordBehindAnIndicatorTellsWhatOfItMayBeShown() {
        Disclosure partly =
                Given.indicator().reported(LARGE_AND_SMALL).assessed(2018).outcomes();
        Disclosure nothingCounted =
                Given.indicator().reported("skola 2018 80").assessed(2018).outcomes();

        assertThat(partly).isEqualTo(new Disclosure(true, true, false, new TreeSet<>()));
        assertThat(nothingCounted).isEqualTo(Disclosure.UNCOUNTED);
    }

    private static SmallGroupRules rules(String line) {
        return SmallGroupRules.of(Given.areas(List.of("skola-1=N15428"), List.of(Given.indicatorLine("N15428")), line)
                .framework());
    }
}
