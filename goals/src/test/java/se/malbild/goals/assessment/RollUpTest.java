package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Standing;
import se.malbild.goals.picture.Trend;

/** From indicators to goal areas, strategic areas and the organisation. Each indicator's value is its attainment. */
class RollUpTest {
    private static final String VALUE_IS_ATTAINMENT =
            "rule: {kind: reach, direction: higher, target: 1, baseline: {year: 2016, value: 0}}";

    @ParameterizedTest(name = "{0} with {1}: attainment {2}, coverage {3}, {4} {5}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "N1 | N1 0.6 | 0.6 | 1 | delvis | -",
                "N1*2+N2 | N1 0.6; N2 0.9 | 0.7 | 1 | uppnatt | -",
                "N1*0.1+N2*0.2 | N1 1; N2 0 | 0.333333 | 1 | ej | -",
                "N1+N2+N3 | N1 1; N2 0.5; N3 0 | 0.5 | 1 | delvis | -",
                // exactly half the weight is enough
                "N1+N2 | N1 0.8 | 0.8 | 0.5 | uppnatt | -",
                "N1*2+N2+N3 | N1 0.8 | 0.8 | 0.5 | uppnatt | -",
                "N1+N2+N3 | N1 0.8 | - | 0.333333 | not-assessed | coverage-below-minimum",
                // the coverage counts as it is shown
                "N1+N2*1.0000000001 | N1 0.8 | 0.8 | 0.5 | uppnatt | -",
                "N1+N2*1.00001 | N1 0.8 | - | 0.499998 | not-assessed | coverage-below-minimum",
                "N1+N2*0.9999999999 | N1 0.8 | 0.8 | 0.5 | uppnatt | -",
                "N1+N2 | '' | - | 0 | not-assessed | coverage-below-minimum",
            })
    void aGoalAreaIsTheWeightedMeanOfWhatWasAssessed(
            String parts, String values, String attainment, String coverage, String level, String reason) {
        Standing standing = picture(List.of("skola-1=" + parts), values)
                .strategicAreas()
                .get(0)
                .goalAreas()
                .get(0)
                .standing();

        assertStanding(standing, attainment, coverage, level, reason);
    }

    @ParameterizedTest(name = "minimum coverage {0}, one of four assessed: {1} {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "0, 0.8, -",
                "0.25, 0.8, -",
                "0.2500000001, -, coverage-below-minimum",
                "1, -, coverage-below-minimum"
            })
    void theFrameworkSaysHowMuchMustBeCovered(String minimum, String attainment, String reason) {
        Standing standing = goalArea(
                        given(List.of("skola-1=N1+N2+N3+N4"), "minimumCoverage: " + minimum)
                                .reported(reports("N1 0.8", 2018))
                                .picture(2018),
                        "skola-1")
                .standing();

        assertThat(standing.attainment().map(BigDecimal::toPlainString).orElse(null))
                .isEqualTo(attainment);
        assertThat(standing.reason().map(Reason::code).orElse(null)).isEqualTo(reason);
    }

    @Test
    void nothingAssessedIsTheReasonWhenNoCoverageIsRequired() {
        Standing standing = goalArea(
                        given(List.of("skola-1=N1+N2"), "minimumCoverage: 0").picture(2018), "skola-1")
                .standing();

        assertStanding(standing, null, "0", "not-assessed", "nothing-assessed");
    }

    @ParameterizedTest(name = "{0}, due in 2018 only: {1} {2} {3} {4} {5}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "2017 | N1 0.8; N2 0.6 | 0.8 | 1 | uppnatt | -",
                "2018 | N1 0.8; N2 0.6 | 0.7 | 1 | uppnatt | -",
                "2018 | N1 0.8 | 0.8 | 0.5 | uppnatt | -",
                "2017 | N2 0.6 | - | 0 | not-assessed | coverage-below-minimum",
            })
    void whatIsNotDueIsNotWaitedFor(
            int year, String values, String attainment, String coverage, String level, String reason) {
        List<String> indicators = List.of(
                Given.indicatorLine("N1", VALUE_IS_ATTAINMENT),
                Given.indicatorLine("N2", VALUE_IS_ATTAINMENT, "dueYears: [2018]"));
        Picture picture = Given.areas(List.of("skola-1=N1+N2"), indicators)
                .reported(reports(values, year))
                .picture(year);

        assertStanding(goalArea(picture, "skola-1").standing(), attainment, coverage, level, reason);
    }

    @Test
    void aGoalAreaWithNothingDueIsNotDueAndCountsInNoMeanAbove() {
        List<String> indicators = List.of(
                Given.indicatorLine("N1", VALUE_IS_ATTAINMENT),
                Given.indicatorLine("N2", VALUE_IS_ATTAINMENT, "dueYears: [2018]"));
        Picture picture = Given.areas(List.of("skola-1=N1 val-1=N2", "val-2=N2"), indicators)
                .reported(reports("N1 0.8; N2 0.1", 2017))
                .picture(2017);

        assertStanding(goalArea(picture, "val-1").standing(), null, null, "not-due", "not-due");
        assertStanding(picture.strategicAreas().get(0).standing(), "0.8", "1", "uppnatt", null);
        assertStanding(picture.strategicAreas().get(1).standing(), null, null, "not-due", "not-due");
        assertStanding(picture.standing(), "0.8", "1", "uppnatt", null);
        assertThat(picture.standing().levels()).containsEntry("not-due", 2).containsEntry("uppnatt", 1);
    }

    @ParameterizedTest(name = "{0} is shown as {1} and is {2}")
    @CsvSource({
        "0.7, 0.7, uppnatt",
        "0.6999995, 0.7, uppnatt", // halfway, to the even neighbour
        "0.69999949, 0.699999, delvis",
        "0.4, 0.4, delvis",
        "0.3999995, 0.4, delvis",
        "0.3999994, 0.399999, ej",
        "0.4000005, 0.4, delvis",
        "0.0000001, 0, ej",
        "0, 0, ej",
        "1, 1, uppnatt",
    })
    void theLevelIsThatOfTheRoundedAttainment(String value, String shown, String level) {
        Picture picture = picture(List.of("skola-1=N1"), "N1 " + value);

        assertStanding(goalArea(picture, "skola-1").standing(), shown, "1", level, null);
        assertStanding(picture.standing(), shown, "1", level, null);
        assertThat(goalArea(picture, "skola-1").indicators().get(0).indicator().level())
                .isEqualTo(level);
    }

    @Test
    void meansAreTakenOfExactNumbersAndRoundedOnce() {
        // shown as 0.000001, 0.000001 and 0, whose mean would be 0.000001
        Picture picture = picture(List.of("a=N1 b=N2 c=N3"), "N1 0.0000006; N2 0.0000006; N3 0.0000002");

        assertThat(goalArea(picture, "a").standing().attainment()).contains(new BigDecimal("0.000001"));
        assertThat(goalArea(picture, "c").standing().attainment()).contains(BigDecimal.ZERO);
        assertThat(picture.standing().attainment()).contains(BigDecimal.ZERO);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "N1 0.6; N2 0.5; N3 0.9 | N2",
                "N1 0.6; N2 0.5; N3 0.5 | N2", // ties in framework order
                "N1 0; N2 0; N3 0 | N1",
                "N1 1; N2 1; N3 1 | -",
                "N1 1; N2 1; N3 0.999999 | N3",
                "N1 1; N2 1; N3 0.99999999 | -", // shown as 1
                "N2 0.6; N3 0.7 | N2", // what is not assessed is not the weakest
                "N1 1 | -",
                "'' | -",
            })
    void theWeakestIndicator(String values, String weakest) {
        Picture picture = picture(List.of("skola-1=N1+N2+N3"), values);

        assertThat(goalArea(picture, "skola-1").standing().weakest()).isEqualTo(Optional.ofNullable(weakest));
    }

    @Test
    void theWeakestAboveIsAGoalArea() {
        Picture picture = picture(List.of("a=N1 b=N2", "c=N3 d=N4"), "N1 0.9; N2 0.5; N3 0.4; N4 0.4");

        assertThat(picture.strategicAreas().get(0).standing().weakest()).contains("b");
        assertThat(picture.strategicAreas().get(1).standing().weakest()).contains("c");
        assertThat(picture.standing().weakest()).contains("c");
    }

    @Test
    void theCountsAreOfTheIndicatorsInAGoalAreaAndOfTheGoalAreasAbove() {
        Picture picture = picture(List.of("a=N1+N2 b=N3", "c=N4"), "N1 0.9; N2 0.1; N3 0.8");

        assertThat(goalArea(picture, "a").standing().levels())
                .containsExactly(
                        Map.entry("uppnatt", 1),
                        Map.entry("delvis", 0),
                        Map.entry("ej", 1),
                        Map.entry("not-due", 0),
                        Map.entry("not-measured", 0),
                        Map.entry("not-assessed", 0));
        assertThat(goalArea(picture, "c").standing().levels()).containsEntry("not-measured", 1);
        assertThat(counts(picture.strategicAreas().get(0).standing())).isEqualTo("uppnatt 1, delvis 1");
        assertThat(counts(picture.strategicAreas().get(1).standing())).isEqualTo("not-assessed 1");
        assertThat(counts(picture.standing())).isEqualTo("uppnatt 1, delvis 1, not-assessed 1");
    }

    @Test
    void theOrganisationIsTheMeanOfAllGoalAreasNotOfTheStrategicAreas() {
        Picture picture = picture(List.of("a=N1 b=N2", "c=N3"), "N1 1; N2 1; N3 0");

        assertThat(picture.strategicAreas().get(0).standing().attainment()).contains(BigDecimal.ONE);
        assertThat(picture.strategicAreas().get(1).standing().attainment()).contains(BigDecimal.ZERO);
        assertThat(picture.standing().attainment()).contains(new BigDecimal("0.666667"));
    }

    @Test
    void goalAreasWeighAsTheFrameworkSays() {
        Picture picture = picture(List.of("a*3=N1 b=N2*9"), "N1 1; N2 0");

        assertThat(picture.standing().attainment()).contains(new BigDecimal("0.75"));
        assertThat(picture.strategicAreas().get(0).standing().attainment()).contains(new BigDecimal("0.75"));
    }

    @Test
    void aGoalAreaThatCannotBeAssessedIsNotCoveredAbove() {
        Picture picture = picture(List.of("a*3=N1 b=N2+N3+N4"), "N1 0.8; N2 0.2");

        assertStanding(goalArea(picture, "b").standing(), null, "0.333333", "not-assessed", "coverage-below-minimum");
        assertStanding(picture.standing(), "0.8", "0.75", "uppnatt", null);
    }

    @ParameterizedTest(name = "{0} of four goal areas: {1} {2} {3} {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "N1 0.8 | - | 0.25 | not-assessed | coverage-below-minimum",
                "N1 0.8; N2 0.6 | 0.7 | 0.5 | uppnatt | -",
            })
    void theLeastCoverageHoldsAboveAsWell(
            String values, String attainment, String coverage, String level, String reason) {
        Picture picture = picture(List.of("a=N1 b=N2 c=N3 d=N4"), values);

        assertStanding(picture.standing(), attainment, coverage, level, reason);
        assertStanding(picture.strategicAreas().get(0).standing(), attainment, coverage, level, reason);
    }

    @Test
    void withoutAnyAssessedGoalAreaNothingIsAssessed() {
        Picture picture = picture(List.of("a=N1 b=N2"), "");
        Picture withoutMinimum =
                given(List.of("a=N1 b=N2"), "minimumCoverage: 0").picture(2018);

        assertStanding(picture.standing(), null, "0", "not-assessed", "coverage-below-minimum");
        assertStanding(picture.strategicAreas().get(0).standing(), null, "0", "not-assessed", "coverage-below-minimum");
        assertStanding(withoutMinimum.standing(), null, "0", "not-assessed", "nothing-assessed");
        assertThat(picture.observedThrough()).isEmpty();
    }

    @ParameterizedTest(name = "{0}, then {1}: {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "N1 0.5 | N1 0.55 | UNCHANGED", // a change of 0.05 itself is none
                "N1 0.5 | N1 0.5500000001 | IMPROVED",
                "N1 0.5 | N1 0.45 | UNCHANGED",
                "N1 0.5 | N1 0.4499999999 | WORSENED",
                "N1 0.5 | N1 0.5 | UNCHANGED",
                // only what was assessed in both years
                "N1 0.5; N2 1 | N1 0.6 | IMPROVED",
                "N1 0.5 | N1 0.6; N2 0; N3 0 | IMPROVED",
                "N1 0.5 | N2 0.6 | -",
                "'' | N1 0.6 | -",
                "N1 0.5 | '' | -",
                // by weight: N1 counts 2, N2 1
                "N1 0.5; N2 0.5 | N1 0.6; N2 0.35 | UNCHANGED",
                "N1 0.5; N2 0.5 | N1 0.6; N2 0.44 | UNCHANGED",
                "N1 0.5; N2 0.5 | N1 0.6; N2 0.46 | IMPROVED",
            })
    void theTrendOfAGoalAreaIsOverTheIndicatorsAssessedInBothYears(String before, String now, Trend trend) {
        Given municipality = given(List.of("skola-1=N1*2+N2+N3"))
                .reported(reports(before, 2017))
                .reported(reports(now, 2018));

        assertThat(goalArea(municipality.picture(2018), "skola-1").trend().orElse(null))
                .isEqualTo(trend);
    }

    @Test
    void theFirstYearOfThePeriodHasNoTrendOfGoalAreas() {
        Given municipality =
                given(List.of("skola-1=N1")).reported(reports("N1 0.1", 2016)).reported(reports("N1 0.9", 2017));

        GoalAreaPicture goalArea = goalArea(municipality.picture(2017), "skola-1");

        assertThat(goalArea.trend()).isEmpty();
        assertThat(goalArea.indicators().get(0).indicator().development().trend())
                .contains(Trend.IMPROVED);
    }

    @Test
    void aSharedIndicatorIsTheSameInBothGoalAreas() {
        Picture picture = picture(List.of("a=N1*3+N2 b=N1+N2"), "N1 0.9; N2 0.1");

        assertThat(goalArea(picture, "a").standing().attainment()).contains(new BigDecimal("0.7"));
        assertThat(goalArea(picture, "b").standing().attainment()).contains(new BigDecimal("0.5"));
        assertThat(goalArea(picture, "a").indicators().get(0).indicator())
                .isEqualTo(goalArea(picture, "b").indicators().get(0).indicator());
    }

    private static Picture picture(List<String> areas, String values) {
        return given(areas).reported(reports(values, 2018)).picture(2018);
    }

    /** A framework of {@code areas} with the indicators that they name. */
    private static Given given(List<String> areas, String... more) {
        String used = String.join(" ", areas);
        List<String> indicators = Stream.of("N1", "N2", "N3", "N4")
                .filter(used::contains)
                .map(id -> Given.indicatorLine(id, VALUE_IS_ATTAINMENT))
                .toList();
        return Given.areas(areas, indicators, more);
    }

    private static String reports(String values, int year) {
        return values.replaceAll("(N\\d) ", "$1 skola " + year + " ");
    }

    private static GoalAreaPicture goalArea(Picture picture, String id) {
        return picture.strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .filter(area -> area.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String counts(Standing standing) {
        return standing.levels().entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    private static void assertStanding(
            Standing standing, String attainment, String coverage, String level, String reason) {
        assertThat(standing.attainment().map(BigDecimal::toPlainString).orElse(null))
                .isEqualTo(attainment);
        assertThat(standing.coverage().map(BigDecimal::toPlainString).orElse(null))
                .isEqualTo(coverage);
        assertThat(standing.level()).isEqualTo(level);
        assertThat(standing.reason().map(Reason::code).orElse(null)).isEqualTo(reason);
    }
}
