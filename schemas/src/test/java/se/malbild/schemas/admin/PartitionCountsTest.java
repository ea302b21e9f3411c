package se.malbild.schemas.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import se.malbild.schemas.Topic;

class PartitionCountsTest {
    @Test
    void given_equal_counts_then_that_is_the_number_in_force_and_nothing_is_wrong() {
        PartitionCounts counts = counts(Map.of("indicator-events", 12, "goal-frameworks", 12, "pictures", 12));

        assertThat(counts.inForce()).contains(12);
        assertThat(counts.problem()).isEmpty();
    }

    @Test
    void given_a_topic_with_more_then_the_least_is_in_force_and_both_texts_name_every_count() {
        PartitionCounts counts = counts(Map.of("indicator-events", 16, "goal-frameworks", 12, "pictures", 12));

        assertThat(counts.inForce()).contains(12);
        assertThat(counts.problem()).hasValueSatisfying(problem -> {
            assertThat(problem.sv())
                    .contains(
                            "goal-frameworks 12, indicator-events 16, pictures 12",
                            "efter de 12 första i indicator-events");
            assertThat(problem.en())
                    .contains(
                            "goal-frameworks 12, indicator-events 16, pictures 12", "the first 12 of indicator-events");
        });
    }

    @Test
    void given_no_topic_then_no_number_is_in_force_and_nothing_is_said() {
        assertThat(counts(Map.of()).inForce()).isEmpty();
        assertThat(counts(Map.of()).problem()).isEmpty();
    }

    @Test
    void the_answers_of_visitors_are_not_kept_by_organisation_so_their_topic_is_not_compared() {
        assertThat(PartitionCounts.TOPICS).hasSize(Topic.values().length - 1).doesNotContain(Topic.PAGE_FEEDBACK);
    }

    static PartitionCounts counts(Map<String, Integer> byTopic) {
        return new PartitionCounts(new TreeMap<>(byTopic));
    }
}
