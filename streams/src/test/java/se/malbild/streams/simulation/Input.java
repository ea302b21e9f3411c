package se.malbild.streams.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import se.malbild.applications.DrivenTopology;
import se.malbild.goals.RandomCases;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordWriter;

/**
 * A record that somebody sends.
 *
 * @param observation what it says, when it is an event that can be taken in
 * @param framework what it says, when it is a framework that can be taken in
 * @param isLater whether it is written with a schema that is registered later
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Input(
        Topic topic,
        String organisation,
        byte[] key,
        byte[] value,
        Optional<Observation> observation,
        Optional<FrameworkVersion> framework,
        boolean isLater) {
    private static final int MOST_EVENTS = 25;
    private static final Map<String, FrameworkVersion> READ = new ConcurrentHashMap<>();

    /** Returns the records of the story of {@code seed}, in some order. */
    static List<Input> of(long seed, Registry registry, Random random) {
        RandomCases.Case given = RandomCases.of(seed);
        List<Input> inputs = new ArrayList<>();
        for (String document : given.frameworks()) {
            inputs.add(framework(document, registry, random));
        }
        List<Observation> events = new ArrayList<>(given.observations());
        Collections.shuffle(events, random);
        if (random.nextBoolean()) { // about the same cells again and again
            String series = events.get(0).cell().indicator();
            events.removeIf(event -> !event.cell().indicator().equals(series));
        }
        for (Observation event : events.subList(0, Math.min(events.size(), 5 + random.nextInt(MOST_EVENTS)))) {
            inputs.add(event(event, registry, random));
        }
        Collections.shuffle(inputs, random);
        if (random.nextBoolean()) { // those about one slice come one after the other
            inputs.sort(Comparator.comparing(Input::slice));
        }
        return inputs;
    }

    private static String slice(Input input) {
        return input.observation()
                .map(Observation::cell)
                .map(cell -> cell.year() + cell.indicator() + cell.department() + cell.district())
                .orElse("");
    }

    private static Input framework(String document, Registry registry, Random random) {
        FrameworkVersion version = READ.computeIfAbsent(document, Input::read);
        String organisation = version.framework().organisation();
        String key = Keys.framework(organisation, version.framework().id());
        byte[] value = registry.writer().framework(document, DrivenTopology.JUSTIFICATION);
        boolean isLater = random.nextInt(8) == 0;
        return new Input(
                Topic.GOAL_FRAMEWORKS,
                organisation,
                bytes(key),
                isLater ? registry.withLater(Topic.GOAL_FRAMEWORKS, value) : value,
                Optional.empty(),
                Optional.of(version),
                isLater);
    }

    private static FrameworkVersion read(String document) {
        try {
            return FrameworkVersion.read(document);
        } catch (InvalidFrameworkException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Input event(Observation event, Registry registry, Random random) {
        RecordWriter writer = registry.writer();
        String organisation = event.cell().organisation();
        byte[] key = bytes(Keys.event(organisation));
        byte[] value = writer.event(event);
        Topic topic = Topic.INDICATOR_EVENTS;
        return switch (random.nextInt(16)) {
            case 0 -> rejected(organisation, key, bytes("{}"));
            case 1 -> rejected(organisation, key, registry.withUnknown(value));
            case 2, 3, 4 ->
                new Input(
                        topic,
                        organisation,
                        key,
                        registry.withLater(topic, value),
                        Optional.of(event),
                        Optional.empty(),
                        true);
            default -> new Input(topic, organisation, key, value, Optional.of(event), Optional.empty(), false);
        };
    }

    private static Input rejected(String organisation, byte[] key, byte[] value) {
        return new Input(Topic.INDICATOR_EVENTS, organisation, key, value, Optional.empty(), Optional.empty(), false);
    }

    /** Returns where it is appended when its topic has so many partitions. */
    Place place(int partitions) {
        return new Place(topic.topicName(), Partitioning.of(organisation, partitions));
    }

    /** Returns it as it is appended. */
    Appended appended(int partitions, long now) {
        return new Appended(place(partitions), key, value, new RecordHeaders(), now, Set.of());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        String schema = isLater ? " in a later schema" : "";
        return observation
                .map(event -> "event " + event.eventId() + " " + event.cell() + " " + event.content() + " revision "
                        + event.revision() + schema)
                .or(() -> framework.map(
                        version -> "framework " + version.framework().organisation() + "/"
                                + version.framework().id() + " version "
                                + version.framework().version() + schema))
                .orElse("a record that cannot be taken in");
    }
}
