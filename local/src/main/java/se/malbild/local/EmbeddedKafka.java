package se.malbild.local;

import static java.util.stream.Collectors.joining;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import se.malbild.goals.Text;
import se.malbild.schemas.StartupException;

/**
 * A real Kafka cluster in this process, on the loopback address, over a data directory that outlives it: closing it, or
 * killing the process, loses nothing that was acknowledged. Every node is broker and controller in one. Nodes are started and
 * stopped by one thread at a time.
 *
 * <p>A broker that finds its data directory gone or its disk full ends the process, as Kafka always does.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final int MAX_NODES = 3;

    private final DataDirectory directory;
    private final ClusterLayout layout;
    private final Map<String, String> overrides;
    private final Time time;
    private final KafkaNode[] running;

    private EmbeddedKafka(DataDirectory directory, ClusterLayout layout, Map<String, String> overrides, Time time) {
        this.directory = directory;
        this.layout = layout;
        this.overrides = overrides;
        this.time = time;
        this.running = new KafkaNode[layout.brokerPorts().size()];
    }

    /**
     * Starts a cluster and returns when it can be used.
     *
     * @param dataDirectory where the cluster keeps everything; made when it is not there. The number of nodes is settled by
     *     the first start over it.
     * @param nodeCount 1 to 3
     * @param port what node 0 listens on, or 0 for the port it had before or, at the first start, any free one
     * @throws StartupException when the port is taken, the directory cannot be written to or is in use, it holds a cluster
     *     of another size, or Kafka itself fails
     */
    public static EmbeddedKafka start(Path dataDirectory, int nodeCount, int port) {
        return start(dataDirectory, nodeCount, port, Map.of());
    }

    /**
     * As {@link #start(Path, int, int)}, with broker settings that win over the ones chosen here.
     *
     * @param overrides names and values as in Kafka's {@code server.properties}
     */
    public static EmbeddedKafka start(Path dataDirectory, int nodeCount, int port, Map<String, String> overrides) {
        return start(dataDirectory, nodeCount, port, overrides, Time.SYSTEM);
    }

    /**
     * As {@link #start(Path, int, int, Map)}, with a clock that may be wrong.
     *
     * @param time what every node goes by
     */
    public static EmbeddedKafka start(
            Path dataDirectory, int nodeCount, int port, Map<String, String> overrides, Time time) {
        if (nodeCount < 1 || nodeCount > MAX_NODES) {
            throw new IllegalArgumentException("nodeCount is 1 to " + MAX_NODES + ", not " + nodeCount);
        }
        DataDirectory directory = DataDirectory.open(dataDirectory);
        try {
            ClusterLayout layout = ClusterLayout.settle(directory.path(), nodeCount, port);
            EmbeddedKafka kafka = new EmbeddedKafka(directory, layout, Map.copyOf(overrides), time);
            kafka.startAll();
            return kafka;
        } catch (RuntimeException | Error e) {
            directory.close();
            throw e;
        }
    }

    /** Returns where clients connect: {@code host:port} of every node, with commas between, stopped nodes included. */
    public String bootstrapServers() {
        return layout.brokerPorts().stream().map(EmbeddedKafka::address).collect(joining(","));
    }

    /**
     * Starts a stopped node and returns when it is part of the cluster again.
     *
     * @throws IllegalStateException when the node is running
     */
    public void start(int node) {
        if (running[node] != null) {
            throw new IllegalStateException("Node " + node + " is running");
        }
        KafkaNode started = new KafkaNode(new KafkaConfig(settings(node), false), time);
        running[node] = started;
        started.start();
    }

    /** Stops a node in good order; a node that does not run is left as it is. */
    public void stop(int node) {
        stopBroker(node);
        stopController(node);
    }

    /** Stops every node and gives the data directory back. */
    @Override
    public void close() {
        try {
            stopAll();
        } finally {
            directory.close();
        }
    }

    private void startAll() {
        try {
            nodes().forEach(this::format);
            onEveryNode(this::start);
        } catch (RuntimeException e) {
            Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            try {
                stopAll();
            } catch (RuntimeException alsoFailed) {
                cause.addSuppressed(alsoFailed);
            }
            throw new StartupException(
                    new Text(
                            "Kafka startade inte över %s: %s".formatted(directory.path(), cause.getMessage()),
                            "Kafka did not start over %s: %s".formatted(directory.path(), cause.getMessage())),
                    cause);
        }
    }

    /** Brokers before controllers, since a broker leaves in good order only while there is a quorum. */
    private void stopAll() {
        onEveryNode(this::stopBroker);
        onEveryNode(this::stopController);
    }

    private void stopBroker(int node) {
        if (running[node] != null) {
            running[node].stopBroker();
        }
    }

    private void stopController(int node) {
        if (running[node] != null) {
            running[node].stopController();
            running[node] = null;
        }
    }

    /** Prepares a node's directory as {@code kafka-storage.sh format} does, once. */
    private void format(int node) {
        String logDirectory = logDirectory(node);
        try (PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setClusterId(layout.clusterId())
                    .setNodeId(node)
                    .setDirectories(List.of(logDirectory))
                    .setMetadataLogDirectory(logDirectory)
                    .setControllerListenerName("CONTROLLER")
                    .setIgnoreFormatted(true)
                    .setPrintStream(quiet)
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private Properties settings(int node) {
        String replicas = String.valueOf(running.length);
        String inSync = running.length < MAX_NODES ? "1" : "2";
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", String.valueOf(node),
                "log.dirs", logDirectory(node),
                "controller.listener.names", "CONTROLLER",
                "controller.quorum.voters", voters(),
                "listeners",
                        "PLAINTEXT://%s,CONTROLLER://%s"
                                .formatted(
                                        address(layout.brokerPorts().get(node)),
                                        address(layout.controllerPorts().get(node))),
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"));
        // As many copies as there are nodes; with three, everything goes on when one of them is stopped.
        settings.putAll(Map.of(
                "default.replication.factor", replicas,
                "min.insync.replicas", inSync,
                "offsets.topic.replication.factor", replicas,
                "transaction.state.log.replication.factor", replicas,
                "transaction.state.log.min.isr", inSync));
        // Topics are part of the contract and made by a command: a misspelt name is to fail.
        settings.put("auto.create.topics.enable", "false");
        // The default of 50 each costs seconds and hundreds of files at the first start, for a handful of clients.
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        // The default of 128 MiB is taken from the heap at once, per node. This cleans 150,000 keys in a round.
        settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024));
        // Made for disks with many requests in flight (3 and 8); each thread costs a stack and buffers, per node.
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        // A new consumer group would wait 3 s for members that are all in this process.
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A node that was killed is refused until its old session has run out: 3 s instead of 9.
        settings.put("broker.heartbeat.interval.ms", "300");
        settings.put("broker.session.timeout.ms", "3000");
        settings.putAll(overrides);
        return settings;
    }

    private String voters() {
        return nodes().mapToObj(
                        node -> node + "@" + address(layout.controllerPorts().get(node)))
                .collect(joining(","));
    }

    private String logDirectory(int node) {
        return directory.path().resolve("node-" + node).toString();
    }

    private static String address(int port) {
        return LoopbackPorts.HOST + ":" + port;
    }

    private IntStream nodes() {
        return IntStream.range(0, running.length);
    }

    /** All at once, since a node waits for a quorum of the others. */
    private void onEveryNode(IntConsumer task) {
        CompletableFuture.allOf(nodes().mapToObj(node -> CompletableFuture.runAsync(
                                () -> task.accept(node), work -> new Thread(work, "kafka-node-" + node).start()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
