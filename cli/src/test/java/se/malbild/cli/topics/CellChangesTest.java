package se.malbild.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.observation.Winner;
import se.malbild.kolada.KoladaAnswer;
import se.malbild.kolada.KoladaDepartments;
import se.malbild.kolada.KoladaPage;
import se.malbild.kolada.KoladaReader;

class CellChangesTest {
    private static final Instant TEN = Instant.parse("2026-11-27T10:00:00Z");
    private static final KoladaDepartments DEPARTMENTS =
            new KoladaDepartments(Map.of(), Optional.of("kommunstyrelsen"), List.of());

    private final List<Observation> topic = new ArrayList<>();

    @Test
    void given_corrections_within_an_hour_then_the_last_fetch_is_what_counts() throws Exception {
        List<String> shown = new ArrayList<>();
        for (String value : List.of("71.5", "72.5", "73.5", "74.5", "75.5", "76.5")) {
            fetch(value, TEN.plusSeconds(topic.size()));
            shown.add(shown());
        }

        assertThat(shown).containsExactly("71.5", "72.5", "73.5", "74.5", "75.5", "76.5");
    }

    @Test
    void given_a_correction_that_is_taken_back_then_the_first_value_counts_again() throws Exception {
        fetch("71", TEN);
        fetch("72", TEN.plusSeconds(60));
        fetch("71", TEN.plusSeconds(120));

        assertThat(shown()).isEqualTo("71");
        assertThat(topic).hasSize(3).extracting(Observation::eventId).doesNotHaveDuplicates();
    }

    @Test
    void given_the_same_values_every_day_then_they_are_sent_once() throws Exception {
        fetch("71", TEN);
        for (int day = 1; day <= 30; day++) {
            CellChanges changes = fetch("71.0", TEN.plusSeconds(day * 86_400L));

            assertThat(changes).isEqualTo(new CellChanges(List.of(), 1, 0));
        }
        assertThat(topic).hasSize(1);
    }

    @Test
    void given_an_answer_that_is_older_than_what_counts_then_it_is_counted_and_not_sent() throws Exception {
        fetch("72", TEN.plusSeconds(60));

        assertThat(fetch("71", TEN)).isEqualTo(new CellChanges(List.of(), 0, 1));
        assertThat(shown()).isEqualTo("72");
    }

    @Test
    void given_a_revision_by_the_department_then_a_later_fetch_does_not_go_before_it() throws Exception {
        topic.add(byDepartment("72", 1));

        assertThat(fetch("71", TEN)).isEqualTo(new CellChanges(List.of(), 0, 1));
    }

    @Test
    void given_the_same_value_from_another_source_then_it_is_sent_once_with_its_own() throws Exception {
        topic.add(byDepartment("71", 0));

        assertThat(fetch("71", TEN).changing()).hasSize(1);
        assertThat(fetch("71", TEN.plusSeconds(60)).unchanged()).isEqualTo(1);
    }

    @Test
    void given_a_value_that_is_deleted_and_comes_back_then_both_are_changes() throws Exception {
        fetch("71", TEN);
        assertThat(fetch("null, \"isdeleted\": true", TEN.plusSeconds(60)).changing())
                .extracting(Observation::content)
                .containsExactly(new Content.Retracted());
        assertThat(fetch("71", TEN.plusSeconds(120)).changing()).hasSize(1);
        assertThat(shown()).isEqualTo("71");
    }

    /** Fetches an answer with {@code value} at {@code time}, and sends what it changes to the topic. */
    private CellChanges fetch(String value, Instant time) throws Exception {
        String page = """
                {"values": [{"kpi": "N00914", "municipality": "1880", "period": 2019,
                 "values": [{"count": 1, "gender": "T", "status": "", "value": %s}]}]}
                """.formatted(value);
        KoladaAnswer answer = new KoladaAnswer(new KoladaReader(DEPARTMENTS, time));
        KoladaPage.readAll(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)))
                .forEach(answer::add);
        CellChanges changes = CellChanges.of(answer.observations(), winners());
        topic.addAll(changes.changing());
        return changes;
    }

    private String shown() {
        return ((Content.Value)
                        winners().values().iterator().next().observation().content())
                .number()
                .toPlainString();
    }

    private Map<Cell, Winner> winners() {
        Map<Cell, Winner> winners = new HashMap<>();
        topic.forEach(event -> winners.merge(event.cell(), Winner.of(event), Winner::merge));
        return winners;
    }

    private static Observation byDepartment(String value, int revision) throws Exception {
        return new ObservationDraft()
                .eventId("e1")
                .organisation("1880")
                .indicator("N00914")
                .department("kommunstyrelsen")
                .year(2019)
                .value(new BigDecimal(value))
                .revision(revision)
                .observedAt(TEN.minusSeconds(60))
                .source("verksamhetssystemet")
                .build();
    }
}
