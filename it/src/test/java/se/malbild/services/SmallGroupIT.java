package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Conversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cli.topics.TopicScan;
import se.malbild.cluster.Logged;
import se.malbild.cluster.Said;
import se.malbild.cluster.ServerSentEvents;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.dashboard.Dashboard;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewayLimits;
import se.malbild.gateway.GatewaySettings;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.picture.PictureJson;
import se.malbild.history.LogReader;
import se.malbild.history.OrganisationLog;
import se.malbild.receipts.ReceiptsService;
import se.malbild.schemas.Topic;
import se.malbild.schemas.Topic.Audience;
import se.malbild.service.HttpSettings;
import se.malbild.streams.service.StreamsService;

/**
 * A count of two that is sent through the gateway while everything runs: it is warned of, and nothing of the group, nor what
 * it could be worked out from, is ever in any output that is outside, while what is inside has it.
 */
class SmallGroupIT {
    private static final Vasteras VASTERAS = new Vasteras("1986");
    private static final Vasteras NEIGHBOUR = new Vasteras("1983");
    private static final String AT = "/v1/organisations/" + VASTERAS.organisation();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What is sent of one series: it has an indicator of its total and one of the gap between women and men. */
    private static final String TOTAL = event("alla", "TOTAL", "60.13", 7390317, 0);

    private static final String MEN = event("pojkar", "MEN", "62.29", 7390114, 0);
    private static final String WOMEN = event("flickor", "WOMEN", "51.37", 2, 0);
    private static final String WOMEN_CORRECTED = event("flickor-rattat", "WOMEN", "58.41", 200, 1);

    @TempDir
    private Path data;

    private GoalFramework framework;
    private Logged log;
    private TestCluster cluster;
    private StreamsService streams;
    private ReceiptsService receipts;
    private Gateway gateway;
    private Dashboard dashboard;
    private ServerSentEvents changes;

    private static String event(String id, String gender, String value, int count, int revision) {
        return "{\"eventId\": \"handelse-" + id + "\", \"organisation\": \"" + VASTERAS.organisation() + "\","
                + " \"indicator\": \"N02797\", \"department\": \"barn-och-utbildning\", \"year\": 2018, \"gender\": \""
                + gender + "\", \"value\": \"" + value + "\", \"count\": " + count + ", \"revision\": " + revision
                + ", \"observedAt\": \"2019-03-01T12:00:00Z\", \"source\": \"Register-" + id + "\", \"comment\": \"Om-"
                + id + "\"}";
    }

    @BeforeEach
    void start() throws Exception {
        log = Logged.under("se.malbild");
        cluster = TestCluster.start(data.resolve("kafka"));
        framework = FrameworkReader.read(VASTERAS.framework());
        cluster.apply(VASTERAS.framework());
        cluster.apply(NEIGHBOUR.framework());
        streams = new StreamsService(cluster.settings("malbild"), HttpSettings.loopback(0), Optional.empty());
        streams.start();
        receipts = cluster.startReceipts("receipts", data.resolve("receipts"), Optional.empty());
        gateway = Gateway.start(new GatewaySettings(
                cluster.cluster(), HttpSettings.loopback(0), Optional.empty(), GatewayLimits.defaults()));
        cluster.awaitPicturesOf(VASTERAS.organisation());
        cluster.awaitPicturesOf(NEIGHBOUR.organisation());
        dashboard = Dashboard.start(
                new DashboardSettings(cluster.cluster(), HttpSettings.loopback(0), Set.of()), PageRoutes::new);
        await("the services").until(() -> dashboard.isReady() && status(gateway.url() + "/health/ready") == 200);
        changes = ServerSentEvents.open(dashboard.url() + AT + "/events", Optional.empty());
        changes.until(events -> !events.isEmpty());
    }

    @AfterEach
    void stop() throws Exception {
        changes.close();
        dashboard.close();
        gateway.close();
        receipts.close();
        streams.close();
        cluster.close();
        log.close();
    }

