package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Said;
import se.malbild.cluster.SentLog;
import se.malbild.cluster.TestCluster;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.Topic;

/** Who has not reported, asked of the log of the demo without what two departments sent. */
class MissingIT {
    private static final Instant APPLIED = Instant.parse("2017-01-02T08:00:00Z");

    @TempDir
    private static Path data;

    private static TestCluster cluster;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
        cluster.takeGivenTimes(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void two_departments_that_are_withheld_are_named_with_all_that_they_owe_and_no_others() throws Exception {
        withheld("1291", Set.of("teknik", "kultur-och-fritid"));

        Said said = malbild("missing", "--organisation=1291", "--year=2018", "--lang=en");

        assertThat(said.exitCode()).as(said.messages()).isEqualTo(1);
        assertThat(said.results().lines().map(line -> line.replaceAll(" {2,}", " | ")))
                .containsExactly(
                        "Technical services committee | ex-feriejobb | 2018-T1 | Overdue, the last day was 2018-05-20",
                        "Technical services committee | ex-elanvandning | 2018-T1 | Overdue, the last day was 2018-05-20",
                        "Technical services committee | ex-feriejobb | 2018-T2 | Overdue, the last day was 2018-09-20",
                        "Technical services committee | ex-elanvandning | 2018-T2 | Overdue, the last day was 2018-09-20",
                        "Technical services committee | ex-feriejobb | 2018-T3 | Overdue, the last day was 2019-01-31",
                        "Technical services committee | ex-elanvandning | 2018-T3 | Overdue, the last day was 2019-01-31",
                        "Culture and leisure committee | ex-feriejobb | 2018 | Overdue, the last day was 2019-01-31");
        assertThat(said.messages()).contains("Left to report of 2018: 7, of which overdue: 7.");
        Said reminder = malbild(
                "missing", "--organisation=1291", "--year=2018", "--department=kultur-och-fritid", "--format=reminder");
        assertThat(reminder.results())
                .startsWith("Kultur- och fritidsnämnden har inte rapporterat följande för 2018 ")
                .contains(
                        "(ex-feriejobb): 2018. Försenat, sista dag var 2019-01-31.",
                        "malbild publish --observed-at DATUM FIL",
                        "\n1291;ex-feriejobb;kultur-och-fritid;2018;2018;totalt;hela kommunen;;;;0;");
    }

    @Test
    void in_oerebro_without_last_days_two_departments_that_are_withheld_are_named_and_no_others() throws Exception {
        Set<String> withheld = Set.of("barn-och-utbildning", "kultur-och-fritid");
        cluster.apply(ShippedFrameworks.documents().stream()
                .filter(document -> document.contains("organisation: \"1880\""))
                .findFirst()
                .orElseThrow());
        List<Observation> sent = SampleEvents.of("1880");
        cluster.publish(sent.stream()
                .filter(observation -> !withheld.contains(observation.cell().department()))
                .toList());

        Said said = malbild("missing", "--organisation=1880", "--year=2018", "--format=json");

        assertThat(said.exitCode()).as(said.messages()).isZero();
        List<String> missing = new ArrayList<>();
        for (JsonNode department : new ObjectMapper().readTree(said.results()).path("departments")) {
            for (JsonNode report : department.path("missing")) {
                assertThat(report.path("standing").asText()).isEqualTo("no-deadline");
                missing.add(department.path("id").asText() + " "
                        + report.at("/cells/0/indicator").asText());
            }
        }
        assertThat(missing).doesNotHaveDuplicates().hasSize(12);
        assertThat(missing)
                .containsExactlyInAnyOrderElementsOf(sent.stream()
                        .map(Observation::cell)
                        .filter(cell -> cell.year() == 2018 && withheld.contains(cell.department()))
                        .map(cell -> cell.department() + " " + cell.indicator())
                        .distinct()
                        .toList());
    }

    @Test
    void the_file_of_what_is_missing_ends_it_when_it_is_filled_in_and_sent() throws Exception {
        withheld("1292", Set.of("teknik", "kultur-och-fritid", "kommunstyrelsen", "barn-och-utbildning"));
        Path file = directory.resolve("missing.csv");
        Said table = malbild("missing", "--organisation=1292", "--year=2018", "--format=csv", "--lang=en");
        assertThat(table.results().lines()).hasSizeGreaterThan(15);
        Files.writeString(file, table.results().replaceAll("(?m)^(([^,]*,){7}),", "$1" + "5,"));

        Said published = malbild("publish", "--observed-at=2019-06-01", file.toString());
        assertThat(published.exitCode()).as(published.messages()).isZero();

        Said said = malbild("missing", "--organisation=1292", "--year=2018");
        assertThat(said.exitCode()).as(said.results()).isZero();
        assertThat(said.results()).isEmpty();
        assertThat(said.messages()).contains("Inget återstår att rapportera för 2018.");
    }

    @Test
    void what_counts_is_the_day_on_which_a_report_came_and_the_last_day_counts_to_its_end() throws Exception {
        SentLog sent = new SentLog(cluster, "1293");
        sent.apply(APPLIED, sent.organisation().framework());
        sent.observe(Instant.parse("2018-05-20T21:59:59.999Z"), tertial("1293", "ex-elanvandning"));
        sent.observe(Instant.parse("2018-05-20T22:00:00Z"), tertial("1293", "ex-feriejobb"));

        Said lastDay = technical("--as-of=2018-05-20T21:59:59.998Z");
        assertThat(lastDay.exitCode()).isZero();
        assertThat(lastDay.results())
                .contains("ex-feriejobb     2018-T1  Sista dag är 2018-05-20")
                .contains("ex-elanvandning  2018-T1  Sista dag är 2018-05-20");
        Said ended = technical("--as-of=2018-05-20");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.results())
                .contains("ex-feriejobb     2018-T1  Sista dag är 2018-05-20")
                .doesNotContain("ex-elanvandning  2018-T1");
        Said dayAfter = technical("--as-of=2018-05-20T22:00:00Z");
        assertThat(dayAfter.results()).doesNotContain("2018-T1");
        assertThat(dayAfter.messages()).contains("Återstår att rapportera för 2018: 4, varav försenat: 0.");
        Said late = technical("--as-of=2018-09-21");
        assertThat(late.exitCode()).isEqualTo(1);
        assertThat(late.messages()).contains("Återstår att rapportera för 2018: 4, varav försenat: 2.");
    }

