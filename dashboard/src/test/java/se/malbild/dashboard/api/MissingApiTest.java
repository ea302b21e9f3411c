package se.malbild.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.dashboard.EveryRule;
import se.malbild.dashboard.SampleServer;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.view.DepartmentReport.Status;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.Reporting;
import se.malbild.goals.Language;
import se.malbild.goals.framework.Department;
import se.malbild.goals.reporting.MissingReport;
import se.malbild.goals.reporting.MissingReports;

/** Who has not reported what, in data. */
class MissingApiTest {
    private static final String MISSING = "/v1/organisations/1980/missing/";
    private static SampleServer server;

    @BeforeAll
    static void start() {
        server = new SampleServer(
                SampleView.ofVasterasWithout(cell -> cell.department().equals("teknik")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void every_department_has_what_it_has_not_reported_and_what_would_end_it() throws Exception {
        JsonNode departments = json(MISSING + "2018").path("departments");

        assertThat(departments.findValuesAsText("id"))
                .containsExactly(
                        "kommunstyrelsen",
                        "barn-och-utbildning",
                        "aldreomsorg-norr",
                        "aldreomsorg-soder",
                        "teknik",
                        "kultur-och-fritid");
        for (JsonNode department : departments) {
            boolean isWithheld = department.path("id").asText().equals("teknik");
            assertThat(department.path("overdue").asInt()).isEqualTo(isWithheld ? 6 : 0);
            assertThat(department.path("missing").size()).isEqualTo(isWithheld ? 6 : 0);
            assertThat(department.path("reminder").isNull()).isEqualTo(!isWithheld);
        }
        JsonNode first = departments.path(4).path("missing").path(0);
        assertThat(first.path("lastDay").asText()).isEqualTo("2018-05-20");
        assertThat(first.path("standing").asText()).isEqualTo("overdue");
        assertThat(first.path("cells"))
                .hasToString(
                        "[{\"organisation\":\"1980\",\"department\":\"teknik\",\"indicator\":\"ex-feriejobb\","
                                + "\"year\":2018,\"period\":\"2018-T1\",\"gender\":\"TOTAL\",\"district\":\"\",\"revision\":0}]");
    }

    @Test
    void one_department_can_be_asked_for_and_the_latest_year() throws Exception {
        JsonNode latest = json(MISSING + "latest?department=teknik");

        assertThat(latest.path("year").asInt()).isEqualTo(2019);
        assertThat(latest.path("departments").findValuesAsText("id")).containsExactly("teknik");
        assertThat(json(MISSING + "2018?department=kommunstyrelsen").at("/departments/0/missing"))
                .isEmpty();
    }

    @Test
    void the_table_has_a_row_to_fill_in_for_every_cell() throws Exception {
        List<Map<String, String>> rows = CsvRows.byName(bytes(MISSING + "2018.csv?lang=sv"), ';');

        assertThat(rows).hasSize(6);
        assertThat(rows.get(5))
                .containsEntry("Kommun", "1980")
                .containsEntry("Nyckeltal", "ex-elanvandning")
                .containsEntry("Förvaltning", "teknik")
                .containsEntry("År", "2018")
                .containsEntry("Period", "2018-T3")
                .containsEntry("Kön", "totalt")
                .containsEntry("Stadsdel", "hela kommunen")
                .containsEntry("Utfall", "")
                .containsEntry("Revision", "0");
        assertThat(rows.get(5).get("Viktigt att veta"))
                .contains(": Försenat, sista dag var 2019-01-31. Påhittat exempel: målen");
    }

    @Test
    void a_cell_that_two_indicators_read_has_one_row() throws Exception {
        String table = new String(
                MissingTable.of(
                        new Reporting(framework(EveryRule.view()), 2018).missing(), LocalDate.EPOCH, Language.EN),
                StandardCharsets.UTF_8);

        assertThat(table.lines().map(row -> row.replaceAll("^(([^,]*,){7}).*", "$1")))
                .hasSizeGreaterThan(1)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2016", "nej", "2018?department=nej", "2018?framework=nej"})
    void what_does_not_exist_is_not_found(String path) throws Exception {
        assertThat(get(MISSING + path).statusCode()).isEqualTo(404);
    }

    @Test
    void whoever_has_reported_nothing_that_is_due_is_missing_and_nothing_is_of_who_has_reported() {
        int missing = 0;
        for (FrameworkView view : List.of(
                framework(EveryRule.view()),
                framework(SampleView.ofVasterasWithout(cell -> cell.department().equals("teknik"))),
                new SampleView().now().organisation("1880").orElseThrow().latest())) {
            for (int year : view.pictures().keySet()) {
                Reporting reporting = new Reporting(view, year);
                MissingReports reports = reporting.missing();
                for (Department department : reports.departments()) {
                    List<String> told = reports.of(department).missing().stream()
                            .map(MissingReport::indicator)
                            .map(indicator -> indicator.id())
                            .toList();
                    List<String> silent = reporting.by(department.id()).stream()
                            .filter(report -> report.isExpected() && report.status() == Status.NOT_REPORTED)
                            .map(report -> report.definition().id())
                            .toList();
                    assertThat(told).containsAll(silent);
                    missing += silent.size();
                }
            }
        }
        assertThat(missing).isGreaterThan(5);
    }

    private static FrameworkView framework(SampleView view) {
        return view.now().organisations().values().iterator().next().latest();
    }

    private static JsonNode json(String path) throws Exception {
        return new JsonMapper().readTree(bytes(path));
    }

    private static byte[] bytes(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<byte[]> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url(path))).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }
}
