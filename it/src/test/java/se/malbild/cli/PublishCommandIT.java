package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cli.terminal.StopSignal;
import se.malbild.cli.topics.TopicScan;
import se.malbild.cluster.Said;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Sender;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.schemas.codec.IndicatorEventReader;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

class PublishCommandIT {
    private static final String HEADINGS = "kommun;nyckeltal;förvaltning;år;utfall;tidpunkt;källa;revision\n";
    /** Many times what a publisher has on its way when it is stopped. */
    private static final int ROWS = 40_000;

    private static final double BYTES_PER_SECOND = 2_000;

    @TempDir
    private static Path data;

    private static TestCluster cluster;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void given_a_file_with_faults_then_what_is_right_is_sent_and_the_rest_listed() throws Exception {
        Path file = Files.writeString(
                directory.resolve("utfall.csv"),
                HEADINGS + row("faults", 1) + row("faults", 2).replace(";2018;", ";18;"));

        assertThat(malbild("publish", file.toString(), "--dry-run")).isEqualTo(1);
        assertThat(published("faults")).isEmpty();

        assertThat(malbild("publish", file.toString(), "--sender= ")).isEqualTo(2);
        assertThat(published("faults")).isEmpty();

        assertThat(malbild("publish", file.toString(), "--sender=Åsa Ek")).isEqualTo(1);
        assertThat(published("faults")).hasSize(1);
        assertThat(senders()).containsOnlyOnce(new Sender("Åsa Ek"));
        assertThat(directory.resolve("utfall.csv.faults.csv"))
                .content()
                .contains("\r\n3;år;year-out-of-range;")
                .contains(row("faults", 2).replace(";2018;", ";18;").strip());
        assertThat(directory.resolve("utfall.csv.progress")).doesNotExist();
    }

    @Test
    void given_a_departments_name_and_what_no_framework_expects_then_the_id_is_sent_and_the_rest_is_warned_of()
            throws Exception {
        cluster.apply(new Vasteras("1983").framework());
        Observation expected = new Vasteras("1983").pupilsWithDiploma(2018, 0, "70");
        String indicator = expected.cell().indicator();
        Path file = Files.writeString(
                directory.resolve("namn.csv"),
                HEADINGS
                        + "1983;" + indicator + ";Barn- och utbildningsnämnden;2018;70;2019-03-01;names;0\n"
                        + "1983;" + indicator + ";BARN-OCH-UTBILDNING;2018;71;2019-03-01;names;0\n"
                        + "1983;" + indicator + ";BARN-OCH-UTBILDNING;2017;71;2019-03-01;names;0\n"
                        + "1983;" + indicator.toLowerCase(Locale.ROOT)
                        + ";barn-och-utbildning;2018;71;2019-03-01;names;0\n");
        Cluster at = cluster.cluster();

        Said said = Said.malbild(
                "publish",
                file.toString(),
                "--bootstrap-servers=" + at.bootstrapServers(),
                "--registry=" + at.registryUrl());

        assertThat(said.exitCode()).as(said.messages()).isZero();
        assertThat(said.lines().stream()
                        .filter(line -> line.contains(", department: ") || line.contains(", indicator: ")))
                .satisfiesExactly(
                        line -> assertThat(line).contains(" 3 ").contains(" 1 ").contains("barn-och-utbildning"),
                        line -> assertThat(line).contains(" 5,").contains(indicator));
        assertThat(said.lines()).anySatisfy(line -> assertThat(line).contains("4 observation", ", 3 "));
        assertThat(published("names"))
                .extracting(observation -> observation.cell().department())
                .containsExactlyInAnyOrder(
                        "barn-och-utbildning", "BARN-OCH-UTBILDNING", "BARN-OCH-UTBILDNING", "barn-och-utbildning");
    }

    @Test
    void given_a_small_group_then_it_is_warned_of_before_anything_is_sent() throws Exception {
        cluster.apply(new Vasteras("1985").framework());
        String indicator =
                new Vasteras("1985").pupilsWithDiploma(2018, 0, "70").cell().indicator();
        Path file = Files.writeString(
                directory.resolve("liten.csv"),
                HEADINGS.replace("revision", "kön;antal")
                        + "1985;" + indicator + ";barn-och-utbildning;2018;50;2019-03-01;small;kvinnor;2\n"
                        + "1985;" + indicator + ";barn-och-utbildning;2018;60;2019-03-01;small;män;40\n");
        List<String> command = List.of(
                "publish",
                "--lang=en",
                file.toString(),
                "--bootstrap-servers=" + cluster.cluster().bootstrapServers(),
                "--registry=" + cluster.cluster().registryUrl());

        Said checked = said(command, "--dry-run");

        assertThat(checked.exitCode()).as(checked.messages()).isZero();
        assertThat(checked.messages())
                .contains(file + ", row 2, warning, count: The count is 2;", "a 2 typed for 200", ", 1 warning,");
        assertThat(published("small")).isEmpty();
        assertThat(said(command).messages()).contains("The count is 2;");
        assertThat(published("small")).hasSize(2);
    }

