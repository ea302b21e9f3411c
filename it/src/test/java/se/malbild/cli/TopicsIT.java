package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Logged;
import se.malbild.cluster.RegistryFront;
import se.malbild.cluster.Said;
import se.malbild.dashboard.Dashboard;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewayLimits;
import se.malbild.gateway.GatewaySettings;
import se.malbild.local.EmbeddedKafka;
import se.malbild.local.TestTopic;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.service.HttpSettings;

/** Topics on three brokers, of which each may keep a copy. */
class TopicsIT {
    private static final String IN_ORDER = "Allt är som det ska.";
    private static final String EVENTS = Topic.INDICATOR_EVENTS.topicName();
    private static final String FRAMEWORKS = Topic.GOAL_FRAMEWORKS.topicName();

    @TempDir
    private static Path data;

    private static EmbeddedKafka kafka;
    private static RegistryFront registry;
    private static Admin admin;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(data.resolve("kafka"), 3, 0);
        registry = new RegistryFront();
        registry.start();
        admin = AdminClients.create(new Cluster(kafka.bootstrapServers(), registry.url()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        registry.close();
        kafka.close();
    }

    @BeforeEach
    void nothing() throws Exception {
        List<String> there = List.copyOf(admin.listTopics().names().get());
        admin.deleteTopics(there).all().get();
        await("deletion").until(() -> admin.listTopics().names().get().isEmpty());
    }

    @Test
    void how_many_copies_must_have_a_record_follows_from_the_copies_there_are() throws Exception {
        assertThat(topics("apply", "--replication=3").exitCode()).isZero();
        assertThat(copiesOfEvents()).isEqualTo(3);
        assertThat(minInSync()).isEqualTo("2");

        assertThat(topics("plan").success()).isEqualTo(IN_ORDER);
        assertThat(topics("apply").success()).isEqualTo(IN_ORDER);

        Said fewer = topics("apply", "--replication=1");
        assertThat(fewer.exitCode()).isEqualTo(1);
        assertThat(fewer.lines())
                .hasSize(Topic.values().length)
                .allMatch(line -> line.contains("finns i 3 exemplar, inte 1."));
        assertThat(minInSync()).isEqualTo("2");
    }

    @Test
    void more_copies_are_asked_for_than_there_are_and_writes_go_on() throws Exception {
        assertThat(topics("apply", "--replication=1").exitCode()).isZero();

        Said more = topics("apply", "--replication=3", "--lang=en");

        assertThat(more.exitCode()).isEqualTo(1);
        assertThat(more.lines())
                .contains("The topic indicator-events has replication factor 1, not 3. Change it with Kafka's"
                        + " kafka-reassign-partitions.sh and then run apply again, or give 1.");
        assertThat(minInSync()).isEqualTo("1");
        new TestTopic(kafka.bootstrapServers(), EVENTS).write("one");
    }

    @Test
    void a_missing_topic_gets_as_many_copies_as_the_brokers_make_by_themselves() throws Exception {
        Said plan = topics("plan");
        assertThat(plan.lines()).contains("  apply: Skapar den med 1 partition i 3 exemplar.");

        assertThat(topics("apply").exitCode()).isZero();

        assertThat(copiesOfEvents()).isEqualTo(3);
        assertThat(minInSync()).isEqualTo("2");
        assertThat(topics("plan").success()).isEqualTo(IN_ORDER);
    }

    @Test
    void no_copies_at_all_cannot_be_asked_for() {
        Said none = topics("apply", "--replication=0");

        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.messages()).contains("--replication är 0; ange minst 1, eller -1.");
    }

