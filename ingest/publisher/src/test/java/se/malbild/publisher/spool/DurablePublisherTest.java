package se.malbild.publisher.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.ObservationDraft;

/** What holds while neither broker nor registry answers. */
class DurablePublisherTest {
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
                    .forever()
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
    void every_event_is_in_one_forced_write() throws Exception {
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
            assertThat(forced).isBetween(1L, (long) events);
            System.out.printf("%d events with %d forced writes%n", events, forced);
        }
        assertThat(Given.eventIds(directory)).hasSize(events);
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
