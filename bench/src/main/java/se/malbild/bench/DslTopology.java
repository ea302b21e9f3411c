package se.malbild.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.WireFormat;

/**
 * What one writes first with the DSL of Kafka Streams, exactly once and with its defaults: the latest event of each cell
 * ({@code reduce}), of those that count in a goal area the total per goal area and year ({@code groupBy}, {@code aggregate}),
 * in RocksDB. Every event is kept, also those that no framework knows, as a framework may come that does.
 */
final class DslTopology implements Contender {
    private static final String BY_CELL = "by-cell";
    private static final String BY_GOAL_AREA = "by-goal-area";
    private static final Serde<String> TEXT = Serdes.String();
    private static final Serde<GenericRecord> EVENT =
            Serdes.serdeFrom((topic, event) -> bytes(event), eventDeserializer());
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);

    private final AtomicBoolean hasStarted = new AtomicBoolean();

    @Override
    public Totals replay(Replay replay, Clock clock) throws Exception {
        Output.create(replay);
        hasStarted.set(false);
        Properties config = new Properties();
        config.putAll(replay.cluster().kafkaConfig());
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, replay.name());
        config.put(StreamsConfig.STATE_DIR_CONFIG, replay.directory().toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, replay.commitInterval().toMillis());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, replay.threads());
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        List<String> written = List.of(
                replay.name() + "-" + BY_CELL + "-repartition", replay.name() + "-" + BY_GOAL_AREA + "-repartition");
        String events = replay.cluster().prefix().topic(Topic.INDICATOR_EVENTS);
        try (Commits commits = new Commits(replay.cluster());
                KafkaStreams streams = new KafkaStreams(topology(replay, events, clock), config)) {
            streams.setUncaughtExceptionHandler(failed -> {
                failed.printStackTrace();
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();
            Commits.await(() -> {
                if (streams.state().hasStartedOrFinishedShuttingDown()) {
                    throw new IllegalStateException("it has stopped by itself");
                }
                return commits.read(replay.name(), events) >= replay.events()
                        && commits.areRead(replay.name(), written)
                        && commits.areSettled(List.of(replay.output()));
            });
            clock.stop();
            streams.close(STOPS_WITHIN);
        }
        return Output.totals(replay);
    }

    private Topology topology(Replay replay, String events, Clock clock) {
        GoalAreas goalAreas = replay.goalAreas();
        StreamsBuilder builder = new StreamsBuilder();
        KTable<String, GenericRecord> cells = builder.stream(events, Consumed.with(TEXT, EVENT))
                .peek((organisation, event) -> {
                    if (hasStarted.compareAndSet(false, true)) {
                        clock.start();
                    }
                })
                .filter((organisation, event) -> event != null)
                .selectKey((organisation, event) -> PeerEvent.cell(event))
                .groupByKey(Grouped.with(BY_CELL, TEXT, EVENT))
                .reduce(
                        (event, next) -> PeerEvent.isAfter(next, event) ? next : event,
                        Materialized.<String, GenericRecord, KeyValueStore<Bytes, byte[]>>as("cells")
                                .withKeySerde(TEXT)
                                .withValueSerde(EVENT));
        cells.filter((cell, event) -> key(goalAreas, event) != null && PeerEvent.value(event) != null)
                .groupBy(
                        (cell, event) -> KeyValue.pair(
                                key(goalAreas, event), PeerEvent.value(event).toPlainString()),
                        Grouped.with(BY_GOAL_AREA, TEXT, TEXT))
                .aggregate(
                        Totals.Total.NONE::toString,
                        (key, value, total) -> Totals.Total.parse(total)
                                .plus(new BigDecimal(value))
                                .toString(),
                        (key, value, total) -> Totals.Total.parse(total)
                                .minus(new BigDecimal(value))
                                .toString(),
                        Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("totals")
                                .withKeySerde(TEXT)
                                .withValueSerde(TEXT))
                .toStream()
                .to(replay.output(), Produced.with(TEXT, TEXT));
        return builder.build();
    }

    private static String key(GoalAreas goalAreas, GenericRecord event) {
        return goalAreas
                .key(PeerEvent.organisation(event), PeerEvent.series(event), PeerEvent.year(event))
                .orElse(null);
    }

    private static Deserializer<GenericRecord> eventDeserializer() {
        ThreadLocal<PeerEvent> readers = ThreadLocal.withInitial(PeerEvent::new);
        return (topic, value) ->
                value == null ? null : readers.get().read(value).orElse(null);
    }

    /** As in the topic of events, with a schema id that is not looked at. */
    private static byte[] bytes(GenericRecord event) {
        if (event == null) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[WireFormat.HEADER_BYTES]);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(event.getSchema()).write(event, encoder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return out.toByteArray();
    }
}
