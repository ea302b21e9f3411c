package se.malbild.schemas.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import se.malbild.goals.Fault;
import se.malbild.schemas.Partitioning;

class PlacementTest {
    private static final int PARTITIONS = 12;
    private static final int RIGHT = Partitioning.of("1880", PARTITIONS);
    private static final int WRONG = (RIGHT + 1) % PARTITIONS;

    @Test
    void a_record_lies_in_its_organisations_partition_under_its_key() {
        Placement placement = new Placement(PARTITIONS);

        assertThat(placement.faults(record(RIGHT, "1880"), "1880", "1880")).isEmpty();
        assertThat(placement.faults(record(WRONG, "1881"), "1880", "1880"))
                .extracting(Fault::code)
                .containsExactly("wrong-key", "wrong-partition");
    }

    @Test
    void where_any_partition_is_right_the_key_is_to_be_right_still() {
        Placement anywhere = Placement.anywhere();

        assertThat(anywhere.faults(record(WRONG, "1880"), "1880", "1880")).isEmpty();
        assertThat(anywhere.faults(record(WRONG, "1881"), "1880", "1880"))
                .extracting(Fault::code)
                .containsExactly("wrong-key");
    }

    private static InputRecord record(int partition, String key) {
        return new InputRecord(partition, 17, 0, key.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }
}