    @Test
    void given_a_packed_table_of_kolada_then_what_a_row_without_a_value_means_is_said_or_a_fault() throws Exception {
        Path file = directory.resolve("kolada.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("kpi,municipality,period,gender,value\r\nN00914,1986,2018,K,70.5\r\nN00914,1986,2018,M,\r\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        List<String> command = List.of(
                "publish",
                "--lang=en",
                file.toString(),
                "--department=kommunstyrelsen",
                "--observed-at=2024-08-01",
                "--source=packed",
                "--bootstrap-servers=" + cluster.cluster().bootstrapServers(),
                "--registry=" + cluster.cluster().registryUrl());

        Said unexplained = said(command, "--dry-run");
        Said skipped = said(command, "--empty=skip");
        Said explained = said(command, "--empty=not-applicable");
        Said unknown = said(command, "--empty=zero");

        assertThat(unexplained.exitCode()).isEqualTo(1);
        assertThat(unexplained.messages()).contains("row 3, value: ", "--empty");
        assertThat(skipped.exitCode()).as(skipped.messages()).isZero();
        assertThat(skipped.lines())
                .last(InstanceOfAssertFactories.STRING)
                .endsWith("sent 1 of 1 observation; not sent: 0 rows with faults and 1 row without a value.");
        assertThat(explained.exitCode()).as(explained.messages()).isZero();
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.messages()).contains("not-applicable");
        assertThat(new HashSet<>(published("packed")))
                .extracting(Observation::content)
                .containsExactlyInAnyOrder(
                        new Content.Value(new BigDecimal("70.5")), new Content.Missing(MissingReason.NOT_APPLICABLE));
    }

    @Test
    void given_several_files_then_one_that_cannot_be_read_stops_no_other() throws Exception {
        Path good = Files.writeString(directory.resolve("good.csv"), HEADINGS + row("several", 1));
        Path bad = Files.writeString(directory.resolve("bad.csv"), "färg\nröd\n");

        assertThat(malbild(
                        "publish", bad.toString(), directory.resolve("none.csv").toString(), good.toString()))
                .isEqualTo(1);
        assertThat(published("several")).hasSize(1);
        assertThat(malbild("publish", good.toString())).isZero();
        assertThat(new HashSet<>(published("several"))).hasSize(1);
    }

    @Test
    void given_files_whose_lists_of_faults_would_overwrite_something_then_nothing_is_touched() throws Exception {
        Path file = Files.writeString(directory.resolve("utfall.csv"), HEADINGS + row("overwrite", 1));
        Path corrected = Files.writeString(directory.resolve("utfall.csv.faults.csv"), HEADINGS + row("overwrite", 2));
        Path other = Files.createDirectory(directory.resolve("nämnd")).resolve("utfall.csv");
        Files.copy(file, other);

        assertThat(malbild("publish", file.toString(), corrected.toString())).isEqualTo(1);
        assertThat(malbild("publish", file.toString(), other.toString(), "--directory", directory.toString()))
                .isEqualTo(1);
        assertThat(malbild("publish", file.toString(), file.toString())).isEqualTo(1);

        assertThat(corrected).hasContent(HEADINGS + row("overwrite", 2));
        assertThat(published("overwrite")).isEmpty();
    }

    @Test
    void given_a_place_where_nothing_can_be_noted_then_nothing_is_sent() throws Exception {
        Path file = Files.writeString(directory.resolve("utfall.csv"), HEADINGS + row("unnoted", 1));
        Files.createDirectory(directory.resolve("utfall.csv.progress"));

        assertThat(malbild("publish", file.toString())).isEqualTo(1);

        assertThat(published("unnoted")).isEmpty();
    }

    @Test
    void given_it_was_stopped_half_way_then_the_same_command_brings_the_rest() throws Exception {
        Path file = directory.resolve("stor.csv");
        Files.writeString(
                file,
                HEADINGS
                        + IntStream.range(0, ROWS)
                                .mapToObj(i -> row("stopped", i))
                                .collect(Collectors.joining()));
        List<Integer> exits = new ArrayList<>();
        Thread command = new Thread(() -> exits.add(malbild("publish", file.toString())));
        // However fast the computer is, the broker takes it in so slowly that it is not done when it is stopped.
        limitProducers(BYTES_PER_SECOND);
        try {
            command.start();
            await().pollInterval(Duration.ofMillis(5)).until(() -> size() > 1_000);
            command.interrupt();
        } finally {
            limitProducers(null);
        }
        command.join();

        assertThat(exits).containsExactly(Malbild.STOPPED);
        assertThat(directory.resolve("stor.csv.progress")).content().matches("job=\\S+\nlastRow=\\d+\n");
        assertThat(new HashSet<>(published("stopped"))).hasSizeBetween(1_000, ROWS - 1);

        assertThat(malbild("publish", file.toString())).isZero();
        assertThat(new HashSet<>(published("stopped"))).hasSize(ROWS);
        assertThat(directory.resolve("stor.csv.progress")).doesNotExist();
    }

