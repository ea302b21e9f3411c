package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.cluster.DescribedAnswers;
import se.malbild.cluster.Said;
import se.malbild.cluster.ServerSentEvents;
import se.malbild.cluster.ServerSentEvents.Event;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.dashboard.Dashboard;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.dashboard.api.CsvRows;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.local.LoopbackPorts;
import se.malbild.schemas.Cluster;
import se.malbild.service.HttpSettings;
import se.malbild.streams.StreamsApplication;

/** The dashboard over a real broker, registry and streams application. Every test that writes has a municipality of its own. */
class DashboardIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FRAMEWORK = "vasteras-exempel-2017-2019";
    private static final Vasteras READ_ONLY = new Vasteras("1980");

    @TempDir
    private static Path data;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static TestCluster cluster;
    private static StreamsApplication streams;
    private static Dashboard dashboard;
    private static DescribedAnswers described;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
        streams = cluster.startApplication("malbild");
        cluster.apply(READ_ONLY.framework());
        cluster.publish(READ_ONLY.observations());
        cluster.awaitPicturesOf(READ_ONLY.organisation());
        dashboard = startDashboard(cluster.cluster());
        await("ready").until(dashboard::isReady);
        described = DescribedAnswers.at(dashboard.url());
    }

    @AfterAll
    static void stop() {
        dashboard.close();
        streams.close();
        cluster.close();
    }

    private static Dashboard startDashboard(Cluster cluster) {
        return Dashboard.start(
                new DashboardSettings(cluster, HttpSettings.loopback(0), Set.of("https://example.org")),
                PageRoutes::new);
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return get(dashboard, path, headers);
    }

    private static HttpResponse<byte[]> get(Dashboard from, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(from.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        described.check(answer, answer.body());
        return answer;
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private static String under(String organisation) {
        return "/v1/organisations/" + organisation;
    }

    @Test
    void a_picture_is_the_one_that_the_command_prints() throws Exception {
        Picture picture = cluster.awaitPicturesOf("1980").get(2018);

        HttpResponse<byte[]> response = get(under("1980") + "/pictures/2018");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(text(response)).isEqualTo(PictureJson.indented(picture));
        assertThat(text(get(under("1980") + "/pictures/2018.json"))).isEqualTo(text(response));
        assertThat(text(get(under("1980") + "/pictures/latest")))
                .isEqualTo(text(get(under("1980") + "/pictures/2019")));
    }

    private static List<Map<String, String>> table(HttpResponse<byte[]> response, char separator) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        return CsvRows.byName(response.body(), separator);
    }

    private static void assertNumber(String cell, JsonNode number) {
        if (number.isNull()) {
            assertThat(cell).isEmpty();
        } else {
            assertThat(new BigDecimal(cell.replace(',', '.'))).isEqualByComparingTo(number.decimalValue());
        }
    }

    @Test
    void the_table_of_a_picture_says_what_its_json_says_in_both_languages() throws Exception {
        JsonNode picture = json(get(under("1980") + "/pictures/2018"));
        List<Map<String, String>> swedish = table(get(under("1980") + "/pictures/2018.csv?lang=sv"), ';');
        List<Map<String, String>> english = table(get(under("1980") + "/pictures/2018.csv?lang=en"), ',');

        List<JsonNode> parts = new ArrayList<>(List.of(picture));
        picture.get("strategicAreas").forEach(area -> {
            parts.add(area);
            area.get("goalAreas").forEach(parts::add);
        });
        assertThat(swedish).hasSameSizeAs(parts);
        assertThat(english).hasSameSizeAs(parts);
        for (int i = 0; i < parts.size(); i++) {
            assertNumber(swedish.get(i).get("Måluppfyllelse"), parts.get(i).get("attainment"));
            assertNumber(english.get(i).get("Attainment"), parts.get(i).get("attainment"));
            assertNumber(swedish.get(i).get("Täckning"), parts.get(i).get("coverage"));
            assertNumber(english.get(i).get("Coverage"), parts.get(i).get("coverage"));
        }
        assertThat(text(get(under("1980") + "/pictures/2018.csv?lang=sv"))).contains("0,");
        assertThat(text(get(under("1980") + "/pictures/2018.csv?lang=en"))).contains("0.");
    }

    @Test
    void the_tables_of_goal_areas_and_indicators_say_what_their_json_says() throws Exception {
        JsonNode picture = json(get(under("1980") + "/pictures/2018"));
        for (JsonNode area :
                picture.findValue("strategicAreas").findValues("goalAreas").get(0)) {
            String path = under("1980") + "/goal-areas/" + area.get("id").asText() + "/2018";
            assertThat(json(get(path)).get("years").get(0).get("goalArea")).isEqualTo(area);
            List<Map<String, String>> table = table(get(path + ".csv?lang=en"), ',');
            assertThat(table).hasSameSizeAs(area.get("indicators"));
            for (int i = 0; i < table.size(); i++) {
                JsonNode indicator = area.get("indicators").get(i);
                assertNumber(table.get(i).get("Value"), indicator.get("value"));
                assertNumber(table.get(i).get("Weight"), indicator.get("weight"));
                assertNumber(table.get(i).get("Attainment"), indicator.get("attainment"));
                assertNumber(table.get(i).get("Women"), indicator.get("women"));
                assertNumber(table.get(i).get("Men"), indicator.get("men"));
            }
        }
        JsonNode indicator = json(get(under("1980") + "/indicators/N17461"));
        List<Map<String, String>> years = table(get(under("1980") + "/indicators/N17461.csv?lang=en"), ',').stream()
                .filter(row -> Integer.parseInt(row.get("Year")) >= 2017)
                .toList();
        assertThat(years).hasSize(3).hasSameSizeAs(indicator.get("years"));
        for (int i = 0; i < years.size(); i++) {
            assertNumber(
                    years.get(i).get("Value"),
                    indicator.get("years").get(i).get("indicator").get("value"));
        }
        assertThat(table(get(under("1980") + "/indicators/N17461/observations.csv?lang=en"), ','))
                .hasSameSizeAs(indicator.get("years").findValues("eventId"));
    }

    @Test
    void who_has_an_answer_is_told_that_nothing_has_changed() throws Exception {
        for (String path : List.of(
                "/openapi.json",
                "/v1/organisations",
                under("1980"),
                under("1980") + "/frameworks/" + FRAMEWORK,
                under("1980") + "/pictures",
                under("1980") + "/pictures/2018",
                under("1980") + "/pictures/2018.csv",
                under("1980") + "/goal-areas/kunskap-och-omsorg-1/latest",
                under("1980") + "/indicators/N17461",
                under("1980") + "/explain/2018",
                under("1980") + "/explain/2018/goal-area/kunskap-och-omsorg-1",
                under("1980") + "/explain/2018/indicator/N17461")) {
            HttpResponse<byte[]> first = get(path);
            assertThat(first.statusCode()).as(path).isEqualTo(200);
            String tag = first.headers().firstValue("ETag").orElseThrow();

            HttpResponse<byte[]> again = get(path, "If-None-Match", "\"other\", " + tag);

            assertThat(again.statusCode()).as(path).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
    }

    @Test
    void an_answer_is_compressed_for_those_who_ask_and_the_same() throws Exception {
        HttpResponse<byte[]> plain = get(under("1980") + "/pictures/2018");
        HttpResponse<byte[]> gzipped = get(under("1980") + "/pictures/2018", "Accept-Encoding", "gzip");

        assertThat(gzipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(gzipped.body().length).isLessThan(plain.body().length / 4);
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(gzipped.body()))) {
            assertThat(unzipped.readAllBytes()).isEqualTo(plain.body());
        }
    }

    @Test
    void until_everything_has_been_read_it_says_how_far_it_has_come() throws Exception {
        String nobody = "http://127.0.0.1:" + LoopbackPorts.free(1).get(0) + "/apis/ccompat/v7";
        Cluster halfThere = new Cluster(cluster.bootstrapServers(), nobody);
        try (Dashboard early = startDashboard(halfThere)) { // without the registry no record can be taken in
            HttpResponse<byte[]> picture = get(early, under("1980") + "/pictures/2018");

            assertThat(picture.statusCode()).isEqualTo(503);
            assertThat(picture.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(picture.headers().firstValue("Retry-After")).isPresent();
            assertThat(json(picture).get("message").get("en").asText())
                    .containsPattern("Reading what has been published: [0-9]{1,2}%");
            assertThat(get(early, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(early, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(early, "/sv").statusCode()).isEqualTo(503);
        }
    }

    private static Vasteras published(String organisation) throws Exception {
        Vasteras municipality = new Vasteras(organisation);
        cluster.apply(municipality.framework());
        cluster.publish(municipality.observations());
        Map<Integer, Picture> pictures = cluster.awaitPicturesOf(organisation);
        await("shown").untilAsserted(() -> {
            for (Map.Entry<Integer, Picture> picture : pictures.entrySet()) {
                assertThat(text(get(under(organisation) + "/pictures/" + picture.getKey())))
                        .isEqualTo(PictureJson.indented(picture.getValue()));
            }
        });
        return municipality;
    }

    private static List<Event> changesOf(List<Event> events, int year) {
        return events.stream()
                .filter(event -> event.name().equals("change"))
                .filter(event -> event.data().contains("\"year\":" + year))
                .toList();
    }

    @Test
    void a_published_event_changes_the_picture_and_a_change_names_it() throws Exception {
        Vasteras linkoping = published("0580");
        String address = dashboard.url() + under("0580") + "/events";
        try (ServerSentEvents reader = ServerSentEvents.open(address, Optional.empty());
                ServerSentEvents other = ServerSentEvents.open(address + "?indicator=no-such", Optional.empty())) {
            reader.until(events -> events.size() == 1);
            other.until(events -> events.size() == 1);
            assertThat(reader.until(events -> true).get(0).name()).isEqualTo("start");

            cluster.publish(linkoping.pupilsWithDiploma(2018, 1, "10"));

            Event event = changesOf(
                            reader.until(events -> !changesOf(events, 2018).isEmpty()), 2018)
                    .get(0);
            JsonNode change = JSON.readTree(event.data());
            JsonNode indicator = change.get("indicators").get(0);
            assertThat(indicator.get("id").asText()).isEqualTo("N17461");
            assertThat(indicator.get("now").get("value").decimalValue()).isEqualByComparingTo("10");
            assertThat(indicator.get("because").findValuesAsText("eventId")).containsExactly("N17461-0580-2018-r1");
            assertThat(indicator.get("because").get(0).get("replaces").asText()).isNotBlank();
            JsonNode goalArea = change.get("goalAreas").get(0);
            assertThat(goalArea.get("flipped").asBoolean()).isTrue();
            assertThat(goalArea.get("before").get("level").asText())
                    .isNotEqualTo(goalArea.get("now").get("level").asText());
            assertThat(change.get("sentence").get("sv").asText())
                    .contains("2018")
                    .contains(" gick från ");
            JsonNode shown = json(get(under("0580") + "/pictures/2018"));
            assertThat(shown.get("attainment"))
                    .isEqualTo(change.get("picture").get("now").get("attainment"));
            assertThat(event.id()).matches("pictures-\\d+-\\d+");
            assertThat(other.until(events -> true)).hasSize(1);
        }
    }

    @Test
    void who_comes_back_is_told_all_that_it_missed_and_nothing_twice() throws Exception {
        Vasteras orsa = published("2034");
        String address = dashboard.url() + under("2034") + "/events?year=2018&indicator=N17461";
        List<String> seen = new ArrayList<>();
        String last;
        try (ServerSentEvents reader = ServerSentEvents.open(address, Optional.empty())) {
            reader.until(events -> events.size() == 1);
            cluster.publish(orsa.pupilsWithDiploma(2018, 1, "11"));
            List<Event> events = reader.until(all -> changesOf(all, 2018).size() == 1);
            changesOf(events, 2018).forEach(event -> seen.add(event.id()));
            last = reader.lastId();
        }
        String missed = "";
        for (int revision = 2; revision <= 4; revision++) {
            cluster.publish(orsa.pupilsWithDiploma(2018, revision, "1" + revision));
            String value = "1" + revision;
            await("shown")
                    .until(() -> text(get(under("2034") + "/indicators/N17461")).contains("\"value\":" + value + ","));
            missed = value;
        }
        String latest = missed;
        try (ServerSentEvents reader = ServerSentEvents.open(address, Optional.of(last))) {
            List<Event> events = reader.until(all -> all.stream()
                    .anyMatch(event -> event.data().contains("\"value\":" + latest + "}")
                            || event.data().contains("\"value\":" + latest + ",")));
            List<Event> changes = changesOf(events, 2018);
            assertThat(events).hasSameSizeAs(changes); // neither start nor reset
            assertThat(changes.stream().map(Event::id)).doesNotHaveDuplicates().doesNotContainAnyElementsOf(seen);
            List<BigDecimal> values = new ArrayList<>();
            List<BigDecimal> before = new ArrayList<>();
            for (Event event : changes) {
                JsonNode indicator =
                        JSON.readTree(event.data()).get("indicators").get(0);
                before.add(indicator.get("before").get("value").decimalValue());
                values.add(indicator.get("now").get("value").decimalValue());
            }
            assertThat(before.get(0)).isEqualByComparingTo("11");
            assertThat(values.subList(0, values.size() - 1)).isEqualTo(before.subList(1, before.size()));
            assertThat(values.get(values.size() - 1)).isEqualByComparingTo(latest);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pictures-0-999999", "pictures-99-1", "rubbish", "pictures-0--1", "other-0-0"})
    void who_comes_back_with_what_is_not_known_is_asked_to_read_again(String lastEventId) throws Exception {
        try (ServerSentEvents reader =
                ServerSentEvents.open(dashboard.url() + under("1980") + "/events", Optional.of(lastEventId))) {
            assertThat(reader.until(events -> !events.isEmpty()).get(0).name()).isEqualTo("reset");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/organisations/../../etc/passwd",
                "/v1/organisations/%2e%2e%2fetc/pictures/2018",
                "/v1/organisations/1980/pictures/20x8",
                "/v1/organisations/1980/pictures/99999999999999999999",
                "/v1/organisations/1980/pictures/2018?lang=%3Cscript%3E&framework=%27%3Bdrop",
                "/v1/organisations/1980/pictures/2018.csv?lang=%3Cscript%3E",
                "/v1/organisations/1980/pictures/2018?asOf=2018-08-31",
                "/v1/organisations/1980/events?year=2018&year=2019",
                "/v1/organisations/1980/goal-areas/%3Cscript%3Ealert(1)%3C%2Fscript%3E/2018",
                "/v1/organisations/1980/indicators/%0d%0aSet-Cookie:%20a=b",
                "/v1/organisations/1980/explain/latest/indicator/%00",
                "/v1/organisations/1980/events?year=-1",
                "/v1/organisations?limit=0",
                "/v1/organisations?limit=99999999999",
                "/v1/nothing"
            })
    void hostile_addresses_are_refused_as_problems_without_a_trace_of_the_inside(String path) throws Exception {
        HttpResponse<byte[]> response = get(path);

        assertThat(response.statusCode()).isBetween(400, 499);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(text(response))
                .doesNotContain("Exception")
                .doesNotContain("at se.malbild")
                .doesNotContain("jetty");
    }

    @Test
    void the_metrics_of_its_own_clients_of_Kafka_are_served() throws Exception {
        assertThat(text(get("/metrics")))
                .contains("kafka_producer_record_send_total{", "kafka_consumer_fetch_manager_records_consumed_total{");
    }

    @Test
    void every_fault_of_a_request_is_told_at_once() throws Exception {
        JsonNode problem = json(get("/v1/organisations?limit=0&after=" + "x".repeat(100)));

        assertThat(problem.get("faults").findValuesAsText("field")).containsExactly("limit", "after");
    }

    @Test
    void scripts_of_other_sites_read_only_where_it_is_allowed() throws Exception {
        assertThat(get(under("1980") + "/pictures/2018", "Origin", "https://example.org")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .contains("https://example.org");
        HttpResponse<byte[]> elsewhere = get(under("1980") + "/pictures/2018", "Origin", "https://other.example");
        assertThat(elsewhere.statusCode()).isEqualTo(200);
        assertThat(elsewhere.headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    private static HttpResponse<byte[]> answer(String form, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(dashboard.url() + "/feedback"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    @Test
    void what_a_visitor_says_is_listed_for_the_operator_and_nothing_of_who_it_was() throws Exception {
        String page = "/sv/1980/" + FRAMEWORK + "/2018";
        String said = "Bra!\u001b[31m \"=1+1\" <script>";
        String form = "page=" + page + "&useful=no&text=" + URLEncoder.encode(said, StandardCharsets.UTF_8);

        HttpResponse<byte[]> thanked = answer(form, "Sec-Fetch-Site", "same-origin");
        HttpResponse<byte[]> byOrigin = answer("page=/en&useful=yes", "Origin", dashboard.url());

        assertThat(thanked.statusCode()).isEqualTo(303);
        assertThat(thanked.headers().firstValue("Location")).contains(page + "#feedback-thanks");
        assertThat(thanked.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(byOrigin.statusCode()).isEqualTo(303);
        Said listed = Said.malbild(
                "feedback",
                "list",
                "--bootstrap-servers",
                cluster.bootstrapServers(),
                "--registry",
                cluster.registryUrl());
        assertThat(listed.exitCode()).isZero();
        assertThat(listed.results())
                .contains("nej  " + page + "  Bra! [31m \"=1+1\" <script>\n")
                .contains("ja  /en  \n")
                .doesNotContain("127.0.0.1");
    }

    @Test
    void answers_from_elsewhere_or_out_of_shape_are_refused() throws Exception {
        String form = "page=/sv&useful=yes";
        assertThat(answer(form).statusCode()).isEqualTo(403);
        assertThat(answer(form, "Origin", "https://other.example").statusCode()).isEqualTo(403);
        assertThat(answer(form, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
        assertThat(answer(form, "Origin", dashboard.url(), "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<byte[]> wrong = answer(
                "page=https://other.example&useful=maybe&text=" + "x".repeat(1001), "Sec-Fetch-Site", "same-origin");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(json(wrong).get("faults").findValuesAsText("field")).containsExactly("page", "useful", "text");
        HttpResponse<byte[]> notEncoded = answer(form + "&text=100%", "Sec-Fetch-Site", "same-origin");
        assertThat(notEncoded.statusCode()).isEqualTo(400);
        assertThat(json(notEncoded).get("faults").findValuesAsText("code")).containsExactly("bad-percent-encoding");
    }

    @Test
    void a_form_has_bounds_whether_or_not_its_length_is_told_and_is_of_one_kind() throws Exception {
        byte[] large = ("page=/sv&useful=yes&text=" + "x".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        String longest = "page=/sv&useful=yes&text=" + URLEncoder.encode("漢".repeat(1_000), StandardCharsets.UTF_8);
        String encoded = "application/x-www-form-urlencoded";

        HttpResponse<byte[]> told = ownForm(encoded, HttpRequest.BodyPublishers.ofByteArray(large));
        HttpResponse<byte[]> untold =
                ownForm(encoded, HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
        HttpResponse<byte[]> parts = ownForm(
                "multipart/form-data; boundary=x",
                HttpRequest.BodyPublishers.ofString(
                        "--x\r\nContent-Disposition: form-data; name=\"page\"\r\n\r\n/sv\r\n--x--\r\n"));

        assertThat(told.statusCode()).isEqualTo(413);
        assertThat(untold.statusCode()).isEqualTo(413);
        assertThat(json(untold).get("type").asText()).endsWith(":form-too-large");
        assertThat(parts.statusCode()).isEqualTo(415);
        assertThat(json(parts).get("type").asText()).endsWith(":unsupported-media-type");
        assertThat(ownForm(encoded + "; charset=UTF-8", HttpRequest.BodyPublishers.ofString(longest))
                        .statusCode())
                .isEqualTo(303);
    }

    private static HttpResponse<byte[]> ownForm(String type, HttpRequest.BodyPublisher form)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(dashboard.url() + "/feedback"))
                .header("Content-Type", type)
                .header("Sec-Fetch-Site", "same-origin")
                .POST(form));
    }
}
