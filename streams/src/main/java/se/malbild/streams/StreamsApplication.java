package se.malbild.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import se.malbild.applications.Condition;
import se.malbild.applications.StreamsRuntime;
import se.malbild.applications.TopologyContext;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;
import se.malbild.service.Health;

/** The streams application: its topology, run, and what an operator may want to see of it. */
public final class StreamsApplication implements AutoCloseable {
    /** The topics that it reads or writes. */
    public static final List<Topic> TOPICS = List.of(
            Topic.INDICATOR_EVENTS,
            Topic.GOAL_FRAMEWORKS,
            Topic.PICTURES,
            Topic.GOAL_AREA_ATTAINMENT,
            Topic.INDICATOR_ATTAINMENT,
            Topic.INDICATOR_OBSERVATIONS,
            Topic.REJECTED_EVENTS);

    private final StreamsSettings settings;
    private final TopologyMetrics counts;
    private final LatencyMetrics latency;
    private final StreamsRuntime runtime;
    private volatile Optional<TopologyDescription> topology = Optional.empty();

    /** As the other, without metrics. */
    public StreamsApplication(StreamsSettings settings) {
        this(settings, new CompositeMeterRegistry());
    }

    /**
     * Starts nothing yet.
     *
     * @param meters where Kafka's own metrics and {@link #counts()} can be read, with latency and restoring
     */
    public StreamsApplication(StreamsSettings settings, MeterRegistry meters) {
        this.settings = settings;
        counts = new TopologyMetrics(meters);
        latency = new LatencyMetrics(meters, System::currentTimeMillis);
        runtime = new StreamsRuntime(
                settings.cluster(),
                settings.stateDirectory(),
                TOPICS,
                MalbildTopology.changelogs(settings.group()),
                meters);
    }

    /**
     * Starts the application, once; waits for the registry as long as it takes, saying so.
     *
     * @throws StartupException when the broker does not answer, a topic is missing or has another number of partitions
     *     than the others, a schema is not registered, or the state directory cannot be used
     * @throws InterruptedException when interrupted, or closed by another thread, while waiting
     */
    public void start() throws InterruptedException {
        runtime.start(this::assemble);
    }

    private KafkaStreams assemble(TopologyContext context) throws IOException {
        CommitPace pace = new CommitPace(settings.commitInterval(), System::nanoTime);
        Topology built = new MalbildTopology(context, pace, counts, latency).build();
        topology = Optional.of(built.describe());
        return new KafkaStreams(
                built,
                settings.kafkaStreams(pace),
                new CommitWatchingClients(latency, pace, context.prefix().topic(Topic.INDICATOR_EVENTS)));
    }

    /** Returns what the application has seen. */
    public TopologyMetrics counts() {
        return counts;
    }

    /** Returns the topology as Kafka Streams describes it; nothing while the registry is waited for. */
    public Optional<TopologyDescription> topology() {
        return topology;
    }

    /**
     * A task of this instance.
     *
     * @param id as Kafka Streams names it, for example {@code 0_2}
     * @param partitions of the input topics in Kafka, for example {@code indicator-events-2}
     */
    public record TaskPlace(String id, String thread, String threadState, boolean isStandby, List<String> partitions) {
        public TaskPlace {
            partitions = List.copyOf(partitions);
        }
    }

    /** Returns the tasks of this instance, by id. */
    public List<TaskPlace> tasks() {
        List<TaskPlace> tasks = new ArrayList<>();
        runtime.kafkaStreams().ifPresent(streams -> {
            for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
                thread.activeTasks().forEach(task -> tasks.add(place(task, thread, false)));
                thread.standbyTasks().forEach(task -> tasks.add(place(task, thread, true)));
            }
        });
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
        List<StorePart> parts = new ArrayList<>();
        runtime.kafkaStreams()
                .filter(streams -> isRunning())
                .ifPresent(streams -> new TreeMap<>(streams.allLocalStorePartitionLags())
                        .forEach((store, lags) -> new TreeMap<>(lags)
                                .forEach((partition, lag) -> parts.add(new StorePart(
                                        store, partition, lag.currentOffsetPosition(), lag.endOffsetPosition())))));
        return parts;
    }

    /** Returns whether every task is running: nothing is being restored or moved. */
    public boolean isRunning() {
        return condition() == Condition.RUNNING;
    }

    /** Returns how the application is. */
    public Condition condition() {
        return runtime.condition();
    }

    /** Returns the same for probes and people. */
    public Health.State health() {
        return runtime.health(condition());
    }

    /** Returns how many offsets of changelogs are left to restore. */
    public long leftToRestore() {
        return runtime.leftToRestore();
    }

    /** Waits until the application has ended; returns false when it ended by a failure. */
    public boolean awaitEnd() throws InterruptedException {
        return runtime.awaitEnd();
    }

    /** Commits, leaves the group so that others take over at once, and stops; also while it starts. */
    @Override
    public void close() {
        runtime.close();
    }
}