    @Test
    void given_values_in_kolada_that_no_framework_expects_then_they_are_warned_of() throws Exception {
        cluster.apply(new Vasteras("1984").framework());
        String indicator =
                new Vasteras("1984").pupilsWithDiploma(2018, 0, "70").cell().indicator();
        Path saved = Files.writeString(
                directory.resolve("svar.json"),
                "{\"values\": [{\"kpi\": \"" + indicator + "\", \"municipality\": \"1984\", \"period\": 2018,"
                        + " \"values\": [{\"gender\": \"T\", \"value\": 70}, {\"gender\": \"K\", \"value\": 71}]}]}");
        List<String> command = List.of(
                "import",
                "kolada",
                "--from=" + saved,
                "--bootstrap-servers=" + cluster.cluster().bootstrapServers(),
                "--registry=" + cluster.cluster().registryUrl());

        Said named = said(command, "--department=Barn- och utbildningsnämnden");
        Said other = said(command, "--department=Barn-och-utbildning", "--dry-run");

        assertThat(named.exitCode()).as(named.messages()).isZero();
        assertThat(named.lines()).hasSize(1);
        assertThat(published("Källa: Kolada"))
                .filteredOn(observation -> observation.cell().organisation().equals("1984"))
                .extracting(observation -> observation.cell().department())
                .containsExactly("barn-och-utbildning", "barn-och-utbildning");
        assertThat(other.exitCode()).isZero();
        assertThat(other.lines())
                .satisfiesExactly(
                        warning -> assertThat(warning)
                                .contains(indicator + " 1984 2018 TOTAL", " 1 ", "department", "barn-och-utbildning"),
                        summary -> assertThat(summary).contains("2, 2 "));
    }

