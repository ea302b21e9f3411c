package se.malbild.applications;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;

/** The settings of Kafka Streams that hold for every application over these topics: exactly once, and nothing lost. */
public final class ApplicationSettings {
    private ApplicationSettings() {}

    /**
     * Returns the settings, to be added to.
     *
     * @param stateDirectory made when it is missing
     * @throws IOException when the state directory cannot be written
     */
    public static Map<String, Object> of(
            String applicationId,
            Cluster cluster,
            Path stateDirectory,
            Duration commitInterval,
            int replicationFactor,
            int threads)
            throws IOException {
        Map<String, Object> config = cluster.kafkaConfig();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicationFactor);
        config.put(StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG), Topic.ANY_TIME);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        // No input waits for another: their order does not matter. 0 would wait for the idle one's lag to be known.
        config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
        // The processors write what belongs together at once; a cache before the stores only adds work.
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
        // What is written about a record may carry all of it, so it is larger than any input.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topic.MAX_OUTPUT_BYTES);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
        config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // While catching up, the default of 16 KiB would be sent, and compressed, every hundred records.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 * 1024);
        return config;
    }
}