    @Test
    void a_count_of_two_is_warned_of_and_in_no_output_that_is_outside() throws Exception {
        send(TOTAL);
        send(MEN);
        assertThat(check(WOMEN).at("/results/0/warnings/0/code").asText()).isEqualTo("small-group");
        JsonNode warning = send(WOMEN).at("/results/0/warnings/0");
        assertThat(warning.path("code").asText()).isEqualTo("small-group");
        assertThat(warning.at("/message/en").asText()).startsWith("The count is 2; ");
        awaitAll("handelse-flickor");

        Map<String, String> outputs = outside();
        assertThat(with(outputs, number("60.13")))
                .as("the total, which is large enough, is shown")
                .contains("topic pictures", "topic indicator-attainment", "changes", AT + "/pictures/2018")
                .contains("/sv/1986/vasteras-exempel-2017-2019/2018/nyckeltal/N02797");
        assertNothingOfAGroupIsIn(outputs);
        assertThat(with(outputs, Pattern.compile("Visas inte, till skydd för enskilda")))
                .isNotEmpty();

        send(WOMEN_CORRECTED);
        awaitAll("handelse-flickor-rattat");

        Map<String, String> later = outside();
        assertNothingOfAGroupIsIn(later);
        assertThat(with(later, number("60.13")))
                .as("the total is no longer shown where only what holds now is")
                .noneMatch(output -> output.startsWith("/") && !output.matches(".*/(andringar|changes)([.].*)?"));
        assertThat(get(dashboard.url() + AT + "/indicators/N02797.csv?lang=sv")).contains(";visas inte;");
    }

    /** Also what would give it away: the rest of the division, the gap, counts, and what departments say and call it. */
    private void assertNothingOfAGroupIsIn(Map<String, String> outputs) throws Exception {
        System.out.printf(
                "Looked through %d outputs of %d characters%n",
                outputs.size(),
                outputs.values().stream().mapToLong(String::length).sum());
        for (String value : List.of("51.37", "62.29", "58.41", "10.92", "3.88", "7390317", "7390114")) {
            assertThat(with(outputs, number(value))).as(value).isEmpty();
        }
        for (String text : List.of("handelse-", "Register-", "Om-alla", "Om-pojkar", "Om-flickor")) {
            assertThat(with(outputs, Pattern.compile(text))).as(text).isEmpty();
        }
        Map<String, String> inside = Map.of(
                "receipts", get(receipts.url() + "/v1/receipts/handelse-flickor?organisation=1986"),
                "cell-receipts", records(Topic.CELL_RECEIPTS),
                "indicator-events", records(Topic.INDICATOR_EVENTS),
                "indicator-observations", records(Topic.INDICATOR_OBSERVATIONS));
        assertThat(with(inside, Pattern.compile("handelse-pojkar|handelse-flickor")))
                .as("what is looked for can be found")
                .hasSameSizeAs(inside.keySet());
        assertThat(with(inside, number("51.37"))).contains("cell-receipts", "indicator-events");
    }

    /** Returns what finds {@code value} as people, JSON and Avro write it, and no part of a time or of another number. */
    private static Pattern number(String value) {
        return Pattern.compile("(?<![\\d.])" + value.replace(".", "[.,]") + "0*(?![\\dZ])");
    }

    private static List<String> with(Map<String, String> outputs, Pattern text) {
        return outputs.entrySet().stream()
                .filter(output -> text.matcher(output.getValue()).find())
                .map(Map.Entry::getKey)
                .toList();
    }

    private JsonNode send(String event) throws Exception {
        return post("/v1/observations", event, 202);
    }

    private JsonNode check(String event) throws Exception {
        return post("/v1/observations/check", event, 200);
    }

