package se.malbild.receipts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import se.malbild.applications.ApplicationSettings;

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

    public ReceiptsSettings {
        overrides = Map.copyOf(overrides);
    }

    /** Returns the name of the topic that holds the state of the application {@code applicationId}. */
    public static String changelog(String applicationId) {
        return applicationId + "-" + ReceiptsTopology.STORE + "-changelog";
    }

    /**
     * Returns Kafka Streams' own settings.
     *
     * @param memory what the stores share
     * @throws IOException when the state directory cannot be written
     */
    Properties kafkaStreams(RocksDbMemory memory) throws IOException {
        Map<String, Object> config = ApplicationSettings.of(
                applicationId, bootstrapServers, stateDirectory, COMMIT_INTERVAL, replicationFactor, threads);
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbLimits.class);
        config.put(RocksDbLimits.MEMORY, memory);
        config.putAll(overrides);
        Properties properties = new Properties();
        properties.putAll(config);
        return properties;
    }
}
