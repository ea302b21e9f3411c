package se.malbild.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.YearDecision;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/** Writes decisions to {@link Topic#YEAR_DECISIONS}, one by one. For use by many threads. */
final class DecisionLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);

    private final KafkaProducer<byte[], byte[]> producer;
    private final RecordWriter writer;
    private final String topic;

    private DecisionLog(KafkaProducer<byte[], byte[]> producer, RecordWriter writer, String topic) {
        this.producer = producer;
        this.writer = writer;
        this.topic = topic;
    }

    /**
     * Returns one.
     *
     * @param within how long Kafka may take to say that it has a decision
     * @throws RegistryException when the registry is away, or the schema is not registered in it
     */
    static DecisionLog connect(Cluster cluster, Duration within) throws RegistryException {
        RecordWriter writer;
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
            writer = new RecordWriter(registry, Topic.YEAR_DECISIONS);
        }
        String most = Long.toString(within.toMillis());
        Map<String, Object> config = cluster.kafkaConfig();
        // Told to be in force only when it cannot be lost, and written once however often it is sent again.
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        config.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, most);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, most);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(within.toMillis() / 2));
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_INPUT_BATCH_BYTES);
        return new DecisionLog(
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
                writer,
                cluster.prefix().topic(Topic.YEAR_DECISIONS));
    }

    /**
     * Writes {@code decision}, and returns whether Kafka has confirmed that it has it.
     *
     * @throws se.malbild.service.HttpProblemException when no reader would take it in, since it is too large
     */
    boolean write(YearDecision decision) {
        byte[] value;
        synchronized (writer) {
            value = writer.decision(decision);
        }
        DecisionYear year = decision.year();
        byte[] key = Keys.decisions(year.organisation(), year.framework(), year.year())
                .getBytes(StandardCharsets.UTF_8);
        if (key.length + value.length > Topic.MAX_INPUT_BYTES) {
            throw GatewayProblems.decisionTooLarge(key.length + value.length);
        }
        try {
            int partition = Partitioning.of(
                    year.organisation(), producer.partitionsFor(topic).size());
            producer.send(new ProducerRecord<>(topic, partition, key, value)).get();
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | KafkaException failed) {
            LOG.warn("Kafka has not confirmed the decision {}", decision.decisionId(), failed);
            return false;
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
