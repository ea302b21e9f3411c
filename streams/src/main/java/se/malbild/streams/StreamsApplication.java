package se.malbild.streams;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Text;
import se.malbild.schemas.RecordWriter;
import se.malbild.schemas.RegistryException;
import se.malbild.schemas.SchemaLookups;
import se.malbild.schemas.SchemaRegistry;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;

/** The running application: checks what it needs, starts the topology, and stops without a trace. */
public final class StreamsApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsApplication.class);
    private static final Topic[] TOPICS = {
        Topic.INDICATOR_EVENTS,
        Topic.GOAL_FRAMEWORKS,
        Topic.PICTURES,
        Topic.GOAL_AREA_ATTAINMENT,
        Topic.INDICATOR_ATTAINMENT,
        Topic.REJECTED_EVENTS
    };
    private static final Duration BROKER_ANSWERS_WITHIN = Duration.ofSeconds(5);
    private static final Duration REGISTRY_RETRY = Duration.ofSeconds(1);
    /** Below what process managers usually allow between asking a process to stop and killing it. */
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(8);

    private final Counts counts = new Counts();
    private final ExecutorService lookups;
    private final SchemaRegistry registry;
    private final KafkaStreams streams;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean failed;

    /**
     * Starts the application; waits for the registry as long as it takes, saying so.
     *
     * @throws StartupException when the broker does not answer, a topic is missing or has another number of partitions
     *     than the others, a schema is not registered, or the state directory cannot be written
     * @throws InterruptedException when interrupted while waiting for the registry
     */
    public StreamsApplication(StreamsSettings settings) throws StartupException, InterruptedException {
        int partitions = partitions(settings.bootstrapServers());
        Path schemas = settings.stateDirectory().resolve("schemas");
        registry = SchemaRegistry.connect(settings.registryUrl(), Map.of(), Optional.of(schemas));
        lookups = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "schema-lookups");
            thread.setDaemon(true);
            return thread;
        });
        try {
            RecordWriter writer = awaitSchemas(settings.registryUrl());
            streams = new KafkaStreams(
                    // Made on the stream threads, which are never to wait for the registry.
                    new MalbildTopology(
                                    partitions,
                                    settings.flushEvery(),
                                    registry,
                                    writer::forAnotherThread,
                                    lookups,
                                    counts)
                            .build(),
                    settings.kafkaStreams());
        } catch (IOException notWritable) {
            closeRegistry();
            throw new StartupException(
                    new Text(
                            "Tillståndskatalogen " + settings.stateDirectory() + " går inte att skriva i.",
                            "The state directory " + settings.stateDirectory() + " cannot be written to."),
                    notWritable);
        } catch (StreamsException unusable) {
            closeRegistry();
            throw new StartupException(
                    new Text(
                            "Tillståndskatalogen " + settings.stateDirectory()
                                    + " används redan av en annan process eller går inte att använda.",
                            "The state directory " + settings.stateDirectory()
                                    + " is in use by another process or cannot be used."),
                    unusable);
        } catch (RuntimeException | InterruptedException ended) {
            closeRegistry();
            throw ended;
        }
        streams.setUncaughtExceptionHandler(thrown -> {
            LOG.error("The application stops: a record or its state could not be processed", thrown);
            failed = true;
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT; // a replaced thread leaves its tasks orphaned
        });
        streams.setStateListener((now, before) -> {
            LOG.info("{} after {}", now, before);
            if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                failed |= now == KafkaStreams.State.ERROR;
                ended.countDown();
            }
        });
        streams.start();
    }

    /** Returns what the application has seen. */
    public Counts counts() {
        return counts;
    }

    /** Returns whether every task is running: nothing is being restored or moved. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Waits until the application has ended; returns false when it ended by a failure. */
    public boolean awaitEnd() throws InterruptedException {
        ended.await();
        return !failed;
    }

    /** Commits, leaves the group so that others take over at once, and stops. */
    @Override
    public void close() {
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSES_WITHIN));
        closeRegistry();
    }

    private void closeRegistry() {
        lookups.shutdownNow();
        registry.close();
    }

    /** What was written with older schemas waits in the state if the registry went away just now. */
    private void preload(Topic topic) {
        try {
            registry.preload(topic);
        } catch (RegistryException away) {
            LOG.warn("Starting with the schemas known since before: {}", away.getMessage());
        }
    }

    /** Returns a writer for the outputs. */
    private RecordWriter awaitSchemas(String registryUrl) throws StartupException, InterruptedException {
        boolean said = false;
        long answersSince = System.nanoTime();
        while (true) {
            try {
                RecordWriter writer = new RecordWriter(registry, TOPICS);
                preload(Topic.INDICATOR_EVENTS);
                preload(Topic.GOAL_FRAMEWORKS);
                return writer;
            } catch (RegistryException notNow) {
                if (notNow.kind() != RegistryException.Kind.NOT_REGISTERED) {
                    if (!said) {
                        LOG.warn("The schema registry at {} does not answer; waiting for it", registryUrl);
                        said = true;
                    }
                    answersSince = System.nanoTime();
                } else if (System.nanoTime() - answersSince >= SchemaLookups.NO_COUNTS_AFTER.toNanos()) {
                    throw new StartupException(notNow.text());
                } // otherwise it may be starting, and not have read yet what it has
                TimeUnit.MILLISECONDS.sleep(REGISTRY_RETRY.toMillis());
            }
        }
    }

    /** Returns the number of partitions of the topics, which must be the same: the Processor API would not notice. */
    private static int partitions(String bootstrapServers) throws StartupException, InterruptedException {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) BROKER_ANSWERS_WITHIN.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) BROKER_ANSWERS_WITHIN.toMillis());
        try (Admin admin = Admin.create(config)) {
            Map<String, KafkaFuture<TopicDescription>> described = admin.describeTopics(
                            Stream.of(TOPICS).map(Topic::topicName).toList())
                    .topicNameValues();
            List<String> missing = new ArrayList<>();
            Set<Integer> counts = new TreeSet<>();
            List<String> told = new ArrayList<>();
            for (Topic topic : TOPICS) {
                try {
                    int count = described
                            .get(topic.topicName())
                            .get(BROKER_ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                            .partitions()
                            .size();
                    counts.add(count);
                    told.add(topic.topicName() + " " + count);
                } catch (ExecutionException failed) {
                    if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
                        throw noBroker(bootstrapServers);
                    }
                    missing.add(topic.topicName());
                }
            }
            if (!missing.isEmpty()) {
                String names = missing.stream().sorted().collect(Collectors.joining(", "));
                throw new StartupException(new Text(
                        "Topics saknas i Kafka: " + names + ". Skapa dem med ”malbild topics apply”.",
                        "Topics are missing in Kafka: " + names + ". Create them with “malbild topics apply”."));
            }
            if (counts.size() > 1) {
                throw new StartupException(new Text(
                        "Alla topics måste ha lika många partitioner, men har: " + String.join(", ", told) + ".",
                        "All topics must have the same number of partitions, but have: " + String.join(", ", told)
                                + "."));
            }
            return counts.iterator().next();
        } catch (TimeoutException | org.apache.kafka.common.KafkaException unreachable) {
            throw noBroker(bootstrapServers);
        }
    }

    private static StartupException noBroker(String bootstrapServers) {
        return new StartupException(new Text(
                "Kafka svarar inte på " + bootstrapServers + ". Kontrollera adressen och att tjänsten är igång.",
                "Kafka does not answer at " + bootstrapServers + ". Check the address and that it is running."));
    }
}
