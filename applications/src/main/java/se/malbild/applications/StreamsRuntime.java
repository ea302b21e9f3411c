package se.malbild.applications;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Text;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.PartitionWatch;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.SchemaLookups;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.service.Health;

/** Runs an application on Kafka Streams: checks what it needs, starts it, reports how it is, and shuts it down cleanly. */
public final class StreamsRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsRuntime.class);
    /** Below what process managers usually allow between asking a process to stop and killing it. */
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(8);
    /** How long at most a metric that Streams has made, as for a task that came, is not to be read. */
    private static final Duration NEW_METRICS_WITHIN = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final Path stateDirectory;
    private final List<Topic> topics;
    private final List<String> changelogs;
    private final MeterRegistry meters;
    private final RestoreMetrics restore;
    private final CountDownLatch ended = new CountDownLatch(1);
    /** Closes what was opened, the latest first. */
    private final Deque<Runnable> closing = new ArrayDeque<>();

    private volatile Optional<PartitionWatch> partitionWatch = Optional.empty();
    private Thread starting;
    private volatile KafkaStreams streams;
    private volatile boolean failed;
    private volatile boolean closed;

    /** Puts an application together from the parts it needs. */
    public interface Assembly {
        /**
         * Returns the application, not started.
         *
         * @throws IOException when the state directory cannot be written
         * @throws InterruptedException when interrupted
         */
        KafkaStreams assemble(TopologyContext context) throws IOException, InterruptedException;
    }

    /**
     * Starts nothing yet.
     *
     * @param topics those that will be read or written
     * @param changelogs of its stores, by their names in Kafka
     * @param meters where Kafka's own metrics and those of restoring can be read
     */
    public StreamsRuntime(
            Cluster cluster, Path stateDirectory, List<Topic> topics, List<String> changelogs, MeterRegistry meters) {
        this.cluster = cluster;
        this.stateDirectory = stateDirectory;
        this.topics = List.copyOf(topics);
        this.changelogs = List.copyOf(changelogs);
        this.meters = meters;
        this.restore = new RestoreMetrics(meters);
    }

    /**
     * Starts the application, once; waits for the registry as long as it takes, saying so.
     *
     * @throws StartupException when the broker does not answer, a topic is missing or has another number of partitions
     *     than the others, a schema is not registered, or the state directory cannot be used
     * @throws InterruptedException when interrupted, or closed by another thread, while waiting
     */
    public void start(Assembly assembly) throws InterruptedException {
        begin();
        try {
            int partitions = ApplicationStart.partitions(cluster, topics, changelogs);
            PartitionWatch watch = PartitionWatch.start(cluster, topics);
            closing.push(watch::close);
            partitionWatch = Optional.of(watch);
            Path schemas = stateDirectory.resolve("schemas");
            SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.of(schemas));
            closing.push(registry::close);
            ExecutorService executor = Executors.newSingleThreadExecutor(StreamsRuntime::lookupThread);
            closing.push(executor::shutdownNow);
            RecordWriter writer = ApplicationStart.awaitWriter(registry, cluster, topics);
            run(
                    assembly,
                    new TopologyContext(
                            cluster.prefix(),
                            partitions,
                            registry,
                            // Made on the stream threads, which are never to wait for the registry.
                            writer::forAnotherThread,
                            new SchemaLookups(registry, executor)));
        } finally {
            begun();
        }
        if (closed) {
            throw new InterruptedException("closed while starting");
        }
    }

    private synchronized void begin() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("closed before it was started");
        }
        starting = Thread.currentThread();
    }

    private synchronized void begun() {
        starting = null;
        notifyAll();
    }

    private static Thread lookupThread(Runnable task) {
        return daemon(task, "schema-lookups");
    }

    private static Thread metricsThread(Runnable task) {
        return daemon(task, "kafka-metrics");
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Damaged files of the state are deleted once: all that was in them is in Kafka. Reading it again may take long, so
     * nothing is deleted for a fault that passes or that the new files would meet, too.
     */
    private void run(Assembly assembly, TopologyContext context) throws InterruptedException {
        try {
            try {
                run(assembly.assemble(context));
            } catch (ProcessorStateException unreadable) {
                if (StateFailure.isDiskFull(unreadable, stateDirectory)
                        || !StateFailure.isDamage(unreadable, stateDirectory)) {
                    throw unreadable;
                }
                LOG.warn(
                        "The state in {} cannot be opened. It is deleted and read again from Kafka",
                        stateDirectory,
                        unreadable);
                KafkaStreams anew = assembly.assemble(context);
                anew.cleanUp();
                run(anew);
            }
        } catch (IOException notWritable) {
            throw unusable(
                    notWritable,
                    new Text(
                            "Tillståndskatalogen " + stateDirectory + " går inte att skriva i.",
                            "The state directory " + stateDirectory + " cannot be written to."));
        } catch (StreamsException unusable) {
            throw unusable(
                    unusable,
                    new Text(
                            "Tillståndskatalogen " + stateDirectory
                                    + " används redan av en annan process eller går inte att använda: "
                                    + StateFailure.message(unusable),
                            "The state directory " + stateDirectory
                                    + " is in use by another process or cannot be used: "
                                    + StateFailure.message(unusable)));
        }
    }

    private StartupException unusable(Exception why, Text otherwise) {
        Text diskFull = new Text(
                "Disken med tillståndskatalogen " + stateDirectory + " är full.",
                "The disk with the state directory " + stateDirectory + " is full.");
        return new StartupException(StateFailure.isDiskFull(why, stateDirectory) ? diskFull : otherwise, why);
    }

    /**
     * Starts {@code assembled}.
     *
     * @throws StreamsException when its state cannot be used; it is closed then
     */
    private void run(KafkaStreams assembled) {
        ScheduledExecutorService finder = Executors.newSingleThreadScheduledExecutor(StreamsRuntime::metricsThread);
        closing.push(finder::shutdownNow);
        KafkaStreamsMetrics kafkaMetrics = new KafkaStreamsMetrics(assembled, Tags.empty(), finder, NEW_METRICS_WITHIN);
        assembled.setUncaughtExceptionHandler(thrown -> {
            LOG.error("The application stops. Nothing is lost: restarted, it continues from its last commit", thrown);
            partitionProblem().ifPresent(problem -> LOG.error("Before it can be restarted: {}", problem.en()));
            failed = true;
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT; // a replaced thread leaves its tasks orphaned
        });
        AtomicBoolean isStarted = new AtomicBoolean(true);
        assembled.setStateListener((now, before) -> {
            LOG.info("{} after {}", now, before);
            boolean hasEnded = now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING;
            if (hasEnded && isStarted.get()) {
                failed |= now == KafkaStreams.State.ERROR;
                ended.countDown();
            }
        });
        assembled.setGlobalStateRestoreListener(restore);
        kafkaMetrics.bindTo(meters);
        try {
            assembled.start();
        } catch (RuntimeException unusable) {
            isStarted.set(false);
            kafkaMetrics.close();
            assembled.close(CLOSES_WITHIN);
            throw unusable;
        }
        closing.push(() ->
                assembled.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSES_WITHIN)));
        closing.push(kafkaMetrics::close); // nobody is to read them from stores that are being closed
        streams = assembled;
    }

    /** Returns the running application; nothing before it has started. */
    public Optional<KafkaStreams> kafkaStreams() {
        return Optional.ofNullable(streams);
    }

    /** Returns how the application is. */
    public Condition condition() {
        KafkaStreams known = streams;
        if (failed) {
            return Condition.FAILED;
        }
        if (known == null) {
            return closed ? Condition.STOPPED : Condition.STARTING;
        }
        return switch (known.state()) {
            case RUNNING -> Condition.RUNNING;
            // Streams calls restoring rebalancing, too.
            case CREATED, REBALANCING -> restore.partitions() > 0 ? Condition.RESTORING : Condition.REBALANCING;
            case PENDING_SHUTDOWN, NOT_RUNNING -> Condition.STOPPED;
            case PENDING_ERROR, ERROR -> Condition.FAILED;
        };
    }

    /**
     * Returns how the application is, for probes and people: not ready while a topic has partitions that nobody reads.
     *
     * @param condition as {@link #condition} returned it, or what the application knows better
     */
    public Health.State health(Condition condition) {
        Health.State state = condition.health(leftToRestore());
        return partitionProblem()
                .map(problem -> new Health.State(state.live(), false, "partitions-differ", problem))
                .orElse(state);
    }

    private Optional<Text> partitionProblem() {
        return partitionWatch.flatMap(PartitionWatch::problem);
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

    /** Ends a start that is under way, or commits and leaves the group so that others take over at once; and stops. */
    @Override
    public void close() {
        endStart();
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
        ended.countDown();
    }

    private synchronized void endStart() {
        closed = true;
        boolean interrupted = false;
        while (starting != null) {
            starting.interrupt();
            try {
                wait();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
