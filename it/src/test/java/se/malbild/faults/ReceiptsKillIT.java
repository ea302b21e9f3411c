package se.malbild.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.ServiceProcess;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.receipts.ReceiptsSettings;

/** The receipts are killed with events on their way, as many of them as the property {@value #COUNT} says. */
@Tag("proof")
class ReceiptsKillIT {
    private static final String COUNT = "malbild.receipts.killed.events";
    private static final int EVENTS = Integer.getInteger(COUNT, 200_000);
    /** With their files and without. */
    private static final int KILLS = 3;

    private static final List<String> MUNICIPALITIES = List.of("0380", "0580", "0581", "1280");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final long SEED = 20191; // any: with it the events come in the same order
    private static final Pattern RESTORED = Pattern.compile("malbild_restore_records_total\\{[^}]*} (\\S+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path data;

    /** What a start took until the next commit, and how many records of the changelog it had read back. */
    private record Start(Duration took, long restored) {
        @Override
        public String toString() {
            return took.toMillis() + " ms (" + restored + " records read back)";
        }
    }

    @Test
    void killed_in_mid_flow_they_go_on_from_their_own_files_and_end_with_the_books_of_one_that_never_was()
            throws Exception {
        Path directory = data.resolve("receipts");
        Iterator<List<Observation>> shares = inEqualShares(events()).iterator();
        List<Start> withFiles = new ArrayList<>();
        List<Start> withoutFiles = new ArrayList<>();
        try (TestCluster cluster = TestCluster.start(data);
                Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            for (String municipality : MUNICIPALITIES) {
                cluster.apply(new Vasteras(municipality).framework());
            }
            cluster.publish(shares.next());
            try (ServiceProcess receipts = ServiceProcess.start(cluster, "receipts", directory, Map.of())) {
                receipts.awaitReady();
                while (shares.hasNext()) {
                    withFiles.add(killed(receipts, () -> {}, cluster.startPublishing(shares.next()), admin));
                    withoutFiles.add(killed(
                            receipts,
                            () -> deleteStores(ServiceProcess.state(directory)),
                            cluster.startPublishing(shares.next()),
                            admin));
                }

                System.out.printf(
                        "Receipts of %d events, killed with events on their way, commit again after %s; without their"
                                + " files, as it was when Kafka Streams deleted them, after %s%n",
                        EVENTS, withFiles, withoutFiles);
                for (int kill = 0; kill < KILLS; kill++) {
                    assertThat(withFiles.get(kill).restored())
                            .isLessThan(withoutFiles.get(kill).restored() / 2);
                }
                assertThat(allBooked(receipts)).isEqualTo(booksOfAnother(cluster));
            }
        }
    }

    /** Kills them when they have begun to read what is being published, and waits until they have read it. */
    private static Start killed(
            ServiceProcess receipts, ServiceProcess.Meanwhile meanwhile, CompletableFuture<Void> published, Admin admin)
            throws Exception {
        awaitCommitAfter(committed(admin), admin);
        receipts.kill(meanwhile);
        long began = System.nanoTime();
        awaitCommitAfter(committed(admin), admin);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        published.join();
        receipts.awaitReady();
        Matcher restored = RESTORED.matcher(receipts.get("/metrics").body());
        assertThat(restored.find()).isTrue();
        return new Start(took, (long) Double.parseDouble(restored.group(1)));
    }

    /** Deletes what Kafka Streams itself deleted of a killed process when its stores were not transactional. */
    private static void deleteStores(Path state) throws IOException {
        try (Stream<Path> tasks = Files.list(state.resolve(ReceiptsSettings.DEFAULT_APPLICATION_ID))) {
            for (Path task : tasks.filter(Files::isDirectory).toList()) {
                Utils.delete(task.toFile());
            }
        }
    }

    private static void awaitCommitAfter(long committed, Admin admin) {
        await("the next commit").pollInterval(LOOK_AGAIN).until(() -> committed(admin) > committed);
    }

    /** Returns how many events are committed as taken in. */
    private static long committed(Admin admin) throws Exception {
        return admin
                .listConsumerGroupOffsets(ReceiptsSettings.DEFAULT_APPLICATION_ID)
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    /** Returns the books when every event is in them. */
    private static String allBooked(ServiceProcess receipts) {
        return await("all booked")
                .until(() -> books(receipts.get("/v1/books").body()), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<String> books(String answer) throws IOException {
        JsonNode json = JSON.readTree(answer);
        long received = 0;
        for (JsonNode book : json.path("books")) {
            received += book.path("received").asLong();
        }
        return json.path("inBalance").asBoolean() && received == EVENTS
                ? Optional.of(json.path("books").toString())
                : Optional.empty();
    }

    /** Returns the books of one that has read everything without being disturbed. */
    private String booksOfAnother(TestCluster cluster) throws Exception {
        Map<String, String> another = Map.of("MALBILD_APPLICATION_ID", "undisturbed");
        try (ServiceProcess undisturbed =
                ServiceProcess.start(cluster, "receipts", data.resolve("undisturbed"), another)) {
            undisturbed.awaitReady();
            return allBooked(undisturbed);
        }
    }

    /** Corrections of the values of districts, some of which come twice. */
    private static List<Observation> events() throws InvalidObservationException {
        Random random = new Random(SEED);
        List<Observation> events = new ArrayList<>();
        while (events.size() < EVENTS) {
            int number = events.size();
            Observation event = new ObservationDraft()
                    .eventId("trygghet-" + number)
                    .organisation(MUNICIPALITIES.get(random.nextInt(MUNICIPALITIES.size())))
                    .indicator("ex-trygghet-stadsdelar")
                    .department("kommunstyrelsen")
                    .year(2017 + random.nextInt(3))
                    .district("stadsdel-" + random.nextInt(2_000))
                    .revision(number)
                    .value(Integer.toString(random.nextInt(100)))
                    .observedAt(Instant.parse("2020-03-01T00:00:00Z"))
                    .build();
            events.addAll(Collections.nCopies(random.nextInt(10) == 0 ? 2 : 1, event));
        }
        return events.subList(0, EVENTS);
    }

    /** Half of them first, and the rest for the kills. */
    private static <T> List<List<T>> inEqualShares(List<T> all) {
        List<List<T>> shares = new ArrayList<>();
        int half = all.size() / 2;
        shares.add(all.subList(0, half));
        for (int share = 0; share < 2 * KILLS; share++) {
            shares.add(all.subList(half + half * share / (2 * KILLS), half + half * (share + 1) / (2 * KILLS)));
        }
        return shares;
    }
}
