package se.malbild.kolada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.kolada.KoladaReader.Reading;
import se.malbild.kolada.KoladaServer.Trouble;

class KoladaTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Instant ASKED = Instant.parse("2024-08-20T00:00:00Z");
    private static final KoladaDepartments BY_FRAMEWORK =
            new KoladaDepartments(Map.of(), Optional.empty(), shippedFrameworks());

    private final KoladaServer kolada = new KoladaServer();
    private final List<Duration> pauses = new ArrayList<>();
    private final KoladaClient client = new KoladaClient(kolada.base(), LONG, pauses::add);

    @AfterEach
    void stop() {
        kolada.close();
    }

    @Test
    void given_an_answer_of_several_pages_then_every_value_is_the_samples_own() throws Exception {
        List<Observation> observations = fetch(query(List.of("N00914", "N03920"), 2016, 2017, 2018));

        List<Observation> sample = new ArrayList<>(kolada.sample("N00914", 2016, 2017, 2018));
        sample.addAll(kolada.sample("N03920", 2016, 2017, 2018));
        assertThat(observations).hasSizeGreaterThan(9).hasSameSizeAs(sample);
        assertThat(observations)
                .extracting(Observation::cell)
                .isEqualTo(sample.stream().map(Observation::cell).toList());
        assertThat(observations)
                .extracting(Observation::content)
                .isEqualTo(sample.stream().map(Observation::content).toList());
        assertThat(observations).allSatisfy(observation -> {
            assertThat(observation.source()).isEqualTo("Källa: Kolada");
            assertThat(observation.comment()).isEmpty();
            assertThat(observation.count()).isEqualTo(OptionalLong.empty());
            assertThat(observation.observedAt()).isEqualTo(ASKED);
        });
        assertThat(kolada.requests)
                .hasSize(3)
                .first()
                .isEqualTo("/v3/data/kpi/N00914,N03920/municipality/1880/year/2016,2017,2018?per_page=5000");
    }

    @Test
    void given_the_same_answer_again_then_the_event_ids_are_the_same_and_unique() throws Exception {
        List<Observation> first = fetch(query(List.of("N00914"), 2018));

        assertThat(fetch(query(List.of("N00914"), 2018))).isEqualTo(first);
        assertThat(first)
                .extracting(Observation::eventId)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).matches("kolada-N00914-1880-2018-[TKM]-[0-9a-f]{32}"));
    }

    @Test
    void given_more_ids_than_a_segment_takes_then_the_question_is_split() throws Exception {
        List<String> kpis = new ArrayList<>(
                IntStream.range(0, 59).mapToObj("N%05d"::formatted).toList());
        kpis.add("N00914");

        assertThat(fetch(query(kpis, 2018))).hasSameSizeAs(kolada.sample("N00914", 2018));
        assertThat(kolada.requests).hasSize(3);
    }

    @Test
    void given_the_same_id_twice_then_it_is_asked_for_once() throws Exception {
        fetch(query(List.of("N00914", "N03920", "N00914"), 2018, 2018));

        assertThat(kolada.requests)
                .containsExactly("/v3/data/kpi/N00914,N03920/municipality/1880/year/2018?per_page=5000");
    }

    @Test
    void given_a_next_page_as_version_2_names_it_then_it_is_fetched() throws Exception {
        kolada.troubles.add(new Trouble(
                200,
                Map.of(),
                "{\"values\": [], \"next_page\": \"/v3/data/kpi/N00914/municipality/1880/year/2018?x\"}"));

        assertThat(fetch(query(List.of("N00914"), 2018))).hasSameSizeAs(kolada.sample("N00914", 2018));
    }

    @Test
    void given_a_date_then_only_what_has_changed_since_is_asked_for() throws Exception {
        fetch(new KoladaQuery(
                List.of("N00914"), List.of("1880"), List.of(2018), Optional.of(LocalDate.parse("2024-06-01"))));

        assertThat(kolada.requests).first().asString().endsWith("?per_page=5000&from_date=2024-06-01");
    }

    @Test
    void given_trouble_that_passes_then_it_is_asked_again_after_longer_and_longer_pauses() throws Exception {
        kolada.troubles.add(new Trouble(500, Map.of(), "oops"));
        kolada.troubles.add(new Trouble(503, Map.of(), ""));
        kolada.troubles.add(new Trouble(429, Map.of("Retry-After", "7"), ""));
        kolada.troubles.add(new Trouble(429, Map.of("Retry-After", "1"), ""));

        assertThat(fetch(query(List.of("N00914"), 2018))).isNotEmpty();
        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 7L, 8L);
    }

    @Test
    void given_trouble_that_does_not_pass_then_it_gives_up_and_says_so() {
        IntStream.range(0, 10).forEach(i -> kolada.troubles.add(new Trouble(502, Map.of(), "")));

        assertThat(failure().text().sv()).contains("HTTP 502, 6/6");
        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L);
    }

    @Test
    void given_a_longer_pause_is_asked_for_than_anyone_waits_then_it_gives_up() {
        kolada.troubles.add(new Trouble(429, Map.of("Retry-After", "3600"), ""));

        assertThat(failure().text().sv()).contains("HTTP 429");
        assertThat(pauses).isEmpty();
    }

    @Test
    void given_nobody_answers_then_it_says_so_after_some_attempts() {
        kolada.close();

        assertThat(failure().text().en()).contains("(ConnectException, 6/6)");
        assertThat(pauses).hasSize(5);
    }

    @Test
    void given_an_answer_that_never_ends_then_it_is_broken_off() throws Exception {
        Executor threads = task -> new Thread(task, "endless").start();
        List<CompletableFuture<Void>> answers = new CopyOnWriteArrayList<>();
        try (ServerSocket endless = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> {
                while (!endless.isClosed()) {
                    answers.add(CompletableFuture.completedFuture(accepted(endless))
                            .thenAcceptAsync(KoladaTest::answerWithoutEnd, threads));
                }
            });
            URI address = URI.create("http://127.0.0.1:" + endless.getLocalPort());
            KoladaClient impatient = new KoladaClient(address, Duration.ofMillis(50), pauses::add);

            // It may give up before it has connected.
            while (answers.isEmpty()) {
                KoladaException told = catchThrowableOfType(
                        KoladaException.class, () -> impatient.fetch(query(List.of("N00914"), 2018), page -> {}));

                assertThat(told.text().sv()).contains("> 0 s, 6/6");
            }
            for (CompletableFuture<Void> answer : answers) {
                answer.get();
            }
        }
    }

    @Test
    void given_an_answer_without_measure_then_it_is_not_kept() {
        kolada.troubles.add(new Trouble(200, Map.of(), " ".repeat(64 * 1024), 1_025));

        assertThat(failure().text().sv()).contains("> 67108864 bytes");
        assertThat(kolada.requests).hasSize(1);
    }

    @Test
    void given_an_address_with_a_slash_at_its_end_then_it_is_the_same() throws Exception {
        new KoladaClient(URI.create(kolada.base() + "/"), LONG, pauses::add)
                .fetch(query(List.of("N00914"), 2018), page -> {});

        assertThat(kolada.requests).containsExactly("/v3/data/kpi/N00914/municipality/1880/year/2018?per_page=5000");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 404})
    void given_a_refusal_then_it_is_not_asked_again(int status) {
        kolada.troubles.add(new Trouble(status, Map.of("Location", "http://example.com/"), "too long"));

        assertThat(failure().text().en()).contains("HTTP " + status + " too long");
        assertThat(kolada.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{\"values\": [", "{}", "[]", "", "{\"values\": null}"})
    void given_a_malformed_answer_then_it_says_so(String body) {
        kolada.troubles.add(new Trouble(200, Map.of(), body));

        assertThat(failure().text().en()).startsWith("The answer is not like Kolada's");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/v3/data?page=2",
                "http://127.0.0.1:1/v3/data?page=2",
                "//example.com/x",
                "http://127.0.0.1@example.com/",
                "file:///etc/hostname",
                "http://[",
                "mailto:nobody@example.com"
            })
    void given_a_next_page_somewhere_else_then_it_is_not_fetched(String next) {
        kolada.troubles.add(new Trouble(200, Map.of(), "{\"values\": [], \"next_url\": \"" + next + "\"}"));

        assertThat(failure().text().sv()).startsWith("Nästa sida ligger inte hos 127.0.0.1");
        assertThat(kolada.requests).hasSize(1);
    }

    @Test
    void given_pages_that_go_in_a_circle_then_it_ends() {
        String self = "/v3/data/kpi/N00914/municipality/1880/year/2018?per_page=5000";
        kolada.troubles.add(new Trouble(200, Map.of(), "{\"values\": [], \"next_url\": \"" + self + "\"}"));

        assertThat(failure().text().sv()).contains("ring");
    }

    @Test
    void given_a_corrected_value_then_it_is_another_event_which_wins_by_its_time() throws Exception {
        Observation before = value("{\"gender\": \"T\", \"count\": 1, \"status\": \"\", \"value\": 1.5}", ASKED);
        Observation after = value(
                "{\"gender\": \"T\", \"count\": 1, \"status\": \"\", \"value\": 1.6}", ASKED.plus(Duration.ofDays(30)));

        assertThat(after.eventId()).isNotEqualTo(before.eventId());
        assertThat(after.compareRank(before)).isPositive();
    }

    @Test
    void given_a_number_with_an_exponent_then_it_is_exact() throws Exception {
        assertThat(value("{\"gender\": \"K\", \"value\": 3.847e-05}", ASKED).content())
                .isEqualTo(new Content.Value(new BigDecimal("0.00003847")));
        assertThat(value("{\"gender\": \"K\", \"value\": 1483333.33333333}", ASKED)
                        .cell()
                        .gender())
                .isEqualTo(Gender.WOMEN);
    }

    @Test
    void given_a_deleted_value_then_it_is_a_retraction() throws Exception {
        Observation observation = value(
                "{\"gender\": \"T\", \"count\": 1, \"status\": \"\", \"value\": 1.5, \"isdeleted\": true}", ASKED);

        assertThat(observation.content()).isEqualTo(new Content.Retracted());
        assertThat(observation.comment()).isEqualTo("Kolada: isdeleted");
    }

    @ParameterizedTest
    @CsvSource({
        "Missing, DROPOUT, Kolada: status=Missing",
        "-, DROPOUT, Kolada: status=-",
        "Private, SECRECY, Kolada: status=Private",
        ".., SECRECY, Kolada: status=..",
        "Not applicable, NOT_APPLICABLE, Kolada: status=Not applicable",
        "., NOT_APPLICABLE, Kolada: status=.",
        "'', DROPOUT, 'Kolada: orsaken framgår inte / the reason is not told'",
        "Odd, DROPOUT, 'Kolada: status=Odd, orsaken framgår inte / the reason is not told'"
    })
    void given_no_value_then_koladas_code_is_kept_beside_the_reason(String status, MissingReason reason, String comment)
            throws Exception {
        Observation observation = value("{\"gender\": \"T\", \"status\": \"" + status + "\", \"value\": null}", ASKED);

        assertThat(observation.content()).isEqualTo(new Content.Missing(reason));
        assertThat(observation.comment()).isEqualTo(comment);
    }

    @Test
    void given_a_value_of_a_group_of_municipalities_then_their_number_is_no_number_of_persons() throws Exception {
        Observation observation = value("{\"gender\": \"T\", \"count\": 4, \"status\": \"\", \"value\": 1.5}", ASKED);

        assertThat(observation.count()).isEmpty();
        assertThat(observation.comment()).isEqualTo("Kolada: count=4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"kpi": "N00914", "municipality": "1880", "period": 2018}                                              | N00914 1880 2018 ? | no-values
                    {"kpi": "N00914", "municipality": "1880", "period": 2018, "values": [{"gender": "F", "value": 1}]}     | N00914 1880 2018 F | unknown-symbol
                    {"kpi": "N00914", "municipality": "1880", "period": 2018, "values": [{"gender": "T", "value": "x"}]}   | N00914 1880 2018 T | not-a-number
                    {"kpi": "N00914", "municipality": "1880", "period": "x", "values": [{"gender": "T", "value": 1}]}      | N00914 1880 x T    | not-a-year
                    {"municipality": "1880", "period": 2018, "values": [{"gender": "T", "value": 1}]}                      | ? 1880 2018 T      | required
                    {"kpi": "N00914", "municipality": "G1", "period": 2018, "values": [{"gender": "T", "value": 1}]}       | N00914 G1 2018 T   | invalid-organisation
                    {"kpi": "N99999", "municipality": "1880", "period": 2018, "values": [{"gender": "T", "value": 1}]}     | N99999 1880 2018 T | no-department
                    """)
    void given_a_value_that_is_no_observation_then_it_is_told_and_the_rest_goes_on(String row, String what, String code)
            throws Exception {
        String good = "{\"kpi\": \"N00914\", \"municipality\": \"1880\", \"period\": \"2018\","
                + " \"values\": [{\"gender\": \"T\", \"value\": 1}]}";
        List<Reading> readings = new KoladaReader(BY_FRAMEWORK, ASKED)
                .read(saved("{\"values\": [" + row + ", " + good + "]}").get(0));

        assertThat(readings).hasSize(2).last().isInstanceOf(Reading.Observed.class);
        assertThat(readings).first().isInstanceOfSatisfying(Reading.Faulty.class, faulty -> {
            assertThat(faulty.what()).isEqualTo(what);
            assertThat(faulty.faults()).extracting(fault -> fault.code()).contains(code);
        });
    }

    @Test
    void given_departments_of_ones_own_then_they_go_before_the_frameworks() {
        KoladaDepartments departments = new KoladaDepartments(
                Map.of("N00914", "social-valfard"), Optional.of("kommunstyrelsen"), shippedFrameworks());

        assertThat(departments.of("N00914", "1880", 2018))
                .isEqualTo(new KoladaDepartments.Answer.Known("social-valfard"));
        assertThat(departments.of("U00000", "0000", 2018))
                .isEqualTo(new KoladaDepartments.Answer.Known("kommunstyrelsen"));
    }

    @Test
    void given_a_saved_answer_of_several_pages_then_all_are_read() throws Exception {
        List<KoladaPage> pages = saved("{\"values\": [], \"next_url\": \"x\"}\n{\"values\": [{}]}\n");

        assertThat(pages).hasSize(2);
        assertThat(pages.get(0).next()).contains("x");
        assertThat(pages.get(1).next()).isEmpty();
    }

    private List<Observation> fetch(KoladaQuery query) throws KoladaException, InterruptedException {
        KoladaReader reader = new KoladaReader(BY_FRAMEWORK, ASKED);
        List<Observation> observations = new ArrayList<>();
        client.fetch(
                query,
                page -> reader.read(page)
                        .forEach(reading -> observations.add(((Reading.Observed) reading).observation())));
        return observations;
    }

    /** Returns the next connection, or one that is closed when no more are taken. */
    private static Socket accepted(ServerSocket server) {
        try {
            return server.accept();
        } catch (IOException closed) {
            return new Socket();
        }
    }

    /** Begins an answer and ends when the other side has closed the connection. */
    private static void answerWithoutEnd(Socket connection) {
        try (connection) {
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{".getBytes(StandardCharsets.UTF_8));
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException reset) {
            return; // closed as well
        }
    }

    private KoladaException failure() {
        return catchThrowableOfType(KoladaException.class, () -> fetch(query(List.of("N00914"), 2018)));
    }

    private static KoladaQuery query(List<String> kpis, Integer... years) {
        return new KoladaQuery(kpis, List.of("1880"), List.of(years), Optional.empty());
    }

    private static Observation value(String value, Instant asked) throws Exception {
        String page = "{\"values\": [{\"kpi\": \"N00914\", \"municipality\": \"1880\", \"period\": 2018, \"values\": ["
                + value + "]}]}";
        Reading reading =
                new KoladaReader(BY_FRAMEWORK, asked).read(saved(page).get(0)).get(0);
        return ((Reading.Observed) reading).observation();
    }

    private static List<KoladaPage> saved(String pages) throws Exception {
        return KoladaPage.readAll(new ByteArrayInputStream(pages.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<GoalFramework> shippedFrameworks() {
        return ShippedFrameworks.documents().stream()
                .map(document -> {
                    try {
                        return FrameworkReader.read(document);
                    } catch (InvalidFrameworkException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                })
                .toList();
    }
}
