package se.malbild.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.Topic;

/** What an operator can measure, in the numbers that a record after a record gives. */
class MetricsTest {
    private static final byte[] OREBRO = TopologyFixture.bytes("1880");

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
    void every_event_is_counted_once_by_what_became_of_it() {
        topology.send(observation("N00914", 0));
        topology.send(observation("N00914", 0));
        topology.send(observation("N00914", 1));
        topology.send(OREBRO, TopologyFixture.bytes("{}"));

        assertThat(events("new", "ks")).isEqualTo(1);
        assertThat(events("unchanged", "ks")).isEqualTo(1);
        assertThat(events("changed", "ks")).isEqualTo(1);
        assertThat(events("rejected", TopologyMetrics.OTHER_DEPARTMENTS)).isEqualTo(1);
        assertThat(counter("malbild.events.received")).isEqualTo(4);
        assertThat(topology.counts.rejectedByFault().values()).containsExactly(1L);
    }

    @Test
    void a_rejected_event_names_its_department_when_that_is_known() {
        topology.send(observation("N00914", 0));
        topology.send(TopologyFixture.bytes("1980"), topology.writer().event(observation("N00914", 0)));

        assertThat(events("rejected", "ks")).isEqualTo(1);
        assertThat(counter("malbild.faults", "fault", "wrong-key")).isEqualTo(1);
    }

    @Test
    void more_departments_than_are_counted_by_name_are_counted_together() {
        MeterRegistry meters = new SimpleMeterRegistry();
        TopologyMetrics counts = new TopologyMetrics(meters);
        for (int i = 0; i < TopologyMetrics.MOST_DEPARTMENTS + 10; i++) {
            counts.accepted("d" + i, TopologyMetrics.Outcome.NEW, 1);
            counts.rejected("made up " + i);
        }

        assertThat(meters.get("malbild.events")
                        .tags("outcome", "new", "department", TopologyMetrics.OTHER_DEPARTMENTS)
                        .functionCounter()
                        .count())
                .isEqualTo(10);
        assertThat(meters.get("malbild.events").functionCounters())
                .hasSize((TopologyMetrics.MOST_DEPARTMENTS + 1) * TopologyMetrics.Outcome.values().length);
    }

    @Test
    void the_latency_is_that_of_the_event_that_waited_longest_until_the_commit() throws Exception {
        String document = ShippedFrameworks.documents().get(0);
        topology.apply(document);
        topology.flush();
        topology.commit();
        Timer latency = topology.meters.get("malbild.picture.latency").timer();
        long before = latency.count();

        topology.send(observation("N00914", 0));
        topology.pass(Duration.ofMillis(10));
        topology.send(observation("N00914", 1));
        assertThat(ageMillis()).isEqualTo(10);
        topology.pass(Duration.ofMillis(10));
        assertThat(latency.count()).isEqualTo(before);
        assertThat(ageMillis()).isEqualTo(20);
        topology.pass(Duration.ofMillis(80));
        topology.commit();

        assertThat(latency.count()).isEqualTo(before + 1);
        assertThat(ageMillis()).isZero();
        assertThat(latency.takeSnapshot().histogramCounts())
                .anySatisfy(bucket -> {
                    assertThat(bucket.bucket(TimeUnit.MILLISECONDS)).isEqualTo(100);
                    assertThat(bucket.count()).isEqualTo(1);
                })
                .anySatisfy(bucket -> {
                    assertThat(bucket.bucket(TimeUnit.MILLISECONDS)).isEqualTo(50);
                    assertThat(bucket.count()).isZero();
                });
    }

    @Test
    void what_is_drawn_and_not_committed_gives_no_latency() {
        topology.send(observation("N00914", 0));
        topology.flush();
        topology.latency.aborted();
        topology.commit();

        assertThat(topology.meters.get("malbild.picture.latency").timer().count())
                .isZero();
        assertThat(ageMillis()).isZero();
    }

    @Test
    void a_cell_that_no_framework_knows_is_parked_until_its_task_leaves() throws Exception {
        MeterRegistry meters;
        try (TopologyFixture leaving = new TopologyFixture()) {
            meters = leaving.meters;
            leaving.send(observation("no-such-series", 0));
            leaving.flush();
            assertThat(meters.get("malbild.cells.parked").gauge().value()).isEqualTo(1);
        }
        assertThat(meters.get("malbild.cells.parked").gauge().value()).isZero();
        assertThat(meters.get("malbild.organisations.waiting").gauge().value()).isZero();
    }

    @Test
    void an_organisation_whose_pictures_cannot_be_drawn_is_counted() throws Exception {
        topology.close();
        topology = new TopologyFixture(
                Topic.GOAL_AREA_ATTAINMENT,
                Topic.INDICATOR_ATTAINMENT,
                Topic.INDICATOR_OBSERVATIONS,
                Topic.REJECTED_EVENTS);
        String document = ShippedFrameworks.documents().get(0);

        topology.apply(document);
        topology.flush();
        assertThat(gauge("malbild.organisations.failing")).isEqualTo(1);
        assertThat(counter("malbild.drawings.failed")).isEqualTo(1);

        topology.send(observation("N00914", 0));
        topology.flush();
        assertThat(gauge("malbild.organisations.failing")).isEqualTo(1);
        assertThat(counter("malbild.drawings.failed")).isEqualTo(2);
        topology.commit();
        assertThat(topology.meters.get("malbild.picture.latency").timer().count())
                .isZero();
    }

    @Test
    void an_organisation_whose_framework_this_version_cannot_read_is_counted_until_it_has_one_it_can()
            throws Exception {
        String document = ShippedFrameworks.documents().get(0);
        topology.keep(FrameworkStore.Entry.of(FrameworkVersion.read(document), "of: another version", 0));

        topology.send(observation("N00914", 0));
        topology.flush();
        assertThat(gauge("malbild.organisations.failing")).isEqualTo(1);

        String next = document.replaceFirst("(?m)^version: 1$", "version: 2");
        topology.apply(next);
        topology.flush();
        assertThat(gauge("malbild.organisations.failing")).isZero();
    }

    @Test
    void a_record_whose_schema_is_not_known_is_counted_while_it_waits() {
        byte[] value = topology.writer().event(observation("N00914", 0));
        ByteBuffer.wrap(value).putInt(1, 987_654);

        topology.send(OREBRO, value);
        assertThat(gauge("malbild.records.undecoded")).isEqualTo(1);

        topology.flush();
        topology.pass(Duration.ofSeconds(10));
        topology.flush();
        assertThat(topology.readRejected()).hasSize(1);
        assertThat(gauge("malbild.records.undecoded")).isZero();
    }

    private double ageMillis() {
        return topology.meters.get("malbild.picture.age").timeGauge().value(TimeUnit.MILLISECONDS);
    }

    private double gauge(String name) {
        return topology.meters.get(name).gauge().value();
    }

    private double events(String outcome, String department) {
        return counter("malbild.events", "outcome", outcome, "department", department);
    }

    private double counter(String name, String... tags) {
        FunctionCounter counter = topology.meters.get(name).tags(tags).functionCounter();
        return counter.count();
    }

    private static Observation observation(String indicator, int revision) {
        try {
            return new ObservationDraft()
                    .eventId("event-" + revision)
                    .organisation("1880")
                    .indicator(indicator)
                    .department("ks")
                    .year(2018)
                    .value("78.4")
                    .revision(revision)
                    .observedAt(Instant.parse("2019-03-01T00:00:00Z"))
                    .build();
        } catch (InvalidObservationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
