package se.malbild.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.topics.InputLoader;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * Made-up events of all municipalities, spread evenly over the times of a year, and at its beginning the framework of those whose past
 * is asked for.
 */
final class MadeUpLog {
    private static final Instant BEGINNING = Instant.parse("2023-01-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    private final Cluster cluster;
    private final int events;
    private final String document = ShippedFrameworks.documents().get(0);
    private final GoalFramework framework;

    MadeUpLog(Cluster cluster, int events) throws InvalidFrameworkException {
        this.cluster = cluster;
        this.events = events;
        framework = FrameworkVersion.read(document).framework();
    }

    /** Loads it into the empty input topics, with its times. */
    void load(SchemaRegistry registry, int frameworks)
            throws RegistryException, BrokerException, CommandException, IOException, InterruptedException {
        RecordWriter writer = new RecordWriter(registry, Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS);
        List<byte[]> keys = IntStream.range(0, MadeUpEvents.ORGANISATIONS)
                .mapToObj(number -> bytes(MadeUpEvents.organisation(number)))
                .toList();
        try (InputLoader loader = new InputLoader(cluster)) {
            loader.load(
                    sink -> {
                        for (int number = 0; number < frameworks; number++) {
                            String organisation = MadeUpEvents.organisation(number);
                            sink.take(record(
                                    Topic.GOAL_FRAMEWORKS,
                                    organisation,
                                    0,
                                    bytes(Keys.framework(organisation, framework.id())),
                                    writer.framework(of(organisation), MadeUpEvents.JUSTIFICATION)));
                        }
                        int[] made = {0};
                        MadeUpEvents.generate(framework, events, observation -> {
                            String organisation = observation.cell().organisation();
                            sink.take(record(
                                    Topic.INDICATOR_EVENTS,
                                    organisation,
                                    ++made[0],
                                    keys.get(MadeUpEvents.number(organisation)),
                                    writer.event(observation)));
                        });
                    },
                    sent -> {});
        }
    }

    private ProducerRecord<byte[], byte[]> record(
            Topic topic, String organisation, int number, byte[] key, byte[] value) {
        return new ProducerRecord<>(
                cluster.prefix().topic(topic),
                Partitioning.of(organisation, Topic.DEFAULT_PARTITIONS),
                BEGINNING.toEpochMilli() + number * YEAR.toMillis() / events,
                key,
                value);
    }

    /** Publishes what the streams application would. */
    void publish(SchemaRegistry registry, Collection<Picture> pictures) throws RegistryException {
        RecordWriter writer = new RecordWriter(registry, Topic.PICTURES);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(cluster.kafkaConfig(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Picture picture : pictures) {
                String key = Keys.picture(picture.organisation(), framework.id(), picture.year());
                var unused = producer.send(new ProducerRecord<>(
                        cluster.prefix().topic(Topic.PICTURES),
                        Partitioning.of(picture.organisation(), Topic.DEFAULT_PARTITIONS),
                        bytes(key),
                        writer.picture(picture)));
            }
        }
    }

    /** Returns the framework of {@code organisation}. */
    FrameworkVersion framework(String organisation) throws InvalidFrameworkException {
        return FrameworkVersion.read(of(organisation));
    }

    private String of(String organisation) {
        return document.replace("\"" + framework.organisation() + "\"", "\"" + organisation + "\"");
    }

    /** Returns a year that the framework is about. */
    int year() {
        return framework.years().min().orElseThrow();
    }

    /** Returns any moment of the year for which everything is known for good. */
    static Instant moment(Random random) {
        return BEGINNING.plus(Duration.ofMillis(
                random.nextLong(1, Duration.between(BEGINNING, lastMoment()).toMillis())));
    }

    /** Returns a moment shortly before the last event, so that it is known for good. */
    static Instant lastMoment() {
        return BEGINNING.plus(YEAR).minus(Duration.ofHours(1));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