    private static Said said(List<String> command, String... more) {
        return Said.malbild(Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void given_values_in_kolada_then_they_are_imported_and_cited() throws Exception {
        String answer = """
                {"count": 1, "next_url": null, "values": [{"kpi": "N00914", "municipality": "1880", "period": 2017, "values":
                 [{"gender": "T", "count": 1, "status": "", "value": 78.28027, "isdeleted": false},
                  {"gender": "K", "count": 1, "status": "", "value": 77.295831, "isdeleted": false}]}]}
                """;
        HttpServer kolada = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        kolada.createContext("/v3", exchange -> {
            boolean isAsked = exchange.getRequestURI().getPath().contains("N00914");
            byte[] body = (isAsked ? answer : "{\"values\": []}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        kolada.start();
        try {
            String url = "http://127.0.0.1:" + kolada.getAddress().getPort() + "/v3";
            for (int time = 0; time < 2; time++) {
                assertThat(malbild("import", "kolada", "--municipality", "1880", "--year", "2016-2017", "--url", url))
                        .isZero();
            }
        } finally {
            kolada.stop(0);
        }
        Path saved = Files.writeString(directory.resolve("svar.json"), answer);
        assertThat(malbild("import", "kolada", "--from", saved.toString(), "--department", "N00914=social-valfard"))
                .isZero();

        assertThat(fromKolada(2017))
                .as("each once, however often it is fetched")
                .extracting(observation -> observation.cell().department() + " "
                        + observation.cell().gender())
                .containsExactlyInAnyOrder(
                        "kommunstyrelsen TOTAL",
                        "kommunstyrelsen WOMEN",
                        "social-valfard TOTAL",
                        "social-valfard WOMEN");
    }

    @Test
    void given_a_value_in_kolada_that_is_corrected_and_comes_back_within_the_hour_then_it_counts() throws Exception {
        Path saved = directory.resolve("svar.json");
        Instant time = Instant.parse("2026-11-27T10:10:00Z");
        for (String value : List.of("71", "72", "72", "71")) {
            Files.writeString(saved, """
                    {"values": [{"kpi": "N00914", "municipality": "1880", "period": 2019,
                     "values": [{"gender": "T", "count": 1, "status": "", "value": %s, "isdeleted": false}]}]}
                    """.formatted(value));
            Files.setLastModifiedTime(saved, FileTime.from(time));
            assertThat(malbild("import", "kolada", "--from", saved.toString())).isZero();
            time = time.plusSeconds(600);
        }

        assertThat(fromKolada(2019))
                .hasSize(3)
                .last()
                .isEqualTo(Collections.max(fromKolada(2019), Observation::compareRank))
                .extracting(Observation::content)
                .isEqualTo(new Content.Value(new BigDecimal("71")));
    }

    @Test
    void given_a_part_of_koladas_answer_then_what_is_there_is_sent_and_the_command_ends_with_1() throws Exception {
        Path saved = Files.writeString(directory.resolve("svar.json"), """
                {"count": 2, "next_page": "http://api.kolada.se/v2/data?page=2", "values": [{"kpi": "N00914",
                 "municipality": "1880", "period": "2016", "values": [{"count": 1, "gender": "T", "status": "", "value": 1}]}]}
                """);

        assertThat(malbild("import", "kolada", "--from", saved.toString(), "--department", "social-valfard"))
                .isEqualTo(1);

        assertThat(fromKolada(2016)).hasSize(1);
    }

    @Test
    void given_a_wrong_way_to_ask_then_it_is_told() {
        assertThat(malbild("import", "kolada", "--kpi", "N00914")).isEqualTo(2);
        assertThat(malbild("import", "kolada", "--municipality", "1880", "--year", "18"))
                .isEqualTo(2);
        for (List<String> wrong : List.of(
                List.of("--year", "2019-2016"),
                List.of("--year", "2018", "--kpi", "N00914, N03920"),
                List.of("--year", "2018", "--url", "api.kolada.se/v3"),
                List.of("--year", "2018", "--url", "ftp://127.0.0.1/v3"))) {
            List<String> command = new ArrayList<>(List.of("import", "kolada", "--municipality", "1880"));
            command.addAll(wrong);
            assertThat(malbild(command.toArray(String[]::new))).isEqualTo(2);
        }
        assertThat(malbild("publish")).isEqualTo(2);
        assertThat(malbild("publish", "x.csv", "--observed-at", "i går")).isEqualTo(2);
    }

    private static String row(String source, int value) {
        return "1880;N00914;kommunstyrelsen;2018;" + value + ",5;2019-03-01;" + source + ";" + value + "\n";
    }

    private static int malbild(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        if (!args[args.length - 1].equals("publish") && !List.of(args).contains("--dry-run")) {
            Cluster at = cluster.cluster();
            all.addAll(List.of("--bootstrap-servers", at.bootstrapServers(), "--registry", at.registryUrl()));
        }
        return Malbild.run(
                new StopSignal(),
                new PrintStream(PrintStream.nullOutputStream()),
                Map.of(),
                all.toArray(String[]::new));
    }

    /** Lets the broker take in so much from every producer, or, by null, as much as comes. */
    private static void limitProducers(Double bytesPerSecond) throws Exception {
        ClientQuotaEntity everyClient =
                new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, null));
        try (Admin admin = AdminClients.create(cluster.cluster())) {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                            everyClient, List.of(new ClientQuotaAlteration.Op("producer_byte_rate", bytesPerSecond)))))
                    .all()
                    .get();
        }
    }

    private static int size() {
        AtomicInteger size = new AtomicInteger();
        TopicScan.of(cluster.cluster(), Topic.INDICATOR_EVENTS, record -> size.incrementAndGet());
        return size.get();
    }

    private static List<Observation> fromKolada(int year) throws RegistryException {
        return published("Källa: Kolada").stream()
                .filter(observation -> observation.cell().year() == year)
                .toList();
    }

    /** Returns the senders of those events that name one. */
    private static List<Sender> senders() {
        List<Sender> senders = new ArrayList<>();
        TopicScan.of(
                cluster.cluster(),
                Topic.INDICATOR_EVENTS,
                record -> Sender.of(record.headers()).ifPresent(senders::add));
        return senders;
    }

    /** What the topic has from {@code source}, repeated events included. */
    private static List<Observation> published(String source) throws RegistryException {
        List<Observation> observations = new ArrayList<>();
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster.cluster(), Optional.empty())) {
            registry.preload(Topic.INDICATOR_EVENTS);
            IndicatorEventReader reader = new IndicatorEventReader(registry);
            ObservationDraft draft = new ObservationDraft();
            TopicScan.of(cluster.cluster(), Topic.INDICATOR_EVENTS, record -> {
                reader.read(record.value(), draft);
                try {
                    observations.add(draft.build());
                } catch (InvalidObservationException impossible) {
                    throw new IllegalStateException(impossible);
                }
            });
        }
        return observations.stream()
                .filter(observation -> observation.source().equals(source))
                .toList();
    }
}
