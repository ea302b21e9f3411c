package se.malbild.publisher;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Sender;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * Checks observations and sends them to {@link Topic#INDICATOR_EVENTS}. For use by many threads. What waits to be sent is
 * in memory only; {@link se.malbild.publisher.spool.DurablePublisher} keeps it on disk.
 *
 * <pre>{@code
 * try (ObservationPublisher publisher = ObservationPublisher.connect(new Cluster("localhost:9092", "http://localhost:8085/apis/ccompat/v7"))) {
 *     publisher.publish(new ObservationDraft()
 *                     .eventId("bistand-2018-T2-4711")
 *                     .organisation("1880")
 *                     .indicator("U21468")
 *                     .department("vard-och-omsorg")
 *                     .year(2018)
 *                     .period("2018-T2")
 *                     .value("78.37")
 *                     .observedAt(Instant.now()))
 *             .join();
 * }
 * }</pre>
 */
public final class ObservationPublisher implements AutoCloseable {
    /** Timer from send to answer, with the tag {@code outcome}, {@code acknowledged} or {@code failed}. */
    public static final String SEND = "malbild.publisher.send";
    /** Long task timer of what has been sent and not answered yet: how many, and for how long. */
    public static final String IN_FLIGHT = "malbild.publisher.in.flight";

    private static final String LINGER_MS = "20";
    private static final String METADATA_MAX_AGE_MS = "5000";

    /**
     * Where an observation lies.
     *
     * @param topic by its name in Kafka
     * @param partition from 0
     * @param offset in the partition, from 0
     */
    public record Published(String topic, int partition, long offset) {}

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final EventPartitions partitions;
    private final RecordWriter writer;
    private final KafkaClientMetrics producerMetrics;
    private final Timer acknowledged;
    private final Timer failed;
    private final LongTaskTimer inFlight;
    private final Optional<Header> sender;

    private ObservationPublisher(
            KafkaProducer<byte[], byte[]> producer,
            TopicPrefix prefix,
            RecordWriter writer,
            MeterRegistry meters,
            Optional<Sender> sender) {
        this.producer = producer;
        this.sender = sender.map(Sender::header);
        topic = prefix.topic(Topic.INDICATOR_EVENTS);
        partitions = new EventPartitions(name -> producer.partitionsFor(name).size(), prefix, System::nanoTime);
        this.writer = writer;
        producerMetrics = new KafkaClientMetrics(producer);
        producerMetrics.bindTo(meters);
        acknowledged = timer("acknowledged", meters);
        failed = timer("failed", meters);
        inFlight = LongTaskTimer.builder(IN_FLIGHT)
                .description("Events sent to the broker and not answered yet")
                .register(meters);
    }

    private static Timer timer(String outcome, MeterRegistry meters) {
        return Timer.builder(SEND)
                .description("From sending an event to the broker's answer")
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .register(meters);
    }

    /**
     * Returns a publisher.
     *
     * @throws RegistryException when the registry is away, or the event's schema is not registered in it
     */
    public static ObservationPublisher connect(Cluster cluster) throws RegistryException {
        return connect(cluster, Map.of(), new CompositeMeterRegistry());
    }

    /**
     * Returns a publisher that notes with every event who sent it.
     *
     * @param sender of the program or person that the values come from
     * @throws RegistryException when the registry is away, or the event's schema is not registered in it
     */
    public static ObservationPublisher connect(Cluster cluster, Sender sender) throws RegistryException {
        return connect(cluster, Map.of(), new CompositeMeterRegistry(), Optional.of(sender));
    }

    /**
     * Returns a publisher.
     *
     * @param producerConfig of Kafka's producer, such as {@code linger.ms}; takes precedence over what is set here
     * @param meters where {@link #SEND}, {@link #IN_FLIGHT} and the metrics of Kafka's producer are kept; an empty {@link
     *     CompositeMeterRegistry} keeps nothing
     * @throws RegistryException when the registry is away, or the event's schema is not registered in it
     */
    public static ObservationPublisher connect(Cluster cluster, Map<String, ?> producerConfig, MeterRegistry meters)
            throws RegistryException {
        return connect(cluster, producerConfig, meters, Optional.empty());
    }

    /**
     * As above.
     *
     * @param sender noted with every event; empty to note nobody
     */
    public static ObservationPublisher connect(
            Cluster cluster, Map<String, ?> producerConfig, MeterRegistry meters, Optional<Sender> sender)
            throws RegistryException {
        RecordWriter writer;
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
            writer = new RecordWriter(registry, Topic.INDICATOR_EVENTS);
        }
        Map<String, Object> config = cluster.kafkaConfig();
        // Reported as published only when it cannot be lost, and published once however often it is sent again.
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        // Events are much alike and kept for ever, so a batch is worth waiting for and compressing well.
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        // Partitions that are added to a topic are to be noticed soon, and not within Kafka's default of five minutes.
        config.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MS);
        config.putAll(producerConfig);
        return new ObservationPublisher(
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
                cluster.prefix(),
                writer,
                meters,
                sender);
    }

    /**
     * Checks {@code draft} and sends it. Blocks only while Kafka cannot say where to send it, or while too much is
     * waiting to be sent.
     *
     * @return completed when the broker has it, or with Kafka's exception, {@link PartitionsDifferException} among them.
     *     What is chained to it without an executor runs on the thread that sends, and is to be short
     * @throws InvalidObservationException with every fault; then nothing is sent
     */
    public CompletableFuture<Published> publish(ObservationDraft draft) throws InvalidObservationException {
        return publish(draft.build());
    }

    /** Sends {@code observation}, like {@link #publish(ObservationDraft)}. */
    public CompletableFuture<Published> publish(Observation observation) {
        return publish(observation, sender.map(List::of).orElse(List.of()));
    }

    /** The same, with only {@code headers} on the record, such as the {@code traceparent} of whoever sent it. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback gets the same
    public CompletableFuture<Published> publish(Observation observation, List<Header> headers) {
        byte[] value;
        synchronized (writer) {
            value = writer.event(observation);
        }
        String organisation = observation.cell().organisation();
        byte[] key = Keys.event(organisation).getBytes(StandardCharsets.UTF_8);
        CompletableFuture<Published> published = new CompletableFuture<>();
        LongTaskTimer.Sample sample = inFlight.start();
        long sentAt = System.nanoTime();
        try {
            var record = new ProducerRecord<>(topic, partitions.of(organisation), key, value, headers);
            producer.send(record, (metadata, failure) -> {
                sample.stop();
                (failure == null ? acknowledged : failed).record(System.nanoTime() - sentAt, TimeUnit.NANOSECONDS);
                if (failure == null) {
                    published.complete(new Published(metadata.topic(), metadata.partition(), metadata.offset()));
                } else {
                    published.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException notSent) {
            sample.stop();
            failed.record(System.nanoTime() - sentAt, TimeUnit.NANOSECONDS);
            if (!(notSent instanceof ApiException)) {
                throw notSent;
            }
            published.completeExceptionally(notSent); // as when Kafka cannot say where to send it
        }
        return published;
    }

    /** Sends what is waiting, and returns when every future that {@link #publish} gave is completed. */
    public void flush() {
        producer.flush();
    }

    /** Sends what is waiting, as {@link #flush} does, and ends. */
    @Override
    public void close() {
        producer.close();
        producerMetrics.close();
    }

    /**
     * Sends what can be sent within {@code most}, and ends. Every future that {@link #publish} gave is completed then; one
     * that failed may have arrived nevertheless.
     */
    public void close(Duration most) {
        producer.close(most);
        producerMetrics.close();
    }
}
