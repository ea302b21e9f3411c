package se.malbild.publisher.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.ObservationDraft;

/** What holds while neither broker nor registry answers. */
@Timeout(120)
class DurablePublisherTest {
    private static final long SEED = 1880; // any: with it the kills come at the same events
    private static final int KILLS = 5;

    @TempDir
    private Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void an_event_is_on_disk_when_it_is_said_to_be() throws Exception {
        CompletableFuture<Void> drained;
        Spooled spooled;
        try (DurablePublisher publisher = Given.unanswered(directory, meters)) {
            spooled = publisher.publish(Given.observation("händelse-1")).join();
            drained = publisher.drained();

            assertThat(spooled.eventId()).isEqualTo("händelse-1");
            assertThat(spooled.published()).isNotDone();
            assertThat(drained).isNotDone();
            assertThat(gauge("malbild.spool.waiting")).isEqualTo(1);
            assertThat(gauge("malbild.spool.size")).isPositive();
            await("its age")
                    .until(() -> meters.get("malbild.spool.oldest").timeGauge().value() > 0);
        }
        assertThatThrownBy(spooled.published()::join)
                .cause()
                .asInstanceOf(InstanceOfAssertFactories.type(SpoolException.class))
                .extracting(SpoolException::kind)
                .isEqualTo(SpoolException.Kind.CLOSED);
        assertThat(drained).isCompletedExceptionally();
        assertThat(meters.getMeters()).isEmpty();
        assertThat(Given.eventIds(directory)).containsExactly("händelse-1");
    }

    @Test
    void a_draft_with_faults_is_not_kept() throws Exception {
        try (DurablePublisher publisher = Given.unanswered(directory, meters)) {
            assertThatThrownBy(() -> publisher.publish(new ObservationDraft()))
                    .isInstanceOf(InvalidObservationException.class);
        }
        assertThat(Given.eventIds(directory)).isEmpty();
    }

    @Test
    void nothing_is_accepted_once_it_is_closed() throws Exception {
        DurablePublisher publisher = Given.unanswered(directory, meters);
        publisher.close();

        assertThatThrownBy(() -> publisher.publish(Given.observation("händelse-1")))
                .asInstanceOf(InstanceOfAssertFactories.type(SpoolException.class))
                .extracting(SpoolException::kind)
                .isEqualTo(SpoolException.Kind.CLOSED);
    }

    @Test
    void what_can_never_be_sent_goes_to_the_dead_file_with_its_reasons() throws Exception {
        Given.spooled(directory, "händelse-1");
        String noObservation = "{\"eventId\":\"händelse-2\",\"organisation\":\"Örebro\"}";
        Pending pending = Pending.of("händelse-2", SpoolFrame.of(Instant.now(), noObservation));
        Path damaged = directory.resolve("00000000000000000001.events");
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length - 1] ^= 1;
        Files.write(damaged, bytes);
        try (Spool spool = Spool.open(directory, Given.MAX_BYTES)) {
            Given.append(spool, pending);
        }

        try (DurablePublisher publisher = Given.unanswered(directory, meters)) {
            publisher.drained().join();

            assertThat(gauge("malbild.spool.dead")).isEqualTo(2);
            assertThat(gauge("malbild.spool.waiting")).isZero();
        }
        List<JsonNode> dead = dead();
        assertThat(dead).hasSize(2);
        assertThat(dead.get(0).get("reasons").findValuesAsText("code")).containsExactly("damaged");
        assertThat(Base64.getDecoder().decode(dead.get(0).get("bytes").asText()))
                .isEqualTo(bytes);
        assertThat(dead.get(1).get("event").asText()).isEqualTo(noObservation);
        assertThat(dead.get(1).get("reasons").findValuesAsText("code"))
                .containsExactly(
                        "invalid-organisation", "required", "required", "required", "value-or-reason", "required");
        assertThat(dead.get(1).get("reasons").get(0).get("sv").asText()).contains("kommunkod");
        assertThat(Given.eventIds(directory)).isEmpty();
    }

    @Test
    void many_events_share_a_forced_write() throws Exception {
        int events = 3_000;
        List<CompletableFuture<Spooled>> onDisk = new ArrayList<>();
        try (DurablePublisher publisher = Given.unanswered(directory, meters)) {
            for (int i = 0; i < events; i++) {
                onDisk.add(publisher.publish(Given.observation("händelse-" + i)));
            }
            onDisk.forEach(CompletableFuture::join);

            assertThat(meters.get("malbild.spool.forced").summary().totalAmount())
                    .isEqualTo(events);
            long forced = meters.get("malbild.spool.forced").summary().count();
            assertThat(forced).isBetween(3L, events / 3L);
            System.out.printf("%d events with %d forced writes%n", events, forced);
        }
        assertThat(Given.eventIds(directory)).hasSize(events);
    }

    @Test
    void another_process_is_told_that_the_directory_is_in_use() throws Exception {
        Process holder = publishing(directory, "håller");
        try (BufferedReader said = said(holder)) {
            assertThat(said.readLine()).isNotNull();

            assertThatThrownBy(() -> Given.unanswered(directory, meters))
                    .asInstanceOf(InstanceOfAssertFactories.type(SpoolException.class))
                    .extracting(SpoolException::kind)
                    .isEqualTo(SpoolException.Kind.IN_USE);
        } finally {
            kill(holder);
        }
        try (DurablePublisher publisher = Given.unanswered(directory, meters)) {
            assertThat(gauge("malbild.spool.waiting")).isPositive();
            assertThat(publisher.drained()).isNotDone();
        }
    }

    @Test
    void nothing_that_was_said_to_be_on_disk_is_lost_when_the_process_is_killed() throws Exception {
        Random random = new Random(SEED);
        Set<String> returned = new HashSet<>();
        int kept = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process publishing = publishing(directory, "omgång-" + kill);
            try (BufferedReader said = said(publishing)) {
                for (int until = 1 + random.nextInt(500); until > 0; until--) {
                    returned.add(said.readLine());
                }
                kill(publishing);
                for (String more = said.readLine(); more != null; more = said.readLine()) {
                    returned.add(more);
                }
            }
            List<String> onDisk = Given.eventIds(directory);
            assertThat(onDisk)
                    .as("seed %d, kill %d", SEED, kill)
                    .doesNotHaveDuplicates()
                    .containsAll(returned);
            kept = onDisk.size();
        }
        System.out.printf("Killed %d times: %d events were said to be on disk, %d are%n", KILLS, returned.size(), kept);
    }

    /** Publishes as fast as it can, and says which events are on disk, until it is killed. */
    static final class Publishing {
        public static void main(String[] args) throws SpoolException {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            try (DurablePublisher publisher = Given.unanswered(Path.of(args[0]), new SimpleMeterRegistry())) {
                for (int i = 0; i < 3_000; i++) {
                    publisher
                            .publish(Given.observation(args[1] + "-" + i))
                            .thenAccept(spooled -> out.println(spooled.eventId()))
                            .exceptionally(failed -> {
                                throw new CompletionException(failed);
                            });
                }
                while (System.in.read() >= 0) {
                    // Nothing is ever written to it.
                }
            } catch (IOException ended) {
                out.println(ended);
            }
        }
    }

    private static Process publishing(Path directory, String prefix) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Publishing.class.getName(),
                        directory.toString(),
                        prefix)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Ends it, and leaves what it said to be read. */
    private static void kill(Process process) {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    private static BufferedReader said(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private List<JsonNode> dead() throws IOException {
        List<JsonNode> dead = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("dead.ndjson"))) {
            dead.add(new ObjectMapper().readTree(line));
        }
        return dead;
    }
}
