package se.malbild.schemas.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.malbild.goals.Fault;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Justification;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.SchemaRegistry;

class TopicIntakeTest {
    private static final int PARTITIONS = 12;
    private static final String ID = "orebro-2017-2019";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MockSchemaRegistryClient client = new MockSchemaRegistryClient(List.of(new AvroSchemaProvider()));
    private final List<TopicIntake.Settled<FrameworkIntake.Applied>> settled = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private byte[] value;
    private int nextId;
    private final long now = System.currentTimeMillis();

    @BeforeEach
    void a_framework() throws Exception {
        for (Topic topic : Topic.values()) {
            nextId = client.register(topic.subject(), new AvroSchema(topic.schema())) + 1;
        }
        SchemaRegistry registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty(), nanos::get);
        value = new RecordWriter(registry, Topic.GOAL_FRAMEWORKS)
                .framework(
                        ShippedFrameworks.documents().get(0),
                        new Justification("Sara Lind", "Nya mål", Optional.empty()));
    }

    @Test
    void given_a_record_whose_schema_is_known_then_it_is_settled_at_once() throws Exception {
        SchemaRegistry registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty(), nanos::get);
        registry.preload(Topic.GOAL_FRAMEWORKS);
        TopicIntake<FrameworkIntake.Applied> intake = intake(registry);

        intake.take(record(now));

        assertThat(intake.waiting()).isZero();
        assertThat(settled)
                .singleElement()
                .satisfies(one -> assertThat(one.intake()).isInstanceOf(Intake.Accepted.class));
    }

    @Test
    void given_a_schema_that_the_registry_tells_when_asked_then_the_record_is_settled_soon() {
        TopicIntake<FrameworkIntake.Applied> intake =
                intake(new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty(), nanos::get));

        intake.take(record(now));
        assertThat(intake.waiting()).isEqualTo(1);
        later(intake, Duration.ofMillis(100));

        assertThat(intake.waiting()).isZero();
        assertThat(settled).hasSize(1);
    }

    @Test
    void given_a_registry_that_says_no_at_first_then_the_record_waits_until_it_has_the_schema() throws Exception {
        TopicIntake<FrameworkIntake.Applied> intake =
                intake(new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty(), nanos::get));
        ByteBuffer.wrap(value).putInt(1, nextId);
        intake.take(record(now));
        later(intake, SECOND.multipliedBy(3));
        assertThat(intake.waiting()).isEqualTo(1);

        Schema later = new Schema.Parser().parse(Topic.GOAL_FRAMEWORKS.schema().toString());
        later.addProp("version", "2");
        assertThat(client.register(Topic.GOAL_FRAMEWORKS.subject(), new AvroSchema(later)))
                .isEqualTo(nextId);
        later(intake, SECOND.multipliedBy(2));
        later(intake, SECOND);

        assertThat(intake.waiting()).isZero();
        assertThat(settled)
                .singleElement()
                .satisfies(one -> assertThat(one.intake()).isInstanceOf(Intake.Accepted.class));
    }

    @Test
    void given_a_registry_that_goes_on_saying_no_then_the_record_is_rejected_after_five_seconds() {
        TopicIntake<FrameworkIntake.Applied> intake =
                intake(new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty(), nanos::get));
        ByteBuffer.wrap(value).putInt(1, nextId);

        intake.take(record(now));
        for (int second = 1; second < 5; second++) {
            later(intake, SECOND);
            assertThat(settled).isEmpty();
        }
        later(intake, SECOND);

        assertThat(intake.waiting()).isZero();
        assertThat(codes()).containsExactly("unknown-schema");
        intake.take(record(now));
        assertThat(codes()).as("nobody waits for the same no again").hasSize(2);
    }

    @Test
    void given_a_broker_whose_clock_is_ahead_then_a_no_counts_that_was_said_after_the_record_was_read() {
        TopicIntake<FrameworkIntake.Applied> intake =
                intake(new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty(), nanos::get));
        ByteBuffer.wrap(value).putInt(1, nextId);

        intake.take(record(now + 3_600_000));
        for (int second = 1; second <= 5; second++) {
            later(intake, SECOND);
        }

        assertThat(codes()).containsExactly("unknown-schema");
    }

    @Test
    void given_a_registry_that_does_not_answer_then_the_record_waits_and_others_go_on() throws Exception {
        HttpServer broken = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        broken.createContext("/", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        broken.start();
        try (SchemaRegistry registry = SchemaRegistry.connect(
                new Cluster(
                        "127.0.0.1:1", "http://127.0.0.1:" + broken.getAddress().getPort()),
                Optional.empty())) {
            TopicIntake<FrameworkIntake.Applied> intake = intake(registry);

            intake.take(record(now));
            for (int second = 1; second <= 10; second++) {
                later(intake, SECOND);
            }
            assertThat(intake.waiting()).isEqualTo(1);
            assertThat(settled).isEmpty();

            value = new byte[] {1, 2, 3};
            intake.take(record(now));
            assertThat(codes()).containsExactly("not-avro");
        } finally {
            broken.stop(0);
        }
    }

    private TopicIntake<FrameworkIntake.Applied> intake(SchemaRegistry registry) {
        return new TopicIntake<>(
                new SchemaLookups(registry, Runnable::run),
                new FrameworkIntake(registry, PARTITIONS)::judge,
                settled::add,
                nanos::get);
    }

    private void later(TopicIntake<?> intake, Duration passed) {
        nanos.addAndGet(passed.toNanos());
        intake.retry();
    }

    private InputRecord record(long appendedAt) {
        byte[] key = ("1880/" + ID).getBytes(StandardCharsets.UTF_8);
        return new InputRecord(Partitioning.of("1880", PARTITIONS), settled.size(), appendedAt, key, value);
    }

    private List<String> codes() {
        return settled.stream()
                .flatMap(one -> ((Intake.Rejected<FrameworkIntake.Applied>) one.intake()).faults().stream())
                .map(Fault::code)
                .toList();
    }
}
