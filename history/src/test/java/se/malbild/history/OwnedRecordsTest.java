package se.malbild.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.malbild.schemas.Reflects;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.InputRecord;

/** Outputs at one moment, while the next are being written. */
class OwnedRecordsTest {
    private static final String PICTURE = "1880/orebro-2017-2019/2018";
    private static final String ROW = "1880/orebro-2017-2019/2018/N00914";
    private static final Reflects EARLIER = new Reflects(10, 1);
    private static final Reflects LATER = new Reflects(20, 1);

    private final OwnedRecords owned = new OwnedRecords("1880");

    @BeforeEach
    void both_outputs_stand() {
        put(Topic.PICTURES, PICTURE, "picture 1", EARLIER);
        put(Topic.INDICATOR_ATTAINMENT, ROW, "row 1", new Reflects(5, 1));
    }

    @Test
    void given_a_later_output_of_one_topic_then_neither_counts_until_both_have_been_read_to_that_moment() {
        assertThat(owned.freeze()).isEqualTo(EARLIER);
        put(Topic.INDICATOR_ATTAINMENT, ROW, "row 2", LATER);
        assertThat(standing()).isEqualTo(Map.of(PICTURE, "picture 1", ROW, "row 1"));

        owned.thaw();
        assertThat(owned.freeze()).isEqualTo(LATER);
        put(Topic.PICTURES, PICTURE, "picture 2", LATER);
        assertThat(standing()).isEqualTo(Map.of(PICTURE, "picture 2", ROW, "row 2"));
    }

    @Test
    void given_the_rest_of_what_was_written_by_that_moment_then_it_counts() {
        owned.freeze();
        put(Topic.INDICATOR_ATTAINMENT, ROW, "row of the same moment", EARLIER);

        assertThat(standing()).containsEntry(ROW, "row of the same moment");
    }

    @Test
    void given_an_output_that_was_taken_away_then_it_stands_no_longer_and_its_position_is_reflected() {
        put(Topic.PICTURES, PICTURE, null, LATER);

        assertThat(owned.freeze()).isEqualTo(LATER);
        assertThat(standing()).containsOnlyKeys(ROW);
    }

    @Test
    void given_an_output_that_names_no_position_then_it_stands_all_the_same() {
        owned.freeze();
        owned.put(new OutputKey(Topic.PICTURES, PICTURE), record("anybody's"));

        assertThat(standing()).containsEntry(PICTURE, "anybody's");
        assertThat(owned.reflected()).isEqualTo(EARLIER);
    }

    @Test
    void given_a_position_then_the_log_ends_with_it() {
        for (int offset = 8; offset < 13; offset++) {
            owned.add(Topic.INDICATOR_EVENTS, new InputRecord(0, offset, 0, bytes("1880"), bytes("event")));
            owned.add(Topic.GOAL_FRAMEWORKS, new InputRecord(0, offset - 8, 0, bytes("1880/x"), bytes("framework")));
        }

        assertThat(owned.log(EARLIER).end()).isEqualTo(new Cut(3, 2));
        assertThat(owned.log(Reflects.NOTHING).end()).isEqualTo(Cut.BEGINNING);
        assertThat(owned.log().end()).isEqualTo(new Cut(5, 5));
    }

    private void put(Topic topic, String key, String value, Reflects reflects) {
        ConsumerRecord<byte[], byte[]> record = record(value);
        reflects.addTo(record.headers());
        owned.put(new OutputKey(topic, key), record);
    }

    private Map<String, String> standing() {
        return owned.outputs().entrySet().stream()
                .collect(Collectors.toMap(
                        output -> output.getKey().key(),
                        output -> new String(output.getValue(), StandardCharsets.UTF_8)));
    }

    private static ConsumerRecord<byte[], byte[]> record(String value) {
        return new ConsumerRecord<>("any", 0, 0, null, value == null ? null : bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
