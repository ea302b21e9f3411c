package se.malbild.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.IsolationLevel;
import se.malbild.goals.observation.Observation;
import se.malbild.publisher.ObservationPublisher;
import se.malbild.receipts.ReceiptsSettings;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.OutputReader;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.streams.StreamsSettings;

/** An application over a log, in a process of its own that is killed and started again. */
final class Restarted implements AutoCloseable {
    /** Not taken in when it is killed, or taken in and not committed. */
    private static final int ON_THEIR_WAY = 100;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final Duration QUIET_FOR = Duration.ofSeconds(2);
    private static final Duration IDLE_FOR = Duration.ofSeconds(1);
    /** A process that has nothing to do takes less of a processor. */
    private static final int BUSY_SHARE = 10;

    private static final String JOINING = "REBALANCING after ";
    private static final String RUNNING = "RUNNING after ";

    private final Application application;
    private final Cluster cluster;
    private final Corrections corrections;
    private final Path state;
    private final Path log;
    private final ObservationPublisher publisher;
    private Child child;

    /** What is restarted. */
    enum Application {
        STREAMS("streams", StreamsSettings.DEFAULT_APPLICATION_ID, Topic.INDICATOR_OBSERVATIONS),
        RECEIPTS("receipts", ReceiptsSettings.DEFAULT_APPLICATION_ID, Topic.CELL_RECEIPTS);

        private final String service;
        private final String id;
        /** The output that names the events that it rests on. */
        private final Topic output;

        Application(String service, String id, Topic output) {
            this.service = service;
            this.id = id;
            this.output = output;
        }

        private List<Observation> observations(OutputReader reader, byte[] value) {
            if (value == null) {
                return List.of();
            }
            return this == STREAMS
                    ? reader.observations(value).observations()
                    : reader.receipts(value).receipts().stream()
                            .map(receipt -> receipt.observation())
                            .toList();
        }

        @Override
        public String toString() {
            return service;
        }
    }

    /**
     * How long after the kill what happened.
     *
     * @param listens the process has been started and answers over HTTP
     * @param joins it has found what it needs, and begins to join its group
     * @param runs it is a member of its group and has its state back
     * @param reflects an output is committed that rests on an event of after the kill
     */
    record Times(Duration listens, Duration joins, Duration runs, Duration reflects) {}

    /** Starts it. */
    Restarted(Application application, Cluster cluster, Corrections corrections, Path data)
            throws IOException, InterruptedException, RegistryException {
        this.application = application;
        this.cluster = cluster;
        this.corrections = corrections;
        String name = cluster.prefix().text() + application;
        this.state = data.resolve(name);
        this.log = data.resolve(name + ".log");
        this.publisher = ObservationPublisher.connect(cluster);
        this.child = start();
    }

    private Child start() throws IOException, InterruptedException {
        return Child.start(
                Child.OfMalbild.class,
                log,
                List.of(
                        "serve",
                        application.service,
                        "--port=0",
                        "--state=" + state,
                        "--topic-prefix=" + cluster.prefix().text(),
                        "--bootstrap-servers=" + cluster.bootstrapServers(),
                        "--registry=" + cluster.registryUrl()));
    }

    /** Returns the name of its consumer group. */
    String group() {
        return cluster.prefix().group(application.id);
    }

    /** Waits until it has read everything and has nothing more to publish. */
    void awaitQuiet() throws InterruptedException, ExecutionException {
        List<String> inputs =
                Topic.inputs().stream().map(cluster.prefix()::topic).toList();
        List<String> outputs = List.of(cluster.prefix().topic(application.output));
        try (Commits commits = new Commits(cluster)) {
            Commits.await(() -> commits.areRead(group(), inputs));
            Commits.await(() -> {
                Map<?, Long> before = commits.ends(outputs, IsolationLevel.READ_UNCOMMITTED);
                Thread.sleep(QUIET_FOR.toMillis());
                return before.equals(commits.ends(outputs, IsolationLevel.READ_UNCOMMITTED));
            });
        }
    }

    /** Waits until it leaves the processors alone: after a start, what it does is compiled for some seconds more. */
    void awaitIdle() throws InterruptedException, ExecutionException {
        Commits.await(() -> {
            Duration before = child.processorTime();
            Thread.sleep(IDLE_FOR.toMillis());
            return child.processorTime().minus(before).compareTo(IDLE_FOR.dividedBy(BUSY_SHARE)) < 0;
        });
    }

    /** Kills it with events on their way, and starts it again. */
    Times restart() throws IOException, InterruptedException, ExecutionException, RegistryException {
        Map<String, Long> seen = new ConcurrentHashMap<>();
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
            OutputReader reader = new OutputReader(registry);
            CommittedReader.Visitor note = (record, nanos) -> application
                    .observations(reader, record.value())
                    .forEach(observation -> seen.putIfAbsent(observation.eventId(), nanos));
            try (CommittedReader outputs = CommittedReader.follow(cluster, application.output, note)) {
                List<CompletableFuture<?>> before = new ArrayList<>();
                for (int i = 0; i < ON_THEIR_WAY; i++) {
                    before.add(publisher.publish(corrections.next()));
                }
                before.forEach(CompletableFuture::join);
                long killed = System.nanoTime();
                child.kill();
                Observation after = corrections.next();
                CompletableFuture<?> sent = publisher.publish(after);
                child = start();
                long listens = System.nanoTime();
                Commits.await(() -> child.hasSaid(JOINING), LOOK_AGAIN);
                long joins = System.nanoTime();
                Commits.await(() -> child.hasSaid(RUNNING), LOOK_AGAIN);
                long runs = System.nanoTime();
                Commits.await(
                        () -> seen.containsKey(after.eventId())
                                || outputs.failure().isPresent(),
                        LOOK_AGAIN);
                outputs.failure().ifPresent(failed -> {
                    throw new IllegalStateException("The outputs cannot be read", failed);
                });
                sent.join();
                return new Times(
                        Duration.ofNanos(listens - killed),
                        Duration.ofNanos(joins - killed),
                        Duration.ofNanos(runs - killed),
                        Duration.ofNanos(seen.get(after.eventId()) - killed));
            }
        }
    }

    @Override
    public void close() {
        child.close();
        publisher.close();
    }
}
