package se.malbild.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import se.malbild.goals.RandomCases;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.PictureJson;

/** What the stores keep is read by a program of the same layout only. */
class StateVersionTest {
    @Test
    void an_older_state_is_refused_with_the_line_that_resets_it() throws Exception {
        try (TopologyFixture topology = new TopologyFixture()) {
            RandomCases.Case given = RandomCases.of(1);
            Observation observation = given.observations().get(0);
            topology.send(observation);
            topology.apply(given.frameworks().get(0));

            makeOlder(topology.kept(CellStore.NAME), 2);
            makeOlder(topology.kept(FrameworkStore.NAME), 3);

            String line =
                    "The state in Kafka is of version %d, and this program reads version %d. Stop all instances and let"
                            + " everything be computed again from the events: malbild reset --execute";
            assertThatThrownBy(() -> new CellStore(topology.kept(CellStore.NAME)).forEachOrganisation(any -> {}))
                    .hasMessage(line.formatted(2, 3));
            assertThatThrownBy(() -> new FrameworkStore(topology.kept(FrameworkStore.NAME)).organisations())
                    .hasMessage(line.formatted(3, 4));
        }
    }

    /** Another layout under the same number would be read as if it were this one. */
    @Test
    void another_layout_needs_another_number() throws Exception {
        try (TopologyFixture topology = new TopologyFixture()) {
            topology.apply(resource("small-framework.yaml"));
            SampleEvents.parsed(resource("small-observations.ndjson")).forEach(topology::send);

            assertThat(sha256(topology.kept(CellStore.NAME)))
                    .as("version 3 of Slice")
                    .isEqualTo("60507c5bc5ca3008798d6f10ba1644337b7624c9ad329c0b217022b51993a04a");
            assertThat(sha256(topology.kept(FrameworkStore.NAME)))
                    .as("version 4 of FrameworkStore")
                    .isEqualTo("d1f9ddf6b1ed80a35f57f786e7a99b7b1db3b2f505685dde55e2e093ee0a4e93");
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = PictureJson.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String sha256(KeyValueStore<Bytes, byte[]> store) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> {
                digest.update(entry.key.get());
                digest.update(entry.value);
            });
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void makeOlder(KeyValueStore<Bytes, byte[]> store, int version) {
        KeyValue<Bytes, byte[]> first;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            first = all.next();
        }
        byte[] older = first.value.clone();
        older[0] = (byte) version;
        store.put(first.key, older);
    }
}
