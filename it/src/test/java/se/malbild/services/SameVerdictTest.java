package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.EventBytes;
import se.malbild.files.Defaults;
import se.malbild.files.FileRow;
import se.malbild.files.ObservationFile;
import se.malbild.gateway.Gatekeeping;
import se.malbild.goals.Fault;
import se.malbild.goals.HostileObservations;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.kolada.KoladaDepartments;
import se.malbild.kolada.KoladaPage;
import se.malbild.kolada.KoladaReader;
import se.malbild.publisher.ObservationJson;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.EventIntake;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.registry.SchemaRegistry;

/** The same observation, right or wrong, by every way in: one verdict, and one observation on the topic. */
class SameVerdictTest {
    private static final Set<String> SAID_BY_KOLADA = Set.of("organisation", "indicator", "department", "year");
    private static final int PARTITIONS = 12;

    @TempDir
    private Path directory;

    private RecordWriter writer;
    private EventIntake topic;

    /** What a way in says of an observation. */
    private record Verdict(Optional<Observation> observation, Set<String> faults) {
        static Verdict good(Observation observation) {
            return new Verdict(Optional.of(observation), Set.of());
        }

        static Verdict bad(Collection<Fault> faults) {
            return new Verdict(
                    Optional.empty(),
                    faults.stream()
                            .map(fault -> fault.field() + " " + fault.code())
                            .collect(Collectors.toSet()));
        }

        @Override
        public String toString() {
            return observation.isPresent() ? "accepted" : String.join(", ", new TreeSet<>(faults));
        }
    }

