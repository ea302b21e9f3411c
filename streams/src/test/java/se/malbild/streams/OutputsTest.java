package se.malbild.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.IndicatorObservations;
import se.malbild.schemas.Reflects;
import se.malbild.schemas.Topic;

class OutputsTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String OREBRO = ShippedFrameworks.documents().get(0);
    private static final List<Topic> OUTPUTS = List.of(
            Topic.PICTURES, Topic.GOAL_AREA_ATTAINMENT, Topic.INDICATOR_ATTAINMENT, Topic.INDICATOR_OBSERVATIONS);

    private TopologyFixture topology;

    @BeforeEach
    void start() throws Exception {
        topology = new TopologyFixture();
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void every_declared_id_and_year_has_a_record_before_anything_is_measured() throws Exception {
        apply(OREBRO);

        assertThat(keys(Topic.PICTURES))
                .containsExactly(
                        "1880/orebro-2017-2019/2017", "1880/orebro-2017-2019/2018", "1880/orebro-2017-2019/2019");
        assertThat(keys(Topic.GOAL_AREA_ATTAINMENT)).hasSize(15 * 3);
        assertThat(keys(Topic.INDICATOR_ATTAINMENT)).hasSize(64 * 3);
        assertThat(keys(Topic.INDICATOR_OBSERVATIONS)).hasSize(64 * 3);
    }

    @Test
    void an_event_publishes_only_what_rests_on_it() throws Exception {
        apply(OREBRO);
        readAll();

        topology.send(employment(2019, "78.185443"));
        topology.flush();

        assertThat(keys(Topic.INDICATOR_ATTAINMENT)).containsExactly("1880/orebro-2017-2019/2019/N00914");
        assertThat(keys(Topic.INDICATOR_OBSERVATIONS)).containsExactly("1880/orebro-2017-2019/2019/N00914");
        assertThat(keys(Topic.GOAL_AREA_ATTAINMENT)).containsExactly("1880/orebro-2017-2019/2019/hallbar-tillvaxt-1");
        assertThat(keys(Topic.PICTURES)).containsExactly("1880/orebro-2017-2019/2019");
    }

    @Test
    void a_duplicate_publishes_nothing() throws Exception {
        apply(OREBRO);
        topology.send(employment(2019, "78.185443"));
        topology.flush();
        readAll();

        topology.send(employment(2019, "78.185443"));
        topology.flush();

        assertThat(topology.read(Topic.PICTURES)).isEmpty();
        assertThat(topology.read(Topic.GOAL_AREA_ATTAINMENT)).isEmpty();
        assertThat(topology.read(Topic.INDICATOR_ATTAINMENT)).isEmpty();
        assertThat(topology.read(Topic.INDICATOR_OBSERVATIONS)).isEmpty();
    }

    @Test
    void an_event_that_loses_hides_the_value_when_it_is_about_a_small_group() throws Exception {
        apply(OREBRO);
        topology.send(employment("corrected", 2019, "78.185443")
                .revision(1)
                .count(200L)
                .build());
        topology.flush();
        readAll();

        topology.send(employment("mistyped", 2019, "78.185443").count(2L).build());
        topology.flush();

        assertThat(topology.readRows(Topic.INDICATOR_ATTAINMENT))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("value")).isNull();
                    assertThat(row.get("reason")).hasToString("small-group");
                    assertThat(row.get("value_suppressed")).isEqualTo(true);
                });
    }

    @Test
    void a_version_that_is_not_in_force_hides_what_it_protects() throws Exception {
        apply(OREBRO.replace("version: 1", "version: 2"));
        topology.send(employment("counted", 2019, "78.185443").count(7L).build());
        topology.flush();
        readAll();

        apply(OREBRO.replace("minimumCoverage: 0.5", "minimumCoverage: 0.5\nsmallestGroup: 10"));

        assertThat(topology.readRows(Topic.INDICATOR_ATTAINMENT))
                .filteredOn(row -> row.get("indicator").toString().equals("N00914")
                        && row.get("year").equals(2019))
                .singleElement()
                .satisfies(row -> assertThat(row.get("reason")).hasToString("small-group"));
    }

    @Test
    void the_rows_are_published_again_when_only_the_time_of_their_observations_has_changed() throws Exception {
        Instant confirmed = Instant.parse("2020-05-01T12:00:00.123456Z");
        apply(OREBRO);
        topology.send(employment(2019, "78.185443"));
        topology.flush();
        readAll();

        topology.send(employment("confirmed", 2019, "78.185443")
                .revision(1)
                .observedAt(confirmed)
                .build());
        topology.flush();

        for (Topic topic : List.of(Topic.GOAL_AREA_ATTAINMENT, Topic.INDICATOR_ATTAINMENT)) {
            assertThat(topology.readRows(topic))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("observed_through")).isEqualTo(confirmed.toEpochMilli()));
        }
    }

    @Test
    void a_row_is_published_only_when_something_in_it_has_changed() throws Exception {
        apply(OREBRO);
        topology.send(employment(2019, "78.185443"));
        topology.flush();
        readAll();

        topology.send(employment("commented", 2019, "78.185443")
                .revision(1)
                .comment("As in the register")
                .build());
        topology.flush();
        assertThat(keys(Topic.INDICATOR_OBSERVATIONS)).containsExactly("1880/orebro-2017-2019/2019/N00914");
        assertThat(keys(Topic.INDICATOR_ATTAINMENT)).isEmpty();
        assertThat(keys(Topic.GOAL_AREA_ATTAINMENT)).isEmpty();

        topology.send(employment("women", 2019, "76.5").gender(Gender.WOMEN).build());
        topology.flush();
        assertThat(keys(Topic.PICTURES)).containsExactly("1880/orebro-2017-2019/2019");
        assertThat(keys(Topic.INDICATOR_ATTAINMENT)).containsExactly("1880/orebro-2017-2019/2019/N00914");
        assertThat(keys(Topic.GOAL_AREA_ATTAINMENT)).isEmpty();
    }

    @Test
    void a_forecast_is_in_the_row_of_its_goal_area_even_when_nothing_else_changes_there() throws Exception {
        apply(OREBRO);
        topology.send(employment("so-far", 2019, "78.185443").period("2019-T1").build());
        topology.flush();
        readAll();

        topology.send(employment("foretold", 2019, "79")
                .kind(Kind.FORECAST)
                .observedAt(Instant.parse("2019-05-15T00:00:00Z"))
                .build());
        topology.flush();

        assertThat(topology.readRows(Topic.GOAL_AREA_ATTAINMENT))
                .singleElement()
                .satisfies(row -> assertThat(row.get("forecast_level")).isNotNull());
    }

    @Test
    void a_row_that_changes_back_is_published_again() throws Exception {
        apply(OREBRO);
        topology.send(employment(2019, "78.185443"));
        topology.flush();
        readAll();

        topology.send(employment("wrong", 2019, "50").revision(1).build());
        topology.flush();
        topology.send(employment("right", 2019, "78.185443").revision(2).build());
        topology.flush();

        assertThat(topology.read(Topic.INDICATOR_ATTAINMENT)).hasSize(2);
    }

    @Test
    void the_new_title_of_a_strategic_area_is_in_the_rows_of_its_goal_areas() throws Exception {
        apply(OREBRO);
        readAll();

        apply(OREBRO.replace("\nversion: 1\n", "\nversion: 2\n").replace("Sustainable growth", "Lasting growth"));

        assertThat(topology.readRows(Topic.GOAL_AREA_ATTAINMENT))
                .filteredOn(row -> row.get("strategic_area").toString().equals("hallbar-tillvaxt"))
                .isNotEmpty()
                .allSatisfy(
                        row -> assertThat(row.get("strategic_area_title_en")).hasToString("Lasting growth"));
    }

    @Test
    void withdrawing_a_framework_takes_every_output_away() throws Exception {
        apply(OREBRO);
        Map<Topic, Set<String>> published = new EnumMap<>(Topic.class);
        OUTPUTS.forEach(topic -> published.put(topic, keys(topic)));

        apply(OREBRO.replace("\nversion: 1\n", "\nversion: 2\nwithdrawn: true\n"));

        assertThat(published.get(Topic.PICTURES)).hasSize(3);
        for (Topic topic : OUTPUTS) {
            List<TestRecord<byte[], byte[]>> records = topology.read(topic);
            assertThat(records).allSatisfy(record -> assertThat(record.value()).isNull());
            assertThat(keys(records)).isEqualTo(published.get(topic));
        }
    }

    @Test
    void what_a_new_version_no_longer_has_is_taken_away() throws Exception {
        apply(OREBRO);
        readAll();

        apply(OREBRO.replace("\nversion: 1\n", "\nversion: 2\n")
                .replace("trygg-valfard-3", "trygg-valfard-4")
                .replace("N01460", "N01461"));

        assertThat(takenAway(Topic.GOAL_AREA_ATTAINMENT)).containsExactlyElementsOf(ofEveryYear("trygg-valfard-3"));
        assertThat(takenAway(Topic.INDICATOR_ATTAINMENT)).containsExactlyElementsOf(ofEveryYear("N01460"));
        assertThat(takenAway(Topic.INDICATOR_OBSERVATIONS)).containsExactlyElementsOf(ofEveryYear("N01460"));
        assertThat(takenAway(Topic.PICTURES)).isEmpty();
    }

    private Set<String> takenAway(Topic topic) {
        return keys(topology.read(topic).stream()
                .filter(record -> record.value() == null)
                .toList());
    }

    private static List<String> ofEveryYear(String id) {
        return IntStream.rangeClosed(2017, 2019)
                .mapToObj(year -> "1880/orebro-2017-2019/" + year + "/" + id)
                .toList();
    }

    @Test
    void an_observation_that_no_framework_knows_is_parked_until_one_does() throws Exception {
        topology.send(employment(2018, "78.369539"));
        topology.flush();
        assertThat(topology.counts.parkedByOrganisation()).containsEntry("1880", 1);

        apply(OREBRO);

        assertThat(topology.counts.parkedByOrganisation()).containsEntry("1880", 0);
    }

    @Test
    void observations_too_large_for_one_record_are_left_out_and_counted_until_they_fit() throws Exception {
        String longest = "€".repeat(ObservationDraft.LONGEST_TEXT);
        apply(OREBRO);
        readAll();

        for (int district = 0; district < 400; district++) {
            topology.send(inDistrict(district, 0, longest));
        }
        topology.flush();

        IndicatorObservations shortened = lastEmploymentOf2018();
        assertThat(shortened.observations()).isEmpty();
        assertThat(shortened.observationsLeftOut()).isEqualTo(400);
        assertThat(shortened.indicator().divisions().districts()).hasSize(400);
        assertThat(observationsLeftOut()).isEqualTo(400);

        for (int district = 0; district < 200; district++) {
            topology.send(inDistrict(district, 1, "short"));
        }
        topology.flush();

        IndicatorObservations whole = lastEmploymentOf2018();
        assertThat(whole.observations()).hasSize(400);
        assertThat(whole.observationsLeftOut()).isZero();
        assertThat(observationsLeftOut()).isZero();
    }

    private IndicatorObservations lastEmploymentOf2018() {
        List<TestRecord<byte[], byte[]>> records = topology.read(Topic.INDICATOR_OBSERVATIONS).stream()
                .filter(record -> TopologyFixture.text(record.key()).equals("1880/orebro-2017-2019/2018/N00914"))
                .toList();
        return topology.reader().observations(records.get(records.size() - 1).value());
    }

    private double observationsLeftOut() {
        return topology.meters.get("malbild.observations.left.out").gauge().value();
    }

    private static Observation inDistrict(int district, int revision, String text) throws InvalidObservationException {
        return employment("district-" + district + "-" + revision, 2018, "78.1")
                .district("district-" + district)
                .revision(revision)
                .source(text)
                .comment(text)
                .build();
    }

    @Test
    void outputs_name_the_offsets_they_reflect() throws Exception {
        apply(OREBRO);
        topology.send(employment(2018, "78.369539"));
        topology.send(employment(2019, "78.185443"));
        topology.send(employment(2018, "78.369539"));
        topology.flush();

        List<TestRecord<byte[], byte[]>> records = topology.read(Topic.PICTURES);
        assertThat(TopologyFixture.text(records.get(records.size() - 1)
                        .headers()
                        .lastHeader(Reflects.HEADER)
                        .value()))
                .isEqualTo("indicator-events=1,goal-frameworks=0");
    }

    @Test
    void outputs_and_rejected_events_carry_the_trace_context_of_the_last_event_they_reflect() throws Exception {
        String other = TRACE.replace("-01", "-00");
        apply(OREBRO);
        readAll();

        topology.send(employment(2018, "78.369539"), other);
        topology.send(employment(2019, "78.185443"), TRACE);
        topology.send(TopologyFixture.bytes("1880"), TopologyFixture.bytes("{}"), TRACE);
        topology.flush();
        assertThat(traces(Topic.PICTURES)).isNotEmpty().containsOnly(TRACE);
        assertThat(traces(Topic.INDICATOR_ATTAINMENT)).isNotEmpty().containsOnly(TRACE);
        assertThat(traces(Topic.INDICATOR_OBSERVATIONS)).isNotEmpty().containsOnly(TRACE);
        assertThat(traces(Topic.REJECTED_EVENTS)).containsExactly(TRACE);

        topology.send(employment(2018, "77"), "no trace context");
        topology.flush();
        assertThat(traces(Topic.PICTURES)).isNotEmpty().containsOnly("");
    }

    private List<String> traces(Topic topic) {
        return topology.read(topic).stream()
                .map(record -> record.headers().lastHeader("traceparent"))
                .map(trace -> trace == null ? "" : TopologyFixture.text(trace.value()))
                .toList();
    }

    private void apply(String document) throws Exception {
        topology.apply(document);
        topology.flush();
    }

    private void readAll() {
        OUTPUTS.forEach(topology::read);
    }

    private Set<String> keys(Topic topic) {
        return keys(topology.read(topic));
    }

    private static Set<String> keys(List<TestRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> TopologyFixture.text(record.key()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Observation employment(int year, String value) throws InvalidObservationException {
        return employment("kolada-N00914-1880-" + year + "-T", year, value).build();
    }

    private static ObservationDraft employment(String eventId, int year, String value) {
        return new ObservationDraft()
                .eventId(eventId)
                .organisation("1880")
                .indicator("N00914")
                .department("kommunstyrelsen")
                .year(year)
                .value(value)
                .observedAt(Instant.parse("2020-03-01T00:00:00Z"));
    }
}
