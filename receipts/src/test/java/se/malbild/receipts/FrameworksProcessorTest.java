package se.malbild.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.framework.ShippedFrameworks;

class FrameworksProcessorTest {
    private static final String KEY = "1880/orebro-2017-2019";
    private static final String FIRST = ShippedFrameworks.documents().get(0);
    /** Of version 2, as a program with other rules has taken it in. */
    private static final String UNREADABLE = version(2) + "\nforgotten: true\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void a_version_in_force_that_cannot_be_read_any_more_gives_way_to_a_greater_one_alone(int applied)
            throws Exception {
        try (TopologyFixture topology = new TopologyFixture()) {
            topology.keep(KEY, UNREADABLE);

            topology.apply(version(applied));

            assertThat(topology.inForce(KEY)).isEqualTo(applied > 2 ? version(applied) : UNREADABLE);
        }
    }

    @Test
    void what_gives_no_version_gives_way() throws Exception {
        try (TopologyFixture topology = new TopologyFixture()) {
            topology.keep(KEY, "framework: [");

            topology.apply(FIRST);

            assertThat(topology.inForce(KEY)).isEqualTo(FIRST);
        }
    }

    private static String version(int version) {
        return FIRST.replaceFirst("(?m)^version: 1$", "version: " + version);
    }
}
