package se.malbild.local;

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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.picture.Picture;
import se.malbild.ingest.ObservationJson;
import se.malbild.receipts.ReceiptsService;
import se.malbild.receipts.ReceiptsSettings;
import se.malbild.schemas.IndicatorEventReader;
import se.malbild.schemas.SchemaRegistry;
import se.malbild.schemas.Topic;
import se.malbild.service.HttpSettings;

/**
 * Events sent to a gateway at an even rate, and what became of them. Every event is of a cell of its own, a district, whose
 * value the picture shows and which its source repeats.
 */
final class DistrictLoad {
    private static final int ACCEPTED = 202;
    private static final int AGAIN_AT_ONCE = 500;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final Duration BOOKED_WITHIN = Duration.ofMinutes(2);
    private static final String INDICATOR = "ex-trygghet-stadsdelar";
    private static final List<String> MUNICIPALITIES = List.of("0380", "0580", "0581", "1280");
    private static final List<String> STATUSES =
            List.of("counted", "superseded", "retracted", "parked", "disregarded", "rejected", "duplicate");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** The status of each answer by event, 0 where none came; and when those that accept came. */
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();

    private final Map<String, Long> acceptedAt = new ConcurrentHashMap<>();
    private final TestCluster cluster;
    private final String gateway;
    private final int perSecond;
    private volatile int sent;
    private volatile boolean enough;

    /** Applies the frameworks that the events are of. */
    DistrictLoad(TestCluster cluster, String gateway, int perSecond) throws Exception {
        this.cluster = cluster;
        this.gateway = gateway;
        this.perSecond = perSecond;
        for (String municipality : MUNICIPALITIES) {
            cluster.apply(new Vasteras(municipality).framework());
        }
    }

    /** Sends {@code most} events in a thread of their own, each when its time has come, whatever has become of those before. */
    Thread start(int most) {
        Thread sending = new Thread(() -> send(most), "load");
        sending.start();
        return sending;
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
            Observation event = event(i);
            client.sendAsync(post(ObservationJson.write(event)), BodyHandlers.discarding())
                    .thenApply(HttpResponse::statusCode)
                    .exceptionally(none -> 0)
                    .thenAccept(status -> answered(event.eventId(), status))
                    .exceptionally(impossible -> null);
            sent = i + 1;
        }
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
                .atMost(Duration.ofSeconds(60 + 4L * seconds))
                .until(() -> sent >= seconds * perSecond);
    }

    /** Waits for an answer, or none, to every request. */
    void awaitAnswers() {
        await("an answer, or none, to every request")
                .atMost(ANSWER_WITHIN.multipliedBy(2))
                .until(() -> statuses.size() == sent);
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
            HttpResponse<String> answer = client.send(post(body), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(ACCEPTED);
        }
    }

    private HttpRequest post(String json) {
        return HttpRequest.newBuilder(URI.create(gateway + "/v1/observations"))
                .header("Content-Type", "application/json")
                .timeout(ANSWER_WITHIN)
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    /** Returns every event on the topic, as often as it is there. */
    List<Observation> arrived() throws Exception {
        List<Observation> arrived = new ArrayList<>();
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster.registryUrl(), Map.of(), Optional.empty())) {
            registry.preload(Topic.INDICATOR_EVENTS);
            IndicatorEventReader reader = new IndicatorEventReader(registry);
            ObservationDraft draft = new ObservationDraft();
            TopicScan.of(cluster.bootstrapServers(), Topic.INDICATOR_EVENTS, (record, partitions) -> {
                assertThat(reader.read(record.value(), draft)).isInstanceOf(IndicatorEventReader.Reading.Filled.class);
                arrived.add(built(draft));
            });
        }
        return arrived;
    }

    /** Returns how many records have each status in the closed books, by receipts' own reading of the topic. */
    Map<String, Long> booked(Path state) throws Exception {
        Map<String, Long> booked = new HashMap<>();
        try (ReceiptsService receipts = new ReceiptsService(
                new ReceiptsSettings(
                        cluster.bootstrapServers(),
                        cluster.registryUrl(),
                        ReceiptsSettings.DEFAULT_APPLICATION_ID,
                        state,
                        cluster.replication(),
                        1,
                        Map.of()),
                HttpSettings.loopback(0),
                Optional.empty())) {
            await("receipts").atMost(BOOKED_WITHIN).until(receipts::isReady);
            HttpRequest question = HttpRequest.newBuilder(URI.create(receipts.url() + "/v1/books"))
                    .build();
            JsonNode answer = new ObjectMapper()
                    .readTree(client.send(question, BodyHandlers.ofString()).body());
            assertThat(answer.path("inBalance").asBoolean())
                    .as(answer.toString())
                    .isTrue();
            for (JsonNode book : answer.path("books")) {
                for (String status : STATUSES) {
                    booked.merge(status, book.path(status).asLong(), Long::sum);
                }
            }
        }
        booked.values().removeIf(none -> none == 0);
        booked.putIfAbsent("duplicate", 0L);
        return booked;
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
                .flatMap(weighted -> weighted.indicator().districts().entrySet().stream())
                .map(district ->
                        Map.entry(district.getKey(), district.getValue().toPlainString()))
                .collect(Collectors.toSet());
    }

    /** Returns the values that were sent, by municipality, year and district. */
    Map<String, String> cells() {
        return events().stream()
                .collect(Collectors.toMap(
                        event -> event.cell().organisation() + " "
                                + event.cell().year() + " " + event.cell().district(),
                        Observation::source));
    }

    private static Observation event(int i) {
        String value = Integer.toString(i % 100);
        return built(new ObservationDraft()
                .eventId("trygghet-" + i)
                .organisation(MUNICIPALITIES.get(i % MUNICIPALITIES.size()))
                .indicator(INDICATOR)
                .department("kommunstyrelsen")
                .year(2017 + i / MUNICIPALITIES.size() % 3)
                .district("stadsdel-" + i)
                .value(value)
                .source(value)
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
