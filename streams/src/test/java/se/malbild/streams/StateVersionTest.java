package se.malbild.streams;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import se.malbild.goals.RandomCases;
import se.malbild.goals.observation.Observation;

class StateVersionTest {
    @Test
    void an_older_state_is_refused_with_the_line_that_resets_it() throws Exception {
        try (TopologyFixture topology = new TopologyFixture()) {
            RandomCases.Case given = RandomCases.of(1);
            Observation observation = given.observations().get(0);
            topology.send(observation);
            topology.apply(given.frameworks().get(0));

            makeOlder(topology.kept(CellStore.NAME), 1);
            makeOlder(topology.kept(FrameworkStore.NAME), 2);

            String line =
                    "The state in Kafka is of version %d, and this program reads version %d. Stop all instances and let"
                            + " everything be computed again from the events: malbild reset --execute";
            assertThatThrownBy(() -> new CellStore(topology.kept(CellStore.NAME)).forEachOrganisation(any -> {}))
                    .hasMessage(line.formatted(1, 2));
            assertThatThrownBy(() -> new FrameworkStore(topology.kept(FrameworkStore.NAME)).organisations())
                    .hasMessage(line.formatted(2, 3));
        }
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