    @Test
    void schemas_that_are_not_compatible_are_refused_before_any_topic_is_made() throws Exception {
        String subject = "older." + Topic.GOAL_AREA_ATTAINMENT.subject();
        Schema older = SchemaBuilder.record("se.malbild.avro.GoalAreaAttainment")
                .fields()
                .requiredString("organisation")
                .name("goalArea")
                .type()
                .record("GoalArea")
                .fields()
                .requiredString("id")
                .endRecord()
                .noDefault()
                .endRecord();
        try (SchemaRegistryClient client =
                SchemaRegistry.client(new Cluster(kafka.bootstrapServers(), registry.url()))) {
            client.register(subject, new AvroSchema(older));
        }

        String refusal = topics("apply", "--topic-prefix=older.", "--lang=en").failure();

        assertThat(refusal)
                .startsWith("What the schema registry has under " + subject + " is not compatible with this version's")
                .contains("--data", "give another --topic-prefix", "delete the subject");
        assertThat(admin.listTopics().names().get()).isEmpty();
        assertThat(topics("plan", "--topic-prefix=older.", "--lang=en").lines()).contains(refusal);
    }

    @Test
    void a_registry_that_leaves_a_request_unanswered_is_asked_again() throws Exception {
        try (RegistryFront slow = new RegistryFront()) {
            slow.leaveNextUnanswered();
            slow.start();

            Said applied = Said.malbild(
                    "topics", "apply", "--bootstrap-servers=" + kafka.bootstrapServers(), "--registry=" + slow.url());

            assertThat(applied.exitCode())
                    .as(String.join("\n", applied.lines()))
                    .isZero();
            assertThat(applied.lines()).endsWith(IN_ORDER);
        }
    }

    @Test
    void services_that_start_before_a_topic_is_there_go_on_when_it_is() throws Exception {
        assertThat(topics("apply").exitCode()).isZero();
        admin.deleteTopics(List.of(FRAMEWORKS)).all().get();
        await("deletion").until(() -> !admin.listTopics().names().get().contains(FRAMEWORKS));

        try (Logged saidByGateway = Logged.under("se.malbild.publisher");
                Logged saidByDashboard = Logged.under("se.malbild.dashboard")) {
            try (Gateway gateway = gateway();
                    Dashboard dashboard = dashboard()) {
                await("the gateway").until(() -> saidByGateway.says("There is no topic " + FRAMEWORKS));
                await("the dashboard").until(() -> saidByDashboard.says("There is no topic " + FRAMEWORKS));
                assertThat(readiness(gateway.url())).isNotEqualTo(200);
                assertThat(readiness(dashboard.url())).isNotEqualTo(200);
                assertThat(admin.listTopics().names().get()).doesNotContain(FRAMEWORKS);

                assertThat(topics("apply").exitCode()).isZero();

                await("the gateway").until(() -> readiness(gateway.url()) == 200);
                await("the dashboard").until(() -> readiness(dashboard.url()) == 200);
            }
            assertThat(saidByDashboard.events())
                    .noneMatch(event -> event.getThrowableProxy() != null)
                    .noneMatch(event -> event.getFormattedMessage().contains("Exception"));
        }
    }

    private static Gateway gateway() throws Exception {
        return Gateway.start(new GatewaySettings(
                new Cluster(kafka.bootstrapServers(), registry.url()),
                HttpSettings.loopback(0),
                Optional.empty(),
                GatewayLimits.defaults()));
    }

    private static Dashboard dashboard() {
        return Dashboard.start(
                new DashboardSettings(
                        new Cluster(kafka.bootstrapServers(), registry.url()), HttpSettings.loopback(0), Set.of()),
                PageRoutes::new);
    }

    private static int readiness(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url + "/health/ready"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static int copiesOfEvents() throws Exception {
        return admin.describeTopics(List.of(EVENTS))
                .allTopicNames()
                .get()
                .get(EVENTS)
                .partitions()
                .get(0)
                .replicas()
                .size();
    }

    private static String minInSync() throws Exception {
        ConfigResource events = new ConfigResource(ConfigResource.Type.TOPIC, EVENTS);
        return admin.describeConfigs(List.of(events))
                .all()
                .get()
                .get(events)
                .get("min.insync.replicas")
                .value();
    }

    private static Said topics(String... args) {
        String[] all = Arrays.copyOf(new String[] {"topics"}, args.length + 4);
        System.arraycopy(args, 0, all, 1, args.length);
        all[args.length + 1] = "--partitions=1";
        all[args.length + 2] = "--bootstrap-servers=" + kafka.bootstrapServers();
        all[args.length + 3] = "--registry=" + registry.url();
        return Said.malbild(all);
    }
}
