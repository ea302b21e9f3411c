package se.malbild.cluster;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ContainerNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;
import se.malbild.local.LoopbackPorts;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.admin.AdminClients;

/**
 * Brokers and a registry in containers of the images that docker-compose.yml names, on loopback ports that stay the same
 * when one is started again. Brokers are counted from 0.
 */
public final class ContainerBackend implements Backend {
    private static final Path COMPOSE = Path.of("../docker-compose.yml");
    private static final String KAFKA = "KAFKA_IMAGE";
    private static final String REGISTRY = "REGISTRY_IMAGE";
    private static final Duration UP_WITHIN = Duration.ofMinutes(10);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
    private static final int STOPS_WITHIN_SECONDS = 60;
    private static final int MOST_COPIES = 3;

    private final DockerClient docker = DockerClientFactory.instance().client();
    private final Network network = Network.newNetwork();
    private final List<Integer> ports;
    private final List<GenericContainer<?>> brokers = new ArrayList<>();
    private final GenericContainer<?> registry;
    private final int registryPort;

    private ContainerBackend(int brokerCount) {
        ports = new ArrayList<>(LoopbackPorts.free(brokerCount + 1));
        registryPort = ports.remove(brokerCount);
        for (int i = 0; i < brokerCount; i++) {
            brokers.add(container(KAFKA, name(i), ports.get(i), 9092).withEnv(settings(i)));
        }
        registry = container(REGISTRY, "registry", registryPort, 8080)
                .withEnv("APICURIO_STORAGE_KIND", "kafkasql")
                .withEnv("APICURIO_KAFKASQL_BOOTSTRAP_SERVERS", listed(i -> name(i) + ":19092"))
                .withEnv("JAVA_OPTS", "-Xmx384m")
                .waitingFor(answering());
    }

    private static WaitStrategy answering() {
        return Wait.forHttp("/apis/ccompat/v7/subjects")
                .withReadTimeout(ANSWERS_WITHIN)
                .withStartupTimeout(UP_WITHIN);
    }

    public static ContainerBackend start(int brokerCount) {
        ContainerBackend started = new ContainerBackend(brokerCount);
        try {
            Startables.deepStart(started.brokers).join();
            started.awaitBrokers();
            started.registry.start();
            return started;
        } catch (RuntimeException | Error failed) {
            started.close();
            throw failed;
        }
    }

    /** Returns the images it needs, by the names they have on this computer. */
    static List<String> images() {
        return Stream.of(KAFKA, REGISTRY)
                .map(variable -> ImageNameSubstitutor.instance().apply(image(variable)))
                .map(DockerImageName::asCanonicalNameString)
                .toList();
    }

