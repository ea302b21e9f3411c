package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.goals.Text;
import se.malbild.local.EmbeddedKafka;
import se.malbild.local.RegistryProcess;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;
import se.malbild.streams.StreamsApplication;
import se.malbild.streams.StreamsSettings;

/** What the streams application says when it cannot start. */
class StreamsStartupIT {
    @TempDir
    private Path data;

    @Test
    void it_names_what_is_missing_until_everything_is_there() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"), 1, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            create(admin, List.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS), 2);
            assertThat(refusal(kafka.bootstrapServers(), "http://127.0.0.1:1").en())
                    .isEqualTo("Topics are missing from Kafka: goal-area-attainment, indicator-attainment,"
                            + " indicator-observations, pictures, rejected-events. Create them with"
                            + " “malbild topics apply”.");

            create(
                    admin,
                    List.of(
                            Topic.PICTURES,
                            Topic.GOAL_AREA_ATTAINMENT,
                            Topic.INDICATOR_ATTAINMENT,
                            Topic.INDICATOR_OBSERVATIONS,
                            Topic.REJECTED_EVENTS),
                    3);
            assertThat(refusal(kafka.bootstrapServers(), "http://127.0.0.1:1").en())
                    .startsWith("All topics must have the same number of partitions")
                    .contains("indicator-events 2", "goal-frameworks 2", "pictures 3", "rejected-events 3");

            Map<String, NewPartitions> three = new HashMap<>();
            three.put(Topic.INDICATOR_EVENTS.topicName(), NewPartitions.increaseTo(3));
            three.put(Topic.GOAL_FRAMEWORKS.topicName(), NewPartitions.increaseTo(3));
            admin.createPartitions(three).all().get();
            awaitPartitions(admin, List.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS), 3);
            try (RegistryProcess registry = RegistryProcess.start(
                    RegistryProcess.home(), data.resolve("registry"), 0, new RegistryProcess.Storage.InMemory())) {
                assertThat(refusal(kafka.bootstrapServers(), registry.url().toString())
                                .en())
                        .contains("indicator-events-value", "not registered", "malbild topics apply");
            }
        }
    }

    private Text refusal(String bootstrapServers, String registryUrl) {
        StreamsSettings settings = new StreamsSettings(
                new Cluster(bootstrapServers, registryUrl),
                "malbild",
                data.resolve("streams"),
                StreamsSettings.DEFAULT_COMMIT_INTERVAL,
                1,
                1,
                Map.of());
        StartupException refused = catchThrowableOfType(StartupException.class, () -> start(settings));
        assertThat(Stream.of(refused.text().sv(), refused.text().en())).noneMatch(text -> text.contains("\n"));
        return refused.text();
    }

    private static void start(StreamsSettings settings) throws InterruptedException {
        try (StreamsApplication application = new StreamsApplication(settings)) {
            application.start();
        }
    }

    private static void create(Admin admin, List<Topic> topics, int partitions) throws Exception {
        admin.createTopics(topics.stream()
                        .map(topic -> new NewTopic(topic.topicName(), partitions, (short) 1))
                        .toList())
                .all()
                .get();
        awaitPartitions(admin, topics, partitions);
    }

    /** The broker learns it a moment after the controller has decided it. */
    private static void awaitPartitions(Admin admin, List<Topic> topics, int partitions) {
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(admin.describeTopics(
                                        topics.stream().map(Topic::topicName).toList())
                                .allTopicNames()
                                .get()
                                .values())
                        .allMatch(topic -> topic.partitions().size() == partitions));
    }
}
