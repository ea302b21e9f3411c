package se.malbild.dashboard.follow;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.goals.Fault;
import se.malbild.goals.decision.DecisionRecord;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.YearDecision;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.YearDecisionReader;
import se.malbild.schemas.intake.DecisionIntake;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.intake.SchemaLookups;
import se.malbild.schemas.intake.TopicIntake;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * Reads the decisions about years. Pictures are shown without them, too, so where they may not be read or there is no such topic the
 * follower goes on without it, and says so once. For one thread.
 */
final class DecisionsTopic {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionsTopic.class);
    private static final Pattern KEY = Pattern.compile("([0-9]{4})/([^/]+)/([0-9]{4})");
    /** The faults of what a later version can read. */
    private static final Set<String> OF_LATER_VERSION =
            Set.of(YearDecisionReader.UNKNOWN_KIND, YearDecisionReader.UNKNOWN_ROLE);

    private final String name;
    private final Fold fold;
    private final TopicIntake<YearDecision> intake;

    /** @param partitions that every topic was made with */
    DecisionsTopic(TopicPrefix prefix, SchemaRegistry registry, int partitions, Fold fold) {
        this.name = prefix.topic(Topic.YEAR_DECISIONS);
        this.fold = fold;
        this.intake = new TopicIntake<>(
                SchemaLookups.onOwnThread(registry), new DecisionIntake(registry, partitions)::judge, this::add);
    }

    /** Returns the partitions that can be read; none when there is no topic, or it may not be read. */
    static List<TopicPartition> partitions(TopicPrefix prefix, Consumer<byte[], byte[]> consumer) {
        String topic = prefix.topic(Topic.YEAR_DECISIONS);
        try {
            List<PartitionInfo> infos = consumer.partitionsFor(topic);
            List<TopicPartition> partitions = infos.stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                LOG.warn(
                        "There is no topic {}, so no decisions are shown; make it with \"malbild topics apply\" and start"
                                + " again",
                        topic);
            }
            return partitions;
        } catch (TopicAuthorizationException refused) {
            sayRefused(topic);
            return List.of();
        }
    }

    private static void sayRefused(String topic) {
        LOG.warn(
                "The topic {} may not be read, so no decisions are shown; give the dashboard's user the right to read it and"
                        + " start again",
                topic);
    }

    /** Returns whether {@code consumer}, which was refused, can go on without this topic, which it then no longer reads. */
    boolean isLeftOut(Consumer<byte[], byte[]> consumer, TopicAuthorizationException refused) {
        if (!refused.unauthorizedTopics().contains(name)) {
            return false;
        }
        Set<TopicPartition> others = consumer.assignment().stream()
                .filter(partition -> !partition.topic().equals(name))
                .collect(Collectors.toSet());
        if (others.size() < consumer.assignment().size()) {
            sayRefused(name);
            consumer.assign(others);
        }
        return true;
    }

    void take(InputRecord record) {
        intake.take(record);
    }

    void retry() {
        intake.retry();
    }

    /** Returns how many records wait for their schema. */
    int waiting() {
        return intake.waiting();
    }

    private void add(TopicIntake.Settled<YearDecision> settled) {
        InputRecord record = settled.record();
        LogPosition position = new LogPosition(Topic.YEAR_DECISIONS.topicName(), record.partition(), record.offset());
        Matcher key = KEY.matcher(record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8));
        if (!key.matches()) {
            LOG.warn("{}-{}-{} is about no year", position.topic(), position.partition(), position.offset());
            return;
        }
        DecisionYear about = new DecisionYear(key.group(1), key.group(2), Integer.parseInt(key.group(3)));
        fold.decision(about, record(settled.intake()), position, Instant.ofEpochMilli(record.appendedAt()));
    }

    private static DecisionRecord record(Intake<YearDecision> intake) {
        if (intake instanceof Intake.Accepted<YearDecision> accepted) {
            return new DecisionRecord.Decided(accepted.content());
        }
        List<Fault> faults = ((Intake.Rejected<YearDecision>) intake).faults();
        return faults.stream().map(Fault::code).allMatch(OF_LATER_VERSION::contains)
                ? new DecisionRecord.OfLaterVersion()
                : new DecisionRecord.Unreadable(faults);
    }
}
