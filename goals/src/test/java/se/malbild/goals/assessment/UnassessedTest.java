package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import se.malbild.goals.picture.Picture;

class UnassessedTest {
    private static final String REACH = "rule: {kind: reach, direction: higher, target: 1}";

    @Test
    void given_several_causes_then_the_most_frequent_is_first_and_what_is_not_due_is_none() {
        Picture picture = Given.areas(
                        List.of("skola-1=N1+N2", "skola-2=N3+N4", "skola-3=N5+N1", "skola-4=N6"),
                        List.of(
                                Given.indicatorLine("N1", REACH),
                                Given.indicatorLine("N2", REACH),
                                Given.indicatorLine("N3", "rule: {kind: reach, direction: higher, target: {2019: 1}}"),
                                Given.indicatorLine("N4", REACH),
                                Given.indicatorLine("N5", REACH),
                                Given.indicatorLine("N6", REACH, "dueYears: [2019]")))
                .reported("N3 skola 2018 1")
                .reported("N5 skola 2018 1")
                .picture(2018);

        Unassessed unassessed = Unassessed.of(picture);

        assertThat(codes(unassessed.goalAreas())).containsExactly("2 coverage-below-minimum");
        assertThat(codes(unassessed.indicators())).containsExactly("3 no-observation", "1 no-target");
    }

    @Test
    void given_everything_assessed_then_there_is_no_cause() {
        Picture picture = Given.areas(List.of("skola-1=N1"), List.of(Given.indicatorLine("N1", REACH)))
                .reported("N1 skola 2018 1")
                .picture(2018);

        assertThat(Unassessed.of(picture)).isEqualTo(new Unassessed(List.of(), List.of()));
    }

    private static List<String> codes(List<Unassessed.Cause> causes) {
        return causes.stream()
                .map(cause -> cause.number() + " " + cause.reason().code())
                .toList();
    }
}
