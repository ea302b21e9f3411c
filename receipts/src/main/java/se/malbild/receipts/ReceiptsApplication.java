package se.malbild.receipts;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.applications.ApplicationStart;
import se.malbild.applications.ReadPosition;
import se.malbild.applications.RestoreMetrics;
import se.malbild.goals.Text;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.service.Health;

/** The running application: checks what it needs, starts the topology, answers from its stores, and stops. */
public final class ReceiptsApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptsApplication.class);
    private static final List<Topic> TOPICS =
            List.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS, Topic.CELL_RECEIPTS);
    /** Below what process managers usually allow between asking a process to stop and killing it. */
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(8);

    /** Somebody waits for the books; a start has longer. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

    private static final Duration REUSED_WITHIN = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** Closing the books reads everything, so the gauges follow at some distance. */
    private static final int LOOKS_PER_CLOSING = 10;

    private final int partitions;
    private final RestoreMetrics restore;
    private final ExecutorService lookups;
    private final ScheduledExecutorService watch;
    private final SchemaRegistry registry;
    private final RocksDbMemory memory = new RocksDbMemory();
    private final Admin admin;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics kafkaMetrics;
    private final FrameworksInForce frameworks = new FrameworksInForce();
    private final SortedMap<Integer, Long> endsAtStart;
    private final String changelog;
    private final StoreOrigin origin;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean failed;
    private volatile boolean caughtUp;
    private boolean isOriginKept;
    private volatile Optional<Ledger> latest = Optional.empty();
    private long latestClosedAt;
    private int looks;

    /**
     * Starts the application; waits for the registry as long as it takes, saying so.
     *
     * @param meters where to register what is measured
     * @throws StartupException when the broker does not answer, a topic is missing or has another number of partitions
     *     than the others, a schema is not registered, or the state directory cannot be used
     * @throws InterruptedException when interrupted while waiting
     */
    public ReceiptsApplication(ReceiptsSettings settings, MeterRegistry meters)
            throws StartupException, InterruptedException {
        restore = new RestoreMetrics(meters);
        partitions = ApplicationStart.partitions(settings.bootstrapServers(), TOPICS);
        Path schemas = settings.stateDirectory().resolve("schemas");
        registry = SchemaRegistry.connect(settings.registryUrl(), Map.of(), Optional.of(schemas));
        lookups = Executors.newSingleThreadExecutor(daemon("schema-lookups"));
        watch = Executors.newSingleThreadScheduledExecutor(daemon("books"));
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()));
        try {
            endsAtStart = ends(ApplicationStart.BROKER_ANSWERS_WITHIN);
            changelog = ReceiptsSettings.changelog(settings.applicationId());
            Optional<Uuid> written = idOf(changelog);
            RecordWriter writer = ApplicationStart.awaitWriter(registry, settings.registryUrl(), TOPICS);
            streams = new KafkaStreams(
                    // Made on the stream threads, which are never to wait for the registry.
                    new ReceiptsTopology(partitions, registry, writer::forAnotherThread, lookups).build(),
                    settings.kafkaStreams(memory));
            origin = new StoreOrigin(settings.stateDirectory().resolve(changelog + ".id"));
            if (!origin.isIn(written)) {
                streams.cleanUp();
            }
        } catch (IOException | StreamsException unusable) {
            closeRest();
            throw new StartupException(
                    new Text(
                            "Tillståndskatalogen " + settings.stateDirectory()
                                    + " används av en annan process eller går inte att skriva i.",
                            "The state directory " + settings.stateDirectory()
                                    + " is in use by another process or cannot be written to."),
                    unusable);
        } catch (RuntimeException | InterruptedException refused) {
            closeRest();
            throw refused;
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
        register(meters);
        streams.start();
        startLooking();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // look() itself says what went wrong
    private void startLooking() {
        watch.scheduleWithFixedDelay(this::look, 0, LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private void register(MeterRegistry meters) {
        kafkaMetrics.bindTo(meters);
        gauge(
                meters,
                "malbild.books.in.balance",
                "1 when every record is booked once",
                List.of(),
                ledger -> ledger.balances() ? 1 : 0);
        gauge(
                meters,
                "malbild.receipts.waiting",
                "Records that wait for their schema",
                List.of(),
                ledger -> ledger.partitions().stream()
                        .mapToLong(PartitionBooks::waiting)
                        .sum());
        for (Status.Kind kind : Status.Kind.values()) {
            if (kind != Status.Kind.PENDING) {
                gauge(
                        meters,
                        "malbild.receipts.events",
                        "Records by what became of them",
                        List.of("status", kind.code()),
                        ledger -> ledger.totals().getOrDefault(kind, 0L));
            }
        }
    }

    /** Not a number until the books have been closed once. */
    private void gauge(
            MeterRegistry meters, String name, String description, List<String> tags, ToDoubleFunction<Ledger> value) {
        Gauge.builder(
                        name,
                        this,
                        application ->
                                application.latest.map(value::applyAsDouble).orElse(Double.NaN))
                .description(description)
                .tags(tags.toArray(String[]::new))
                .register(meters);
    }

    /** Sees whether the application has caught up, and closes the books for the gauges. */
    private void look() {
        try {
            if (streams.state() != KafkaStreams.State.RUNNING) {
                return;
            }
            if (!caughtUp) {
                caughtUp = readers().stream()
                        .allMatch(reader ->
                                reader.position().map(ReadPosition::next).orElse(0L)
                                        >= endsAtStart.get(reader.partition()));
            }
            if (looks++ % LOOKS_PER_CLOSING == 0) {
                ledger();
            }
            if (!isOriginKept) {
                origin.keep(idOf(changelog));
                isOriginKept = true;
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (StartupException | UncheckedIOException notNow) {
            LOG.warn(
                    "It could not be noted which changelog the store belongs to; tried again: {}", notNow.getMessage());
        } catch (InvalidStateStoreException moving) {
            LOG.debug("The stores cannot be read now: {}", moving.toString());
        } catch (RuntimeException failure) {
            LOG.warn("The books could not be closed", failure); // the schedule would end without a word
        }
    }

    /** Returns how the application is. */
    public Health.State health() {
        KafkaStreams.State state = streams.state();
        if (failed || state == KafkaStreams.State.ERROR || state == KafkaStreams.State.NOT_RUNNING) {
            return new Health.State(
                    false, false, "stopped", new Text("Tillämpningen har stannat.", "The application has stopped."));
        }
        if (state != KafkaStreams.State.RUNNING) {
            return restore.partitions() > 0
                    ? new Health.State(
                            true,
                            false,
                            "restoring",
                            new Text(
                                    "Läser tillbaka tillståndet: " + restore.remaining() + " poster kvar.",
                                    "Reading the state back: " + restore.remaining() + " records left."))
                    : new Health.State(
                            true,
                            false,
                            "starting",
                            new Text(
                                    "Startar, eller fördelar arbetet mellan instanserna.",
                                    "Starting, or dividing the work between the instances."));
        }
        return caughtUp
                ? Health.State.running()
                : new Health.State(
                        true,
                        false,
                        "catching-up",
                        new Text("Händelser från före starten läses.", "Events from before the start are being read."));
    }

    /** Returns how many partitions every topic has. */
    int partitions() {
        return partitions;
    }

    /** Returns the partitions that this process holds now. */
    SortedSet<Integer> held() {
        SortedSet<Integer> held = new TreeSet<>();
        streams.metadataForLocalThreads()
                .forEach(thread -> thread.activeTasks()
                        .forEach(task -> task.topicPartitions().forEach(partition -> held.add(partition.partition()))));
        return held;
    }

    /**
     * Returns a reader of every partition that this process holds, in their order.
     *
     * @throws InvalidStateStoreException while the state is being restored or moved
     */
    List<PartitionReader> readers() {
        return held().stream()
                .map(partition -> new PartitionReader(partition, store(partition), frameworks))
                .toList();
    }

    /**
     * Returns the closed books of every partition that this process holds, at most a second old. Closing them reads
     * everything, so that is done once for all who ask at the same time.
     *
     * @throws InvalidStateStoreException while the state is being restored or moved
     */
    synchronized Ledger ledger() {
        if (latest.isEmpty() || System.nanoTime() - latestClosedAt > REUSED_WITHIN.toNanos()) {
            List<PartitionBooks> closed = new ArrayList<>();
            for (int partition : held()) {
                closed.add(PartitionBooks.closed(partition, store(partition), frameworks));
            }
            latest = Optional.of(new Ledger(closed));
            latestClosedAt = System.nanoTime();
        }
        return latest.get();
    }

    private ReadOnlyKeyValueStore<Bytes, byte[]> store(int partition) {
        return streams.store(StoreQueryParameters.fromNameAndType(
                        ReceiptsTopology.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                .withPartition(partition));
    }

    /**
     * Returns the offset after the last event of every partition, as the broker has it now.
     *
     * @throws StartupException when the broker does not answer
     * @throws InterruptedException when interrupted while waiting
     */
    SortedMap<Integer, Long> ends() throws InterruptedException {
        return ends(ENDS_WITHIN);
    }

    private Optional<Uuid> idOf(String topic) throws InterruptedException {
        try {
            return Optional.ofNullable(admin.listTopics()
                            .namesToListings()
                            .get(ApplicationStart.BROKER_ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                            .get(topic))
                    .map(TopicListing::topicId);
        } catch (ExecutionException | TimeoutException noAnswer) {
            throw doesNotAnswer(noAnswer);
        }
    }

    private static StartupException doesNotAnswer(Exception noAnswer) {
        return new StartupException(new Text("Kafka svarar inte just nu.", "Kafka does not answer now."), noAnswer);
    }

    private SortedMap<Integer, Long> ends(Duration within) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            asked.put(new TopicPartition(Topic.INDICATOR_EVENTS.topicName(), partition), OffsetSpec.latest());
        }
        SortedMap<Integer, Long> ends = new TreeMap<>();
        try {
            admin.listOffsets(asked)
                    .all()
                    .get(within.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
            return ends;
        } catch (ExecutionException | TimeoutException noAnswer) {
            throw doesNotAnswer(noAnswer);
        }
    }

    /** Waits until the application has ended; returns false when it ended by a failure. */
    public boolean awaitEnd() throws InterruptedException {
        ended.await();
        return !failed;
    }

    /** Commits, leaves the group so that others take over at once, and stops. */
    @Override
    public void close() {
        watch.shutdownNow();
        kafkaMetrics.close();
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSES_WITHIN));
        closeRest();
    }

    private void closeRest() {
        watch.shutdownNow();
        lookups.shutdownNow();
        admin.close(Duration.ZERO);
        registry.close();
        memory.close();
    }
}