    private static DockerImageName image(String variable) {
        try {
            Matcher name = Pattern.compile("\\$\\{" + variable + ":-([^}]+)}").matcher(Files.readString(COMPOSE));
            if (!name.find()) {
                throw new IllegalStateException(COMPOSE + " names no " + variable);
            }
            return DockerImageName.parse(name.group(1));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private GenericContainer<?> container(String image, String name, int port, int containerPort) {
        GenericContainer<?> container = new GenericContainer<>(image(image))
                .withNetwork(network)
                .withNetworkAliases(name)
                .withExposedPorts(containerPort)
                .withStartupTimeout(UP_WITHIN);
        container.setPortBindings(List.of(LoopbackPorts.HOST + ":" + port + ":" + containerPort));
        return container;
    }

    /** As in docker-compose.yml, with shorter waits for a broker that is away. */
    private Map<String, String> settings(int broker) {
        short copies = replication();
        Map<String, String> settings = new HashMap<>();
        settings.put("KAFKA_NODE_ID", Integer.toString(broker));
        settings.put("KAFKA_PROCESS_ROLES", "broker,controller");
        settings.put("KAFKA_LISTENERS", "INTERNAL://:19092,HOST://:9092,CONTROLLER://:9093");
        settings.put(
                "KAFKA_ADVERTISED_LISTENERS",
                "INTERNAL://" + name(broker) + ":19092,HOST://" + LoopbackPorts.HOST + ":" + ports.get(broker));
        settings.put("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "INTERNAL:PLAINTEXT,HOST:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("KAFKA_INTER_BROKER_LISTENER_NAME", "INTERNAL");
        settings.put("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER");
        settings.put("KAFKA_CONTROLLER_QUORUM_VOTERS", listed(i -> i + "@" + name(i) + ":9093"));
        settings.put("KAFKA_LOG_DIRS", "/var/lib/kafka/data");
        settings.put("KAFKA_HEAP_OPTS", "-Xms128m -Xmx384m");
        settings.put("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        settings.put("KAFKA_DEFAULT_REPLICATION_FACTOR", Short.toString(copies));
        settings.put("KAFKA_MIN_INSYNC_REPLICAS", Integer.toString(copies / 2 + 1));
        settings.put("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", Short.toString(copies));
        settings.put("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "5");
        settings.put("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", Short.toString(copies));
        settings.put("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", Integer.toString(copies / 2 + 1));
        settings.put("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "5");
        settings.put("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        settings.put("KAFKA_BROKER_SESSION_TIMEOUT_MS", "3000");
        settings.put("KAFKA_LOG_CLEANER_DEDUPE_BUFFER_SIZE", "16777216");
        return settings;
    }

    private static String name(int broker) {
        return "broker-" + broker;
    }

    private String listed(IntFunction<String> each) {
        return IntStream.range(0, ports.size()).mapToObj(each).collect(Collectors.joining(","));
    }

    private void awaitBrokers() {
        await("brokers").atMost(UP_WITHIN).ignoreExceptions().until(() -> {
            try (Admin admin = AdminClients.create(cluster(TopicPrefix.NONE))) {
                return admin.describeCluster().nodes().get().size() == brokers.size();
            }
        });
    }

    /** Waits until every broker has every copy it should have. */
    public void awaitWhole() {
        await("every copy in sync").atMost(UP_WITHIN).ignoreExceptions().until(() -> {
            try (Admin admin = AdminClients.create(cluster(TopicPrefix.NONE))) {
                return admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .allMatch(partition -> partition.isr().size() == replication());
            }
        });
    }

    /** Ends a broker as {@code kill -9} does. */
    public void kill(int broker) {
        docker.killContainerCmd(id(broker)).exec();
    }

    /** Asks a broker to stop, and waits until it has. */
    public void stop(int broker) {
        docker.stopContainerCmd(id(broker)).withTimeout(STOPS_WITHIN_SECONDS).exec();
    }

    /** Starts a broker that was ended, over the data it had. */
    public void restart(int broker) {
        docker.startContainerCmd(id(broker)).exec();
    }

    /** Freezes a broker: it keeps its connections and says nothing. */
    public void pause(int broker) {
        docker.pauseContainerCmd(id(broker)).exec();
    }

    public void goOn(int broker) {
        docker.unpauseContainerCmd(id(broker)).exec();
    }

    /** Takes a broker off the network, from the others and from its clients, while it runs on. */
    public void cutOff(int broker) {
        docker.disconnectFromNetworkCmd()
                .withContainerId(id(broker))
                .withNetworkId(network.getId())
                .exec();
    }

    public void reconnect(int broker) {
        docker.connectToNetworkCmd()
                .withContainerId(id(broker))
                .withNetworkId(network.getId())
                .withContainerNetwork(new ContainerNetwork().withAliases(name(broker)))
                .exec();
    }

    private String id(int broker) {
        return brokers.get(broker).getContainerId();
    }

    @Override
    public String bootstrapServers() {
        return listed(i -> LoopbackPorts.HOST + ":" + ports.get(i));
    }

    @Override
    public String registryUrl() {
        return "http://" + LoopbackPorts.HOST + ":" + registryPort + "/apis/ccompat/v7";
    }

    @Override
    public short replication() {
        return (short) Math.min(MOST_COPIES, ports.size());
    }

    @Override
    public void stopKafka() {
        kill(0);
    }

    @Override
    public void startKafka() {
        restart(0);
        awaitBrokers();
    }

    @Override
    public void stopRegistry() {
        docker.killContainerCmd(registry.getContainerId()).exec();
    }

    @Override
    public void startRegistry() {
        docker.startContainerCmd(registry.getContainerId()).exec();
        try {
            answering().waitUntilReady(registry);
        } catch (ContainerLaunchException late) {
            throw new IllegalStateException("the registry does not answer; its log: " + registry.getLogs(), late);
        }
    }

    @Override
    public void close() {
        registry.close();
        brokers.forEach(GenericContainer::close);
        network.close();
    }
}
