package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.ServiceProcess;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;

/** Operators' commands, with 64 MB of memory over topics of more. */
@Tag("proof")
class SmallMemoryIT {
    @TempDir
    private static Path data;

    private static TestCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void what_is_parked_is_found() throws Exception {
        cluster.publish(Collections.nCopies(50_000, unknown("2481"))); // 100 MB

        assertThat(said(0, "parked").lines())
                .anySatisfy(line ->
                        assertThat(line.split(" +")).containsExactly("2481", "tekniska", "N99998", "2018", "1"));
    }

    @Test
    void what_was_known_is_computed_beside_a_large_neighbour() throws Exception {
        Vasteras own = new Vasteras("2482");
        String neighbour = IntStream.iterate(3_000, code -> code + 1)
                .mapToObj(Integer::toString)
                .filter(code -> Partitioning.of(code, TestCluster.PARTITIONS)
                        == Partitioning.of(own.organisation(), TestCluster.PARTITIONS))
                .findFirst()
                .orElseThrow();
        cluster.apply(own.framework());
        cluster.publish(own.observations());
        cluster.publish(Collections.nCopies(50_000, unknown(neighbour))); // 100 MB
        cluster.publish(Collections.nCopies(100_000, own.pupilsWithDiploma(2018, 1, "99"))); // 15 MB as they are kept

        String now = Instant.now().toString();
        assertThat(said(0, "picture", "--organisation=2482", "--year=2018", "--as-of=" + now))
                .contains((own.observations().size() + 100_000) + " poster om 2482 i indicator-events", "Påhittat");
        assertThat(said(0, "changes", "--organisation=2482", "--since=" + now)).doesNotContain(" → ");
    }

    @Test
    void what_is_rejected_is_listed_shown_and_judged_anew() throws Exception {
        byte[] large = new byte[900_000];
        Arrays.fill(large, (byte) 'x');
        int count = 100; // 90 MB
        for (int offset = 0; offset < count; offset++) {
            RejectedEvent rejected = new RejectedEvent(
                    Topic.INDICATOR_EVENTS.topicName(),
                    0,
                    offset,
                    Instant.parse("2019-01-01T00:00:00Z"),
                    Optional.of("2481".getBytes(StandardCharsets.UTF_8)),
                    Optional.of(large),
                    Optional.of("tekniska"),
                    List.of(new Fault("not-avro", "value", new Text("Inte Avro.", "Not Avro."))));
            cluster.send(
                    Topic.REJECTED_EVENTS,
                    offset % TestCluster.PARTITIONS,
                    key(offset).getBytes(StandardCharsets.UTF_8),
                    cluster.writer.rejected(rejected));
        }

        assertThat(said(0, "rejected", "list"))
                .contains(count + " avvisade poster. Per fel: not-avro " + count, key(count - 1))
                .doesNotContain(key(count / 2 - 1) + " ");
        assertThat(said(0, "rejected", "show", key(7))).contains("xxx", "skulle avvisas också nu");
        assertThat(said(1, "rejected", "replay", "--all")).contains(count + " poster skulle avvisas också nu");
    }

    private static Observation unknown(String organisation) throws InvalidObservationException {
        return new ObservationDraft()
                .eventId("parked-again-and-again")
                .organisation(organisation)
                .indicator("N99998")
                .department("tekniska")
                .year(2018)
                .value("3")
                .observedAt(Instant.parse("2019-01-01T00:00:00Z"))
                .comment("x".repeat(2_000))
                .build();
    }

    private static String key(int offset) {
        return Keys.rejected(Topic.INDICATOR_EVENTS.topicName(), 0, offset);
    }

    private static String said(int exitCode, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(ServiceProcess.java());
        command.addAll(1, List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of(arguments));
        command.addAll(
                List.of("--bootstrap-servers=" + cluster.bootstrapServers(), "--registry=" + cluster.registryUrl()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(exitCode);
        return said;
    }
}
