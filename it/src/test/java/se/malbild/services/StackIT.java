package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Backend;
import se.malbild.cluster.ServiceProcess;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.PictureJson;
import se.malbild.publisher.ObservationJson;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.SchemaRegistry;

/** Every service as a process over Kafka and a registry, in containers where {@link Backend} says so. */
@Tag("proof")
class StackIT {
    private static final Vasteras VASTERAS = new Vasteras("1980");
    private static final int YEAR = 2018;

    @TempDir
    private Path data;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<ServiceProcess> services = new ArrayList<>();

    @Test
    void an_event_sent_over_http_is_in_the_picture_of_every_reader_also_after_kafka_and_the_registry_came_back()
            throws Exception {
        try (TestCluster cluster = TestCluster.on(Backend.start(data), data)) {
            cluster.apply(VASTERAS.framework());
            ServiceProcess gateway = serve("gateway", cluster);
            ServiceProcess dashboard = serve("dashboard", cluster);
            serve("streams", cluster);
            serve("receipts", cluster);
            for (ServiceProcess service : services) {
                service.awaitReady();
            }

            for (Observation observation : VASTERAS.observations()) {
                post(gateway, observation);
            }
            post(gateway, VASTERAS.pupilsWithDiploma(YEAR, 7, "91.5"));
            assertSeen(cluster, dashboard, "N17461-1980-2018-r7");

            cluster.stopKafka();
            cluster.stopRegistry();
            cluster.startKafka();
            cluster.startRegistry();
            post(gateway, VASTERAS.pupilsWithDiploma(YEAR, 8, "92.5"));
            assertSeen(cluster, dashboard, "N17461-1980-2018-r8");

            byte[] noEvent = "no event".getBytes(StandardCharsets.UTF_8);
            cluster.send(Topic.INDICATOR_EVENTS, 0, noEvent, noEvent);
            List<String> named = AlertsTest.series();
            assertThat(named).contains("malbild_picture_age_seconds", "kafka_consumer_response_total");
            await("what the alerts and the dashboard of Grafana name")
                    .untilAsserted(() -> assertThat(measured()).contains(named));
        } finally {
            services.forEach(ServiceProcess::close);
        }
    }

    /** The picture by REST is that of the function, byte by byte, and a plain consumer finds the event behind it. */
    private void assertSeen(TestCluster cluster, ServiceProcess dashboard, String eventId) {
        String expected = PictureJson.indented(
                cluster.awaitPicturesOf(VASTERAS.organisation()).get(YEAR));
        await("the picture by REST")
                .untilAsserted(() -> assertThat(dashboard
                                .get("/v1/organisations/1980/pictures/" + YEAR)
                                .body())
                        .isEqualToIgnoringNewLines(expected));
        await("the event by a plain consumer")
                .untilAsserted(() -> assertThat(winners(cluster)).contains(eventId));
    }

    /** Reads what is behind the indicator with nothing but Avro and the registry's schemas: the events that count. */
    private static List<String> winners(TestCluster cluster) throws Exception {
        Map<String, byte[]> latest = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", cluster.bootstrapServers(),
                        "isolation.level", "read_committed",
                        "fetch.max.wait.ms", "10"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("indicator-observations").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> latest.put(record.key(), record.value()));
            }
        }
        List<String> ids = new ArrayList<>();
        try (SchemaRegistryClient registry = SchemaRegistry.client(cluster.cluster())) {
            for (Map.Entry<String, byte[]> record : latest.entrySet()) {
                if (record.getKey().startsWith("1980/") && record.getKey().endsWith("/" + YEAR + "/N17461")) {
                    ByteBuffer framed = ByteBuffer.wrap(record.getValue());
                    assertThat(framed.get()).isZero();
                    AvroSchema schema = (AvroSchema) registry.getSchemaById(framed.getInt());
                    GenericRecord behind = new GenericDatumReader<GenericRecord>(schema.rawSchema())
                            .read(
                                    null,
                                    DecoderFactory.get()
                                            .binaryDecoder(
                                                    framed.array(), framed.position(), framed.remaining(), null));
                    ((List<?>) behind.get("observations"))
                            .forEach(event -> ids.add(
                                    ((GenericRecord) event).get("eventId").toString()));
                }
            }
        }
        return ids;
    }

    /** Returns what all services say to Prometheus. */
    private String measured() throws InterruptedException {
        StringBuilder measured = new StringBuilder();
        for (ServiceProcess service : services) {
            measured.append(service.get("/metrics").body());
        }
        return measured.toString();
    }

    private void post(ServiceProcess gateway, Observation observation) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/observations"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ObservationJson.write(observation)))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private ServiceProcess serve(String name, TestCluster cluster) throws Exception {
        ServiceProcess service = ServiceProcess.start(cluster, name, data.resolve(name), Map.of());
        services.add(service);
        return service;
    }
}
