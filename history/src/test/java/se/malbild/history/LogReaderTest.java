package se.malbild.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Sender;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.InputRecord;

class LogReaderTest {
    private static final long MINUTE = 60_000;
    private static final String ORGANISATION = "1880";
    private static final TopicPartition EVENTS = new TopicPartition(Topic.INDICATOR_EVENTS.topicName(), 0);
    private static final TopicPartition FRAMEWORKS = new TopicPartition(Topic.GOAL_FRAMEWORKS.topicName(), 0);
    private static final TopicPartition DECISIONS = new TopicPartition(Topic.YEAR_DECISIONS.topicName(), 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    @Test
    void given_records_that_come_during_a_long_reading_then_nothing_is_settled_by_them_and_the_next_one_reads_them()
            throws Exception {
        consumer.updateBeginningOffsets(Map.of(EVENTS, 0L, FRAMEWORKS, 0L, DECISIONS, 0L));
        consumer.updateEndOffsets(Map.of(EVENTS, 1L, FRAMEWORKS, 1L, DECISIONS, 0L));
        consumer.schedulePollTask(() -> {
            add(EVENTS, 0, MINUTE);
            add(EVENTS, 1, 8 * MINUTE);
            consumer.updateEndOffsets(Map.of(EVENTS, 2L, FRAMEWORKS, 2L));
        });
        consumer.schedulePollTask(() -> {
            add(FRAMEWORKS, 0, 2 * MINUTE);
            add(FRAMEWORKS, 1, 9 * MINUTE);
        });

        OrganisationLog log =
                read(OrganisationLog.unread(ORGANISATION), Map.of(EVENTS, 1L, FRAMEWORKS, 1L, DECISIONS, 0L));

        assertThat(log.end()).isEqualTo(new Cut(1, 1));
        assertThat(log.at(Instant.ofEpochMilli(MINUTE)).isPreliminary()).isFalse();
        assertThat(log.at(Instant.ofEpochMilli(MINUTE + 1)).isPreliminary()).isTrue();

        consumer.schedulePollTask(() -> add(EVENTS, 1, 8 * MINUTE));
        consumer.schedulePollTask(() -> add(FRAMEWORKS, 1, 9 * MINUTE));
        OrganisationLog next = read(log, Map.of(EVENTS, 2L, FRAMEWORKS, 2L, DECISIONS, 0L));

        assertThat(next.end()).isEqualTo(new Cut(2, 2));
        assertThat(next.at(Instant.ofEpochMilli(8 * MINUTE))).isEqualTo(new Moment(new Cut(2, 1), false, false));
    }

    @Test
    void given_decisions_of_two_organisations_then_the_own_are_read_beside_the_cut_and_events_say_who_sent_them()
            throws Exception {
        consumer.updateBeginningOffsets(Map.of(EVENTS, 0L, FRAMEWORKS, 0L, DECISIONS, 0L));
        consumer.updateEndOffsets(Map.of(EVENTS, 2L, FRAMEWORKS, 0L, DECISIONS, 2L));
        consumer.schedulePollTask(() -> {
            add(EVENTS, 0, MINUTE, Keys.event(ORGANISATION), new RecordHeaders().add(new Sender("Eva Ask").header()));
            add(EVENTS, 1, MINUTE);
        });
        consumer.schedulePollTask(() -> {
            add(DECISIONS, 0, MINUTE, Keys.decisions(ORGANISATION, "plan", 2018), new RecordHeaders());
            add(DECISIONS, 1, MINUTE, Keys.decisions("1980", "plan", 2018), new RecordHeaders());
        });

        OrganisationLog log =
                read(OrganisationLog.unread(ORGANISATION), Map.of(EVENTS, 2L, FRAMEWORKS, 0L, DECISIONS, 2L));

        assertThat(log.end()).isEqualTo(new Cut(2, 0));
        assertThat(log.records(Topic.YEAR_DECISIONS))
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsExactly(ORGANISATION + "/plan/2018");
        assertThat(log.records(Topic.INDICATOR_EVENTS))
                .extracting(InputRecord::sender)
                .containsExactly(Optional.of(new Sender("Eva Ask")), Optional.empty());
    }

    private OrganisationLog read(OrganisationLog log, Map<TopicPartition, Long> written) throws TooLargeException {
        return LogReader.readOn(log, EVENTS, FRAMEWORKS, DECISIONS, written, consumer, Long.MAX_VALUE, Pace.FULL);
    }

    private void add(TopicPartition partition, long offset, long appendedAt) {
        String key = partition.equals(EVENTS) ? Keys.event(ORGANISATION) : Keys.framework(ORGANISATION, "plan");
        add(partition, offset, appendedAt, key, new RecordHeaders());
    }

    private void add(TopicPartition partition, long offset, long appendedAt, String key, Headers headers) {
        consumer.addRecord(new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                appendedAt,
                TimestampType.LOG_APPEND_TIME,
                key.length(),
                0,
                key.getBytes(StandardCharsets.UTF_8),
                new byte[0],
                headers,
                Optional.empty()));
    }
}
