package se.malbild.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.Reflects;
import se.malbild.schemas.Topic;

/** How long pictures are held back when a flush took long. */
class SlowFlushTest {
    private static final Duration FLUSH_EVERY = Duration.ofMillis(100);
    private static final int OTHER_TASKS = 11;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void however_long_a_flush_took_the_next_picture_comes_within_a_second(int look) throws Exception {
        try (TopologyFixture topology = new TopologyFixture()) {
            topology.counts.tasks(OTHER_TASKS);
            topology.apply(ShippedFrameworks.documents().get(0));
            topology.flush();
            topology.commit();
            topology.freeze(look, Duration.ofSeconds(4));
            topology.send(employment("78.1"));
            topology.pass(FLUSH_EVERY);

            topology.send(employment("78.2"));
            topology.pass(Duration.ofSeconds(1));

            List<TestRecord<byte[], byte[]>> pictures = topology.read(Topic.PICTURES);
            assertThat(TopologyFixture.text(pictures.get(pictures.size() - 1)
                            .headers()
                            .lastHeader(Reflects.HEADER)
                            .value()))
                    .startsWith("indicator-events=1,");
        }
    }

    private static Observation employment(String value) throws InvalidObservationException {
        return new ObservationDraft()
                .eventId("employment-" + value)
                .organisation("1880")
                .indicator("N00914")
                .department("kommunstyrelsen")
                .year(2019)
                .value(value)
                .observedAt(Instant.parse("2020-03-01T00:00:00Z"))
                .revision(value.equals("78.2") ? 2 : 1)
                .build();
    }
}