    private JsonNode post(String path, String event, int status) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(event))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonMapper().readTree(answer.body());
    }

    /** Waits until every service has read {@code event} and everything before it. */
    private void awaitAll(String event) throws Exception {
        String expected = PictureJson.indented(
                cluster.awaitPicturesOf(VASTERAS.organisation()).get(2018));
        await("the picture")
                .until(() -> get(dashboard.url() + AT + "/pictures/2018").equals(expected));
        await("the receipt").until(() -> records(Topic.CELL_RECEIPTS).contains(event));
        AtomicLong last = new AtomicLong();
        TopicScan.of(cluster.cluster(), Topic.CELL_RECEIPTS, record -> last.set(record.offset()));
        await("the receipts")
                .until(() -> answer(dashboard.url() + AT + "/explain/2018/indicator/N02797")
                        .headers()
                        .firstValue("ETag")
                        .orElseThrow()
                        .contains("-" + last.get()));
    }

    /** Returns every output that is outside, by its name: topics with every record that was ever in them, and addresses. */
    private Map<String, String> outside() throws Exception {
        Map<String, String> outputs = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            if (topic.audience() == Audience.OUTSIDE) {
                outputs.put("topic " + topic.topicName(), records(topic));
            }
        }
        DashboardOutputs shown = new DashboardOutputs(dashboard.url(), framework, NEIGHBOUR.organisation());
        for (String path : shown.pages(List.of("/sv", "/en"), any -> true)) {
            outputs.put(path, get(dashboard.url() + path));
        }
        for (String path : shown.addresses()) {
            outputs.put(path, get(dashboard.url() + path));
            for (String language : List.of("sv", "en")) {
                HttpResponse<String> table = answer(dashboard.url() + path + ".csv?lang=" + language);
                if (table.statusCode() == 200) {
                    outputs.put(path + ".csv " + language, table.body());
                }
            }
        }
        assertThat(outputs).hasSizeGreaterThan(200);
        for (String path : List.of("/years/2018.json?since=2017", "/years/2018.csv?lang=sv&since=2017")) {
            outputs.put(path, get(dashboard.url() + AT + path));
        }
        outputs.putAll(earlier());
        outputs.put("changes", changes.until(events -> true).toString());
        outputs.put("log", log.events().stream().map(Object::toString).toList().toString());
        for (String url : List.of(gateway.url(), streams.url(), receipts.url(), dashboard.url())) {
            for (String path : List.of("/metrics", "/health/ready", "/health/live", "/openapi.json")) {
                outputs.put(url + path, get(url + path));
            }
        }
        outputs.put("malbild picture", Said.malbild(pictureCommand()).results());
        return outputs;
    }

    /** Returns what is shown as of the moment after each record of the log, and what is different since then. */
    private Map<String, String> earlier() throws Exception {
        Map<String, String> outputs = new TreeMap<>();
        OrganisationLog logged = new LogReader(cluster.cluster()).read(VASTERAS.organisation());
        for (int records = 1; records <= logged.size(); records++) {
            String moment =
                    logged.newestBefore(logged.behind(records)).orElseThrow().toString();
            for (String path : List.of(
                    AT + "/pictures/2018?asOf=" + moment,
                    AT + "/indicators/N02797?asOf=" + moment,
                    AT + "/indicators/N02797.csv?lang=sv&asOf=" + moment,
                    AT + "/differences/2018?from=" + moment,
                    AT + "/years/2018?since=2017&asOf=" + moment,
                    AT + "/years/2018.csv?lang=sv&since=2017&asOf=" + moment,
                    "/sv/1986/vasteras-exempel-2017-2019/2018/sedan/2017?asOf=" + moment,
                    "/sv/1986/vasteras-exempel-2017-2019/2018/nyckeltal/N02797?asOf=" + moment,
                    "/sv/1986/vasteras-exempel-2017-2019/2018/nyckeltal/N02797/forklaring?asOf=" + moment,
                    "/sv/1986/vasteras-exempel-2017-2019/2018/andringar?from=" + moment)) {
                outputs.put("earlier: " + path, get(dashboard.url() + path));
            }
        }
        assertThat(outputs).hasSizeGreaterThanOrEqualTo(10 * 3);
        return outputs;
    }

    private String[] pictureCommand() {
        return Stream.concat(
                        Stream.of("picture", "--organisation=1986", "--year=2018", "--format=json"),
                        cluster.options().stream())
                .toArray(String[]::new);
    }

    /** Returns every record that is in {@code topic}, as it is and decoded. */
    private String records(Topic topic) throws IOException {
        GenericData decimals = new GenericData();
        decimals.addLogicalTypeConversion(new Conversions.DecimalConversion());
        GenericDatumReader<Object> reader = new GenericDatumReader<>(topic.schema(), topic.schema(), decimals);
        StringBuilder text = new StringBuilder();
        TopicScan.<IOException>of(cluster.cluster(), topic, record -> {
            text.append(new String(record.key(), StandardCharsets.UTF_8)).append('\n');
            if (record.value() != null) {
                text.append(new String(record.value(), StandardCharsets.ISO_8859_1))
                        .append('\n');
                Object decoded = reader.read(
                        null, DecoderFactory.get().binaryDecoder(record.value(), 5, record.value().length - 5, null));
                text.append(decimals.toString(decoded)).append('\n');
            }
        });
        return text.toString();
    }

    private static int status(String url) throws Exception {
        return answer(url).statusCode();
    }

    private static String get(String url) throws Exception {
        HttpResponse<String> answer = answer(url);
        assertThat(answer.statusCode()).as(url).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> answer(String url) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}