    @BeforeEach
    void read_the_topic() throws Exception {
        MockSchemaRegistryClient client = new MockSchemaRegistryClient();
        client.register(Topic.INDICATOR_EVENTS.subject(), new AvroSchema(Topic.INDICATOR_EVENTS.schema()));
        SchemaRegistry registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty());
        registry.preload(Topic.INDICATOR_EVENTS);
        writer = new RecordWriter(registry, Topic.INDICATOR_EVENTS);
        topic = new EventIntake(registry, PARTITIONS);
    }

    @Test
    void given_hostile_observations_then_every_way_in_says_the_same_and_so_does_the_topic() throws Exception {
        StringBuilder table = new StringBuilder("Hostile observations, and what each way in says of them:\n");
        List<String> wrong = new ArrayList<>();
        for (HostileObservations.Case one : HostileObservations.all()) {
            Map<String, Verdict> verdicts = verdicts(one);
            Observation said = observation(one);
            verdicts.forEach((way, verdict) -> {
                if (!verdict.faults().equals(one.faults())) {
                    wrong.add(one + " by " + way + ": " + verdict + ", not " + one.faults());
                }
                verdict.observation().ifPresent(observation -> {
                    if (!alike(observation).equals(alike(said))) {
                        wrong.add(one + " by " + way + " is " + observation + ", not " + said);
                    }
                    Verdict read = onTopic(writer.event(observation));
                    if (!read.observation().equals(Optional.of(observation))) {
                        wrong.add(one + " by " + way + ": the topic says " + read);
                    }
                });
            });
            Set<String> answers =
                    verdicts.values().stream().map(Verdict::toString).collect(Collectors.toCollection(TreeSet::new));
            table.append(String.format("%-48s %-48s %s%n", one, String.join(" | ", answers), verdicts.keySet()));
        }
        System.out.println(table);

        assertThat(wrong).isEmpty();
    }

    /** What the draft makes of it, by which the others are measured. */
    private static Observation observation(HostileObservations.Case one) {
        return library(one).observation().orElse(null);
    }

    private Map<String, Verdict> verdicts(HostileObservations.Case one) throws Exception {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        verdicts.put("library", library(one));
        Gatekeeping gateway = new Gatekeeping(List.of());
        Gatekeeping.Verdict http = gateway.judge(one.json().toString());
        verdicts.put("HTTP", new Verdict(http.observation(), http.faults()));
        Gatekeeping.Verdict event =
                gateway.judgeCloudEvent("{\"specversion\": \"1.0\", \"type\": \"se.malbild.observation.v1\","
                        + " \"source\": \"/s\", \"id\": \"1\", \"data\": " + one.json() + "}");
        verdicts.put("CloudEvents", new Verdict(event.observation(), event.faults()));
        if (one.canBeSaidIn("ndjson")) {
            verdicts.put("NDJSON", file("hostile.ndjson", one.json() + "\n"));
        }
        if (one.canBeSaidIn("csv")) {
            verdicts.put("CSV", file("hostile.csv", csv(one.json())));
        }
        if (one.canBeSaidIn("kolada") && one.changesOnly(SAID_BY_KOLADA)) {
            verdicts.put("Kolada", kolada(one.json()));
        }
        if (one.canBeSaidIn("topic")) {
            verdicts.put("topic", onTopic(foreign(one.json())));
        }
        return verdicts;
    }

    private static Verdict library(HostileObservations.Case one) {
        try {
            ObservationDraft draft = new ObservationDraft();
            ObservationJson.read(one.json().toString(), draft);
            return draft.faults().isEmpty() ? Verdict.good(draft.build()) : Verdict.bad(draft.faults());
        } catch (InvalidObservationException notJson) {
            return Verdict.bad(notJson.faults());
        }
    }

    private Verdict file(String name, String text) throws Exception {
        Path file = Files.writeString(directory.resolve(name), text);
        try (ObservationFile open = ObservationFile.open(file, Defaults.NONE, Optional.empty())) {
            FileRow row = open.next().orElseThrow();
            return row instanceof FileRow.Good good
                    ? Verdict.good(good.observation())
                    : Verdict.bad(((FileRow.Faulty) row)
                            .faults().stream().map(fault -> fault.fault()).toList());
        }
    }

    private static String csv(JsonNode json) {
        List<String> headings = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        json.properties().forEach(field -> {
            headings.add(field.getKey());
            String cell = field.getValue().isNull() ? "" : field.getValue().asText();
            cells.add('"' + (cell.equals("DROPOUT") ? "bortfall" : cell) + '"');
        });
        return String.join(";", headings) + "\n" + String.join(";", cells) + "\n";
    }

    private static Verdict kolada(JsonNode json) throws Exception {
        String answer = "{\"values\": [{\"kpi\": " + json.path("indicator") + ", \"municipality\": "
                + json.path("organisation") + ", \"period\": " + json.path("year")
                + ", \"values\": [{\"gender\": \"T\", \"value\": 78.37}]}]}";
        KoladaPage page = KoladaPage.readAll(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)))
                .get(0);
        KoladaDepartments departments = new KoladaDepartments(
                Map.of(), Optional.of(json.path("department").asText()), List.of());
        KoladaReader.Reading reading = new KoladaReader(
                        departments, Instant.parse(json.path("observedAt").asText()))
                .read(page)
                .get(0);
        return reading instanceof KoladaReader.Reading.Observed observed
                ? Verdict.good(observed.observation())
                : Verdict.bad(((KoladaReader.Reading.Faulty) reading).faults());
    }

    /** As a program writes it that does not ask the judge. */
    private byte[] foreign(JsonNode json) throws InvalidObservationException {
        byte[] any = writer.event(ObservationJson.read("""
                {"eventId": "e1", "organisation": "1880", "indicator": "N00914", "department": "kommunstyrelsen",
                 "year": 2018, "value": "78.37", "observedAt": "2019-03-01T11:00:00Z"}
                """));
        return EventBytes.with(
                any,
                event -> json.properties().forEach(field -> {
                    event.put(field.getKey(), onWire(event, field.getKey(), field.getValue()));
                }));
    }

    private static Object onWire(GenericRecord event, String field, JsonNode value) {
        return switch (field) {
            case "year", "revision" -> value.asInt();
            case "count" -> value.asLong();
            case "observedAt" -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(value.asText()));
            case "value" ->
                value.isNull()
                        ? null
                        : ByteBuffer.wrap(new BigDecimal(value.asText())
                                .setScale(10, RoundingMode.HALF_EVEN)
                                .unscaledValue()
                                .toByteArray());
            case "gender" ->
                new GenericData.EnumSymbol(event.getSchema().getField(field).schema(), "UNKNOWN");
            case "missing" ->
                new GenericData.EnumSymbol(
                        event.getSchema().getField(field).schema().getTypes().get(1), value.asText());
            default -> value.asText();
        };
    }

    private Verdict onTopic(byte[] value) {
        byte[] key = Keys.event("1880").getBytes(StandardCharsets.UTF_8);
        Intake<Observation> intake =
                topic.judge(new InputRecord(Partitioning.of("1880", PARTITIONS), 0, 0, key, value));
        return intake instanceof Intake.Accepted<Observation> accepted
                ? Verdict.good(accepted.content())
                : Verdict.bad(((Intake.Rejected<Observation>) intake).faults());
    }

    /** Without what a way in gives by itself: an event id, a source. */
    private static Observation alike(Observation observation) {
        return new Observation(
                "e1",
                observation.cell(),
                observation.content(),
                observation.count(),
                observation.revision(),
                observation.observedAt(),
                "",
                observation.comment());
    }
}
