package se.malbild.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.admin.TopicAdmin;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * A workload in topics of its own.
 *
 * @param cluster with the prefix of its topics
 * @param events how many records there are in the topic of events
 * @param eventBytes of their keys and values
 * @param goalAreas the file that {@link GoalAreas} was written to
 * @param expected what every contender must come to, by a plain fold of the events before they were sent
 */
record Dataset(
        String name,
        Cluster cluster,
        int frameworks,
        long events,
        long eventBytes,
        long cellsThatCount,
        Path goalAreas,
        Totals expected) {

    /** Makes the topics of {@code workload} and fills them. */
    static Dataset fill(Workload workload, Cluster broker, Path directory)
            throws IOException, InvalidFrameworkException, RegistryException, BrokerException {
        Cluster cluster =
                new Cluster(broker.bootstrapServers(), broker.registryUrl(), new TopicPrefix(workload.name() + "."));
        TopicAdmin.apply(cluster, Topic.DEFAULT_PARTITIONS, (short) 1);
        List<String> documents = workload.frameworks();
        List<GoalFramework> frameworks = new ArrayList<>();
        for (String document : documents) {
            frameworks.add(FrameworkReader.read(document));
        }
        GoalAreas goalAreas = GoalAreas.of(frameworks);
        try (Filler filler = new Filler(cluster, goalAreas)) {
            for (int number = 0; number < documents.size(); number++) {
                filler.framework(frameworks.get(number), documents.get(number));
            }
            workload.generate(filler);
            filler.producer.flush();
            Path file = directory.resolve(workload.name() + "-goal-areas");
            goalAreas.write(file);
            return new Dataset(
                    workload.name(),
                    cluster,
                    documents.size(),
                    filler.events,
                    filler.bytes,
                    filler.winners.size(),
                    file,
                    filler.totals());
        }
    }

    private static final class Filler implements Workload.Sink, AutoCloseable {
        private final Cluster cluster;
        private final GoalAreas goalAreas;
        private final SchemaRegistry registry;
        private final RecordWriter writer;
        private final KafkaProducer<byte[], byte[]> producer;
        private final Map<Cell, Observation> winners = new HashMap<>();
        private long events;
        private long bytes;
        private long poison;

        private Filler(Cluster cluster, GoalAreas goalAreas) throws RegistryException {
            this.cluster = cluster;
            this.goalAreas = goalAreas;
            registry = SchemaRegistry.connect(cluster, Optional.empty());
            writer = new RecordWriter(registry, Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS);
            Map<String, Object> config = cluster.kafkaConfig();
            config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
            config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
            producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        private void framework(GoalFramework framework, String document) {
            send(
                    Topic.GOAL_FRAMEWORKS,
                    framework.organisation(),
                    Keys.framework(framework.organisation(), framework.id()),
                    writer.framework(document, MadeUpEvents.JUSTIFICATION));
        }

        @Override
        public void event(Observation observation) {
            Cell cell = observation.cell();
            if (goalAreas
                    .key(cell.organisation(), cell.indicator(), cell.year())
                    .isPresent()) {
                winners.merge(cell, observation, (old, next) -> next.compareRank(old) > 0 ? next : old);
            }
            event(cell.organisation(), writer.event(observation));
        }

        @Override
        public void poison(Observation observation) {
            String organisation = observation.cell().organisation();
            byte[] good = writer.event(observation);
            event(
                    organisation,
                    switch ((int) (poison++ % 3)) {
                        case 0 -> "{\"not\": \"Avro\"}".getBytes(StandardCharsets.UTF_8);
                        case 1 -> Arrays.copyOf(good, good.length / 2);
                        default -> writer.event(withoutId(observation));
                    });
        }

        private static Observation withoutId(Observation observation) {
            return new Observation(
                    "",
                    observation.cell(),
                    observation.content(),
                    observation.count(),
                    observation.revision(),
                    observation.observedAt(),
                    observation.source(),
                    observation.comment());
        }

        private void event(String organisation, byte[] value) {
            events++;
            bytes += organisation.length() + value.length;
            send(Topic.INDICATOR_EVENTS, organisation, Keys.event(organisation), value);
        }

        private void send(Topic topic, String organisation, String key, byte[] value) {
            var unused = producer.send(new ProducerRecord<>(
                    cluster.prefix().topic(topic),
                    Partitioning.of(organisation, Topic.DEFAULT_PARTITIONS),
                    key.getBytes(StandardCharsets.UTF_8),
                    value));
        }

        private Totals totals() {
            Totals totals = new Totals();
            winners.forEach((cell, winner) -> {
                if (winner.content() instanceof Content.Value value) {
                    totals.add(
                            goalAreas
                                    .key(cell.organisation(), cell.indicator(), cell.year())
                                    .orElseThrow(),
                            value.number());
                }
            });
            return totals;
        }

        @Override
        public void close() {
            producer.close();
            registry.close();
        }
    }
}
