package se.malbild.streams;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import se.malbild.schemas.ApplicationStart;

/**
 * What the streams application is told from outside.
 *
 * @param bootstrapServers Kafka's addresses
 * @param registryUrl base address of the schema registry's Confluent API
 * @param applicationId names the consumer group, the changelogs and the transactions; never changed
 * @param stateDirectory kept between starts, used by one process at a time, not in a temporary directory
 * @param commitInterval how often work is committed and so seen by readers
 * @param replicationFactor of the changelogs
 * @param threads stream threads in this process
 * @param overrides Kafka Streams settings that win over the ones here
 */
public record StreamsSettings(
        String bootstrapServers,
        String registryUrl,
        String applicationId,
        Path stateDirectory,
        Duration commitInterval,
        int replicationFactor,
        int threads,
        Map<String, String> overrides) {

    public static final String DEFAULT_APPLICATION_ID = "malbild";
    public static final Duration DEFAULT_COMMIT_INTERVAL = Duration.ofMillis(100);

    private static final int FLUSHES_A_COMMIT = 5;
    private static final int LARGEST_RECORD = 4 * 1024 * 1024;

    public StreamsSettings {
        overrides = Map.copyOf(overrides);
    }

    /** Returns how often what changed is judged: often enough that a commit carries nearly all of it. */
    Duration flushEvery() {
        return commitInterval.dividedBy(FLUSHES_A_COMMIT);
    }

    /**
     * Returns Kafka Streams' own settings.
     *
     * @throws IOException when the state directory cannot be written
     */
    Properties kafkaStreams() throws IOException {
        Map<String, Object> config = new HashMap<>();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicationFactor);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        // Punctuations run only between polls: an idle poll must not be longer than the time between two flushes.
        config.put(StreamsConfig.POLL_MS_CONFIG, Math.max(1, flushEvery().toMillis()));
        // Neither input waits for the other: their order does not matter. 0 would wait for the idle one's lag to be
        // known.
        config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
        // The stores are in memory and read through the processors; a cache before them only adds work.
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // What is wrong with a record the processors say themselves. What still throws is a defect: stop, lose nothing.
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        config.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DefaultProductionExceptionHandler.class);
        config.put("processing.exception.handler.global.enabled", true); // without it Streams warns at every start
        // The default throws on a negative time, which no processor would get to see.
        config.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, AppendTime.class);
        // A member that keeps its id and leaves on stop has its tasks back in about a second.
        config.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                ApplicationStart.instanceId(stateDirectory));
        // One that has not been heard of for as long as its transactions last has lost them: others may have its tasks.
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                Duration.ofSeconds(10).toMillis());
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // A rejected record carries the original and its faults, so it is larger than any input.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_RECORD);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // While catching up, the default of 16 KiB would be sent, and compressed, every hundred records.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 * 1024);
        config.putAll(overrides);
        Properties properties = new Properties();
        properties.putAll(config);
        return properties;
    }
}
