package se.malbild.schemas.admin;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;

/**
 * Lets the input topics keep the times that records are sent with, any time and any size, until it is closed; then they have their
 * own settings again. Brokers hear of either a moment later.
 */
public final class GivenTimes implements AutoCloseable {
    /** What a broker takes in one request unless it is set up otherwise: a record was as large when it came. */
    public static final int LARGEST_BATCH_BYTES = 100 * 1024 * 1024;

    private static final Map<String, String> GIVEN = Map.of(
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "CreateTime",
            TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
            Topic.ANY_TIME,
            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
            Topic.ANY_TIME,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(LARGEST_BATCH_BYTES));

    private final Cluster cluster;

    private GivenTimes(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Begins. */
    public static GivenTimes begin(Cluster cluster) throws BrokerException {
        alter(
                cluster,
                topic -> GIVEN.entrySet().stream()
                        .map(setting -> set(setting.getKey(), setting.getValue()))
                        .toList());
        return new GivenTimes(cluster);
    }

    @Override
    public void close() throws BrokerException {
        alter(
                cluster,
                topic -> GIVEN.keySet().stream()
                        .map(name -> Optional.ofNullable(topic.configs().get(name))
                                .map(value -> set(name, value))
                                .orElseGet(() ->
                                        new AlterConfigOp(new ConfigEntry(name, null), AlterConfigOp.OpType.DELETE)))
                        .toList());
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static void alter(Cluster cluster, Function<Topic, Collection<AlterConfigOp>> settings)
            throws BrokerException {
        try (Admin admin = AdminClients.create(cluster)) {
            admin.incrementalAlterConfigs(Topic.inputs().stream()
                            .collect(Collectors.toMap(
                                    topic -> new ConfigResource(
                                            ConfigResource.Type.TOPIC,
                                            cluster.prefix().topic(topic)),
                                    settings)))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            throw new BrokerException(failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new BrokerException(stop);
        }
    }
}
