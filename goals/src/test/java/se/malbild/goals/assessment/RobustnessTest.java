package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.Robustness;

/** How far a level depends on what it is computed from. Each indicator's value is its attainment; N1 and N2 are the own ones. */
class RobustnessTest {
    private static final String VALUE_IS_ATTAINMENT =
            "rule: {kind: reach, direction: higher, target: 1, baseline: {year: 2016, value: 0}}";

    @ParameterizedTest(name = "{0} with {1} is {2}: stands {3}, decisive {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "N1+N2+N3 | N1 1; N2 0.8; N3 0.9 | uppnatt | true | ''",
                "N1+N2+N3 | N1 1; N2 1; N3 0 | delvis | false | N3 uppnatt",
                "N1+N2+N3 | N1 1; N2 0.5; N3 0 | delvis | false | N1 ej, N3 uppnatt",
                // to the threshold itself, as it is shown
                "N1+N2+N3 | N1 0.7; N2 0.7; N3 1 | uppnatt | true | ''",
                "N1+N2+N3 | N1 0.6999994; N2 0.7; N3 1 | uppnatt | true | ''",
                "N1+N2+N3 | N1 0.699998; N2 0.7; N3 1 | uppnatt | false | N3 delvis",
                // by weight: N1 alone carries the level
                "N1*3+N2+N3 | N1 1; N2 0.3; N3 0.3 | uppnatt | false | N1 ej",
                // what was not assessed has no part in the mean
                "N1+N2+N3 | N1 1; N2 0.9 | uppnatt | true | ''",
                // the rest is too little to be assessed
                "N1+N2+N3+N4 | N1 1; N2 0.9 | uppnatt | false | N1 not-assessed, N2 not-assessed",
                "N1+N2 | N1 0.9 | uppnatt | false | N1 not-assessed",
                // nothing is left
                "N1 | N1 0.9 | uppnatt | false | N1 not-due",
                "N1+N5 | N1 0.9 | uppnatt | false | N1 not-due",
                // without a level nothing can stand, even if it could be assessed without N2
                "N1+N2+N3 | N1 0.9 | not-assessed | - | -",
                "N1 | '' | not-assessed | - | -",
                "N5 | '' | not-due | - | -",
            })
    void aLevelStandsThatIsTheSameWhicheverIndicatorIsLeftOut(
            String parts, String values, String level, Boolean stands, String decisive) {
        GoalAreaPicture area = goalArea(parts, values);

        assertThat(area.standing().level()).isEqualTo(level);
        assertThat(area.stands()).isEqualTo(Optional.ofNullable(stands));
        assertThat(area.robustness().map(RobustnessTest::decisive)).isEqualTo(Optional.ofNullable(decisive));
    }

    @ParameterizedTest(name = "{0} with {1}: {2} with equal weights, stands {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "N1*2+N2*2+N3*2 | N1 1; N2 0.8; N3 0.9 | uppnatt | true",
                "N1*3+N2+N3 | N1 0.9; N2 0.9; N3 0.2 | delvis | false",
                "N1*3+N2+N3 | N1 0.9; N2 0.7; N3 0.7 | uppnatt | true",
                // the weight that is covered is another
                "N1*9+N2*9+N3+N4+N6 | N1 0.9; N2 0.9 | not-assessed | false",
            })
    void aLevelStandsThatIsTheSameWithEqualWeights(String parts, String values, String level, boolean stands) {
        GoalAreaPicture area = goalArea(parts, values);

        assertThat(area.robustness().map(Robustness::equalWeights)).contains(level);
        assertThat(area.stands()).contains(stands);
    }

    @ParameterizedTest(name = "{0} with {1} is {2}, of the own ones {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "N1+N2+N3 | N1 1; N2 0.9; N3 0.8 | uppnatt | uppnatt",
                "N1+N2*3+N3*9 | N1 0.8; N2 0.4; N3 0.9 | uppnatt | delvis", // with their own weights
                "N1+N3+N4 | N3 1; N4 0.9 | uppnatt | not-assessed",
                "N3+N4 | N3 1; N4 0.9 | uppnatt | -", // shared control, and none that is said
            })
    void theOwnOnesAlone(String parts, String values, String level, String ownOnly) {
        GoalAreaPicture area = goalArea(parts, values);

        assertThat(area.standing().level()).isEqualTo(level);
        assertThat(area.robustness().orElseThrow().ownOnly()).isEqualTo(Optional.ofNullable(ownOnly));
    }

    @Test
    void anotherLevelOfTheOwnOnesAloneDoesNotMakeALevelUnsure() {
        GoalAreaPicture area = goalArea("N1+N3+N4+N6", "N1 0.2; N3 1; N4 1; N6 1");

        assertThat(area.robustness().orElseThrow().ownOnly()).contains("ej");
        assertThat(area.stands()).contains(true);
    }

    private static String decisive(Robustness robustness) {
        return robustness.decisive().stream()
                .map(without -> without.indicator() + " " + without.level())
                .collect(Collectors.joining(", "));
    }

    /** Returns the goal area of {@code parts} in 2018, in which N5 is not due. */
    private static GoalAreaPicture goalArea(String parts, String values) {
        List<String> indicators = Stream.of("N1", "N2", "N3", "N4", "N5", "N6")
                .filter(parts::contains)
                .map(RobustnessTest::indicator)
                .toList();
        return Given.areas(List.of("skola-1=" + parts), indicators)
                .reported(values.replaceAll("(N\\d) ", "$1 skola 2018 "))
                .picture(2018)
                .strategicAreas()
                .get(0)
                .goalAreas()
                .get(0);
    }

    private static String indicator(String id) {
        return switch (id) {
            case "N1", "N2" -> Given.indicatorLine(id, VALUE_IS_ATTAINMENT, "control: own");
            case "N3" -> Given.indicatorLine(id, VALUE_IS_ATTAINMENT, "control: shared");
            case "N5" -> Given.indicatorLine(id, VALUE_IS_ATTAINMENT, "dueYears: [2019]");
            default -> Given.indicatorLine(id, VALUE_IS_ATTAINMENT);
        };
    }
}
