package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Said;
import se.malbild.cluster.ServiceProcess;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.ConditionCode;
import se.malbild.goals.decision.DecisionDraft;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.YearDecision;
import se.malbild.history.DecisionDesk;
import se.malbild.history.History;
import se.malbild.history.KnownPlaces;
import se.malbild.history.LogReader;
import se.malbild.history.OrganisationLogs;
import se.malbild.history.Sitting;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.SchemaRegistry;

/** A year is closed in a real cluster, its evidence written, and verified by another process once the cluster is gone. */
class EvidenceIT {
    private static final String ORGANISATION = "1284";
    private static final DecisionYear YEAR = new DecisionYear(ORGANISATION, "vasteras-exempel-2017-2019", 2018);
    private static final Author OFFICE = new Author("Anna Ek", Author.Role.STEERING_OFFICE, "t-1");
    private static final long MOST_SECONDS = 300;

    @TempDir
    private Path data;

    /** Where the auditor has the file and nothing else. */
    @TempDir
    private Path elsewhere;

    private record Ended(int exitCode, String results, String messages) {}

    @Test
    void the_evidence_of_a_year_verifies_without_kafka_until_a_byte_is_changed() throws Exception {
        Path file = elsewhere.resolve("underlag-2018.ndjson");
        Path open = elsewhere.resolve("underlag-2017.ndjson");
        YearDecision closing;
        String closed;
        try (TestCluster cluster = TestCluster.start(data);
                SchemaRegistry registry = SchemaRegistry.connect(cluster.cluster(), Optional.empty())) {
            Vasteras municipality = new Vasteras(ORGANISATION);
            cluster.apply(municipality.framework());
            cluster.publish(municipality.observations());
            closing = close(cluster, registry);
            Said written = evidence(cluster, file, 2018);
            closed = Files.readString(file);
            assertThat(written.messages()).contains(closing.sha256(), "The file is inside");

            cluster.publish(municipality.pupilsWithDiploma(2018, 3, "11"));
            evidence(cluster, file, 2018);
            assertThat(evidence(cluster, open, 2017).messages()).contains("The year is not closed");
        }
        assertThat(Files.readString(file)).as("what came after the closing").isEqualTo(closed);

        Ended verified = verify(file, "--certify", "--format=json");
        assertThat(verified.exitCode()).as(verified.messages()).isZero();
        JsonNode json = new JsonMapper().readTree(verified.results());
        assertThat(json.at("/decisions/reproduced").asInt()).isEqualTo(1);
        assertThat(json.path("picture").asText())
                .isEqualTo(closing.picture().orElseThrow().sha256());
        assertThat(json.at("/newestDecision/sha256").asText()).isEqualTo(closing.sha256());
        assertThat(json.path("digest").asText()).isEqualTo(closing.basis().digest());
        assertThat(json.at("/certification/indicators").size()).isPositive();
        assertThat(verify(open).exitCode()).isZero();

        byte[] changed = Files.readAllBytes(file);
        changed[changed.length / 2] ^= 1;
        Files.write(file, changed);
        Ended refused = verify(file, "--lang=en");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.results()).contains("the line was changed: its checksum is ");
        assertThat(refused.messages()).contains("nothing in it was verified");
    }

    private static Said evidence(TestCluster cluster, Path file, int year) {
        List<String> arguments = new ArrayList<>(List.of(
                "evidence", "--organisation=" + ORGANISATION, "--year=" + year, "--output=" + file, "--lang=en"));
        arguments.addAll(cluster.options());
        Said said = Said.malbild(arguments.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.messages()).isZero();
        return said;
    }

    private static YearDecision close(TestCluster cluster, SchemaRegistry registry) throws Exception {
        for (Topic topic : Topic.inputs()) {
            registry.preload(topic);
        }
        History history = new History(registry);
        Sitting sitting = new DecisionDesk(
                        new OrganisationLogs(new LogReader(cluster.cluster()), Long.MAX_VALUE),
                        new KnownPlaces(history, Long.MAX_VALUE),
                        history,
                        registry)
                .sit(ORGANISATION);
        DecisionDraft draft = new DecisionDraft()
                .organisation(ORGANISATION)
                .framework(YEAR.framework())
                .year(YEAR.year())
                .kind(DecisionKind.CLOSED)
                .picture(ClosedPicture.sha256(sitting.known(YEAR).picture()).substring(0, 8))
                .acknowledged(Stream.of(ConditionCode.values())
                        .filter(ConditionCode::canBeAcknowledged)
                        .map(ConditionCode::id)
                        .toList());
        YearDecision closing = sitting.prepare(
                draft.build(sitting.framework(YEAR.framework()), LocalDate.of(2019, 3, 1)), OFFICE, "closing");
        cluster.send(
                Topic.YEAR_DECISIONS,
                Partitioning.of(ORGANISATION, TestCluster.PARTITIONS),
                Keys.decisions(ORGANISATION, YEAR.framework(), YEAR.year()).getBytes(StandardCharsets.UTF_8),
                cluster.writer.decision(closing));
        return closing;
    }

    /** Runs the command as a process of its own, in a directory that has nothing but the files, with an empty environment. */
    private Ended verify(Path file, String... options) throws Exception {
        List<String> command = new ArrayList<>(ServiceProcess.java());
        command.add(1, "-Dstdout.encoding=UTF-8");
        command.addAll(List.of("verify", file.getFileName().toString()));
        command.addAll(List.of(options));
        Path results = data.resolve("results");
        Path messages = data.resolve("messages");
        ProcessBuilder start = new ProcessBuilder(command)
                .directory(elsewhere.toFile())
                .redirectOutput(results.toFile())
                .redirectError(messages.toFile());
        start.environment().clear();
        start.environment().put("LC_ALL", "C.UTF-8");
        Process process = start.start();
        assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(results), Files.readString(messages));
    }
}
