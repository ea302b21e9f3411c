package se.malbild.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import se.malbild.goals.CountedFamily;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.Topic;

class SmallGroupsTest {
    private static final String ORGANISATION = "1880";
    private static final String WITHOUT_DISTRICTS = CountedFamily.of(1, ORGANISATION)
            .frameworks()
            .get(0)
            .replaceAll("(?m)^districts: .*$", "")
            .replace("persons: true", "persons: false");
    private static final String WITH_DISTRICTS = WITHOUT_DISTRICTS
            .replace("framework: personer", "framework: stadsdelar")
            .replace("\nindicators:\n", "\ndistricts: [norrby, tybble]\nindicators:\n");

    @Test
    void what_a_framework_protects_that_this_version_cannot_read_stays_protected() throws Exception {
        try (TopologyFixture topology = new TopologyFixture()) {
            assertThat(shownTotal(topology)).contains(new BigDecimal("80"));
        }
        try (TopologyFixture topology = new TopologyFixture()) {
            topology.keep(FrameworkStore.Entry.of(FrameworkVersion.read(WITH_DISTRICTS), "of: another version", 0));

            assertThat(shownTotal(topology)).isEmpty();
        }
    }

    /** Three persons are of neither district. */
    private static Optional<BigDecimal> shownTotal(TopologyFixture topology) throws Exception {
        topology.apply(WITHOUT_DISTRICTS);
        topology.send(observation(null, 103));
        topology.send(observation("norrby", 40));
        topology.send(observation("tybble", 60));
        topology.flush();
        List<TestRecord<byte[], byte[]>> pictures = topology.read(Topic.PICTURES);
        return topology.reader()
                .picture(pictures.get(pictures.size() - 1).value())
                .strategicAreas()
                .get(0)
                .goalAreas()
                .get(0)
                .indicators()
                .get(0)
                .indicator()
                .value();
    }

    private static Observation observation(String district, long count) throws InvalidObservationException {
        return new ObservationDraft()
                .eventId("of " + district)
                .organisation(ORGANISATION)
                .indicator("ex-personer")
                .department("skola")
                .year(CountedFamily.YEAR)
                .district(district)
                .value("80")
                .count(count)
                .observedAt(Instant.parse("2019-03-01T00:00:00Z"))
                .build();
    }
}