    private static Said technical(String asOf) {
        return malbild("missing", "--organisation=1293", "--year=2018", "--department=teknik", asOf);
    }

    /** Says that it was observed before its last day, whenever it comes. */
    private static Observation tertial(String organisation, String indicator) throws Exception {
        return new ObservationDraft()
                .eventId(indicator)
                .organisation(organisation)
                .indicator(indicator)
                .department("teknik")
                .year(2018)
                .period("2018-T1")
                .value("5")
                .observedAt(Instant.parse("2018-05-04T10:00:00Z"))
                .build();
    }

    @Test
    void a_department_that_does_not_exist_is_said_to() throws Exception {
        withheld("1294", Set.of());

        assertThat(malbild("missing", "--organisation=1294", "--year=2018", "--department=nej", "--lang=en")
                        .failure())
                .startsWith("There is no department “nej” in the framework; those that exist: kommunstyrelsen, ");
    }

    /** Sends Västerås's example, with its own times, without what {@code departments} sent. */
    private static void withheld(String organisation, Set<String> departments) throws Exception {
        SentLog sent = new SentLog(cluster, organisation);
        sent.apply(APPLIED, sent.organisation().framework());
        List<Observation> observations = sent.organisation().observations().stream()
                .filter(observation -> !departments.contains(observation.cell().department()))
                .sorted(Comparator.comparing(Observation::observedAt))
                .toList();
        for (Observation observation : observations) {
            sent.observe(observation.observedAt(), observation);
        }
    }

    private static Said malbild(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(cluster.options());
        return Said.malbild(all.toArray(String[]::new));
    }
}
