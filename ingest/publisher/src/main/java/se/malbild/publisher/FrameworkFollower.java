package se.malbild.publisher;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.intake.SchemaLookups;
import se.malbild.schemas.intake.TopicIntake;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * Reads {@link Topic#GOAL_FRAMEWORKS} from its beginning and follows it, on a thread of its own. It never gives up: while
 * Kafka is away what was read stays, and it goes on where it was.
 */
public final class FrameworkFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrameworkFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** While a record waits for its schema, which the registry mostly gives at once. */
    private static final Duration RETRY = Duration.ofMillis(100);

    private final CurrentFrameworks frameworks;
    private final String topic;
    private final SchemaRegistry registry;
    private final Consumer<byte[], byte[]> consumer;
    private final KafkaClientMetrics consumerMetrics;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private TopicIntake<FrameworkIntake.Applied> intake;

    /**
     * Starts to read into {@code frameworks}.
     *
     * @param registry with the schemas of the topic preloaded
     * @param meters where the metrics of Kafka's client are kept
     */
    public FrameworkFollower(
            CurrentFrameworks frameworks, Cluster cluster, SchemaRegistry registry, MeterRegistry meters) {
        this(frameworks, consumer(cluster), cluster.prefix(), registry, meters);
    }

    /** As above, with a {@code consumer} that is closed with it. */
    public FrameworkFollower(
            CurrentFrameworks frameworks,
            Consumer<byte[], byte[]> consumer,
            TopicPrefix prefix,
            SchemaRegistry registry,
            MeterRegistry meters) {
        this.frameworks = frameworks;
        this.topic = prefix.topic(Topic.GOAL_FRAMEWORKS);
        this.registry = registry;
        this.consumer = consumer;
        this.consumerMetrics = new KafkaClientMetrics(consumer);
        consumerMetrics.bindTo(meters);
        this.thread = new Thread(this::run, "framework-follower");
        thread.start();
    }

    private static Consumer<byte[], byte[]> consumer(Cluster cluster) {
        Map<String, Object> config = cluster.kafkaConfig();
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // A topic is made by malbild topics apply, never by somebody who reads it.
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Tells whether everything that was on the topic at the start has been read. */
    public boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** Waits until {@link #isCaughtUp}, at most {@code longest}, and tells whether it is. */
    boolean awaitCaughtUp(Duration longest) throws InterruptedException {
        return caughtUp.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until it reads no more: it was closed, or ended by a defect. */
    public void awaitEnd() throws InterruptedException {
        thread.join();
    }

    private void run() {
        try (consumer;
                consumerMetrics) {
            while (!isClosing()) {
                try {
                    follow();
                } catch (WakeupException closed) {
                    return;
                } catch (KafkaException away) {
                    LOG.warn("The goal frameworks cannot be read; those known so far stay: {}", away.toString());
                    // Where the topic does not exist, Kafka answers at once: then this is what keeps from asking all
                    // the time.
                    pause();
                }
            }
        } catch (WakeupException closed) {
            return; // it came while there was something to warn of
        } catch (RuntimeException defect) {
            LOG.error("The goal frameworks are read no more, because of a defect", defect);
        }
    }

    private void follow() {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("There is no topic " + topic);
        }
        if (consumer.assignment().isEmpty()) {
            intake = new TopicIntake<>(
                    SchemaLookups.onOwnThread(registry),
                    new FrameworkIntake(registry, partitions.size())::judge,
                    this::adopt);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!isClosing()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(intake.waiting() > 0 ? RETRY : POLL)) {
                intake.take(new InputRecord(
                        record.partition(), record.offset(), record.timestamp(), record.key(), record.value()));
            }
            intake.retry();
            if (!isCaughtUp()
                    && intake.waiting() == 0
                    && partitions.stream().allMatch(partition -> consumer.position(partition) >= ends.get(partition))) {
                caughtUp.countDown();
            }
        }
    }

    private void adopt(TopicIntake.Settled<FrameworkIntake.Applied> settled) {
        if (settled.intake() instanceof Intake.Accepted<FrameworkIntake.Applied> accepted) {
            frameworks.add(accepted.content().version());
        } else {
            InputRecord record = settled.record();
            LOG.debug(
                    "The framework at {} is not accepted; rejected-events says why.",
                    Keys.rejected(Topic.GOAL_FRAMEWORKS.topicName(), record.partition(), record.offset()));
        }
    }

    /** Waits a moment, or until it is closed, which throws. */
    private void pause() {
        try {
            if (closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new WakeupException();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new WakeupException();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
