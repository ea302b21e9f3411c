package se.malbild.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.view.OrganisationView.SeriesYear;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.observation.Winner;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.EventReceipt;

class OrganisationViewTest {
    @Test
    void given_an_event_with_a_count_then_no_receipt_of_its_series_and_year_is_shown() throws Exception {
        OrganisationView uncounted = view(0, event(1, null), event(0, null));
        OrganisationView counted = view(0, event(1, null), event(0, 2L));

        assertThat(uncounted.receiptsShown("N1", 2016)).hasSize(1);
        assertThat(counted.receiptsShown("N1", 2016)).isEmpty();
    }

    @Test
    void given_a_series_of_persons_then_no_receipt_of_it_is_shown() throws Exception {
        OrganisationView ofPersons = view(new TreeSet<>(Set.of("N1")), 0, event(0, null));

        assertThat(ofPersons.receiptsShown("N1", 2016)).isEmpty();
        assertThat(ofPersons.observed().cells("N1", 2016)).isEmpty();
    }

    @Test
    void given_a_count_of_an_event_that_lost_then_nothing_is_known_of_the_year() throws Exception {
        assertThat(view(0, event(1, null), event(0, 200L)).observed().cells("N1", 2016))
                .isEmpty();
        assertThat(view(0, event(1, null), event(0, null)).observed().cells("N1", 2016))
                .extracting(Winner::observation)
                .containsExactly(event(1, null));
    }

    @Test
    void given_events_that_are_not_listed_then_nothing_is_known_of_the_year() throws Exception {
        assertThat(view(1, event(1, null)).observed().cells("N1", 2016)).isEmpty();
    }

    private static OrganisationView view(long older, Observation... events) {
        return view(new TreeSet<>(), older, events);
    }

    private static OrganisationView view(SortedSet<String> persons, long older, Observation... events) {
        List<EventReceipt> receipts = List.of(events).stream()
                .map(event -> new EventReceipt(event, 0, event.revision(), event.observedAt(), 0, false))
                .toList();
        return new OrganisationView(
                "1880",
                List.of(),
                persons,
                Map.of(new SeriesYear("N1", 2016), List.of(new CellReceipts(receipts, older))),
                "tag");
    }

    private static Observation event(int revision, Long count) throws InvalidObservationException {
        return new ObservationDraft()
                .eventId("e" + revision)
                .organisation("1880")
                .indicator("N1")
                .department("skola")
                .year(2016)
                .value("50")
                .count(count)
                .revision(revision)
                .observedAt(Instant.parse("2017-03-01T12:00:00Z"))
                .build();
    }
}
