package se.malbild.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.CommittedRecords;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.OutputReader;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.streams.StreamsApplication;
import se.malbild.streams.StreamsSettings;

/** The whole topology, exactly once, until its last output is committed. */
final class Ours implements Contender {
    private static final List<Topic> OUTPUTS = List.of(
            Topic.PICTURES,
            Topic.GOAL_AREA_ATTAINMENT,
            Topic.INDICATOR_ATTAINMENT,
            Topic.INDICATOR_OBSERVATIONS,
            Topic.REJECTED_EVENTS);
    /** Asking costs nothing: it is a counter of this process. */
    private static final Duration LOOK_FOR_THE_FIRST = Duration.ofMillis(1);

    @Override
    public Totals replay(Replay replay, Clock clock) throws Exception {
        Cluster cluster = replay.cluster();
        List<String> outputs = OUTPUTS.stream().map(cluster.prefix()::topic).toList();
        StreamsSettings settings = new StreamsSettings(
                cluster,
                replay.name(),
                replay.directory(),
                replay.commitInterval(),
                1,
                replay.threads(),
                replay.streamsConfig());
        try (Commits commits = new Commits(cluster)) {
            Map<TopicPartition, Long> before = commits.ends(
                    List.of(cluster.prefix().topic(Topic.INDICATOR_OBSERVATIONS)), IsolationLevel.READ_UNCOMMITTED);
            try (StreamsApplication streams = new StreamsApplication(settings)) {
                streams.start();
                Commits.await(() -> streams.counts().events() > 0, LOOK_FOR_THE_FIRST);
                clock.start();
                Commits.await(() -> streams.counts().events() >= replay.events()
                        && commits.read(settings.group(), cluster.prefix().topic(Topic.INDICATOR_EVENTS))
                                >= replay.events()
                        && streams.counts().waiting() == 0
                        && commits.areSettled(outputs));
                clock.stop();
            }
            return totals(cluster, replay.goalAreas(), before);
        }
    }

    /** Returns what this replay has published: what lies after {@code before} in the topic of observations. */
    private static Totals totals(Cluster cluster, GoalAreas goalAreas, Map<TopicPartition, Long> before)
            throws Exception {
        Map<String, List<Observation>> byYear = new HashMap<>();
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty());
                Consumer<byte[], byte[]> consumer = CommittedRecords.consumer(cluster)) {
            OutputReader reader = new OutputReader(registry);
            consumer.assign(before.keySet());
            before.forEach(consumer::seek);
            CommittedRecords.read(consumer, before.keySet(), record -> {
                if (record.value() != null) {
                    List<Observation> winners =
                            reader.observations(record.value()).observations();
                    // Indicators that share a series list the same observations.
                    if (!winners.isEmpty()) {
                        byYear.put(seriesAndYear(winners.get(0)), winners);
                    }
                }
            });
        }
        Totals totals = new Totals();
        byYear.values()
                .forEach(winners -> winners.forEach(winner -> {
                    if (winner.content() instanceof Content.Value value) {
                        goalAreas
                                .key(
                                        winner.cell().organisation(),
                                        winner.cell().indicator(),
                                        winner.cell().year())
                                .ifPresent(key -> totals.add(key, value.number()));
                    }
                }));
        return totals;
    }

    private static String seriesAndYear(Observation observation) {
        return observation.cell().organisation() + "/" + observation.cell().indicator() + "/"
                + observation.cell().year();
    }
}
