package se.malbild.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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
 * The broker is stopped and the gateway killed under load. The property {@value #STOP} says for how many seconds the broker
 * is away, and {@value #RATE} how many events are sent in a second.
 */
@Timeout(600)
class GatewayFaultIT {
    private static final String STOP = "malbild.fault.stop.seconds";
    private static final String RATE = "malbild.fault.events.per.second";
    private static final int STOP_SECONDS = Integer.getInteger(STOP, 10);
    private static final int EVENTS_PER_SECOND = Integer.getInteger(RATE, 500);
    /** Before the broker stops, between its return and the kill, and after it. */
    private static final int CALM_SECONDS = 5;

    private static final int EVENTS = (3 * CALM_SECONDS + STOP_SECONDS) * EVENTS_PER_SECOND;
    private static final int AGAIN_AT_ONCE = 500;
    private static final int ACCEPTED = 202;
    private static final List<String> STATUSES =
            List.of("counted", "superseded", "retracted", "parked", "disregarded", "rejected", "duplicate");
    private static final Duration BOOKED_WITHIN = Duration.ofMinutes(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final String INDICATOR = "ex-trygghet-stadsdelar";
    private static final List<String> MUNICIPALITIES = List.of("0380", "0580", "0581", "1280");

    @TempDir
    private Path data;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private volatile int sent;
    private TestCluster cluster;
    private int port;

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.startWithLastingRegistry(data);
        for (String municipality : MUNICIPALITIES) {
            cluster.apply(new Vasteras(municipality).framework());
        }
        port = LoopbackPorts.free(1).get(0);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void every_event_that_was_accepted_is_counted_and_none_twice() throws Exception {
        List<Observation> events = events();
        Duration brokerAway;
        Duration gatewayAway;
        long started;
        Duration sending;
        try (OtherProcess streams = OtherProcess.start(
                OtherProcess.Streams.class,
                data.resolve("streams"),
                cluster.bootstrapServers(),
                cluster.registryUrl())) {
            assertThat(streams.address()).as("streams").isNotNull();
            OtherProcess gateway = startGateway();
            try {
                started = System.nanoTime();
                Thread load = new Thread(() -> send(events), "load");
                load.start();

                awaitSent(CALM_SECONDS);
                long stopped = System.nanoTime();
                cluster.stopKafka();
                awaitSent(CALM_SECONDS + STOP_SECONDS);
                cluster.startKafka();
                brokerAway = since(stopped);

                awaitSent(2 * CALM_SECONDS + STOP_SECONDS);
                long killed = System.nanoTime();
                gateway.close();
                gateway = startGateway();
                gatewayAway = since(killed);

                load.join();
                sending = since(started);
                await("an answer, or none, to every request")
                        .atMost(ANSWER_WITHIN.multipliedBy(2))
                        .until(() -> statuses.size() == EVENTS);
                Set<String> accepted = withStatus(ACCEPTED);
                Map<Integer, Long> answers = statuses.values().stream()
                        .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
                assertThat(accepted).isNotEmpty().hasSizeLessThan(EVENTS);
                assertThat(arrived().stream().map(Observation::eventId).toList())
                        .as("on the topic")
                        .containsAll(accepted);

                sendAgain(events.stream()
                        .filter(event -> !accepted.contains(event.eventId()))
                        .toList());

                List<Observation> arrived = arrived();
                assertThat(new HashSet<>(arrived)).isEqualTo(new HashSet<>(events));
                cluster.awaitPictures();
                assertThat(pictured()).isEqualTo(cells(events));
                assertThat(streams.process().isAlive()).isTrue();
                Map<String, Long> booked = booked();
                assertThat(booked)
                        .as("books")
                        .isEqualTo(Map.of("counted", (long) EVENTS, "duplicate", (long) arrived.size() - EVENTS));
                System.out.printf(
                        "%d events at %.0f/s; broker away %d ms, gateway away %d ms; answers by status %s (0: none); "
                                + "%d records of %d events on the topic, %d cells in the pictures, books %s%n",
                        EVENTS,
                        EVENTS * 1e9 / sending.toNanos(),
                        brokerAway.toMillis(),
                        gatewayAway.toMillis(),
                        answers,
                        arrived.size(),
                        events.size(),
                        pictured().size(),
                        booked);
            } finally {
                gateway.close();
            }
        }
    }

    private OtherProcess startGateway() throws IOException {
        OtherProcess gateway = OtherProcess.start(
                OtherProcess.GatewayProcess.class,
                data,
                cluster.bootstrapServers(),
                cluster.registryUrl(),
                Integer.toString(port));
        assertThat(gateway.address()).isEqualTo(url());
        return gateway;
    }

    private String url() {
        return "http://" + LoopbackPorts.HOST + ":" + port;
    }

    /** One request per event when its time has come, whatever has become of those before. */
    private void send(List<Observation> events) {
        long start = System.nanoTime();
        long interval = Duration.ofSeconds(1).toNanos() / EVENTS_PER_SECOND;
        for (int i = 0; i < events.size(); i++) {
            long due = start + i * interval;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            String eventId = events.get(i).eventId();
            client.sendAsync(post(ObservationJson.write(events.get(i))), BodyHandlers.discarding())
                    .thenApply(HttpResponse::statusCode)
                    .exceptionally(none -> 0)
                    .thenAccept(status -> statuses.put(eventId, status))
                    .exceptionally(impossible -> null);
            sent = i + 1;
        }
    }

    private void awaitSent(int seconds) {
        await(seconds + " seconds of load")
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(60 + 4L * seconds))
                .until(() -> sent >= seconds * EVENTS_PER_SECOND);
    }

    private void sendAgain(List<Observation> events) throws Exception {
        for (int from = 0; from < events.size(); from += AGAIN_AT_ONCE) {
            String body = events.subList(from, Math.min(from + AGAIN_AT_ONCE, events.size())).stream()
                    .map(ObservationJson::write)
                    .collect(Collectors.joining(",", "[", "]"));
            HttpResponse<String> answer = client.send(post(body), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(ACCEPTED);
        }
    }

    private HttpRequest post(String json) {
        return HttpRequest.newBuilder(URI.create(url() + "/v1/observations"))
                .header("Content-Type", "application/json")
                .timeout(ANSWER_WITHIN)
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    private Set<String> withStatus(int status) {
        return statuses.entrySet().stream()
                .filter(answer -> answer.getValue() == status)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private List<Observation> arrived() throws Exception {
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
    private Map<String, Long> booked() throws Exception {
        Map<String, Long> booked = new HashMap<>();
        try (ReceiptsService receipts = new ReceiptsService(
                new ReceiptsSettings(
                        cluster.bootstrapServers(),
                        cluster.registryUrl(),
                        ReceiptsSettings.DEFAULT_APPLICATION_ID,
                        data.resolve("receipts"),
                        1,
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

    /** Returns the values in the pictures by municipality, year and district. */
    private Map<String, String> pictured() {
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

    private static Map<String, String> cells(List<Observation> events) {
        return events.stream()
                .collect(Collectors.toMap(
                        event -> event.cell().organisation() + " "
                                + event.cell().year() + " " + event.cell().district(),
                        Observation::source));
    }

    /** Every event is of a cell of its own, whose value the picture shows, and which its source repeats. */
    private static List<Observation> events() {
        List<Observation> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            String value = Integer.toString(i % 100);
            events.add(built(new ObservationDraft()
                    .eventId("trygghet-" + i)
                    .organisation(MUNICIPALITIES.get(i % MUNICIPALITIES.size()))
                    .indicator(INDICATOR)
                    .department("kommunstyrelsen")
                    .year(2017 + i / MUNICIPALITIES.size() % 3)
                    .district("stadsdel-" + i)
                    .value(value)
                    .source(value)
                    .observedAt(Instant.parse("2020-03-01T00:00:00Z"))));
        }
        return events;
    }

    private static Observation built(ObservationDraft draft) {
        try {
            return draft.build();
        } catch (InvalidObservationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
