package se.malbild.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.dashboard.SampleServer;

/** What each department answers for and has reported, in data. */
final class DepartmentsApiTest {
    private static final String UNDER = "/v1/organisations/1980";
    private static SampleServer server;

    @BeforeAll
    static void start() {
        server = new SampleServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_departments_are_listed_with_what_each_has_to_do_in_each_year() throws Exception {
        JsonNode departments = server.json(UNDER + "/departments").path("departments");

        assertThat(departments.findValuesAsText("id"))
                .containsExactly(
                        "kommunstyrelsen",
                        "barn-och-utbildning",
                        "aldreomsorg-norr",
                        "aldreomsorg-soder",
                        "aldreomsorg",
                        "teknik",
                        "kultur-och-fritid");
        assertThat(departments.path(2).path("years").path(2))
                .hasToString("{\"year\":2019,\"exists\":false,\"goalAreas\":[],\"expected\":0,\"reported\":0,"
                        + "\"notReported\":[],\"deadlines\":[{\"period\":\"2019\",\"lastDay\":\"2020-02-15\"}]}");
        assertThat(departments.path(0).path("years").path(1).path("expected").asInt())
                .isEqualTo(4);
    }

    @Test
    void a_department_has_its_own_value_beside_that_of_the_municipality() throws Exception {
        JsonNode year = server.json(UNDER + "/departments/aldreomsorg-norr")
                .path("years")
                .path(1);

        assertThat(year.path("deadlines")).hasToString("[{\"period\":\"2018\",\"lastDay\":\"2019-02-15\"}]");
        assertThat(year.path("reports"))
                .hasToString("[{\"department\":\"aldreomsorg-norr\",\"indicator\":\"ex-nojd-med-maten\","
                        + "\"isExpected\":true,\"status\":\"reported\",\"value\":85.5,\"women\":null,\"men\":null,"
                        + "\"forecast\":null,\"periods\":[\"2018\"],\"reason\":null,\"suppressed\":[],"
                        + "\"leftOut\":false,\"municipality\":{\"value\":86.106993,\"level\":\"uppnatt\","
                        + "\"attainment\":1}}]");
    }

    @Test
    void an_indicator_has_what_each_of_its_departments_has() throws Exception {
        JsonNode year = server.json(UNDER + "/indicators/ex-feriejobb/departments")
                .path("years")
                .path(1);

        assertThat(year.path("reports").findValuesAsText("department"))
                .containsExactly("kommunstyrelsen", "teknik", "kultur-och-fritid");
        int sum = 0;
        for (JsonNode report : year.path("reports")) {
            sum += report.path("value").asInt();
        }
        assertThat(sum).isEqualTo(650);
    }

    @Test
    void the_tables_have_the_same() throws Exception {
        List<Map<String, String>> rows =
                CsvRows.byName(server.bytes(UNDER + "/departments/aldreomsorg-norr.csv?lang=sv"), ';');

        assertThat(rows)
                .hasSize(2)
                .last()
                .satisfies(row -> assertThat(row)
                        .containsEntry("År", "2018")
                        .containsEntry("Nämnd", "Äldrenämnden norr")
                        .containsEntry("Rapportering", "Har rapporterat")
                        .containsEntry("Nämndens utfall", "85,5")
                        .containsEntry("Sista dag", "2018: 2019-02-15")
                        .containsEntry("Kommunens utfall", "86,106993")
                        .containsEntry("Kommunens nivå", "Uppnått"));
        assertThat(CsvRows.byName(server.bytes(UNDER + "/indicators/ex-feriejobb/departments.csv?lang=en"), ','))
                .hasSize(9)
                .allSatisfy(row -> assertThat(row.get("Notice")).startsWith("Made-up example"));
        assertThat(CsvRows.byName(server.bytes(UNDER + "/departments.csv?lang=en"), ',')
                        .size())
                .isGreaterThan(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/departments/nej", "/indicators/nej/departments", "/departments?framework=nej"})
    void what_does_not_exist_is_not_found(String path) throws Exception {
        assertThat(server.get(UNDER + path).statusCode()).isEqualTo(404);
    }
}
