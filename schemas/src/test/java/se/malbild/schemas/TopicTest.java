package se.malbild.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Period;

class TopicTest {
    @Test
    void an_organisation_lies_where_kafkas_own_partitioner_puts_its_events() {
        for (int organisation = 0; organisation < 10_000; organisation += 7) {
            String code = String.format("%04d", organisation);
            for (int partitions : new int[] {1, 2, 12, 50}) {
                assertThat(Partitioning.of(code, partitions))
                        .isEqualTo(
                                BuiltInPartitioner.partitionForKey(code.getBytes(StandardCharsets.UTF_8), partitions));
            }
        }
    }

    @Test
    void keys_name_what_a_record_is_about() {
        assertThat(Keys.event("1880")).isEqualTo("1880");
        assertThat(Keys.framework("1880", "orebro-2017-2019")).isEqualTo("1880/orebro-2017-2019");
        assertThat(Keys.decisions("1880", "orebro-2017-2019", 2018)).isEqualTo("1880/orebro-2017-2019/2018");
        assertThat(Keys.picture("1880", "orebro-2017-2019", 2018)).isEqualTo("1880/orebro-2017-2019/2018");
        assertThat(Keys.part("1880", "orebro-2017-2019", 2018, "N00914"))
                .isEqualTo("1880/orebro-2017-2019/2018/N00914");
        assertThat(Keys.rejected("indicator-events", 3, 17)).isEqualTo("indicator-events/3/17");
    }

    @Test
    void the_key_of_a_cell_keeps_cells_apart_whose_ids_hold_the_sign_between_them() {
        Cell plain = new Cell("1880", "N00914", "kommunstyrelsen", Period.of(2018), Gender.TOTAL, "", Kind.OUTCOME);
        Cell one = new Cell("1880", "a/b", "c", Period.of(2018), Gender.TOTAL, "d", Kind.OUTCOME);
        Cell other = new Cell("1880", "a", "b/c", Period.of(2018), Gender.TOTAL, "d", Kind.OUTCOME);
        Cell third = new Cell("1880", "a%2Fb", "c", Period.of(2018), Gender.TOTAL, "d", Kind.OUTCOME);

        assertThat(Keys.cell(plain)).isEqualTo("1880/2018/N00914/kommunstyrelsen/2018/TOTAL//OUTCOME");
        assertThat(List.of(Keys.cell(one), Keys.cell(other), Keys.cell(third))).doesNotHaveDuplicates();
        assertThat(Keys.organisation(Keys.cell(one))).isEqualTo("1880");
    }

    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"INDICATOR_EVENTS", "GOAL_FRAMEWORKS", "YEAR_DECISIONS", "PAGE_FEEDBACK"},
            mode = EnumSource.Mode.EXCLUDE)
    void what_follows_from_a_record_of_a_clock_that_was_ahead_is_taken(Topic topic) {
        assertThat(topic.configs()).containsEntry("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"INDICATOR_EVENTS", "GOAL_FRAMEWORKS", "YEAR_DECISIONS"})
    void what_was_said_is_kept_for_ever_with_the_time_of_the_broker(Topic topic) {
        assertThat(topic.configs())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "-1")
                .containsEntry("message.timestamp.type", "LogAppendTime");
    }

    @Test
    void what_visitors_say_is_not_kept_for_ever() {
        assertThat(Topic.PAGE_FEEDBACK.configs())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "31536000000");
    }

    @Test
    void what_other_systems_and_operators_read_is_compressed_in_the_way_that_every_client_reads() {
        assertThat(Topic.values())
                .filteredOn(topic -> topic.configs().get("compression.type").equals("gzip"))
                .containsExactly(
                        Topic.PICTURES, Topic.GOAL_AREA_ATTAINMENT, Topic.INDICATOR_ATTAINMENT, Topic.REJECTED_EVENTS);
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void a_topic_is_found_by_its_name_and_its_schema_is_for_every_language(Topic topic) {
        assertThat(Topic.named(topic.topicName())).contains(topic);
        assertThat(topic.subject()).isEqualTo(topic.topicName() + "-value");
        assertThat(topic.schema().toString()).doesNotContain("avro.java");
    }
}
