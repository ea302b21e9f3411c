package se.malbild.cli.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.publisher.ObservationJson;
import se.malbild.schemas.Justification;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * The log of the demo, as it could have been: when each sample event came in, and each version of the frameworks was applied. All of it
 * is made up. An event comes when it was observed, but for two that are late; in Västerås's made-up example a target is lowered on
 * the way, 2017 is closed too early, and another period follows.
 */
final class SampleHistory {
    private static final Instant APPLIED = Instant.parse("2017-01-02T08:00:00Z");
    private static final Justification APPLYING = new Justification(
            "malbild demo", "Exempel som följer med demonstrationen. Tiden är påhittad.", Optional.empty());
    private static final Instant LOWERED = Instant.parse("2018-11-12T09:00:00Z");
    private static final Justification LOWERING = new Justification(
            "malbild demo",
            "Påhittat exempel: målvärdena för feriejobb 2018 och 2019 sänks. Tiden är påhittad.",
            Optional.of("Påhittat exempel, § 118"));
    private static final Instant NEXT_PERIOD = Instant.parse("2019-12-02T09:00:00Z");
    private static final Justification NEXT_APPLYING = new Justification(
            "malbild demo",
            "Påhittat exempel: mål för nästa period. Tiden är påhittad.",
            Optional.of("Påhittat exempel, § 203"));
    private static final String LOWERED_TARGETS = "target: {2017: 600, 2018: 650, 2019: 700}";
    private static final String TARGETS_BEFORE = "target: {2017: 600, 2018: 720, 2019: 770}";
    /** A department that is late, and a correction after the year's value had come. */
    private static final Map<String, Instant> LATE = Map.of(
            "exempel-feriejobb-kultur-och-fritid-2018-T3", Instant.parse("2019-04-10T07:00:00Z"),
            "exempel-feriejobb-kommunstyrelsen-2017-T2-rev1", Instant.parse("2018-04-17T07:00:00Z"));

    private SampleHistory() {}

    /**
     * Returns everything in the order of its time.
     *
     * @param registry with the schemas of the input topics preloaded
     */
    static List<ProducerRecord<byte[], byte[]>> records(
            TopicPrefix prefix, RecordWriter writer, SchemaRegistry registry) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String document : ShippedFrameworks.documents()) {
            if (document.contains(LOWERED_TARGETS)) {
                records.add(
                        record(prefix, document.replace(LOWERED_TARGETS, TARGETS_BEFORE), APPLIED, APPLYING, writer));
                records.add(record(
                        prefix, document.replace("\nversion: 1\n", "\nversion: 2\n"), LOWERED, LOWERING, writer));
            } else {
                records.add(record(prefix, document, APPLIED, APPLYING, writer));
            }
        }
        records.add(record(prefix, Samples.nextFramework(), NEXT_PERIOD, NEXT_APPLYING, writer));
        for (String event : events()) {
            Observation observation = read(event);
            String organisation = observation.cell().organisation();
            records.add(record(
                    prefix.topic(Topic.INDICATOR_EVENTS),
                    organisation,
                    Keys.event(organisation),
                    LATE.getOrDefault(observation.eventId(), observation.observedAt()),
                    writer.event(observation)));
        }
        records.sort(Comparator.comparingLong(ProducerRecord::timestamp));
        return SampleMinutes.with(records, prefix, writer, registry);
    }

    private static List<String> events() {
        return Stream.concat(Samples.events().stream(), Samples.nextEvents().stream())
                .toList();
    }

    private static ProducerRecord<byte[], byte[]> record(
            TopicPrefix prefix, String document, Instant at, Justification justification, RecordWriter writer) {
        try {
            GoalFramework framework = FrameworkReader.read(document);
            return record(
                    prefix.topic(Topic.GOAL_FRAMEWORKS),
                    framework.organisation(),
                    Keys.framework(framework.organisation(), framework.id()),
                    at,
                    writer.framework(document, justification));
        } catch (InvalidFrameworkException impossible) {
            throw new IllegalStateException("a shipped framework is invalid", impossible);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, String organisation, String key, Instant at, byte[] value) {
        return new ProducerRecord<>(
                topic,
                Partitioning.of(organisation, Topic.DEFAULT_PARTITIONS),
                at.toEpochMilli(),
                key.getBytes(StandardCharsets.UTF_8),
                value);
    }

    private static Observation read(String event) {
        try {
            return ObservationJson.read(event);
        } catch (InvalidObservationException impossible) {
            throw new IllegalStateException("a sample is invalid", impossible);
        }
    }
}
