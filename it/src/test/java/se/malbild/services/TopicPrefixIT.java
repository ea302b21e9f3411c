package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Backend;
import se.malbild.cluster.Said;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.dashboard.Dashboard;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewayLimits;
import se.malbild.gateway.GatewaySettings;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.PictureJson;
import se.malbild.publisher.ObservationJson;
import se.malbild.receipts.ReceiptsService;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.service.HttpSettings;
import se.malbild.streams.StreamsApplication;
import se.malbild.streams.StreamsSettings;

/** Two users of one broker and one registry, with the same application ids, the same municipality and a prefix each. */
class TopicPrefixIT {
    private static final int YEAR = 2018;
    private static final Vasteras VASTERAS = new Vasteras("1980");
    private static final List<String> PREFIXES = List.of("acme.", "beta-");

    @TempDir
    private static Path data;

    private static Backend backend;
    /** Of other tests: the registry is shared. */
    private static Set<String> subjectsBefore;

    private static final List<Tenant> tenants = new ArrayList<>();

    /** One of the users, with all services. */
    private record Tenant(
            TestCluster cluster,
            StreamsApplication streams,
            ReceiptsService receipts,
            Gateway gateway,
            Dashboard dashboard)
            implements AutoCloseable {

        static Tenant start(String prefix) throws Exception {
            TestCluster cluster = TestCluster.on(backend, data, new TopicPrefix(prefix));
            cluster.apply(VASTERAS.framework());
            return new Tenant(
                    cluster,
                    cluster.startApplication(StreamsSettings.DEFAULT_APPLICATION_ID),
                    cluster.startReceipts(
                            "malbild-receipts",
                            cluster.cluster().prefix().path(data.resolve("receipts")),
                            Optional.empty()),
                    Gateway.start(new GatewaySettings(
                            cluster.cluster(), HttpSettings.loopback(0), Optional.empty(), GatewayLimits.defaults())),
                    Dashboard.start(
                            new DashboardSettings(cluster.cluster(), HttpSettings.loopback(0), Set.of()),
                            PageRoutes::new));
        }

        /** Returns the names that {@code all} has under the prefix, without it. */
        Set<String> own(Set<String> all) {
            String prefix = cluster.cluster().prefix().text();
            return all.stream()
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        Said command(String... args) {
            return Said.malbild(
                    Stream.concat(Stream.of(args), cluster.options().stream()).toArray(String[]::new));
        }

        @Override
        public void close() {
            dashboard.close();
            gateway.close();
            receipts.close();
            streams.close();
            cluster.close();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        backend = Backend.embedded(data);
        try (SchemaRegistryClient registry = SchemaRegistry.client(backend.cluster(TopicPrefix.NONE))) {
            subjectsBefore = Set.copyOf(registry.getAllSubjects());
        }
        for (String prefix : PREFIXES) {
            tenants.add(Tenant.start(prefix));
        }
        for (Tenant tenant : tenants) {
            await("the gateway")
                    .until(() -> get(tenant.gateway().url(), "/health/ready").statusCode() == 200);
        }
    }

    @AfterAll
    static void stop() {
        tenants.forEach(Tenant::close);
        backend.close();
    }

    @Test
    void each_has_its_own_pictures_receipts_and_pages_and_sees_nothing_of_the_other() throws Exception {
        Tenant acme = tenants.get(0);
        Tenant beta = tenants.get(1);
        for (Observation observation : VASTERAS.observations()) {
            post(acme, observation);
        }
        acme.cluster().publish(VASTERAS.pupilsWithDiploma(YEAR, 7, "91.5"));
        beta.cluster().publish(VASTERAS.pupilsWithDiploma(YEAR, 7, "12.5"));

        for (Tenant tenant : tenants) {
            String expected = PictureJson.indented(
                    tenant.cluster().awaitPicturesOf("1980").get(YEAR));
            await("the picture by REST")
                    .untilAsserted(
                            () -> assertThat(get(tenant.dashboard().url(), "/v1/organisations/1980/pictures/" + YEAR)
                                            .body())
                                    .isEqualTo(expected));
            Said printed = tenant.command("picture", "--organisation=1980", "--year=" + YEAR, "--format=json");
            assertThat(printed.results()).isEqualTo(expected);
        }
        assertThat(picture(acme)).contains("\"value\" : 91.5").doesNotContain("\"value\" : 12.5");
        assertThat(picture(beta)).contains("\"value\" : 12.5").doesNotContain("\"value\" : 91.5");
        awaitReceived(acme, VASTERAS.observations().size() + 1);
        awaitReceived(beta, 1);
        assertThat(tenants)
                .allMatch(tenant -> tenant.command("topics", "plan", "--partitions=" + TestCluster.PARTITIONS)
                        .success()
                        .equals("Allt är som det ska."));
    }

    /** Returns what the dashboard says of the share of pupils with a diploma. */
    private static String picture(Tenant tenant) throws Exception {
        JsonNode indicator = new JsonMapper()
                        .readTree(get(tenant.dashboard().url(), "/v1/organisations/1980/pictures/" + YEAR)
                                .body())
                        .findParents("id")
                        .stream()
                        .filter(node -> node.path("id").asText().equals("N17461"))
                        .findFirst()
                        .orElseThrow();
        return indicator.toPrettyString();
    }

    private static void awaitReceived(Tenant tenant, int events) {
        await("the books").untilAsserted(() -> {
            int received = 0;
            for (JsonNode book : new JsonMapper()
                    .readTree(get(tenant.receipts().url(), "/v1/books?organisation=1980")
                            .body())
                    .path("books")) {
                received += book.path("received").asInt();
            }
            assertThat(received).isEqualTo(events);
        });
    }

    @Test
    void every_topic_group_and_subject_has_a_prefix() throws Exception {
        Vasteras alvesta = new Vasteras("0764");
        for (Tenant tenant : tenants) {
            tenant.cluster().apply(alvesta.framework());
            tenant.cluster().awaitPicturesOf("0764");
        }
        Set<String> topics = new TreeSet<>();
        Stream.of(Topic.values()).map(Topic::topicName).forEach(topics::add);
        topics.addAll(List.of(
                "malbild-cells-changelog",
                "malbild-frameworks-changelog",
                "malbild-undecoded-changelog",
                "malbild-receipts-receipts-changelog"));

        try (Admin admin = AdminClients.create(backend.cluster(TopicPrefix.NONE));
                SchemaRegistryClient registry = SchemaRegistry.client(backend.cluster(TopicPrefix.NONE))) {
            Set<String> allTopics = admin.listTopics().names().get();
            Set<String> allGroups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .collect(Collectors.toSet());
            Set<String> allTransactions = admin.listTransactions().all().get().stream()
                    .map(transaction -> transaction.transactionalId())
                    .collect(Collectors.toSet());
            Set<String> allSubjects = Set.copyOf(registry.getAllSubjects());
            for (Tenant tenant : tenants) {
                assertThat(tenant.own(allTopics)).isEqualTo(topics);
                assertThat(tenant.own(allGroups)).containsExactly("malbild", "malbild-receipts");
                assertThat(tenant.own(allTransactions)).isNotEmpty().allMatch(id -> id.startsWith("malbild"));
                assertThat(tenant.own(allSubjects))
                        .hasSize(Topic.values().length)
                        .contains("pictures-value");
            }
            Set<String> newSubjects = new TreeSet<>(allSubjects);
            newSubjects.removeAll(subjectsBefore);
            for (Set<String> names : List.of(allTopics, allGroups, allTransactions, newSubjects)) {
                assertThat(names).allMatch(name -> PREFIXES.stream().anyMatch(name::startsWith));
            }
        }
        for (String prefix : PREFIXES) {
            assertThat(data.resolve(prefix + "malbild").resolve(prefix + "malbild"))
                    .isDirectory();
        }
    }

    @Test
    void what_is_rejected_is_named_without_the_prefix_and_sent_again_with_it() throws Exception {
        Tenant acme = tenants.get(0);
        Vasteras kiruna = new Vasteras("2584");
        acme.cluster().apply(kiruna.framework());
        int wrong = (Partitioning.of("2584", TestCluster.PARTITIONS) + 1) % TestCluster.PARTITIONS;
        RecordMetadata at = acme.cluster()
                .send(
                        Topic.INDICATOR_EVENTS,
                        wrong,
                        "2584".getBytes(StandardCharsets.UTF_8),
                        acme.cluster().writer.event(kiruna.pupilsWithDiploma(YEAR, 1, "77.5")));
        assertThat(at.topic()).isEqualTo("acme.indicator-events");

        RejectedEvent rejected = acme.cluster().awaitRejected(Set.of(at)).get(at);
        String key = acme.cluster().rejectedKey(at);
        Said shown = acme.command("rejected", "show", key);
        Said replayed = acme.command("rejected", "replay", key);

        assertThat(rejected.topic()).isEqualTo("indicator-events");
        assertThat(key).isEqualTo("indicator-events/" + at.partition() + "/" + at.offset());
        assertThat(shown.results()).contains("acme.indicator-events");
        assertThat(replayed.messages()).contains("1 post skickades igen.");
        assertThat(PictureJson.indented(acme.cluster().awaitPicturesOf("2584").get(YEAR)))
                .contains("\"value\" : 77.5");
        assertThat(tenants.get(1).command("rejected", "list").messages()).contains("Inga avvisade poster.");
    }

    @Test
    void the_state_of_both_is_told_apart_and_a_reset_is_of_one() {
        Tenant beta = tenants.get(1);

        Said status = beta.command("status", "--services=streams=http://127.0.0.1:1", "--lang=en");
        Said reset = beta.command("reset", "--lang=en");

        assertThat(status.results())
                .contains("beta-malbild ", "beta-malbild-receipts ")
                .doesNotContain("acme");
        assertThat(reset.failure()).startsWith("1 instance of beta-malbild is running: ");
    }

    @Test
    void a_file_may_be_sent_by_both() throws Exception {
        Path file = Files.writeString(
                Files.createDirectories(data.resolve("files")).resolve("falun.ndjson"),
                ObservationJson.write(new Vasteras("2080").pupilsWithDiploma(YEAR, 1, "60")) + "\n");
        Tenant acme = tenants.get(0);
        Tenant beta = tenants.get(1);

        assertThat(acme.command("publish", "--lang=en", file.toString()).messages())
                .contains("sent 1 of 1 observation;");
        assertThat(beta.command("publish", "--lang=en", file.toString()).messages())
                .contains("sent 1 of 1 observation;")
                .doesNotContain("earlier");
    }

    @Test
    void a_prefix_that_kafka_does_not_take_is_one_line() {
        Said said = Said.malbild("topics", "plan", "--lang=en", "--topic-prefix=acme/");

        assertThat(said.failure()).startsWith("“acme/” cannot be a topic prefix: ");
    }

    private static void post(Tenant tenant, Observation observation) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(tenant.gateway().url() + "/v1/observations"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ObservationJson.write(observation)))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).contains("\"topic\":\"indicator-events\"");
    }

    private static HttpResponse<String> get(String url, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
    }
}
