package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cli.CommandCheck;
import se.malbild.files.Defaults;
import se.malbild.files.FileRow;
import se.malbild.files.ObservationFile;
import se.malbild.gateway.Gatekeeping;
import se.malbild.goals.Fault;
import se.malbild.goals.HostileObservations;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.Cell;
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

    /** What people write above a table, and in the place of the names of its columns. */
    private static final String TITLES =
            "Utfall per nämnd, uttag 2019-03-01\n\n\"Källa: \"\"Procapita\"\"; preliminärt\";;\n";

    private static final Map<String, String> AS_WRITTEN = Map.of(
            "organisation", "Kommun (kod)",
            "department", "Förvaltning / nämnd",
            "year", "År:",
            "observedAt", "Tidpunkt (ÅÅÅÅ-MM-DD)",
            "value", "Utfall (%)");

    @TempDir
    private Path directory;

    private RecordWriter writer;
    private ForeignProgram foreign;
    private EventIntake topic;
    private Gatekeeping gateway;
    private CommandCheck commands;

    /**
     * What a way in says of an observation.
     *
     * @param warnings nothing where no frameworks are known
     */
    private record Verdict(Optional<Observation> observation, Set<String> faults, Optional<Set<String>> warnings) {
        static Verdict good(Observation observation) {
            return new Verdict(Optional.of(observation), Set.of(), Optional.empty());
        }

        static Verdict of(Gatekeeping.Verdict verdict) {
            return new Verdict(verdict.observation(), verdict.faults(), Optional.of(verdict.warnings()));
        }

        /** As {@code publish} and {@code import} send it on. */
        Verdict by(CommandCheck check) {
            return new Verdict(
                    observation.map(check::sent),
                    faults,
                    Optional.of(
                            observation.map(good -> codes(check.warnings(good))).orElse(Set.of())));
        }

        static Verdict bad(Collection<Fault> faults) {
            return new Verdict(Optional.empty(), codes(faults), Optional.empty());
        }

        private static Set<String> codes(Collection<Fault> faults) {
            return faults.stream()
                    .map(fault -> fault.field() + " " + fault.code())
                    .collect(Collectors.toSet());
        }

        @Override
        public String toString() {
            return observation.isPresent()
                    ? "accepted"
                            + warnings.map(told -> told.isEmpty() ? "" : ", warns: " + String.join(", ", told))
                                    .orElse("")
                    : String.join(", ", new TreeSet<>(faults));
        }
    }

    @BeforeEach
    void read_the_topic() throws Exception {
        MockSchemaRegistryClient client = new MockSchemaRegistryClient();
        client.register(Topic.INDICATOR_EVENTS.subject(), new AvroSchema(Topic.INDICATOR_EVENTS.schema()));
        SchemaRegistry registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty());
        registry.preload(Topic.INDICATOR_EVENTS);
        writer = new RecordWriter(registry, Topic.INDICATOR_EVENTS);
        foreign = new ForeignProgram(writer);
        topic = new EventIntake(registry, PARTITIONS);
    }

    @BeforeEach
    void read_the_frameworks() throws Exception {
        List<FrameworkVersion> versions = new ArrayList<>();
        CurrentFrameworks frameworks = new CurrentFrameworks();
        for (String document : ShippedFrameworks.documents()) {
            versions.add(FrameworkVersion.read(document));
            frameworks.add(FrameworkVersion.read(document));
        }
        gateway = new Gatekeeping(versions);
        commands = new CommandCheck(frameworks);
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
                verdict.warnings()
                        .filter(told -> !told.equals(one.warnings()))
                        .ifPresent(told ->
                                wrong.add(one + " by " + way + " warns of " + told + ", not " + one.warnings()));
                verdict.observation().ifPresent(observation -> {
                    Optional<String> department = verdict.warnings().isPresent() ? one.department() : Optional.empty();
                    Observation expected =
                            alike(said, department.orElse(said.cell().department()));
                    if (!alike(observation, observation.cell().department()).equals(expected)) {
                        wrong.add(one + " by " + way + " is " + observation + ", not " + expected);
                    }
                    Verdict read = onTopic(
                            writer.event(observation), observation.cell().organisation());
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

    @Test
    void every_code_is_documented() throws Exception {
        String documented = Files.readString(Path.of("../docs/faults.md"));

        assertThat(HostileObservations.all().stream()
                        .flatMap(one -> Stream.concat(one.faults().stream(), one.warnings().stream()))
                        .map(said -> "`" + said.substring(said.indexOf(' ') + 1) + "`"))
                .allMatch(documented::contains);
    }

    /** What the draft makes of it, by which the others are measured. */
    private static Observation observation(HostileObservations.Case one) {
        return library(one).observation().orElse(null);
    }

    private Map<String, Verdict> verdicts(HostileObservations.Case one) throws Exception {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        verdicts.put("library", library(one));
        verdicts.put("HTTP", Verdict.of(gateway.judge(one.json().toString())));
        String event =
                "{\"specversion\": \"1.0\", \"type\": \"se.malbild.observation.v1\", \"source\": \"/s\", \"id\": \"1\","
                        + " \"data\": " + one.json() + "}";
        verdicts.put("CloudEvents", Verdict.of(gateway.judgeCloudEvent(event)));
        if (one.canBeSaidIn("ndjson")) {
            verdicts.put("NDJSON", file("hostile.ndjson", one.json() + "\n").by(commands));
        }
        if (one.canBeSaidIn("csv")) {
            verdicts.put("CSV", file("hostile.csv", csv(one.json(), Map.of())).by(commands));
            verdicts.put(
                    "CSV as people write it",
                    file("titles.csv", TITLES + csv(one.json(), AS_WRITTEN)).by(commands));
        }
        if (one.canBeSaidIn("kolada") && one.changesOnly(SAID_BY_KOLADA)) {
            verdicts.put("Kolada", kolada(one.json()).by(commands));
        }
        if (one.canBeSaidIn("topic")) {
            verdicts.put("topic", onTopic(foreign.bytes(one), ForeignProgram.organisation(one)));
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
        try (ObservationFile open =
                ObservationFile.open(file, Defaults.NONE, Optional.empty(), UnaryOperator.identity())) {
            FileRow row = open.next().orElseThrow();
            return row instanceof FileRow.Good good
                    ? Verdict.good(good.observation())
                    : Verdict.bad(((FileRow.Faulty) row)
                            .faults().stream().map(fault -> fault.fault()).toList());
        }
    }

    private static String csv(JsonNode json, Map<String, String> written) {
        List<String> headings = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        json.properties().forEach(field -> {
            headings.add(written.getOrDefault(field.getKey(), field.getKey()));
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

    private Verdict onTopic(byte[] value, String organisation) {
        byte[] key = Keys.event(organisation).getBytes(StandardCharsets.UTF_8);
        Intake<Observation> intake =
                topic.judge(new InputRecord(Partitioning.of(organisation, PARTITIONS), 0, 0, key, value));
        return intake instanceof Intake.Accepted<Observation> accepted
                ? Verdict.good(accepted.content())
                : Verdict.bad(((Intake.Rejected<Observation>) intake).faults());
    }

    /** Without what a way in gives by itself: an event id, a source. */
    private static Observation alike(Observation observation, String department) {
        Cell cell = observation.cell();
        return new Observation(
                "e1",
                new Cell(
                        cell.organisation(),
                        cell.indicator(),
                        department,
                        cell.period(),
                        cell.gender(),
                        cell.district(),
                        cell.kind()),
                observation.content(),
                observation.count(),
                observation.revision(),
                observation.observedAt(),
                "",
                observation.comment());
    }
}
