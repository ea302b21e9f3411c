package se.malbild.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.SampleView;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Suppressed;

class HistoryTest {
    private static final String INDICATOR = "N02797";

    @Test
    void given_no_counts_then_the_years_before_the_period_have_values() throws Exception {
        IndicatorPicture past = history(event(2016, Gender.TOTAL, null), event(2016, Gender.WOMEN, null))
                .get(2016);

        assertThat(past.value()).hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo("10"));
        assertThat(past.divisions().women()).isPresent();
        assertThat(past.suppressed()).isEmpty();
    }

    @Test
    void given_counts_then_what_there_is_of_the_year_is_hidden_however_large_the_groups_are() throws Exception {
        SortedMap<Integer, IndicatorPicture> history = history(
                event(2016, Gender.TOTAL, 1000L), event(2016, Gender.WOMEN, 500L), event(2015, Gender.TOTAL, null));

        assertThat(history.get(2016).value()).isEmpty();
        assertThat(history.get(2016).divisions().women()).isEmpty();
        assertThat(history.get(2016).suppressed()).containsExactly(Suppressed.VALUE, Suppressed.WOMEN);
        assertThat(history.get(2015).value()).isPresent();
        assertThat(history.get(2015).suppressed()).isEmpty();
    }

    private static SortedMap<Integer, IndicatorPicture> history(Observation... events) throws Exception {
        List<Observation> all = new ArrayList<>(List.of(events));
        all.add(event(2017, Gender.TOTAL, null));
        OrganisationView organisation = new SampleView(
                        SampleEvents.framework("vasteras-exempel-2017-2019")
                                .replace("historyFrom: 2016", "historyFrom: 2015"),
                        all)
                .now()
                .organisation("1980")
                .orElseThrow();
        GoalFramework framework = organisation.latest().framework();
        return new History(organisation, framework)
                .of(framework.indicatorsById().get(INDICATOR));
    }

    private static Observation event(int year, Gender gender, Long count) throws InvalidObservationException {
        return new ObservationDraft()
                .eventId(year + "-" + gender)
                .organisation("1980")
                .indicator(INDICATOR)
                .department("barn-och-utbildning")
                .year(year)
                .gender(gender)
                .value("10")
                .count(count)
                .observedAt(Instant.parse("2020-03-01T11:00:00Z"))
                .build();
    }
}
