package se.malbild.streams;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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

            for (String name : List.of(CellStore.NAME, FrameworkStore.NAME)) {
                makeOlder(topology.kept(name));
            }

            String line =
                    "The state in Kafka is of version 1, and this program reads version 2. Stop all instances and let"
                            + " everything be computed again from the events: malbild reset --execute";
            assertThatThrownBy(() -> new CellStore(topology.kept(CellStore.NAME)).forEachOrganisation(any -> {}))
                    .hasMessage(line);
            assertThatThrownBy(() -> new FrameworkStore(topology.kept(FrameworkStore.NAME)).organisations())
                    .hasMessage(line);
        }
    }

    private static void makeOlder(KeyValueStore<Bytes, byte[]> store) {
        KeyValue<Bytes, byte[]> first;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            first = all.next();
        }
        byte[] older = first.value.clone();
        older[0] = 1;
        store.put(first.key, older);
    }
}
