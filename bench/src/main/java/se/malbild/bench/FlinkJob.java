package se.malbild.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import se.malbild.schemas.Topic;

/**
 * The same job for Apache Flink, exactly once, in a cluster within this process: the latest event of each cell, and of those
 * that count in a goal area the total per goal area and year. State is on the heap, Flink's default; a checkpoint, which
 * commits the output, is taken at the commit interval.
 */
final class FlinkJob implements Contender {
    /** At most the broker's 15 minutes; Flink's default is an hour. */
    private static final Duration TRANSACTIONS_LIVE = Duration.ofMinutes(10);

    /** The job's tasks are in this process, but made from what is sent to them. */
    private static final AtomicReference<Clock> NOT_STARTED = new AtomicReference<>();

    /** What the job needs to know of an event, as a Flink POJO. */
    public static final class CellEvent {
        public String cell;
        /** In which totals it counts; empty for none. */
        public String key;

        public String eventId;
        public int revision;
        public long observedAt;
        public BigDecimal value;
    }

    /** What a cell adds to a total, or takes back. */
    public static final class Change {
        public String key;
        public BigDecimal value;
        public boolean isAdded;

        /** For Flink. */
        public Change() {}

        private Change(CellEvent event, boolean isAdded) {
            key = event.key;
            value = event.value;
            this.isAdded = isAdded;
        }
    }

    /** A total by its key. */
    public static final class Counted {
        public String key;
        public long values;
        public BigDecimal sum;
    }

    @Override
    public Totals replay(Replay replay, Clock clock) throws Exception {
        Output.create(replay);
        NOT_STARTED.set(clock);
        String events = replay.cluster().prefix().topic(Topic.INDICATOR_EVENTS);
        Configuration configuration = configuration(replay);
        MiniCluster flink = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumSlotsPerTaskManager(replay.threads())
                .withRandomPorts()
                .build());
        try {
            flink.start();
            flink.executeJobBlocking(job(replay, events, configuration));
            clock.stop();
        } finally {
            // Returns when it has deleted its files, which the end of a job does not wait for.
            flink.close();
        }
        return Output.totals(replay);
    }

    private static Configuration configuration(Replay replay) {
        Configuration configuration = new Configuration();
        // A failure is to be seen, and not to be tried again.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                replay.directory().toUri().toString());
        return configuration;
    }

    private static JobGraph job(Replay replay, String events, Configuration configuration) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(replay.threads(), configuration);
        environment.enableCheckpointing(replay.commitInterval().toMillis(), CheckpointingMode.EXACTLY_ONCE);
        KafkaSource<CellEvent> source = KafkaSource.<CellEvent>builder()
                .setBootstrapServers(replay.cluster().bootstrapServers())
                .setTopics(events)
                .setGroupId(replay.name())
                .setStartingOffsets(OffsetsInitializer.earliest())
                // Then the job ends with a last checkpoint, and what it has written is committed.
                .setBounded(OffsetsInitializer.latest())
                .setValueOnlyDeserializer(new Decoder(replay.goalAreas()))
                .build();
        Properties producer = new Properties();
        producer.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "" + TRANSACTIONS_LIVE.toMillis());
        KafkaSink<Counted> sink = KafkaSink.<Counted>builder()
                .setBootstrapServers(replay.cluster().bootstrapServers())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(replay.name())
                .setKafkaProducerConfig(producer)
                .setRecordSerializer(new Encoder(replay.output()))
                .build();
        environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "events")
                .keyBy(event -> event.cell)
                .process(new LatestOfCell())
                .keyBy(change -> change.key)
                .process(new TotalOfGoalArea())
                .sinkTo(sink);
        return environment.getStreamGraph().getJobGraph();
    }

    private static final class Decoder implements DeserializationSchema<CellEvent> {
        private static final long serialVersionUID = 1;

        private final GoalAreas goalAreas;
        private transient PeerEvent reader;

        private Decoder(GoalAreas goalAreas) {
            this.goalAreas = goalAreas;
        }

        @Override
        public void open(InitializationContext context) {
            reader = new PeerEvent();
        }

        @Override
        public CellEvent deserialize(byte[] value) throws IOException {
            Clock clock = NOT_STARTED.getAndSet(null);
            if (clock != null) {
                clock.start();
            }
            return reader.read(value).map(this::event).orElse(null);
        }

        private CellEvent event(GenericRecord read) {
            CellEvent event = new CellEvent();
            event.cell = PeerEvent.cell(read);
            event.key = goalAreas
                    .key(PeerEvent.organisation(read), PeerEvent.series(read), PeerEvent.year(read))
                    .orElse("");
            event.eventId = read.get("eventId").toString();
            event.revision = (Integer) read.get("revision");
            event.observedAt = (Long) read.get("observedAt");
            event.value = PeerEvent.value(read);
            return event;
        }

        @Override
        public boolean isEndOfStream(CellEvent event) {
            return false;
        }

        @Override
        public TypeInformation<CellEvent> getProducedType() {
            return TypeInformation.of(CellEvent.class);
        }
    }

    private static final class Encoder implements KafkaRecordSerializationSchema<Counted> {
        private static final long serialVersionUID = 1;

        private final String topic;

        private Encoder(String topic) {
            this.topic = topic;
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(Counted total, KafkaSinkContext context, Long timestamp) {
            return new ProducerRecord<>(
                    topic,
                    total.key.getBytes(StandardCharsets.UTF_8),
                    new Totals.Total(total.values, total.sum).toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final class LatestOfCell extends KeyedProcessFunction<String, CellEvent, Change> {
        private static final long serialVersionUID = 1;

        private transient ValueState<CellEvent> latest;

        @Override
        public void open(OpenContext context) {
            latest = getRuntimeContext().getState(new ValueStateDescriptor<>("latest", CellEvent.class));
        }

        @Override
        public void processElement(CellEvent event, Context context, Collector<Change> changes) throws IOException {
            CellEvent before = latest.value();
            if (before != null && !isAfter(event, before)) {
                return;
            }
            latest.update(event);
            if (!event.key.isEmpty()) {
                if (before != null && before.value != null) {
                    changes.collect(new Change(before, false));
                }
                if (event.value != null) {
                    changes.collect(new Change(event, true));
                }
            }
        }

        private static boolean isAfter(CellEvent event, CellEvent other) {
            return PeerEvent.isAfter(
                    event.revision, event.observedAt, event.eventId, other.revision, other.observedAt, other.eventId);
        }
    }

    private static final class TotalOfGoalArea extends KeyedProcessFunction<String, Change, Counted> {
        private static final long serialVersionUID = 1;

        private transient ValueState<Counted> total;

        @Override
        public void open(OpenContext context) {
            total = getRuntimeContext().getState(new ValueStateDescriptor<>("total", Counted.class));
        }

        @Override
        public void processElement(Change change, Context context, Collector<Counted> totals) throws IOException {
            Counted before = total.value();
            Totals.Total counted = before == null ? Totals.Total.NONE : new Totals.Total(before.values, before.sum);
            Totals.Total next = change.isAdded ? counted.plus(change.value) : counted.minus(change.value);
            Counted after = new Counted();
            after.key = change.key;
            after.values = next.values();
            after.sum = next.sum();
            total.update(after);
            totals.collect(after);
        }
    }
}
