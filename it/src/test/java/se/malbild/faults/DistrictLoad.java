package se.malbild.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.TimeoutException;
import se.malbild.cli.topics.TopicScan;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.picture.Picture;
import se.malbild.publisher.ObservationJson;
import se.malbild.receipts.ReceiptsService;
import se.malbild.receipts.ReceiptsSettings;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.IndicatorEventReader;
import se.malbild.service.HttpSettings;

/**
 * Events sent to gateways at an even rate, and what became of them. They correct the values of so many districts one after
 * the other, over and over: every event is of a higher revision than those before it of its district. The picture shows the
 * values.
 */
final class DistrictLoad {
    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;
    /** Nobody listened, or the connection broke. */
    private static final int NO_ANSWER = 0;

    /** The answer did not come in time, which on a slow computer says nothing of who was to give it. */
    static final int LATE = -1;

    /**
     * Each has a connection. So many are left when a gateway of two has been frozen for as long as an answer may take; with all that a slow
     * computer leaves unanswered, there would be more than a process may have open.
     */
    private static final int MOST_UNANSWERED = 5_000;

    private static final int AGAIN_AT_ONCE = 500;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final String INDICATOR = "ex-trygghet-stadsdelar";
    private static final List<String> MUNICIPALITIES = List.of("0380", "0580", "0581", "1280");
    private static final int FIRST_YEAR = 2017;
    private static final int YEARS = 3;
    private static final int CELLS = MUNICIPALITIES.size() * YEARS * 100;
    private static final List<String> STATUSES =
            List.of("counted", "foretold", "superseded", "retracted", "parked", "disregarded", "rejected", "duplicate");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** The status of each answer by event, or why there is none; and when those that accept came. */
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();

    private final Map<String, Long> acceptedAt = new ConcurrentHashMap<>();
    private final Semaphore unanswered = new Semaphore(MOST_UNANSWERED);
    private final TestCluster cluster;
    private final List<String> gateways;
    private final int perSecond;
    private volatile int sent;
    private volatile boolean enough;

    /**
     * Applies the frameworks that the events are of.
     *
     * @param gateways take turns; an event that one does not take for its own reasons is given to the next
     */
    DistrictLoad(TestCluster cluster, int perSecond, String... gateways) throws Exception {
        this.cluster = cluster;
        this.perSecond = perSecond;
        this.gateways = List.of(gateways);
        for (String municipality : MUNICIPALITIES) {
            cluster.apply(new Vasteras(municipality).framework());
        }
    }

    /**
     * Sends {@code most} events in a thread of their own, each when its time has come, whatever has become of those before, or later when
     * too many of these are unanswered.
     */
    CompletableFuture<Void> start(int most) {
        return CompletableFuture.runAsync(() -> send(most), task -> new Thread(task, "load").start());
    }

    /** Sends no more. */
    void stop() {
        enough = true;
    }

    private void send(int most) {
        long start = System.nanoTime();
        long interval = Duration.ofSeconds(1).toNanos() / perSecond;
        for (int i = 0; i < most && !enough; i++) {
            long due = start + i * interval;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            unanswered.acquireUninterruptibly();
            Observation event = event(i);
            // Where there is another to go to, round twice: one may be away while the other closes a connection at
            // rest.
            offer(ObservationJson.write(event), i, gateways.size() > 1 ? 2 * gateways.size() : 1)
                    .thenAccept(status -> answered(event.eventId(), status))
                    .whenComplete((answered, impossible) -> unanswered.release())
                    .exceptionally(impossible -> null);
            sent = i + 1;
        }
    }

    private CompletableFuture<Integer> offer(String event, int turn, int timesLeft) {
        return client.sendAsync(post(gateways.get(turn % gateways.size()), event), BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode)
                .exceptionally(none -> none.getCause() instanceof HttpTimeoutException ? LATE : NO_ANSWER)
                .thenCompose(status -> timesLeft > 1 && (status <= NO_ANSWER || status == UNAVAILABLE)
                        ? offer(event, turn + 1, timesLeft - 1)
                        : CompletableFuture.completedFuture(status));
    }

