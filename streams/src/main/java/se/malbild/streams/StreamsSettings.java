package se.malbild.streams;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import se.malbild.applications.ApplicationSettings;
import se.malbild.schemas.Cluster;

/**
 * The settings of the streams application.
 *
 * @param cluster where the topics are
 * @param applicationId names, after the cluster's prefix, the consumer group, the changelogs and the transactions; never
 *     changed
 * @param stateDirectory kept between starts, used by one process at a time, not in a temporary directory
 * @param commitInterval how often what is published is committed and so seen by readers; while there is much left to read, at
 *     most once a second
 * @param replicationFactor of the changelogs
 * @param threads stream threads in this process
 * @param overrides Kafka Streams settings that win over the ones here
 */
public record StreamsSettings(
        Cluster cluster,
        String applicationId,
        Path stateDirectory,
        Duration commitInterval,
        int replicationFactor,
        int threads,
        Map<String, String> overrides) {

    public static final String DEFAULT_APPLICATION_ID = "malbild";
    public static final Duration DEFAULT_COMMIT_INTERVAL = Duration.ofMillis(100);

    public StreamsSettings {
        overrides = Map.copyOf(overrides);
    }

    /** Returns the application's id in Kafka, which is also that of its consumer group. */
    public String group() {
        return cluster.prefix().group(applicationId);
    }

    /**
     * Returns Kafka Streams' own settings.
     *
     * @throws IOException when the state directory cannot be written
     */
    Properties kafkaStreams(CommitPace pace) throws IOException {
        Map<String, Object> config = ApplicationSettings.of(
                group(), cluster, stateDirectory, pace.longestInterval(), replicationFactor, threads);
        // Punctuations run only between polls: an idle poll must not be longer than the time between two flushes.
        config.put(StreamsConfig.POLL_MS_CONFIG, Math.max(1, pace.longestPoll().toMillis()));
        config.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Slice.LARGEST_BYTES);
        config.putAll(overrides);
        Properties properties = new Properties();
        properties.putAll(config);
        return properties;
    }
}
