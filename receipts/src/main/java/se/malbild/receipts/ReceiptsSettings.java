package se.malbild.receipts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.streams.StreamsConfig;
import se.malbild.applications.ApplicationSettings;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;

/**
 * The settings of the receipts application.
 *
 * @param cluster where the topics are
 * @param applicationId names, after the cluster's prefix, the consumer group, the changelog and the transactions; never
 *     changed
 * @param stateDirectory kept between starts, used by one process at a time, not in a temporary directory
 * @param replicationFactor of the changelog
 * @param threads stream threads in this process
 * @param overrides Kafka Streams settings that win over the ones here
 */
public record ReceiptsSettings(
        Cluster cluster,
        String applicationId,
        Path stateDirectory,
        int replicationFactor,
        int threads,
        Map<String, String> overrides) {

    public static final String DEFAULT_APPLICATION_ID = "malbild-receipts";
    /** The topics that the application reads or writes. */
    public static final List<Topic> TOPICS =
            List.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS, Topic.CELL_RECEIPTS);

    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);

    public ReceiptsSettings {
        overrides = Map.copyOf(overrides);
    }

    /** Returns the name of the topic that holds the state of the application that is {@code group} in Kafka. */
    public static String changelog(String group) {
        return group + "-" + ReceiptsTopology.STORE + "-changelog";
    }

    /** Returns the application's id in Kafka, which is also that of its consumer group. */
    public String group() {
        return cluster.prefix().group(applicationId);
    }

    /**
     * Returns Kafka Streams' own settings.
     *
     * @param memory what the stores share
     * @throws IOException when the state directory cannot be written
     */
    Properties kafkaStreams(RocksDbMemory memory) throws IOException {
        Map<String, Object> config =
                ApplicationSettings.of(group(), cluster, stateDirectory, COMMIT_INTERVAL, replicationFactor, threads);
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbLimits.class);
        config.put(RocksDbLimits.MEMORY, memory);
        // A killed process leaves only what was committed on disk, so the store is kept and the rest is read again.
        config.put(StreamsConfig.TRANSACTIONAL_STATE_STORES_CONFIG, true);
        // What is not committed is held key by key, so somebody who reads it would find some records half.
        config.put(
                StreamsConfig.DEFAULT_INTERACTIVE_QUERY_ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.toString());
        config.putAll(overrides);
        Properties properties = new Properties();
        properties.putAll(config);
        return properties;
    }
}
