package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.EventBytes;
import se.malbild.cluster.Said;
import se.malbild.cluster.SentLog;
import se.malbild.cluster.TestCluster;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.Topic;
import se.malbild.streams.StreamsApplication;

/** A department's own table beside a log in which its figures were sent, corrected, taken back, rejected and forgotten. */
class ReconcileIT {
    private static final String CODE = "1296";
    private static final String HEADINGS = "Nyckeltal;Nämnd;År;Period;Kön;Utfall;Händelse-id\n";

    @TempDir
    private static Path data;

    private static TestCluster cluster;
    private static StreamsApplication application;
    private static String rejectedKey;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
        cluster.takeGivenTimes(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS);
        SentLog sent = new SentLog(cluster, CODE);
        sent.apply(Instant.parse("2017-01-02T08:00:00Z"), sent.organisation().framework());
        sent.observe(
                Instant.parse("2019-03-03T09:00:00Z"),
                power("el-1", "2018-T1", "5").build());
        sent.observe(
                Instant.parse("2019-03-03T09:01:00Z"),
                power("el-2", "2018-T2", "7.50").build());
        sent.observe(
                Instant.parse("2019-03-03T09:02:00Z"),
                power("el-3", "2018-T3", "8").build());
        sent.observe(
                Instant.parse("2019-03-03T09:03:00Z"),
                power("el-m", "2018-03", "9").build());
        Observation never = power("el-4", "2018-Q4", "4").build();
        RecordMetadata rejected = cluster.send(
                Topic.INDICATOR_EVENTS,
                sent.partition(),
                Instant.parse("2019-03-03T09:04:00Z"),
                CODE.getBytes(StandardCharsets.UTF_8),
                EventBytes.with(cluster.writer.event(never), event -> event.put("period", "2018-Q7")));
        sent.observe(
                Instant.parse("2019-04-12T09:00:00Z"),
                power("el-1-r1", "2018-T1", "6")
                        .revision(1)
                        .source("Elmätaren")
                        .comment("Mätaren var fel")
                        .build());
        sent.observe(
                Instant.parse("2019-04-12T09:01:00Z"),
                power("el-3-r1", "2018-T3", null).retracted(true).revision(1).build());
        application = cluster.startApplication("reconcile");
        cluster.awaitRejected(Set.of(rejected));
        rejectedKey = cluster.rejectedKey(rejected);
    }

    @AfterAll
    static void stop() {
        application.close();
        cluster.close();
    }

    private static ObservationDraft power(String eventId, String period, String value) {
        ObservationDraft draft = new ObservationDraft()
                .eventId(eventId)
                .organisation(CODE)
                .indicator("ex-elanvandning")
                .department("teknik")
                .year(2018)
                .period(period)
                .observedAt(Instant.parse("2018-12-31T10:00:00Z"));
        return value == null ? draft : draft.value(value);
    }

    private Path table(String rows) throws IOException {
        return Files.writeString(directory.resolve("egen.csv"), HEADINGS + rows);
    }

    private static Said reconcile(Path file, String... more) {
        List<String> all = new ArrayList<>(List.of("reconcile", file.toString(), "--organisation=" + CODE));
        all.addAll(List.of(more));
        all.addAll(cluster.options());
        return Said.malbild(all.toArray(String[]::new));
    }

    private Path ownTable() throws IOException {
        return table("""
            ex-elanvandning;teknik;2018;2018-T1;totalt;5;
            ex-elanvandning;teknik;2018;2018-T2;totalt;7,5;
            ex-elanvandning;teknik;2018;2018-T3;totalt;8;
            ex-elanvandning;teknik;2018;2018-Q4;totalt;4;el-4
            ex-feriejobb;teknik;2018;2018-T1;totalt;3;
            """);
    }

    @Test
    void every_figure_of_a_table_is_told_with_the_event_that_made_the_difference() throws Exception {
        Said said = reconcile(ownTable());

        assertThat(said.exitCode()).as(said.messages()).isEqualTo(1);
        assertThat(said.results().lines())
                .containsExactly(
                        "Rad 2: ex-elanvandning, teknik, 2018-T1: skiljer sig. I tabellen 5. I loggen 6.",
                        "   Gäller: händelsen el-1-r1 kom in 2019-04-12 11:00:00+02:00 från okänd avsändare; revision"
                                + " 1, tidpunkt 2018-12-31 11:00:00+01:00, källa Elmätaren, kommentar Mätaren var fel.",
                        "   Er siffra: händelsen el-1 kom in 2019-03-03 10:00:00+01:00 från okänd avsändare"
                                + " och ersattes 2019-04-12 11:00:00+02:00 av händelsen el-1-r1.",
                        "Rad 3: ex-elanvandning, teknik, 2018-T2: samma. I tabellen 7,5. I loggen 7,5.",
                        "Rad 4: ex-elanvandning, teknik, 2018-T3: skiljer sig. I tabellen 8. I loggen återtagen.",
                        "   Gäller: händelsen el-3-r1 kom in 2019-04-12 11:01:00+02:00 från okänd avsändare;"
                                + " revision 1, tidpunkt 2018-12-31 11:00:00+01:00.",
                        "   Er siffra: händelsen el-3 kom in 2019-03-03 10:02:00+01:00 från okänd avsändare"
                                + " och ersattes 2019-04-12 11:01:00+02:00 av händelsen el-3-r1.",
                        "Rad 5: ex-elanvandning, teknik, 2018-Q4: finns inte i loggen. I tabellen 4.",
                        "   Händelsen med er rads id avvisades: " + rejectedKey
                                + ", kom in 2019-03-03 10:04:00+01:00: period: ”2018-Q7” är inte en del av 2018; skriv"
                                + " till exempel 2018-T2, 2018-Q3, 2018-08, eller lämna tomt för hela året.",
                        "Rad 6: ex-feriejobb, teknik, 2018-T1: finns inte i loggen. I tabellen 3.",
                        "Ingen rad: ex-elanvandning, teknik, 2018-03: finns inte i tabellen. I loggen 9.",
                        "   Gäller: händelsen el-m kom in 2019-03-03 10:03:00+01:00 från okänd avsändare;"
                                + " revision 0, tidpunkt 2018-12-31 11:00:00+01:00.");
        assertThat(said.messages())
                .contains("5 siffror i tabellen: 1 samma, 2 skiljer sig, 2 finns inte i loggen. I loggen men inte i"
                        + " tabellen, för dess förvaltningar, nyckeltal och år: 1.");
    }

    @Test
    void as_of_a_day_before_the_corrections_the_first_figures_are_the_same() throws Exception {
        Said said = reconcile(ownTable(), "--as-of=2019-03-31", "--lang=en");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.messages()).contains("5 figures in the table: 3 the same, 0 different, 2 not in the log.");
    }

    @Test
    void json_and_csv_have_the_same_figures() throws Exception {
        List<JsonNode> json = new ArrayList<>();
        for (String line :
                reconcile(ownTable(), "--format=json").results().lines().toList()) {
            json.add(new ObjectMapper().readTree(line));
        }

        assertThat(json)
                .extracting(figure -> figure.path("verdict").asText())
                .containsExactly("different", "same", "different", "not-in-log", "not-in-log", "not-in-table");
        assertThat(json.get(0).at("/theirs/value").decimalValue()).isEqualByComparingTo("5");
        assertThat(json.get(0).at("/ours/eventId").asText()).isEqualTo("el-1-r1");
        assertThat(json.get(0).at("/theirFigure/cameInAt").asText()).isEqualTo("2019-03-03T09:00:00Z");
        assertThat(json.get(0).at("/replacedBy/cameInAt").asText()).isEqualTo("2019-04-12T09:00:00Z");
        assertThat(json.get(3).at("/rejected/0/key").asText()).isEqualTo(rejectedKey);
        assertThat(json.get(3).at("/rejected/0/faults/0/code").asText()).isEqualTo("invalid-period");
        assertThat(reconcile(ownTable(), "--format=csv").results().lines().skip(1))
                .hasSize(6)
                .first()
                .asString()
                .startsWith("2;skiljer sig;" + CODE
                        + ";ex-elanvandning;teknik;2018-T1;totalt;hela kommunen;utfall;5;;6;;el-1-r1;")
                .endsWith(";el-1;2019-03-03 10:00:00+01:00;2019-04-12 11:00:00+02:00;");
    }

    @Test
    void what_was_published_from_the_same_file_is_the_same_and_who_sent_a_correction_is_named() throws Exception {
        Path file = table("ex-feriejobb;teknik;2017;2017-T1;totalt;12;\n");
        assertThat(publish(file, "Åsa Ek")).isZero();

        Said same = reconcile(file, "--lang=en");
        assertThat(same.exitCode()).as(same.messages()).isZero();
        assertThat(same.messages()).contains("1 figure in the table: 1 the same, 0 different, 0 not in the log.");

        Path corrected = Files.writeString(
                directory.resolve("rättad.csv"),
                "Nyckeltal;Nämnd;År;Period;Utfall;Revision\nex-feriejobb;teknik;2017;2017-T1;14;1\n");
        assertThat(publish(corrected, "Bo Alm")).isZero();
        Said different = reconcile(file, "--lang=en");
        assertThat(different.exitCode()).isEqualTo(1);
        assertThat(different.results())
                .contains(
                        "Row 2: ex-feriejobb, teknik, 2017-T1: different. In the table 12. In the log 14.",
                        " from Bo Alm;")
                .containsPattern(
                        "Your figure: event content-[0-9a-f]{32} came in .* from Åsa Ek and was replaced .* by event");
    }

    private static int publish(Path file, String sender) {
        List<String> all = new ArrayList<>(List.of(
                "publish",
                file.toString(),
                "--organisation=" + CODE,
                "--observed-at=2018-02-01",
                "--sender=" + sender));
        all.addAll(cluster.options());
        return Said.malbild(all.toArray(String[]::new)).exitCode();
    }

    @Test
    void a_department_by_its_name_is_compared_by_its_id() throws Exception {
        Said said = reconcile(table("ex-elanvandning;Tekniska nämnden;2018;2018-T2;totalt;7,5;\n"), "--format=json");

        assertThat(said.results().lines().findFirst().orElseThrow()).contains("\"verdict\":\"same\"");
    }

    @Test
    void a_row_with_faults_is_told_as_publish_tells_it_and_the_others_are_compared() throws Exception {
        Path file =
                table("ex-elanvandning;teknik;18;2018-T1;flera;5;\nex-elanvandning;teknik;2018;2018-T2;totalt;7,5;\n");

        Said said = reconcile(file);

        assertThat(said.exitCode()).isEqualTo(2);
        List<String> faults = said.lines().stream()
                .filter(line -> line.startsWith(file + ", rad 2, "))
                .toList();
        assertThat(faults).hasSizeGreaterThan(1);
        Said published = Said.malbild(
                "publish",
                file.toString(),
                "--dry-run",
                "--organisation=" + CODE,
                "--observed-at=2018-02-01",
                cluster.options().get(0),
                cluster.options().get(1));
        assertThat(published.lines()).containsAll(faults);
        assertThat(said.results()).contains("Rad 3: ex-elanvandning, teknik, 2018-T2: samma.");
        assertThat(said.messages()).contains("1 rad har fel och är inte jämförd.");
    }

    @Test
    void what_cannot_be_compared_at_all_is_told_without_a_stack_trace() throws Exception {
        Path noHeadings = Files.writeString(directory.resolve("fel.csv"), "nyckeltal;värde\nex-elanvandning;5\n");

        for (Said said : List.of(
                reconcile(directory.resolve("finns-inte.csv")),
                reconcile(noHeadings),
                reconcile(ownTable(), "--as-of=2016-01-01"))) {
            assertThat(said.exitCode()).as(said.messages()).isEqualTo(2);
            assertThat(said.results()).isEmpty();
            assertThat(said.messages()).isNotBlank().doesNotContain("Exception", "\tat ");
        }
    }
}
