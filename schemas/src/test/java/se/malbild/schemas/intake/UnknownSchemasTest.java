package se.malbild.schemas.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.malbild.goals.Fault;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.ClientSettings;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.registry.SchemaRegistry;

/** What records of unknown schemas cost, in requests to a registry that has none but our own. */
class UnknownSchemasTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG_AGO = Duration.ofDays(1);
    private static final Duration JUST_NOW = Duration.ZERO;

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger askedForOurs = new AtomicInteger();
    private final List<String> codes = new ArrayList<>();
    private volatile boolean isThere = true;
    private HttpServer server;
    private SchemaRegistry registry;

    @BeforeEach
    void a_registry() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/schemas/ids/", asked, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        answer("/subjects/" + Topic.INDICATOR_EVENTS.subject() + "/versions", askedForOurs, 200, "[1]");
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        ClientSettings noRetries = new ClientSettings(Map.of("schema.registry.max.retries", "0"));
        SchemaRegistryClient client =
                SchemaRegistry.client(new Cluster("127.0.0.1:1", url, TopicPrefix.NONE, noRetries));
        registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty(), nanos::get);
    }

    private void answer(String path, AtomicInteger count, int status, String body) {
        server.createContext(path, exchange -> {
            count.incrementAndGet();
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(isThere ? status : 503, answer.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer);
            }
        });
    }

    @AfterEach
    void no_registry() {
        registry.close();
        server.stop(0);
    }

    @Test
    void records_of_one_unknown_schema_cost_three_requests_and_a_second_reading_none() {
        TopicIntake<Observation> first = intake();
        for (int i = 0; i < 500; i++) {
            first.take(record(4711, JUST_NOW));
        }
        pass(first, 5);

        assertThat(codes).hasSize(500).containsOnly("unknown-schema");
        assertThat(asked).hasValue(3);

        TopicIntake<Observation> second = intake();
        for (int i = 0; i < 500; i++) {
            second.take(record(4711, LONG_AGO));
        }
        assertThat(second.waiting()).isZero();
        assertThat(asked).hasValue(3);
    }

    @Test
    void several_unknown_schemas_are_waited_for_together() {
        TopicIntake<Observation> intake = intake();
        for (int id = 1_000; id < 1_010; id++) {
            intake.take(record(id, JUST_NOW));
        }
        pass(intake, 4);
        assertThat(codes).isEmpty();
        pass(intake, 1);

        assertThat(codes).hasSize(10);
        assertThat(asked).hasValue(3 * 10);
        assertThat(askedForOurs).hasValueLessThanOrEqualTo(3);
    }

    @Test
    void once_the_registry_has_answered_for_five_seconds_an_old_record_costs_one_request() {
        TopicIntake<Observation> intake = intake();
        intake.take(record(999, LONG_AGO));
        pass(intake, 5);
        asked.set(0);

        for (int id = 1_000; id < 1_010; id++) {
            intake.take(record(id, LONG_AGO));
        }

        assertThat(intake.waiting()).isZero();
        assertThat(asked).hasValue(10);
    }

    @Test
    void the_no_is_forgotten_after_a_minute() {
        TopicIntake<Observation> intake = intake();
        intake.take(record(4711, LONG_AGO));
        pass(intake, 5);

        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        intake.take(record(4711, LONG_AGO));

        assertThat(intake.waiting()).isEqualTo(1);
    }

    @Test
    void while_the_registry_does_not_answer_it_is_asked_once_a_second_and_no_earlier_no_counts() {
        TopicIntake<Observation> intake = intake();
        for (int id = 1_000; id < 1_010; id++) {
            intake.take(record(id, LONG_AGO));
        }
        pass(intake, 3);
        isThere = false;
        asked.set(0);
        pass(intake, 20);
        assertThat(intake.waiting()).isEqualTo(10);
        assertThat(asked.get()).isLessThanOrEqualTo(20);

        isThere = true;
        pass(intake, 4);
        assertThat(intake.waiting()).isEqualTo(10);
        pass(intake, 3);
        assertThat(intake.waiting()).isZero();
    }

    private TopicIntake<Observation> intake() {
        return new TopicIntake<>(
                new SchemaLookups(registry, Runnable::run),
                new EventIntake(registry, 1)::judge,
                settled -> ((Intake.Rejected<Observation>) settled.intake())
                        .faults().stream().map(Fault::code).forEach(codes::add),
                nanos::get);
    }

    private void pass(TopicIntake<?> intake, int seconds) {
        for (int second = 0; second < seconds; second++) {
            nanos.addAndGet(SECOND.toNanos());
            intake.retry();
        }
    }

    private static InputRecord record(int schemaId, Duration age) {
        byte[] value = ByteBuffer.allocate(8).put((byte) 0).putInt(schemaId).array();
        long appendedAt = System.currentTimeMillis() - age.toMillis();
        return new InputRecord(0, 0, appendedAt, "1880".getBytes(StandardCharsets.UTF_8), value);
    }
}
