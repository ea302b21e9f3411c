package se.malbild.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.schemas.ClientSettings;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.registry.SchemaRegistry.Lookup;

class SchemaRegistryTest {
    private static final Topic EVENTS = Topic.INDICATOR_EVENTS;

    private final MockSchemaRegistryClient client = new MockSchemaRegistryClient();

    @Test
    void given_a_registered_schema_then_its_id_is_known() throws Exception {
        int id = client.register(EVENTS.subject(), new AvroSchema(EVENTS.schema()));
        SchemaRegistry registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty());

        assertThat(registry.known(id)).isEmpty();
        assertThat(registry.idOf(EVENTS)).isEqualTo(id);
        assertThat(registry.known(id)).contains(EVENTS.schema());
    }

    @Test
    void given_a_schema_that_is_not_registered_then_the_exception_says_what_to_run_and_nothing_is_registered() {
        SchemaRegistry registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty());

        assertThatThrownBy(() -> registry.idOf(EVENTS)).isInstanceOfSatisfying(RegistryException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(RegistryException.Kind.NOT_REGISTERED);
            assertThat(failure.text().sv()).contains("malbild topics apply");
        });
        assertThatThrownBy(() -> registry.preload(EVENTS)).isInstanceOf(RegistryException.class);
        assertThatThrownBy(() -> client.getAllVersions(EVENTS.subject())).isInstanceOf(Exception.class);
    }

    @Test
    void given_several_versions_then_all_are_remembered_ahead() throws Exception {
        Schema newer = new Schema.Parser().parse(EVENTS.schema().toString().replace("\"MEN\"", "\"MEN\",\"OTHER\""));
        int first = client.register(EVENTS.subject(), new AvroSchema(EVENTS.schema()));
        int second = client.register(EVENTS.subject(), new AvroSchema(newer));
        SchemaRegistry registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty());

        registry.preload(EVENTS);

        assertThat(registry.known(first)).contains(EVENTS.schema());
        assertThat(registry.known(second)).contains(newer);
    }

    @Test
    void given_an_id_then_it_is_looked_up_once_and_an_unknown_one_is_said_to_be_so() throws Exception {
        int id = client.register(EVENTS.subject(), new AvroSchema(EVENTS.schema()));
        SchemaRegistry registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty());

        assertThat(registry.lookup(id)).isEqualTo(new Lookup.Known(EVENTS.schema()));
        assertThat(registry.known(id)).isPresent();
        assertThat(registry.lookup(4711)).isEqualTo(new Lookup.NoSuchId());
    }

    @Test
    void given_a_prefix_then_only_subjects_that_begin_with_it_count(@TempDir Path cache) throws Exception {
        client.register(EVENTS.subject(), new AvroSchema(EVENTS.schema()));
        AtomicLong nanos = new AtomicLong();
        SchemaRegistry registry = new SchemaRegistry(client, new TopicPrefix("acme."), Optional.of(cache), nanos::get);

        assertThatThrownBy(() -> registry.idOf(EVENTS)).hasMessageContaining("acme.indicator-events-value");
        assertThatThrownBy(() -> registry.preload(EVENTS)).hasMessageContaining("acme.indicator-events-value");
        assertThat(registry.lookup(4711)).isInstanceOf(Lookup.Unreachable.class);

        int id = client.register("acme.indicator-events-value", new AvroSchema(EVENTS.schema()));
        assertThat(registry.idOf(EVENTS)).isEqualTo(id);
        assertThat(cache.resolve("acme.indicator-events-value.id")).exists();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(registry.lookup(4711)).isEqualTo(new Lookup.NoSuchId());
    }

    @Test
    void given_what_was_remembered_on_disk_then_a_service_starts_while_the_registry_is_away(@TempDir Path directory)
            throws Exception {
        int id = client.register(EVENTS.subject(), new AvroSchema(EVENTS.schema()));
        Path cache = directory.resolve("made/on/demand");
        new SchemaRegistry(client, TopicPrefix.NONE, Optional.of(cache)).idOf(EVENTS);

        try (SchemaRegistry away = SchemaRegistry.connect(at(nobody()), Optional.of(cache))) {
            assertThat(away.known(id)).contains(EVENTS.schema());
            assertThat(away.idOf(EVENTS)).isEqualTo(id);
            assertThat(away.lookup(id)).isEqualTo(new Lookup.Known(EVENTS.schema()));
            assertThat(away.lookup(id + 1)).isInstanceOf(Lookup.Unreachable.class);
            assertThatThrownBy(() -> away.idOf(Topic.PICTURES))
                    .isInstanceOfSatisfying(
                            RegistryException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(RegistryException.Kind.UNREACHABLE));
        }
    }

    @Test
    void given_the_remembered_id_is_of_another_schema_than_ours_then_it_is_not_used(@TempDir Path cache)
            throws Exception {
        client.register(EVENTS.subject(), new AvroSchema(EVENTS.schema()));
        new SchemaRegistry(client, TopicPrefix.NONE, Optional.of(cache)).idOf(EVENTS);
        Path file = cache.resolve("indicator-events-value.id");
        Files.writeString(file, Files.readString(file).replace("\"MEN\"", "\"MEN\",\"OTHER\""));

        try (SchemaRegistry away = SchemaRegistry.connect(at(nobody()), Optional.of(cache))) {
            assertThatThrownBy(() -> away.idOf(EVENTS)).isInstanceOf(RegistryException.class);
        }
    }

    @Test
    void given_files_that_are_damaged_then_they_do_no_harm(@TempDir Path cache) throws Exception {
        int id = client.register(EVENTS.subject(), new AvroSchema(EVENTS.schema()));
        Files.writeString(cache.resolve(id + ".avsc"), "{\"type\":\"rec");
        Files.writeString(cache.resolve("readme.avsc"), "");
        Files.writeString(cache.resolve("indicator-events-value.id"), "x\n" + EVENTS.schema());

        SchemaRegistry registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.of(cache));

        assertThat(registry.known(id)).isEmpty();
        assertThat(registry.idOf(EVENTS)).isEqualTo(id);
        assertThat(new SchemaRegistry(client, TopicPrefix.NONE, Optional.of(cache)).known(id))
                .contains(EVENTS.schema());
    }

    @Test
    void given_another_registry_than_the_remembered_one_then_what_was_remembered_is_forgotten(@TempDir Path cache)
            throws Exception {
        int eventsId = client.register(EVENTS.subject(), new AvroSchema(EVENTS.schema()));
        int picturesId = client.register(Topic.PICTURES.subject(), new AvroSchema(Topic.PICTURES.schema()));
        SchemaRegistry first = new SchemaRegistry(client, TopicPrefix.NONE, Optional.of(cache));
        first.idOf(EVENTS);
        first.idOf(Topic.PICTURES);

        MockSchemaRegistryClient other = new MockSchemaRegistryClient();
        int otherId = other.register(Topic.GOAL_FRAMEWORKS.subject(), new AvroSchema(Topic.GOAL_FRAMEWORKS.schema()));
        assertThat(otherId).isEqualTo(eventsId);
        SchemaRegistry second = new SchemaRegistry(other, TopicPrefix.NONE, Optional.of(cache));
        second.preload(Topic.GOAL_FRAMEWORKS);

        for (SchemaRegistry registry :
                new SchemaRegistry[] {second, new SchemaRegistry(other, TopicPrefix.NONE, Optional.of(cache))}) {
            assertThat(registry.known(otherId)).contains(Topic.GOAL_FRAMEWORKS.schema());
            assertThat(registry.known(picturesId)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    404 | {"error_code":40403,"message":"Schema not found"}          | NoSuchId
                    404 | {"error_code":404,"message":"HTTP 404 Not Found"}          | Unreachable
                    404 | <html>Not Found</html>                                     | Unreachable
                    401 | {"error_code":401,"message":"Unauthorized"}                | Unreachable
                    500 | {"error_code":50001,"message":"Error in the backend"}      | Unreachable
                    503 | <html>Service Unavailable</html>                           | Unreachable
                    200 | <html>Welcome</html>                                       | Unreachable
                    200 | {"schema":"syntax = \\"proto3\\";","schemaType":"PROTOBUF"} | NoSuchId
                    """)
    void only_a_registrys_own_no_counts_as_no_such_id(int status, String body, String expected) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(server, "/schemas", status, body);
        answer(server, "/subjects/" + EVENTS.subject() + "/versions", 200, "[1]");

        assertThat(lookup(server).getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void the_no_of_a_registry_that_has_not_even_our_own_schemas_does_not_count() throws IOException {
        HttpServer starting = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(starting, "/schemas", 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        answer(starting, "/subjects", 404, "{\"error_code\":40401,\"message\":\"Subject not found\"}");

        assertThat(lookup(starting)).isInstanceOf(Lookup.Unreachable.class);
    }

    private static void answer(HttpServer server, String path, int status, String body) {
        server.createContext(path, exchange -> {
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer);
            }
        });
    }

    private static Lookup lookup(HttpServer server) {
        server.start();
        try (SchemaRegistry registry = SchemaRegistry.connect(
                at("http://127.0.0.1:" + server.getAddress().getPort()), Optional.empty())) {
            return registry.lookup(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void given_a_registry_that_never_answers_then_a_lookup_ends_all_the_same() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                SchemaRegistry registry = SchemaRegistry.connect(
                        new Cluster(
                                "127.0.0.1:9092",
                                "http://127.0.0.1:" + silent.getLocalPort(),
                                TopicPrefix.NONE,
                                new ClientSettings(Map.of("schema.registry.http.read.timeout.ms", "200"))),
                        Optional.empty())) {
            assertThat(registry.lookup(1)).isInstanceOf(Lookup.Unreachable.class);
        }
    }

    private static Cluster at(String registryUrl) {
        return new Cluster("127.0.0.1:9092", registryUrl);
    }

    /** Returns an address where nothing listens. */
    private static String nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }
}
