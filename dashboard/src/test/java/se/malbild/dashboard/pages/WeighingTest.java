package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.dashboard.EveryRule;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.Snapshot;
import se.malbild.goals.Language;

/** Means and trends of explanations, as they are written out. */
final class WeighingTest {
    private static final Snapshot SNAPSHOT = new SampleView().now();

    private static Subject subject(String organisation, int year) {
        OrganisationView found = SNAPSHOT.organisation(organisation).orElseThrow();
        FrameworkView framework = found.frameworks().get(0);
        return new Subject(found, framework, year, new PageLanguage(Language.SV));
    }

    private static Weighing ofGoalArea(Subject subject, String id) {
        return new Weighing(subject, subject.explanations().goalArea(id).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            hallbar-tillvaxt-1 | 350 % ÷ 7 = 50 % | 7 ÷ 7 = 100 %
            hallbar-tillvaxt-2 | 400 % ÷ 4 = 100 % | 4 ÷ 5 = 80 %
            """, delimiter = '|')
    void the_mean_of_a_goal_area_is_a_division_of_the_weighted_sum(String id, String attainment, String coverage) {
        Weighing weighing = ofGoalArea(subject("1880", 2018), id);

        assertThat(weighing.attainment().map(WeighingTest::plain)).contains(attainment);
        assertThat(weighing.coverage().map(WeighingTest::plain)).contains(coverage);
    }

    @Test
    void the_mean_of_the_picture_says_what_it_is_rounded_to() {
        Subject subject = subject("1880", 2018);
        Weighing weighing = new Weighing(subject, subject.explanations().picture());

        assertThat(weighing.attainment().map(WeighingTest::plain)).contains("959,4 % ÷ 15 = 64 %");
        assertThat(weighing.coverage().map(WeighingTest::plain)).contains("1 480,0 % ÷ 15 = 98,7 %, avrundat 99 %");
    }

    @Test
    void a_goal_area_that_cannot_be_assessed_is_told_with_its_own_coverage() {
        OrganisationView organisation = EveryRule.view("{indicator: battre}", "{indicator: battre, weight: 4.5}")
                .now()
                .organisation(EveryRule.ORGANISATION)
                .orElseThrow();
        Subject subject = new Subject(organisation, organisation.latest(), 2019, new PageLanguage(Language.SV));
        Weighing weighing = new Weighing(subject, subject.explanations().picture());

        assertThat(weighing.why(weighing.of().parts().get(0)).map(WeighingTest::plain))
                .contains("Täckningen är 40 % och minst 50 % krävs.");
    }

    @Test
    void every_trend_that_is_shown_is_written_out() {
        int goalAreas = 0;
        int indicators = 0;
        for (String organisation : List.of("1880", "1980")) {
            for (int year = 2017; year <= 2019; year++) {
                Subject subject = subject(organisation, year);
                for (var area : subject.goalAreas()) {
                    List<SumLine> lines = ofGoalArea(subject, area.id()).trend();
                    assertThat(lines.isEmpty()).isEqualTo(area.trend().isEmpty());
                    goalAreas += lines.isEmpty() ? 0 : 1;
                }
                for (String id : subject.framework().indicatorsById().keySet()) {
                    IndicatorYears indicator = subject.indicator(id).orElseThrow();
                    List<SumLine> lines = new IndicatorSum(indicator).trend();
                    Optional<?> shown = indicator.now().development().trend();
                    assertThat(lines.isEmpty()).as(id).isEqualTo(shown.isEmpty());
                    indicators += lines.isEmpty() ? 0 : 1;
                }
            }
        }
        assertThat(goalAreas).isGreaterThan(20);
        assertThat(indicators).isGreaterThan(100);
    }

    @Test
    void the_trend_of_a_goal_area_compares_the_means_of_both_years() {
        List<SumLine> lines =
                ofGoalArea(subject("1880", 2019), "manniskors-egenmakt-3").trend();

        assertThat(lines.stream().map(line -> plain(line.name() + ": " + line.sum())))
                .contains("Tolerans: 5 procentenheter")
                .anyMatch(line -> line.matches("Bättre \\(\\+\\) eller sämre \\(−\\) än 2018: .* procentenheter"));
    }

    /** Returns {@code text} with ordinary spaces. */
    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }
}