    private void answered(String eventId, int status) {
        if (status == ACCEPTED) {
            acceptedAt.put(eventId, System.nanoTime());
        }
        statuses.put(eventId, status);
    }

    void awaitSent(int seconds) {
        await(seconds + " seconds of load")
                .pollInterval(Duration.ofMillis(50))
                .until(() -> sent >= seconds * perSecond);
    }

    /** Waits for an answer, or none, to every request. */
    void awaitAnswers() {
        await("an answer, or none, to every request").until(() -> statuses.size() == sent);
    }

    /** Returns how many seconds of load have been sent. */
    int secondsSent() {
        return sent / perSecond;
    }

    /** Returns every event that was sent. */
    List<Observation> events() {
        return IntStream.range(0, sent).mapToObj(DistrictLoad::event).toList();
    }

    Set<String> accepted() {
        return Set.copyOf(acceptedAt.keySet());
    }

    /** Returns when each event that was accepted was, in that order, by {@link System#nanoTime}. */
    List<Long> acceptedAt() {
        return acceptedAt.values().stream().sorted().toList();
    }

    /** Returns how many requests had each answer. */
    Map<Integer, Long> answers() {
        return statuses.values().stream().collect(Collectors.groupingBy(status -> status, Collectors.counting()));
    }

    /** Sends what was not accepted once more, as a client does. */
    void sendRestAgain() throws Exception {
        List<Observation> rest = events().stream()
                .filter(event -> !acceptedAt.containsKey(event.eventId()))
                .toList();
        for (int from = 0; from < rest.size(); from += AGAIN_AT_ONCE) {
            String body = rest.subList(from, Math.min(from + AGAIN_AT_ONCE, rest.size())).stream()
                    .map(ObservationJson::write)
                    .collect(Collectors.joining(",", "[", "]"));
            HttpResponse<String> answer = client.send(post(gateways.get(0), body), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(ACCEPTED);
        }
    }

    private static HttpRequest post(String gateway, String json) {
        return HttpRequest.newBuilder(URI.create(gateway + "/v1/observations"))
                .header("Content-Type", "application/json")
                .timeout(ANSWER_WITHIN)
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    /** Fails unless every one of these events is on the topic. */
    void assertArrived(Set<String> eventIds) {
        Set<String> missing = new HashSet<>(eventIds);
        arrived().forEach(event -> missing.remove(event.eventId()));
        assertThat(missing).as("accepted, and not on the topic").isEmpty();
    }

    /** Returns every event on the topic, as often as it is there. */
    List<Observation> arrived() {
        return answered(() -> {
            List<Observation> arrived = new ArrayList<>();
            scan((offset, event) -> arrived.add(event));
            return arrived;
        });
    }

    /** Returns by organisation at what offset the last event lies that was of a higher revision than those before it. */
    Map<String, Long> lastChanges() {
        return answered(() -> {
            Map<Cell, Integer> revisions = new HashMap<>();
            Map<String, Long> last = new HashMap<>();
            scan((offset, event) -> {
                if (event.revision() > revisions.getOrDefault(event.cell(), -1)) {
                    revisions.put(event.cell(), event.revision());
                    last.put(event.cell().organisation(), offset);
                }
            });
            return last;
        });
    }

    /** After a fault Kafka may take longer to answer than a command waits. */
    private static <T> T answered(Callable<T> question) {
        return await("Kafka").ignoreExceptionsInstanceOf(TimeoutException.class).until(question, any -> true);
    }

    private void scan(BiConsumer<Long, Observation> visitor) {
        ObservationDraft draft = new ObservationDraft();
        TopicScan.of(cluster.cluster(), Topic.INDICATOR_EVENTS, record -> {
            assertThat(cluster.eventReader.read(record.value(), draft))
                    .isInstanceOf(IndicatorEventReader.Reading.Filled.class);
            visitor.accept(record.offset(), built(draft));
        });
    }

    /** Returns how many records have each status in the closed books, by receipts' own reading of the topic. */
    Map<String, Long> booked(Path state) throws Exception {
        try (ReceiptsService receipts = new ReceiptsService(
                new ReceiptsSettings(
                        cluster.cluster(),
                        ReceiptsSettings.DEFAULT_APPLICATION_ID,
                        state,
                        cluster.replication(),
                        1,
                        Map.of()),
                HttpSettings.loopback(0),
                Optional.empty())) {
            receipts.start();
            await("receipts").until(receipts::isReady);
            return booked(receipts.url());
        }
    }

    /** Returns how many records have each status in the closed books of a service. */
    Map<String, Long> booked(String receipts) throws Exception {
        HttpRequest question =
                HttpRequest.newBuilder(URI.create(receipts + "/v1/books")).build();
        JsonNode answer = new ObjectMapper()
                .readTree(client.send(question, BodyHandlers.ofString()).body());
        assertThat(answer.path("inBalance").asBoolean()).as(answer.toString()).isTrue();
        Map<String, Long> booked = new TreeMap<>();
        for (JsonNode book : answer.path("books")) {
            for (String status : STATUSES) {
                booked.merge(status, book.path(status).asLong(), Long::sum);
            }
        }
        booked.values().removeIf(none -> none == 0);
        return booked;
    }

    /** Returns what the books must say when {@code arrived} is on the topic: of each district one event counts. */
    Map<String, Long> expectedBooks(List<Observation> arrived) {
        long cells = cells().size();
        Map<String, Long> expected = new TreeMap<>(
                Map.of("counted", cells, "superseded", sent - cells, "duplicate", (long) arrived.size() - sent));
        expected.values().removeIf(none -> none == 0);
        return expected;
    }

    /** Waits until the pictures are those that follow from the inputs; returns their values, named as in {@link #cells}. */
    Map<String, String> pictured() {
        Map<String, String> values = new HashMap<>();
        for (String municipality : MUNICIPALITIES) {
            cluster.awaitPicturesOf(municipality)
                    .forEach((year, picture) -> districts(picture)
                            .forEach(district -> values.put(
                                    municipality + " " + year + " " + district.getKey(), district.getValue())));
        }
        return values;
    }

    private static Collection<Map.Entry<String, String>> districts(Picture picture) {
        return picture.strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .flatMap(area -> area.indicators().stream())
                .filter(weighted -> weighted.indicator().id().equals(INDICATOR))
                .flatMap(weighted -> weighted.indicator().divisions().districts().entrySet().stream())
                .map(district ->
                        Map.entry(district.getKey(), district.getValue().toPlainString()))
                .collect(Collectors.toSet());
    }

    /** Returns the last value that was sent of each district, by municipality, year and district. */
    Map<String, String> cells() {
        return events().stream()
                .collect(Collectors.toMap(
                        event -> event.cell().organisation() + " "
                                + event.cell().year() + " " + event.cell().district(),
                        Observation::source,
                        (earlier, later) -> later));
    }

    private static Observation event(int i) {
        int cell = i % CELLS;
        int revision = i / CELLS;
        String value = Integer.toString((cell + revision) % 100);
        return built(new ObservationDraft()
                .eventId("trygghet-" + i)
                .organisation(MUNICIPALITIES.get(cell % MUNICIPALITIES.size()))
                .indicator(INDICATOR)
                .department("kommunstyrelsen")
                .year(FIRST_YEAR + cell / MUNICIPALITIES.size() % YEARS)
                .district("stadsdel-" + cell)
                .value(value)
                .source(value)
                .revision(revision)
                .observedAt(Instant.parse("2020-03-01T00:00:00Z")));
    }

    private static Observation built(ObservationDraft draft) {
        try {
            return draft.build();
        } catch (InvalidObservationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
