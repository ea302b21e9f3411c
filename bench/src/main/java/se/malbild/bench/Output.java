package se.malbild.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import se.malbild.schemas.CommittedRecords;
import se.malbild.schemas.Topic;

/** The topic that a peer writes to, with as many partitions as that of the events. */
final class Output {
    private Output() {}

    static void create(Replay replay) {
        try (Admin admin = Admin.create(replay.cluster().kafkaConfig())) {
            NewTopic topic = new NewTopic(replay.output(), Optional.of(Topic.DEFAULT_PARTITIONS), Optional.empty())
                    .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
            admin.createTopics(List.of(topic)).all().get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Hands all committed records of it to {@code visitor}, and waits for transactions that are ending. */
    static void read(
            Replay replay, Consumer<byte[], byte[]> consumer, CommittedRecords.Visitor<RuntimeException> visitor) {
        try (Commits commits = new Commits(replay.cluster())) {
            Map<TopicPartition, Long> ends = commits.ends(List.of(replay.output()), IsolationLevel.READ_UNCOMMITTED);
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            CommittedRecords.readTo(consumer, ends, visitor);
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Returns the totals that it has as text by their keys. */
    static Totals totals(Replay replay) {
        Totals totals = new Totals();
        try (Consumer<byte[], byte[]> consumer = CommittedRecords.consumer(replay.cluster())) {
            read(
                    replay,
                    consumer,
                    record -> totals.put(
                            new String(record.key(), StandardCharsets.UTF_8),
                            Totals.Total.parse(new String(record.value(), StandardCharsets.UTF_8))));
        }
        return totals;
    }
}
