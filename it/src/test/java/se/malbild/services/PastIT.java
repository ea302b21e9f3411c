package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.DescribedAnswers;
import se.malbild.cluster.SentLog;
import se.malbild.cluster.TestCluster;
import se.malbild.dashboard.Dashboard;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.schemas.Topic;
import se.malbild.service.HttpSettings;
import se.malbild.streams.StreamsApplication;

/** What the dashboard says was known earlier, by logs whose times are known. */
class PastIT {
    private static final int MOMENTS = 20;
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path data;

    private static TestCluster cluster;
    private static StreamsApplication streams;
    private static Dashboard dashboard;
    private static DescribedAnswers described;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
        cluster.takeGivenTimes(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS);
        streams = cluster.startApplication("past");
        dashboard = dashboard(DashboardSettings.DEFAULT_HISTORY_BYTES);
        described = DescribedAnswers.at(dashboard.url());
    }

    private static Dashboard dashboard(long historyBytes) {
        Dashboard started = Dashboard.start(
                new DashboardSettings(cluster.cluster(), HttpSettings.loopback(0), Set.of(), historyBytes),
                PageRoutes::new);
        await("ready").until(started::isReady);
        return started;
    }

    @AfterAll
    static void stop() {
        dashboard.close();
        streams.close();
        cluster.close();
    }

    @Test
    void at_any_moment_the_answer_is_the_function_of_what_had_come_in() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        SentLog sent = SentLog.year(cluster, "1281", random);
        Set<String> different = new HashSet<>();

        for (int i = 0; i < MOMENTS; i++) {
            Instant moment = SentLog.BEGINNING.plusMillis((long) (random.nextDouble()
                    * Duration.between(SentLog.BEGINNING, sent.clock()).toMillis()));
            SortedMap<Pictures.Key, Picture> expected = sent.knownAt(moment);

            HttpResponse<String> answer = get("/v1/organisations/1281/pictures/2018?asOf=" + moment);

            if (expected.isEmpty()) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
                continue;
            }
            String picture = PictureJson.indented(
                    expected.get(new Pictures.Key("1281", expected.firstKey().framework(), 2018)));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(withoutMoment(answer.body()))
                    .as("seed %d, as of %s", seed, moment)
                    .isEqualTo(picture);
            assertThat(JSON.readTree(answer.body()).at("/asOf/moment").asText()).isEqualTo(moment.toString());
            different.add(picture);
        }

        assertThat(different).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void every_address_that_takes_a_moment_shows_what_was_known_then_and_which_moment_that_is() throws Exception {
        SentLog sent = new SentLog(cluster, "1283");
        sent.apply(SentLog.BEGINNING, sent.organisation().framework());
        sent.observe(
                Instant.parse("2018-08-31T21:59:59.999Z"), sent.organisation().pupilsWithDiploma(2018, 1, "50"));
        Instant midnight = Instant.parse("2018-08-31T22:00:00Z");
        sent.observe(midnight, sent.organisation().pupilsWithDiploma(2018, 2, "90"));
        sent.observe(midnight.plus(1, ChronoUnit.DAYS), sent.organisation().pupilsWithDiploma(2019, 1, "40"));
        String under = "/v1/organisations/1283";
        String moment = "{\"moment\":\"2018-08-31T21:59:59.999Z\",\"cut\":{\"events\":1,\"frameworks\":1},"
                + "\"preliminary\":false,\"warnings\":[]}";

        for (String path : List.of(
                "/pictures",
                "/pictures/2018",
                "/goal-areas/kunskap-och-omsorg-1",
                "/goal-areas/kunskap-och-omsorg-1/2018",
                "/indicators/N17461")) {
            HttpResponse<String> answer = get(under + path + "?asOf=2018-08-31");
            assertThat(JSON.readTree(answer.body()).get("asOf")).as(path).hasToString(moment);
            assertThat(get(under + path + "?asOf=2018-08-31T21:59:59.999Z").body())
                    .isEqualTo(answer.body());
            String tag = answer.headers().firstValue("ETag").orElseThrow();
            assertThat(get(under + path + "?asOf=2018-08-31", "If-None-Match", tag)
                            .statusCode())
                    .isEqualTo(304);
            assertThat(get(under + path + "?asOf=2018-08-31T22:00:00Z", "If-None-Match", tag)
                            .statusCode())
                    .isEqualTo(200);
        }
        JsonNode indicator =
                JSON.readTree(get(under + "/indicators/N17461?asOf=2018-08-31").body());
        assertThat(indicator.at("/years/1/indicator/value").decimalValue()).isEqualByComparingTo("50");
        assertThat(indicator.at("/years/1/publishedAs").isNull()).isTrue();
        assertThat(get(under + "/pictures/2018.csv?lang=en&asOf=2018-08-31").body())
                .contains(",As known at,Preliminary,Warning,Notice")
                .contains(",2018-08-31 23:59:59+02:00,No,,");
        assertThat(get(under + "/pictures/2018.csv?lang=sv&asOf=2018-08-31")
                        .headers()
                        .firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"vasteras-exempel-2017-2019-malbild-2018-2018-08-31.csv\"");
        assertThat(get(under + "/indicators/N17461.csv?lang=sv&asOf=2018-08-31").body())
                .contains(";2018-08-31 23:59:59+02:00;Nej;");
    }

    @Test
    void what_is_less_than_a_minute_old_is_preliminary_and_times_that_run_back_are_warned_of() throws Exception {
        SentLog sent = new SentLog(cluster, "1287");
        Instant ahead = SentLog.BEGINNING.plus(3, ChronoUnit.HOURS);
        Instant back = SentLog.BEGINNING.plus(1, ChronoUnit.HOURS);
        sent.apply(SentLog.BEGINNING, sent.organisation().framework());
        sent.observe(ahead, sent.organisation().pupilsWithDiploma(2018, 1, "50"));
        sent.observe(back, sent.organisation().pupilsWithDiploma(2018, 2, "60"));
        sent.observe(ahead.plusSeconds(1), sent.organisation().pupilsWithDiploma(2018, 3, "70"));

        JsonNode certain = asOf("1287", SentLog.BEGINNING.plusSeconds(10));
        assertThat(certain.get("warnings")).isEmpty();
        JsonNode uncertain = asOf("1287", back.plusSeconds(1));
        assertThat(uncertain.at("/cut/events").asInt()).isZero();
        assertThat(uncertain.at("/warnings/0/code").asText()).isEqualTo("times-run-back");
        String end = sent.clock().plusSeconds(100 * 24 * 3600).toString();
        JsonNode now = JSON.readTree(
                get("/v1/organisations/1287/pictures/2018?asOf=" + end).body());
        assertThat(now.at("/asOf/preliminary").asBoolean()).isTrue();
        assertThat(now.at("/asOf/cut/events").asInt()).isEqualTo(3);

        sent.observe(
                sent.clock().plusSeconds(101 * 24 * 3600), sent.organisation().pupilsWithDiploma(2018, 4, "80"));

        JsonNode later = JSON.readTree(
                get("/v1/organisations/1287/pictures/2018?asOf=" + end).body());
        assertThat(later.at("/asOf/preliminary").asBoolean()).isFalse();
        assertThat(later.at("/asOf/cut/events").asInt()).isEqualTo(3);
    }

    private static JsonNode asOf(String organisation, Instant moment) throws Exception {
        HttpResponse<String> answer = get("/v1/organisations/" + organisation + "/pictures/2018?asOf=" + moment);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("asOf");
    }

    @Test
    void what_the_log_does_not_know_is_said() throws Exception {
        SentLog sent = new SentLog(cluster, "1284");
        Instant withdrawn = SentLog.BEGINNING.plus(2, ChronoUnit.DAYS);
        sent.observe(SentLog.BEGINNING, sent.organisation().pupilsWithDiploma(2018, 1, "50"));
        sent.apply(
                SentLog.BEGINNING.plus(1, ChronoUnit.DAYS), sent.organisation().framework());
        sent.apply(withdrawn, sent.organisation().framework(2) + "\nwithdrawn: true\n");

        assertThat(problem(404, "1284", "2018-01-09"))
                .isEqualTo(
                        "before-the-log: The log of the municipality begins 2018-01-10; what was known by 2018-01-09 is not"
                                + " in it.");
        assertThat(problem(404, "1284", "0000-01-01T00:00:00Z")).startsWith("before-the-log: ");
        assertThat(problem(404, "1284", "2018-01-10")).startsWith("no-framework-then: No goal framework");
        assertThat(problem(404, "1284", withdrawn.toString())).startsWith("framework-withdrawn-then: ");
        assertThat(problem(404, "0114", "2018-01-09")).startsWith("before-the-log: The log has nothing");
        assertThat(problem(404, "nobody", "2018-01-09")).startsWith("before-the-log: The log has nothing");
        assertThat(problem(400, "1284", "2999-01-01")).startsWith("bad-moment: That day or point in time has not");
        for (String none : List.of("", "2018", "2018-02-30", "2018-13-01T00:00:00Z", "-999999999-01-01", "now", "1")) {
            assertThat(problem(400, "1284", none)).as(none).startsWith("bad-moment: Give a day, for example");
        }
    }

    private static String problem(int status, String organisation, String asOf) throws Exception {
        HttpResponse<String> answer =
                get("/v1/organisations/" + organisation + "/pictures/2018?asOf=" + asOf, "Accept-Language", "en");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode problem = JSON.readTree(answer.body());
        return problem.get("type").asText().replace("urn:malbild:problem:", "") + ": "
                + problem.get("detail").asText();
    }

    @Test
    void a_log_that_takes_more_memory_than_there_is_is_not_read_and_without_memory_nothing_is() throws Exception {
        SentLog sent = new SentLog(cluster, "1290");
        sent.apply(SentLog.BEGINNING, sent.organisation().framework());
        sent.observe(SentLog.BEGINNING.plusSeconds(100), sent.organisation().pupilsWithDiploma(2018, 1, "50"));
        String path = "/v1/organisations/1290/pictures/2018?asOf=" + SentLog.BEGINNING.plusSeconds(1);

        try (Dashboard small = dashboard(1_000);
                Dashboard none = dashboard(0)) {
            HttpResponse<String> tooLarge = get(small, path);
            assertThat(tooLarge.statusCode()).isEqualTo(503);
            assertThat(tooLarge.body()).contains("history-too-large");
            HttpResponse<String> off = get(none, path);
            assertThat(off.statusCode()).isEqualTo(404);
            assertThat(off.body()).contains("no-history");
        }
        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void of_many_who_ask_at_once_each_gets_the_answer_or_is_asked_to_come_again() throws Exception {
        List<String> paths = new ArrayList<>();
        for (int code = 2_300; code < 2_320; code++) {
            SentLog sent = new SentLog(cluster, Integer.toString(code));
            sent.apply(SentLog.BEGINNING, sent.organisation().framework());
            sent.observe(SentLog.BEGINNING.plusSeconds(100), sent.organisation().pupilsWithDiploma(2018, 1, "50"));
            paths.add("/v1/organisations/" + code + "/pictures/2018?asOf=" + SentLog.BEGINNING.plusSeconds(1));
        }
        for (int code = 2_300; code < 2_320; code++) {
            String shown = "/v1/organisations/" + code;
            await("shown").until(() -> get(shown).statusCode() == 200);
        }

        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            asked.add(HTTP.sendAsync(
                    HttpRequest.newBuilder(URI.create(dashboard.url() + paths.get(i % paths.size())))
                            .build(),
                    BodyHandlers.ofString()));
        }

        for (CompletableFuture<HttpResponse<String>> answer : asked) {
            HttpResponse<String> answered = answer.join();
            assertThat(answered.statusCode()).as(answered.body()).isIn(200, 503);
            if (answered.statusCode() == 503) {
                assertThat(answered.headers().firstValue("Retry-After")).isPresent();
                assertThat(answered.body()).contains("busy");
            }
        }
        for (String path : paths) {
            assertThat(get(path).statusCode()).isEqualTo(200);
        }
    }

    /** A year in which a value is corrected after the summer, and children are counted. */
    private static SentLog corrected(String organisation) throws Exception {
        SentLog sent = new SentLog(cluster, organisation);
        sent.apply(SentLog.BEGINNING, sent.organisation().framework());
        sent.observe(Instant.parse("2018-08-31T20:00:00Z"), sent.organisation().pupilsWithDiploma(2018, 1, "50"));
        Instant later = Instant.parse("2018-10-01T10:00:00Z");
        sent.observe(later, sent.organisation().pupilsWithDiploma(2018, 2, "90"));
        sent.observe(later.plusSeconds(1), counted(organisation, "alla", Gender.TOTAL, "60", 200));
        sent.observe(later.plusSeconds(2), counted(organisation, "flickor", Gender.WOMEN, "61", 100));
        sent.observe(later.plusSeconds(3), counted(organisation, "pojkar", Gender.MEN, "59", 100));
        sent.observe(later.plusSeconds(600), sent.organisation().pupilsWithDiploma(2019, 1, "70"));
        return sent;
    }

    private static Observation counted(String organisation, String id, Gender gender, String value, long count)
            throws Exception {
        return new ObservationDraft()
                .eventId("handelse-" + id)
                .organisation(organisation)
                .indicator("N02797")
                .department("barn-och-utbildning")
                .year(2018)
                .gender(gender)
                .value(value)
                .count(count)
                .observedAt(SentLog.BEGINNING)
                .build();
    }

    @Test
    void a_difference_names_what_made_it_but_no_event_about_persons() throws Exception {
        SentLog sent = corrected("1291");
        cluster.awaitPicturesOf("1291");
        await("shown")
                .until(() ->
                        get("/v1/organisations/1291/indicators/N17461").body().contains("\"value\":70"));

        HttpResponse<String> answer = get("/v1/organisations/1291/differences/2018?from=2018-08-31");

        JsonNode difference = JSON.readTree(answer.body());
        assertThat(difference.at("/from/cut/events").asInt()).isEqualTo(1);
        assertThat(difference.get("to").isNull()).isTrue();
        JsonNode corrected = line(difference, "N17461");
        assertThat(corrected.at("/before/value").decimalValue()).isEqualByComparingTo("50");
        assertThat(corrected.at("/now/value").decimalValue()).isEqualByComparingTo("90");
        assertThat(corrected.get("because"))
                .hasToString("[{\"eventId\":\""
                        + sent.organisation().pupilsWithDiploma(2018, 2, "90").eventId()
                        + "\",\"indicator\":\"N17461\",\"department\":\"barn-och-utbildning\",\"period\":\"2018\"}]");
        JsonNode persons = line(difference, "N02797");
        assertThat(persons.at("/now/value").decimalValue()).isEqualByComparingTo("60");
        assertThat(persons.get("because")).isEmpty();
        assertThat(answer.body()).doesNotContain("handelse-");
        assertThat(get("/v1/organisations/1291/differences/2018.csv?from=2018-08-31&lang=en")
                        .body())
                .contains(",50,90,1,1,N17461-1291-2018-r2,")
                .doesNotContain("handelse-");
        assertThat(JSON.readTree(get("/v1/organisations/1291/differences/2018?from=2018-08-31&to=2018-09-30")
                                .body())
                        .get("lines"))
                .isEmpty();
        assertThat(get("/v1/organisations/1291/differences/2018").statusCode()).isEqualTo(400);
    }

    private static JsonNode line(JsonNode difference, String id) {
        for (JsonNode line : difference.get("lines")) {
            if (line.get("id").asText().equals(id)) {
                return line;
            }
        }
        throw new AssertionError(id + " in " + difference);
    }

    @Test
    void a_page_as_of_a_day_says_so_and_leads_to_others_of_that_day() throws Exception {
        corrected("1292");
        cluster.awaitPicturesOf("1292");
        String picture = "/sv/1292/vasteras-exempel-2017-2019/2018";
        await("shown").until(() -> get(picture).statusCode() == 200);

        assertThat(get(picture).body())
                .contains("<form class=\"moment\" method=\"get\" action=\"" + picture + "\">")
                .contains("name=\"asOf\"")
                .doesNotContain("som den var känd den 3");
        HttpResponse<String> then = get(picture + "?asOf=2018-08-31");
        assertThat(then.body())
                .contains("<h1>Målbild 2018 som den var känd den 31 augusti 2018</h1>")
                .contains("Sidan visar det som var känt den 31 augusti 2018.")
                .contains("<a href=\"" + picture + "\">Visa det som är känt nu</a>")
                .contains("value=\"2018-08-31\"")
                .doesNotContain("data-changes");
        assertThat(get("/en/1292/vasteras-exempel-2017-2019/2018?asOf=2018-08-31")
                        .body())
                .contains("<h1>Goal attainment 2018 as known on 31 August 2018</h1>");
        Set<String> links = new LinkedHashSet<>();
        Matcher link = Pattern.compile("href=\"(/(?:sv|en|v1)/[^\"#]*)\"").matcher(then.body());
        while (link.find()) {
            links.add(link.group(1).replace("&amp;", "&"));
        }
        assertThat(links).filteredOn(path -> path.contains("asOf=2018-08-31")).hasSizeGreaterThan(10);
        for (String path : links) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
        String explanation =
                get(picture + "/nyckeltal/N17461/forklaring?asOf=2018-08-31").body();
        assertThat(explanation).contains("31 augusti 2018").doesNotContain("Platser i Kafka");
        assertThat(get(picture + "?asOf=2018-01-01").statusCode()).isEqualTo(404);
        assertThat(get(picture + "?asOf=2018-01-01").body()).contains("Loggen för kommunen börjar 2018-01-10");
        assertThat(get(picture + "?asOf=2999-01-01").statusCode()).isEqualTo(400);
        assertThat(get("/sv/om-uppgifterna?asOf=2018-08-31").statusCode()).isEqualTo(400);
    }

    @Test
    void the_page_of_changes_says_in_words_what_changed_and_because_of_what() throws Exception {
        corrected("1293");
        cluster.awaitPicturesOf("1293");
        String page = "/sv/1293/vasteras-exempel-2017-2019/2018/andringar";
        await("shown").until(() -> get(page).statusCode() == 200);

        assertThat(get(page).body()).contains("name=\"from\"").doesNotContain("<tbody>");
        String changes = get(page + "?from=2018-08-31&to=").body();
        assertThat(changes.replaceAll("<[^>]+>", " ").replaceAll("[\\s\u00a0]+", " "))
                .contains("Från 31 augusti 2018 till nu")
                .contains("50,0 %, ")
                .contains(
                        "Barn- och utbildningsnämnden: Gymnasieelever med examen inom 4 år, hemkommun, andel (%) 2018")
                .doesNotContain("handelse-", "utbildningsnämnden: Invånare 16–24 år");
        assertThat(get(page + "?from=2018-08-31&to=2018-09-30").body()).contains("Ingenting i målbilden skiljer sig.");
        assertThat(get("/en/1293/vasteras-exempel-2017-2019/2018/changes?from=2018-08-31")
                        .body())
                .contains("From 31 August 2018 to now");
        assertThat(get(page + "?asOf=2018-08-31").statusCode()).isEqualTo(400);
    }

    @Test
    void what_has_changed_is_the_same_bytes_from_servers_that_were_started_at_different_times() throws Exception {
        SentLog sent = corrected("1294");
        cluster.awaitPicturesOf("1294");
        await("shown").until(() -> get("/sv/1294").statusCode() == 200);
        List<String> paths = List.of(
                "/v1/organisations/1294/changes",
                "/v1/organisations/1294/changes?before=3",
                "/v1/organisations/1294/changes.atom?lang=sv",
                "/v1/organisations/1294/changes.atom?lang=en",
                "/sv/1294/andringar",
                "/en/1294/changes");
        List<String> first = new ArrayList<>();
        for (String path : paths) {
            first.add(get(path).body());
        }

        try (Dashboard later = dashboard(DashboardSettings.DEFAULT_HISTORY_BYTES)) {
            for (int i = 0; i < paths.size(); i++) {
                HttpResponse<String> answer = get(later, paths.get(i));
                assertThat(answer.statusCode()).as(paths.get(i)).isEqualTo(200);
                assertThat(answer.body()).as(paths.get(i)).isEqualTo(first.get(i));
            }
        }

        JsonNode revisions = JSON.readTree(first.get(0)).get("revisions");
        assertThat(revisions.findValuesAsText("id"))
                .contains("indicator-events-6", "indicator-events-2", "indicator-events-1", "goal-frameworks-1");
        assertThat(revisions.get(0).get("id").asText()).isEqualTo("indicator-events-6");
        assertThat(revisions.get(0).get("at").asText()).isEqualTo(sent.clock().toString());
        JsonNode persons = revisions.get(1);
        assertThat(persons.get("indicator").asText()).isEqualTo("N02797");
        assertThat(persons.get("event").isNull()).isTrue();
        assertThat(first).noneMatch(answer -> answer.contains("handelse-"));
        assertThat(first.get(2))
                .contains("<id>urn:malbild:change:1294:indicator-events-6</id>")
                .contains("<updated>" + sent.clock() + "</updated>")
                .contains("Ny uppgift om personer: N02797")
                .contains("exempel");
        assertThat(first.get(4).replaceAll("<[^>]+>", "").replaceAll("[\\s\u00a0]+", " "))
                .contains("Ny uppgift från Barn- och utbildningsnämnden: Gymnasieelever med examen")
                .contains("2018: Gymnasieelever med examen inom 4 år, hemkommun, andel (%): 50,0 %, ")
                .contains("Ny uppgift om personer: Invånare 16–24 år som varken arbetar eller studerar, andel (%)")
                .doesNotContain("barn-och-utbildning", "N17461");
        assertThat(JSON.readTree(first.get(1)).at("/revisions/0/id").asText()).isEqualTo("indicator-events-2");
        assertThat(get("/v1/organisations/1294/changes?before=8").statusCode()).isEqualTo(404);
        assertThat(get("/v1/organisations/1294/changes?before=0").statusCode()).isEqualTo(404);
        assertThat(get("/v1/organisations/1294/changes?before=x").statusCode()).isEqualTo(400);
        assertThat(DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(first.get(2).getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("feed");
    }

    @Test
    void an_event_that_had_no_count_when_it_was_told_is_not_told_when_one_has_come() throws Exception {
        SentLog sent = new SentLog(cluster, "1295");
        sent.apply(SentLog.BEGINNING, sent.organisation().framework());
        Instant later = SentLog.BEGINNING.plus(1, ChronoUnit.DAYS);
        sent.observe(later, uncounted("1295"));
        sent.observe(later.plusSeconds(200), sent.organisation().pupilsWithDiploma(2018, 1, "50"));
        String then = SentLog.BEGINNING.plus(2, ChronoUnit.DAYS).toString();
        cluster.awaitPicturesOf("1295");
        await("shown").until(() -> get("/v1/organisations/1295").statusCode() == 200);
        List<String> paths = List.of(
                "/v1/organisations/1295/changes",
                "/v1/organisations/1295/differences/2018?from=" + SentLog.BEGINNING,
                "/v1/organisations/1295/indicators/N02797?asOf=" + then);
        assertThat(get(paths.get(0)).body()).contains("handelse-utan");
        assertThat(get(paths.get(1)).body()).contains("handelse-utan");

        sent.observe(later.plus(3, ChronoUnit.DAYS), counted("1295", "alla", Gender.TOTAL, "60", 200));

        for (String path : paths) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain("handelse-");
        }
    }

    private static Observation uncounted(String organisation) throws Exception {
        return new ObservationDraft()
                .eventId("handelse-utan")
                .organisation(organisation)
                .indicator("N02797")
                .department("barn-och-utbildning")
                .year(2018)
                .value("55")
                .observedAt(SentLog.BEGINNING)
                .build();
    }

    @Test
    void two_versions_stand_side_by_side_with_what_each_makes_of_the_same_observations() throws Exception {
        SentLog sent = new SentLog(cluster, "1296");
        sent.apply(SentLog.BEGINNING, sent.organisation().framework());
        sent.observe(SentLog.BEGINNING.plusSeconds(1), sent.organisation().pupilsWithDiploma(2018, 1, "70"));
        sent.apply(
                SentLog.BEGINNING.plusSeconds(2),
                sent.organisation().framework(2).replaceFirst("2018: 73\\.5", "2018: 60"));
        cluster.awaitPicturesOf("1296");
        await("shown").until(() -> get("/v1/organisations/1296").statusCode() == 200);
        String path = "/v1/organisations/1296/versions/2018";

        JsonNode compared = JSON.readTree(get(path + "?version=1&with=2").body());

        assertThat(compared.get("versions").findValuesAsText("version")).containsExactly("1", "2");
        assertThat(compared.at("/versions/0/reason").asText()).isEqualTo(TestCluster.JUSTIFICATION.reason());
        JsonNode indicator = line(compared, "N17461");
        assertThat(indicator.at("/before/value").decimalValue()).isEqualByComparingTo("70");
        assertThat(indicator.at("/now/value").decimalValue()).isEqualByComparingTo("70");
        assertThat(indicator.at("/now/attainment").decimalValue()).isEqualByComparingTo("1");
        assertThat(indicator.at("/before/attainment").decimalValue()).isLessThan(BigDecimal.ONE);
        assertThat(JSON.readTree(get(path + "?version=2&with=2").body()).get("lines"))
                .isEmpty();
        JsonNode changed = compared.get("inFramework");
        assertThat(changed).hasSize(1);
        assertThat(changed.at("/0/id").asText()).isEqualTo("N17461");
        assertThat(changed.at("/0/what/en").asText()).isEqualTo("Target 2018");
        assertThat(changed.at("/0/before/sv").asText()).isEqualTo("73,5");
        assertThat(changed.at("/0/now/sv").asText()).isEqualTo("60");
        assertThat(get(path + ".csv?version=1&with=2&lang=en").body())
                .contains("Indicator,N17461,")
                .contains(",Target 2018,73.5,60,")
                .containsPattern("Attainment 2018,0(\\.\\d+)?,1,");
        assertThat(get(path + "?version=1&with=3").statusCode()).isEqualTo(404);
        assertThat(get(path + "?version=1").statusCode()).isEqualTo(400);
        assertThat(get(path + "?version=1&with=x").statusCode()).isEqualTo(400);
    }

    @Test
    void a_page_sets_two_versions_side_by_side_and_is_linked_from_the_list_of_versions() throws Exception {
        SentLog sent = new SentLog(cluster, "1297");
        sent.apply(SentLog.BEGINNING, sent.organisation().framework());
        sent.observe(SentLog.BEGINNING.plusSeconds(1), sent.organisation().pupilsWithDiploma(2018, 1, "70"));
        sent.apply(
                SentLog.BEGINNING.plusSeconds(2),
                sent.organisation().framework(2).replaceFirst("2018: 73\\.5", "2018: 60"));
        cluster.awaitPicturesOf("1297");
        String page = "/sv/1297/vasteras-exempel-2017-2019/2018/versioner/1/2";
        await("shown").until(() -> get(page).statusCode() == 200);

        assertThat(get("/sv/om-uppgifterna").body())
                .contains("/sv/1297/vasteras-exempel-2017-2019/2019/versioner/1/2\"");
        assertThat(text(get(page).body()))
                .contains("Styrmodellens version 1 och 2")
                .contains(TestCluster.JUSTIFICATION.appliedBy(), TestCluster.JUSTIFICATION.reason())
                .contains("Målvärde 2018 73,5 60 ")
                .contains("(måluppfyllelse 100 %)");
        assertThat(text(get("/en/1297/vasteras-exempel-2017-2019/2018/versions/1/2")
                        .body()))
                .contains("Version 1 and 2 of the framework")
                .contains("Target 2018 73.5 60 ");
        assertThat(text(get("/sv/1297/vasteras-exempel-2017-2019/2017/versioner/1/2")
                        .body()))
                .contains("Ingenting i målbilden skiljer sig.");
        assertThat(get("/sv/1297/vasteras-exempel-2017-2019/2018/versioner/1/3").statusCode())
                .isEqualTo(404);
        assertThat(get(page + "?asOf=2018-08-31").statusCode()).isEqualTo(400);
    }

    @Test
    void the_first_page_tells_the_latest_changes_in_the_words_of_the_page_of_changes_and_on_every_server()
            throws Exception {
        corrected("1298");
        cluster.awaitPicturesOf("1298");
        String page = "/sv/1298";
        await("shown").until(() -> latest(get(page).body()).contains("andel (%) 2019"));

        String told = latest(get(page).body());

        assertThat(told)
                .contains(
                        "Ny uppgift från Barn- och utbildningsnämnden: Gymnasieelever med examen inom 4 år, hemkommun,"
                                + " andel (%) 2019")
                .contains("Ny uppgift om personer: Invånare 16–24 år")
                .doesNotContain("handelse-");
        assertThat(text(get("/sv/1298/andringar").body()))
                .contains(text(told.lines()
                        .filter(line -> line.contains("<time"))
                        .findFirst()
                        .orElseThrow()));
        try (Dashboard later = dashboard(DashboardSettings.DEFAULT_HISTORY_BYTES);
                Dashboard none = dashboard(0)) {
            await("worked out").until(() -> latest(get(later, page).body()).equals(told));
            assertThat(get(none, page).body()).doesNotContain("class=\"latest\"");
        }
        assertThat(get(page + "?asOf=2018-12-31").body()).doesNotContain("class=\"latest\"");
    }

    private static String latest(String page) {
        Matcher section =
                Pattern.compile("(?s)<section class=\"latest\".*?</section>").matcher(page);
        return section.find() ? section.group() : "";
    }

    private static String text(String page) {
        return page.replaceAll("<[^>]+>", " ").replaceAll("[\\s\u00a0]+", " ");
    }

    /** Returns a picture without the line that says which moment it is as of. */
    private static String withoutMoment(String json) {
        return json.replaceFirst("\n  \"asOf\" : .*,\n", "\n");
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        return get(dashboard, path, headers);
    }

    private static HttpResponse<String> get(Dashboard from, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(from.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        described.check(answer, answer.body().getBytes(StandardCharsets.UTF_8));
        return answer;
    }
}
