package se.malbild.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.applications.ApplicationStart;
import se.malbild.applications.RestoreMetrics;
import se.malbild.goals.Text;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.SchemaRegistry;

/** The running application: checks what it needs, starts the topology, and stops without a trace. */
public final class StreamsApplication implements AutoCloseable {
    /** How the application is. */
    public enum Condition {
        /** Waiting for its share of the work. */
        REBALANCING,
        /** Reading its state back from the changelogs. */
        RESTORING,
        RUNNING,
        /** A defect or Kafka ended it. */
        FAILED,
        /** It was asked to stop. */
        STOPPED
    }

    private static final Logger LOG = LoggerFactory.getLogger(StreamsApplication.class);
    private static final List<Topic> TOPICS = List.of(
            Topic.INDICATOR_EVENTS,
            Topic.GOAL_FRAMEWORKS,
            Topic.PICTURES,
            Topic.GOAL_AREA_ATTAINMENT,
            Topic.INDICATOR_ATTAINMENT,
            Topic.REJECTED_EVENTS);
    /** Below what process managers usually allow between asking a process to stop and killing it. */
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(8);

    private final TopologyMetrics counts;
    private final RestoreMetrics restore;
    private final KafkaStreamsMetrics kafkaMetrics;
    private final ExecutorService lookups;
    private final SchemaRegistry registry;
    private final TopologyDescription topology;
    private final KafkaStreams streams;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean failed;

    /** As the other, without metrics. */
    public StreamsApplication(StreamsSettings settings) throws StartupException, InterruptedException {
        this(settings, new CompositeMeterRegistry());
    }

    /**
     * Starts the application; waits for the registry as long as it takes, saying so.
     *
     * @param meters where Kafka's own metrics and {@link #counts()} can be read, with latency and restoring
     * @throws StartupException when the broker does not answer, a topic is missing or has another number of partitions
     *     than the others, a schema is not registered, or the state directory cannot be written
     * @throws InterruptedException when interrupted while waiting for the registry
     */
    public StreamsApplication(StreamsSettings settings, MeterRegistry meters)
            throws StartupException, InterruptedException {
        counts = new TopologyMetrics(meters);
        restore = new RestoreMetrics(meters);
        LatencyMetrics latency = new LatencyMetrics(meters, System::currentTimeMillis);
        int partitions = ApplicationStart.partitions(settings.bootstrapServers(), TOPICS);
        Path schemas = settings.stateDirectory().resolve("schemas");
        registry = SchemaRegistry.connect(settings.registryUrl(), Map.of(), Optional.of(schemas));
        lookups = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "schema-lookups");
            thread.setDaemon(true);
            return thread;
        });
        try {
            RecordWriter writer = ApplicationStart.awaitWriter(registry, settings.registryUrl(), TOPICS);
            Topology built = new MalbildTopology(
                            partitions,
                            settings.flushEvery(),
                            registry,
                            // Made on the stream threads, which are never to wait for the registry.
                            writer::forAnotherThread,
                            lookups,
                            counts,
                            latency)
                    .build();
            topology = built.describe();
            streams = new KafkaStreams(built, settings.kafkaStreams(), new CommitWatchingClients(latency));
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
            LOG.error("The application ends. Nothing is lost: started again, it goes on from its last commit", thrown);
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
        streams.setGlobalStateRestoreListener(restore);
        kafkaMetrics = new KafkaStreamsMetrics(streams);
        kafkaMetrics.bindTo(meters);
        streams.start();
    }

    /** Returns what the application has seen. */
    public TopologyMetrics counts() {
        return counts;
    }

    /** Returns the topology as Kafka Streams describes it. */
    public TopologyDescription topology() {
        return topology;
    }

    /**
     * A task of this instance.
     *
     * @param id as Kafka Streams names it, for example {@code 0_2}
     * @param partitions of the input topics, for example {@code indicator-events-2}
     */
    public record TaskPlace(String id, String thread, String threadState, boolean isStandby, List<String> partitions) {
        public TaskPlace {
            partitions = List.copyOf(partitions);
        }
    }

    /** Returns the tasks of this instance, by id. */
    public List<TaskPlace> tasks() {
        List<TaskPlace> tasks = new ArrayList<>();
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            thread.activeTasks().forEach(task -> tasks.add(place(task, thread, false)));
            thread.standbyTasks().forEach(task -> tasks.add(place(task, thread, true)));
        }
        tasks.sort(Comparator.comparing(TaskPlace::id));
        return tasks;
    }

    private static TaskPlace place(TaskMetadata task, ThreadMetadata thread, boolean isStandby) {
        return new TaskPlace(
                task.taskId().toString(),
                thread.threadName(),
                thread.threadState(),
                isStandby,
                task.topicPartitions().stream()
                        .map(TopicPartition::toString)
                        .sorted()
                        .toList());
    }

    /**
     * A store's part on this instance.
     *
     * @param through offset in its changelog up to which it is restored, or written
     * @param end offset where the changelog ends
     */
    public record StorePart(String store, int partition, long through, long end) {}

    /** Returns the stores of this instance; none while the work is being divided. */
    public List<StorePart> stores() {
        if (!isRunning()) {
            return List.of();
        }
        List<StorePart> parts = new ArrayList<>();
        new TreeMap<>(streams.allLocalStorePartitionLags())
                .forEach((store, lags) -> new TreeMap<>(lags)
                        .forEach((partition, lag) -> parts.add(new StorePart(
                                store, partition, lag.currentOffsetPosition(), lag.endOffsetPosition()))));
        return parts;
    }

    /** Returns whether every task is running: nothing is being restored or moved. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /**
     * Returns how the application is. Only {@link Condition#FAILED} and {@link Condition#STOPPED} call for a restart.
     */
    public Condition condition() {
        if (failed) {
            return Condition.FAILED;
        }
        return switch (streams.state()) {
            case RUNNING -> Condition.RUNNING;
            // Streams calls restoring rebalancing, too.
            case CREATED, REBALANCING -> restore.partitions() > 0 ? Condition.RESTORING : Condition.REBALANCING;
            case PENDING_SHUTDOWN, NOT_RUNNING -> Condition.STOPPED;
            case PENDING_ERROR, ERROR -> Condition.FAILED;
        };
    }

    /** Returns how many offsets of changelogs are left to restore. */
    public long leftToRestore() {
        return restore.remaining();
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
        kafkaMetrics.close();
        closeRegistry();
    }

    private void closeRegistry() {
        lookups.shutdownNow();
        registry.close();
    }
}
