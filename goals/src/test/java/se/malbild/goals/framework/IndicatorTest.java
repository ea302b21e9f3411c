package se.malbild.goals.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndicatorTest {

    @ParameterizedTest(name = "due in {0}: {1} rests on {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[2014, 2016, 2018] | 2017 | 2015 2017",
                "[2014, 2016, 2018] | 2018 | 2015 2016 2018",
                "[2014, 2016, 2018] | 2019 | 2015 2019",
                "[2018] | 2018 | 2015 2018",
                "[2014, 2015, 2016, 2017, 2018, 2019] | 2017 | 2015 2016 2017",
            })
    void a_year_rests_on_the_latest_due_year_before_it_and_on_the_baseline(String dueYears, int year, String behind) {
        GoalFramework framework = FrameworkTemplate.framework(
                "id: N15428",
                "id: N15428\n    dueYears: " + dueYears,
                "{year: 2016, value: 80}",
                "{year: 2015, value: 80}");

        SortedSet<Integer> years = framework.indicators().get(0).yearsBehind(year);

        assertThat(years).extracting(behindIt -> Integer.toString(behindIt)).containsExactly(behind.split(" ", -1));
    }
}
