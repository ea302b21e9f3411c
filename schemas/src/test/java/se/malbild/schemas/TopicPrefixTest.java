package se.malbild.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPrefixTest {
    private static final TopicPrefix ACME = new TopicPrefix("acme.");

    @Test
    void it_stands_before_every_topic_subject_and_group_as_it_is() {
        assertThat(ACME.topic(Topic.PICTURES)).isEqualTo("acme.pictures");
        assertThat(ACME.subject(Topic.PICTURES)).isEqualTo("acme.pictures-value");
        assertThat(ACME.group("malbild")).isEqualTo("acme.malbild");
        assertThat(new TopicPrefix("acme").topic(Topic.PICTURES)).isEqualTo("acmepictures");
    }

    @ParameterizedTest
    @EnumSource
    void without_one_names_are_as_they_are(Topic topic) {
        assertThat(TopicPrefix.NONE.topic(topic)).isEqualTo(topic.topicName());
        assertThat(TopicPrefix.NONE.subject(topic)).isEqualTo(topic.subject());
        assertThat(TopicPrefix.NONE.named(topic.topicName())).contains(topic);
        assertThat(TopicPrefix.NONE.group("malbild")).isEqualTo("malbild");
        assertThat(new Cluster("localhost:9092", "http://localhost:8085").prefix())
                .isEqualTo(TopicPrefix.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void only_its_own_topics_are_found_by_their_names_in_kafka(Topic topic) {
        assertThat(ACME.named("acme." + topic.topicName())).contains(topic);
        assertThat(ACME.named(topic.topicName())).isEmpty();
        assertThat(ACME.named("other." + topic.topicName())).isEmpty();
        assertThat(TopicPrefix.NONE.named("acme." + topic.topicName())).isEmpty();
    }

    @Test
    void state_is_kept_beside_that_of_another() {
        assertThat(ACME.path(Path.of("data", "receipts"))).isEqualTo(Path.of("data", "acme.receipts"));
        assertThat(ACME.path(Path.of("streams-state"))).isEqualTo(Path.of("acme.streams-state"));
        assertThat(new TopicPrefix("..").path(Path.of("data", "receipts"))).isEqualTo(Path.of("data", "..receipts"));
        assertThat(TopicPrefix.NONE.path(Path.of("data", "receipts"))).isEqualTo(Path.of("data", "receipts"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme/", "acme:", "åäö.", "acme .", " ", "acme\n"})
    void what_kafka_does_not_take_in_a_name_is_refused(String text) {
        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> new TopicPrefix(text))
                .satisfies(refusal -> {
                    assertThat(refusal.text().sv()).startsWith("”" + text + "” kan inte vara topicprefix: ");
                    assertThat(refusal.text().en()).startsWith("“" + text + "” cannot be a topic prefix: ");
                });
    }

    @Test
    void it_leaves_room_for_the_names_that_come_after_it() {
        assertThat(new TopicPrefix("a".repeat(TopicPrefix.MOST_CHARACTERS)).topic(Topic.PICTURES))
                .hasSizeLessThan(249);
        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> new TopicPrefix("a".repeat(TopicPrefix.MOST_CHARACTERS + 1)));
    }
}
