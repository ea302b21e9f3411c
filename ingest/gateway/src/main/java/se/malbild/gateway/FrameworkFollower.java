package se.malbild.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.GoalFrameworkReader;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * Reads {@link Topic#GOAL_FRAMEWORKS} from its beginning and follows it, on a thread of its own. It never gives up: while
 * Kafka is away what was read stays, and it goes on where it was.
 */
final class FrameworkFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrameworkFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final CurrentFrameworks frameworks;
    private final String topic;
    private final SchemaRegistry registry;
    private final GoalFrameworkReader reader;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaClientMetrics consumerMetrics;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean isCaughtUp;

    /**
     * Starts to read into {@code frameworks}.
     *
     * @param meters where the metrics of Kafka's client are kept
     */
    FrameworkFollower(
            CurrentFrameworks frameworks,
            Cluster cluster,
            Map<String, ?> kafkaConfig,
            SchemaRegistry registry,
            MeterRegistry meters) {
        this.frameworks = frameworks;
        this.topic = cluster.prefix().topic(Topic.GOAL_FRAMEWORKS);
        this.registry = registry;
        this.reader = new GoalFrameworkReader(registry);
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // A topic is made by malbild topics apply, never by somebody who reads it.
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.putAll(kafkaConfig);
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.consumerMetrics = new KafkaClientMetrics(consumer);
        consumerMetrics.bindTo(meters);
        this.thread = new Thread(this::run, "framework-follower");
        thread.start();
    }

    /** Tells whether everything that was on the topic at the start has been read. */
    boolean isCaughtUp() {
        return isCaughtUp;
    }

    /** Waits until it reads no more: it was closed, or ended by a defect. */
    void awaitEnd() throws InterruptedException {
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
                    LOG.warn("Kafka does not answer; the goal frameworks known so far stay: {}", away.toString());
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
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!isClosing()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                adopt(record, partitions.size());
            }
            if (!isCaughtUp) {
                isCaughtUp =
                        partitions.stream().allMatch(partition -> consumer.position(partition) >= ends.get(partition));
            }
        }
    }

    private void adopt(ConsumerRecord<byte[], byte[]> record, int partitions) {
        GoalFrameworkReader.Reading reading = reader.read(record.value());
        while (reading instanceof GoalFrameworkReader.Reading.UnknownSchema unknown) {
            SchemaRegistry.Lookup answer = registry.lookup(unknown.id());
            if (answer instanceof SchemaRegistry.Lookup.NoSuchId) {
                LOG.warn("No schema has the id {} of {}; the record is passed over.", unknown.id(), place(record));
                return;
            }
            if (answer instanceof SchemaRegistry.Lookup.Unreachable unreachable) {
                LOG.warn("The registry cannot be asked for schema {}: {}", unknown.id(), unreachable.why());
                pause();
            }
            reading = reader.read(record.value());
        }
        if (reading instanceof GoalFrameworkReader.Reading.Document document) {
            try {
                FrameworkVersion version = FrameworkVersion.read(document.yaml());
                String organisation = version.framework().organisation();
                String key = Keys.framework(organisation, version.framework().id());
                if (Partitioning.isInPlace(record.key(), record.partition(), key, organisation, partitions)) {
                    frameworks.add(version);
                }
            } catch (InvalidFrameworkException rejected) {
                LOG.debug("The framework at {} is invalid; rejected-events tells why.", place(record));
            }
        }
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return Keys.rejected(Topic.GOAL_FRAMEWORKS.topicName(), record.partition(), record.offset());
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
