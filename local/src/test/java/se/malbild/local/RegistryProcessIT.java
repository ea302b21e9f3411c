package se.malbild.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.schemas.StartupException;

class RegistryProcessIT {
    private static final RegistryProcess.Storage IN_MEMORY = new RegistryProcess.Storage.InMemory();
    private static final Schema INDICATOR_EVENT = SchemaBuilder.record("IndicatorEvent")
            .namespace("se.malbild.example")
            .fields()
            .requiredString("indicator")
            .requiredInt("year")
            .endRecord();

    @TempDir
    private Path data;

    /** One registry and the next over the same topic: every start costs seconds. */
    @Test
    void confluentsClientsAndSerdesAreServedAndAnotherRegistryHasAllThatWasRegistered() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"), 1, 0)) {
            new TestTopic(kafka.bootstrapServers(), "indicator-events").create();
            RegistryProcess.Storage storage = new RegistryProcess.Storage.Kafka(kafka.bootstrapServers());
            int port = LoopbackPorts.requireFree(0);
            Map<String, Integer> ids = new HashMap<>();
            try (RegistryProcess registry =
                            RegistryProcess.start(RegistryProcess.home(), data.resolve("registry"), port, storage);
                    SchemaRegistryClient producer = client(registry.url())) {
                assertThat(registry.url()).hasHost("127.0.0.1").hasPort(port);
                for (int i = 0; i < 50; i++) {
                    Schema schema = SchemaBuilder.record("Record" + i).fields().endRecord();
                    ids.put("subject-" + i, producer.register("subject-" + i, new AvroSchema(schema)));
                }
                try (SchemaRegistryClient consumer = client(registry.url())) {
                    assertThat(consumer.getSchemaById(ids.get("subject-7")).name())
                            .isEqualTo("Record7");
                }

                List<GenericRecord> events = events();
                write(kafka, registry, events);
                assertThat(read(kafka, registry, events.size()))
                        .extracting(event -> event.get("indicator").toString(), event -> event.get("year"))
                        .containsExactlyElementsOf(events.stream()
                                .map(event -> tuple(event.get("indicator"), event.get("year")))
                                .toList());
                ids.put(
                        "indicator-events-value",
                        producer.getLatestSchemaMetadata("indicator-events-value")
                                .getId());
            }

            try (RegistryProcess next =
                            RegistryProcess.start(RegistryProcess.home(), data.resolve("registry"), 0, storage);
                    SchemaRegistryClient client = client(next.url())) {
                assertThat(client.getAllSubjects()).containsExactlyInAnyOrderElementsOf(ids.keySet());
                assertThat(client.getSchemaById(ids.get("subject-7")).name()).isEqualTo("Record7");
                assertThat(client.getSchemaById(ids.get("indicator-events-value"))
                                .rawSchema())
                        .isEqualTo(INDICATOR_EVENT);
            }
        }
    }

    private static List<GenericRecord> events() {
        return IntStream.rangeClosed(2015, 2018)
                .mapToObj(year -> (GenericRecord) new GenericRecordBuilder(INDICATOR_EVENT)
                        .set("indicator", "N00914")
                        .set("year", year)
                        .build())
                .toList();
    }

    @Test
    void aRegistryEndsWhenTheProcessThatStartedItIsKilled() throws Exception {
        URI url;
        try (OtherProcess killed = OtherProcess.start(OtherProcess.Registry.class, data)) {
            url = URI.create(killed.address());
            assertThat(LoopbackPorts.isFree(url.getPort())).isFalse();
        }

        await().until(() -> LoopbackPorts.isFree(url.getPort()));
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> RegistryProcess.start(RegistryProcess.home(), data, port, IN_MEMORY))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("Port " + port + " är upptagen")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenToIsNamed() throws Exception {
        Path file = Files.createFile(data.resolve("a-file"));

        assertThatThrownBy(() -> RegistryProcess.start(RegistryProcess.home(), file.resolve("registry"), 0, IN_MEMORY))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("a-file/registry cannot be written to");
    }

    @Test
    void aMissingDistributionIsNamed() {
        assertThatThrownBy(() -> RegistryProcess.start(data.resolve("nothing"), data, 0, IN_MEMORY))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("The schema registry is not in " + data.resolve("nothing"));
    }

    @Test
    void aRegistryThatEndsAtOnceNamesItsLog() throws Exception {
        Files.createFile(data.resolve("apicurio-registry-app-0-runner.jar"));

        assertThatThrownBy(() -> RegistryProcess.start(data, data, 0, IN_MEMORY))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("ended with code 1. See " + data.resolve("registry.log"));
        assertThat(data.resolve("registry.log")).content().contains("ClassNotFoundException");
    }

    private static SchemaRegistryClient client(URI url) {
        return new CachedSchemaRegistryClient(url.toString(), 100);
    }

    private static void write(EmbeddedKafka kafka, RegistryProcess registry, List<GenericRecord> events)
            throws Exception {
        try (var producer = new KafkaProducer<String, Object>(Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "schema.registry.url",
                registry.url().toString(),
                "key.serializer",
                StringSerializer.class,
                "value.serializer",
                KafkaAvroSerializer.class))) {
            for (GenericRecord event : events) {
                producer.send(new ProducerRecord<>("indicator-events", "1880", event))
                        .get();
            }
        }
    }

    private static List<GenericData.Record> read(EmbeddedKafka kafka, RegistryProcess registry, int count) {
        try (var consumer = new KafkaConsumer<String, GenericData.Record>(Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "schema.registry.url",
                registry.url().toString(),
                "enable.auto.commit",
                "false",
                "fetch.max.wait.ms",
                "10",
                "key.deserializer",
                StringDeserializer.class,
                "value.deserializer",
                KafkaAvroDeserializer.class))) {
            List<TopicPartition> partitions = List.of(new TopicPartition("indicator-events", 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<GenericData.Record> events = new ArrayList<>();
            while (events.size() < count) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> events.add(record.value()));
            }
            return events;
        }
    }
}
