package se.malbild.receipts;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.applications.ApplicationStart;
import se.malbild.applications.Condition;
import se.malbild.applications.ReadPosition;
import se.malbild.applications.StreamsRuntime;
import se.malbild.applications.TopologyContext;
import se.malbild.schemas.StartupException;
import se.malbild.service.Health;

/** The receipts application: its topology, run, and what is answered from its stores. */
final class ReceiptsApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptsApplication.class);
    /** Somebody waits for the books; a start has longer. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

    private static final Duration REUSED_WITHIN = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** Closing the books reads everything, so the gauges follow at some distance. */
    private static final int LOOKS_PER_CLOSING = 10;

    private final ReceiptsSettings settings;
    private final String changelog;
    private final StoreOrigin origin;
    private final StreamsRuntime runtime;
    private final RocksDbMemory memory = new RocksDbMemory();
    /** A close while it starts leaves nothing to look at. */
    private final ScheduledExecutorService watch =
            new ScheduledThreadPoolExecutor(1, ReceiptsApplication::booksThread, new DiscardPolicy());

    private final FrameworksInForce frameworks = new FrameworksInForce();
    private volatile Optional<Broker> broker = Optional.empty();
    private final String group;
    private volatile SortedMap<Integer, Long> endsAtStart = Collections.emptySortedMap();
    /** Up to where was committed at the look before: the stores show it a moment after Kafka does. */
    private SortedMap<Integer, Long> committedBefore = Collections.emptySortedMap();

    private volatile boolean caughtUp;
    private boolean isOriginKept;
    private volatile Optional<Ledger> latest = Optional.empty();
    private volatile long latestUnread;
    private long latestClosedAt;
    private int looks;

    /**
     * Starts nothing yet.
     *
     * @param meters where to register what is measured
     */
    ReceiptsApplication(ReceiptsSettings settings, MeterRegistry meters) {
        this.settings = settings;
        group = settings.group();
        changelog = ReceiptsSettings.changelog(group);
        origin = new StoreOrigin(settings.stateDirectory().resolve(changelog + ".id"));
        runtime = new StreamsRuntime(
                settings.cluster(), settings.stateDirectory(), ReceiptsSettings.TOPICS, List.of(changelog), meters);
        register(meters);
    }

    /**
     * Starts the application, once; waits for the registry as long as it takes, saying so.
     *
     * @throws StartupException when the broker does not answer, a topic is missing or has another number of partitions
     *     than the others, a schema is not registered, or the state directory cannot be used
     * @throws InterruptedException when interrupted, or closed by another thread, while waiting
     */
    void start() throws InterruptedException {
        runtime.start(this::assemble);
        startLooking();
    }

    private KafkaStreams assemble(TopologyContext context) throws IOException, InterruptedException {
        Broker asked = broker.orElseGet(() -> new Broker(settings.cluster(), context.partitions()));
        broker = Optional.of(asked);
        endsAtStart = asked.ends(ApplicationStart.BROKER_ANSWERS_WITHIN);
        boolean isStoreCurrent = origin.isIn(asked.idOf(changelog));
        KafkaStreams streams = new KafkaStreams(new ReceiptsTopology(context).build(), settings.kafkaStreams(memory));
        if (!isStoreCurrent) {
            streams.cleanUp();
        }
        return streams;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // look() itself says what went wrong
    private void startLooking() {
        watch.scheduleWithFixedDelay(this::look, 0, LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Thread booksThread(Runnable task) {
        Thread thread = new Thread(task, "books");
        thread.setDaemon(true);
        return thread;
    }

    private void register(MeterRegistry meters) {
        gauge(
                meters,
                "malbild.books.in.balance",
                "1 when every record is booked once, and there is none that nobody reads",
                List.of(),
                ledger -> ledger.balances(latestUnread) ? 1 : 0);
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
            if (runtime.condition() != Condition.RUNNING) {
                return;
            }
            if (!caughtUp) {
                caughtUp = readers().stream()
                        .allMatch(reader -> Math.max(
                                        reader.position()
                                                .map(ReadPosition::next)
                                                .orElse(0L),
                                        committedBefore.getOrDefault(reader.partition(), 0L))
                                >= endsAtStart.get(reader.partition()));
                committedBefore = committed();
            }
            if (looks++ % LOOKS_PER_CLOSING == 0) {
                countUnread();
                ledger();
            }
            if (!isOriginKept) {
                origin.keep(broker().idOf(changelog));
                isOriginKept = true;
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (StartupException | UncheckedIOException notNow) {
            LOG.warn(
                    "Kafka was asked in vain for what the application has read, or its changelog; tried again: {}",
                    notNow.getMessage());
        } catch (InvalidStateStoreException moving) {
            LOG.debug("The stores cannot be read now: {}", moving.toString());
        } catch (RuntimeException failure) {
            LOG.warn("The books could not be closed", failure); // the schedule would end without a word
        }
    }

    /** While the broker does not answer, the latest count stands. */
    private void countUnread() throws InterruptedException {
        try {
            latestUnread = Ledger.unread(ends(), partitions());
        } catch (StartupException noBroker) {
            LOG.debug("Whether there are records that nobody reads is not known now: {}", noBroker.getMessage());
        }
    }

    /** Returns how the application is. */
    Condition condition() {
        Condition condition = runtime.condition();
        return condition == Condition.RUNNING && !caughtUp ? Condition.CATCHING_UP : condition;
    }

    /** Returns the same for probes and people. */
    Health.State health() {
        return runtime.health(condition());
    }

    private KafkaStreams streams() {
        return runtime.kafkaStreams().orElseThrow(ReceiptsApplication::notStarted);
    }

    private Broker broker() {
        return broker.orElseThrow(ReceiptsApplication::notStarted);
    }

    private static InvalidStateStoreException notStarted() {
        return new StreamsNotStartedException("it is starting");
    }

    /**
     * Returns how many partitions every topic had at the start; those are read.
     *
     * @throws InvalidStateStoreException before it has started
     */
    int partitions() {
        return broker().partitions();
    }

    /** Returns the partitions that this process holds now. */
    SortedSet<Integer> held() {
        SortedSet<Integer> held = new TreeSet<>();
        streams()
                .metadataForLocalThreads()
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
        return streams()
                .store(StoreQueryParameters.fromNameAndType(
                                ReceiptsTopology.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                        .withPartition(partition));
    }

    /**
     * Returns the offset after the last event of every partition, as the broker has it now, also of those that are not read.
     *
     * @throws StartupException when the broker does not answer
     * @throws InterruptedException when interrupted while waiting
     */
    SortedMap<Integer, Long> ends() throws InterruptedException {
        return broker().ends(ENDS_WITHIN);
    }

    /**
     * Returns up to which offset all processes have read the events of each partition, past the marker of a transaction, too.
     *
     * @throws StartupException when the broker does not answer
     * @throws InterruptedException when interrupted while waiting
     */
    SortedMap<Integer, Long> committed() throws InterruptedException {
        return broker().committed(group, ENDS_WITHIN);
    }

    /** Waits until the application has ended; returns false when it ended by a failure. */
    boolean awaitEnd() throws InterruptedException {
        return runtime.awaitEnd();
    }

    /** Commits, leaves the group so that others take over at once, and stops; also while it starts. */
    @Override
    public void close() {
        watch.shutdownNow();
        runtime.close();
        broker.ifPresent(Broker::close);
        memory.close();
    }
}
