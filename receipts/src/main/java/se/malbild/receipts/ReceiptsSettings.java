package se.malbild.receipts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.processor.TimestampExtractor;
import se.malbild.schemas.ApplicationStart;

/**
 * What the receipts application is told from outside.
 *
 * @param bootstrapServers Kafka's addresses
 * @param registryUrl base address of the schema registry's Confluent API
 * @param applicationId names the consumer group, the changelog and the transactions; never changed
 * @param stateDirectory kept between starts, used by one process at a time, not in a temporary directory
 * @param replicationFactor of the changelog
 * @param threads stream threads in this process
 * @param overrides Kafka Streams settings that win over the ones here
 */
public record ReceiptsSettings(
        String bootstrapServers,
        String registryUrl,
        String applicationId,
        Path stateDirectory,
        int replicationFactor,
        int threads,
        Map<String, String> overrides) {

    public static final String DEFAULT_APPLICATION_ID = "malbild-receipts";

    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);
    private static final int LARGEST_RECORD = 4 * 1024 * 1024;

    public ReceiptsSettings {
        overrides = Map.copyOf(overrides);
    }

    /**
     * Returns Kafka Streams' own settings.
     *
     * @param memory what the stores share
     * @throws IOException when the state directory cannot be written
     */
    Properties kafkaStreams(RocksDbMemory memory) throws IOException {
        Map<String, Object> config = new HashMap<>();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL.toMillis());
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicationFactor);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbLimits.class);
        config.put(RocksDbLimits.MEMORY, memory);
        // Neither input waits for the other: what becomes of an event is worked out when somebody asks.
        config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
        // A record's entries are to be written together, and a cache would write them one by one.
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // What is wrong with a record the processors say themselves. What still throws is a defect: stop, lose nothing.
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        config.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DefaultProductionExceptionHandler.class);
        config.put("processing.exception.handler.global.enabled", true); // without it Streams warns at every start
        config.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, AppendTime.class);
        // A member that keeps its id and leaves on stop has its tasks back in about a second.
        config.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                ApplicationStart.instanceId(stateDirectory));
        // One that has not been heard of for as long as its transactions last has lost them: others may have its tasks.
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                Duration.ofSeconds(10).toMillis());
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // A waiting record and the receipts of a cell may be larger than any input.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_RECORD);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // While catching up, the default of 16 KiB would be sent, and compressed, every hundred entries.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 * 1024);
        config.putAll(overrides);
        Properties properties = new Properties();
        properties.putAll(config);
        return properties;
    }

    /** The broker's append time, or 0 where a record has none; the default throws on a time before 1970. */
    public static final class AppendTime implements TimestampExtractor {
        @Override
        public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
            return Math.max(0, record.timestamp());
        }
    }
}
