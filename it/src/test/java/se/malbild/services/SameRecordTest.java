package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.files.Defaults;
import se.malbild.files.FileRow;
import se.malbild.files.ObservationFile;
import se.malbild.gateway.Gatekeeping;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.kolada.KoladaDepartments;
import se.malbild.kolada.KoladaPage;
import se.malbild.kolada.KoladaReader;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.SchemaRegistry;

/** One observation, whatever way it comes in: a real value of Örebro. */
class SameRecordTest {
    private static final Instant OBSERVED_AT = Instant.parse("2019-03-01T11:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void given_one_observation_by_every_way_in_then_the_record_is_the_same_bytes_but_for_id_and_source()
            throws Exception {
        Map<String, Observation> ways = new LinkedHashMap<>();
        ways.put(
                "Java",
                new ObservationDraft()
                        .eventId("e1")
                        .organisation("1880")
                        .indicator("N00914")
                        .department("kommunstyrelsen")
                        .year(2017)
                        .gender(Gender.WOMEN)
                        .value("77.295831")
                        .observedAt(OBSERVED_AT)
                        .build());
        ways.put("NDJSON", file("a.ndjson", """
                {"eventId": "e2", "organisation": "1880", "indicator": "N00914", "department": "kommunstyrelsen", "year": 2017,
                 "gender": "WOMEN", "value": "77.2958310", "observedAt": "2019-03-01T12:00:00+01:00", "source": "a.ndjson"}
                """.replace("\n ", " ")));
        ways.put("HTTP", Gatekeeping.json("""
                {"organisation": "1880", "indicator": "N00914", "department": "kommunstyrelsen", "year": 2017,
                 "gender": "WOMEN", "value": 77.295831, "unit": "%", "observedAt": "2019-03-01T11:00:00Z"}
                """));
        ways.put("CloudEvents", Gatekeeping.cloudEvent("""
                {"specversion": "1.0", "type": "se.malbild.observation.v1", "source": "/skolplattformen", "id": "e4",
                 "time": "2019-03-01T12:00:00+01:00", "data": {"organisation": "1880", "indicator": "N00914",
                 "department": "kommunstyrelsen", "year": 2017, "gender": "WOMEN", "value": "77.295831"}}
                """));
        ways.put("Swedish CSV", file("sv.csv", """
                \ufeffKommun;Nyckeltal;Förvaltning;År;Kön;Utfall;Tidpunkt
                1880;N00914;kommunstyrelsen;2017;K;77,295831;2019-03-01 12:00
                """));
        ways.put("English CSV", file("en.csv", """
                eventId,organisation,indicator,department,year,gender,value,observedAt,source
                e3,1880,N00914,kommunstyrelsen,2017,women,77.295831,2019-03-01T11:00:00Z,en.csv
                """));
        ways.put("Excel", only(excel()));
        ways.put("Kolada", kolada());

        assertThat(ways.get("Excel"))
                .as("the same content without an id is the same event, whatever way it came")
                .isEqualTo(ways.get("Swedish CSV"))
                .isEqualTo(ways.get("HTTP"));
        RecordWriter writer = writer();
        byte[] expected = writer.event(alike(ways.get("Java")));
        assertThat(ways)
                .allSatisfy((way, observation) ->
                        assertThat(writer.event(alike(observation))).as(way).isEqualTo(expected));
    }

    private Observation file(String name, String text) throws Exception {
        return only(Files.writeString(directory.resolve(name), text));
    }

    private static Observation only(Path file) throws Exception {
        try (ObservationFile open =
                ObservationFile.open(file, Defaults.NONE, Optional.empty(), UnaryOperator.identity())) {
            assertThat(open.next()).get().isInstanceOf(FileRow.Good.class);
        }
        try (ObservationFile open =
                ObservationFile.open(file, Defaults.NONE, Optional.empty(), UnaryOperator.identity())) {
            Observation observation = ((FileRow.Good) open.next().orElseThrow()).observation();
            assertThat(open.next()).isEmpty();
            return observation;
        }
    }

    private Path excel() throws IOException {
        Path file = directory.resolve("bok.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Utfall");
            List<String> headings =
                    List.of("Organisation", "Indikator", "Nämnd", "År", "Kön", "Värde", "Datum", "Återtagen");
            for (int i = 0; i < headings.size(); i++) {
                sheet.value(0, i, headings.get(i));
            }
            sheet.value(1, 0, 1880);
            sheet.value(1, 1, "N00914");
            sheet.value(1, 2, "kommunstyrelsen");
            sheet.value(1, 3, 2017);
            sheet.value(1, 4, "Kvinnor");
            sheet.value(1, 5, 77.295831);
            sheet.value(1, 6, LocalDateTime.of(2019, 3, 1, 12, 0));
            sheet.style(1, 6).format("yyyy-mm-dd hh:mm").set();
        }
        return file;
    }

    private static Observation kolada() throws Exception {
        String answer = """
                {"count": 1, "next_url": null, "values": [{"kpi": "N00914", "municipality": "1880", "period": 2017,
                 "values": [{"gender": "K", "count": 1, "status": "", "value": 77.295831, "isdeleted": false}]}]}
                """;
        KoladaPage page = KoladaPage.readAll(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)))
                .get(0);
        KoladaDepartments departments = new KoladaDepartments(Map.of(), Optional.of("kommunstyrelsen"), List.of());
        return ((KoladaReader.Reading.Observed)
                        new KoladaReader(departments, OBSERVED_AT).read(page).get(0))
                .observation();
    }

    private static Observation alike(Observation observation) {
        return new Observation(
                "id",
                observation.cell(),
                observation.content(),
                observation.count(),
                observation.revision(),
                observation.observedAt(),
                "",
                observation.comment());
    }

    private static RecordWriter writer() throws Exception {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        registry.register(Topic.INDICATOR_EVENTS.subject(), new AvroSchema(Topic.INDICATOR_EVENTS.schema()));
        return new RecordWriter(
                new SchemaRegistry(registry, TopicPrefix.NONE, Optional.empty()), Topic.INDICATOR_EVENTS);
    }
}
