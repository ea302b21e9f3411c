package se.malbild.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.dashboard.EveryRule;
import se.malbild.dashboard.SampleServer;

/** The tables that can be downloaded: what they say, and in which words. */
final class TablesTest {
    private static final String UNDER = "/v1/organisations/" + EveryRule.ORGANISATION;
    private static SampleServer server;

    @BeforeAll
    static void start() {
        server = new SampleServer(EveryRule.view());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<Map<String, String>> swedish(String address) throws IOException, InterruptedException {
        return CsvRows.byName(server.get(UNDER + address + "?lang=sv").body(), ';');
    }

    private static List<Map<String, String>> english(String address) throws IOException, InterruptedException {
        return CsvRows.byName(server.get(UNDER + address + "?lang=en").body(), ',');
    }

    private static Map<String, String> ofYear(List<Map<String, String>> rows, String heading, int year) {
        return rows.stream()
                .filter(row -> row.get(heading).equals(Integer.toString(year)))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/pictures.csv",
                "/pictures/2018.csv",
                "/goal-areas/barn-1.csv",
                "/goal-areas/barn-1/2018.csv",
                "/indicators/riket.csv",
                "/indicators/riket/observations.csv",
                "/indicators.csv",
                "/indicators/riket/departments.csv",
                "/departments.csv",
                "/departments/skola.csv"
            })
    void every_table_says_in_every_row_what_the_framework_says_about_itself(String address) throws Exception {
        assertThat(swedish(address))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).containsEntry("Viktigt att veta", EveryRule.NOTICE));
        assertThat(english(address))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("Notice", "Example calculation, not the municipality's assessment"));
    }

    @ParameterizedTest
    @CsvSource({
        "/pictures.csv, malbilder, pictures",
        "/pictures/2018.csv, malbild-2018, picture-2018",
        "/pictures/latest.csv, malbild-2019, picture-2019",
        "/goal-areas/barn-1.csv, malomrade-barn-1, goal-area-barn-1",
        "/goal-areas/barn-1/2018.csv, malomrade-barn-1-2018, goal-area-barn-1-2018",
        "/indicators/riket.csv, nyckeltal-riket, indicator-riket",
        "/indicators/riket/observations.csv, utfall-riket, observations-riket",
        "/indicators.csv, nyckeltal, indicators",
        "/indicators/riket/departments.csv, namnder-riket, departments-riket",
        "/departments.csv, namnder, departments",
        "/departments/skola.csv, namnd-skola, department-skola",
        "/missing/2018.csv, aterstar-2018, missing-2018"
    })
    void a_table_is_saved_under_a_name_that_tells_what_it_is(String address, String sv, String en) throws Exception {
        assertThat(disposition(address + "?lang=sv")).isEqualTo(named(EveryRule.FRAMEWORK + "-" + sv));
        assertThat(disposition(address + "?lang=en")).isEqualTo(named(EveryRule.FRAMEWORK + "-" + en));
    }

    private static String named(String name) {
        return "attachment; filename=\"" + name + ".csv\"";
    }

    private static String disposition(String address) throws IOException, InterruptedException {
        return server.get(UNDER + address)
                .headers()
                .firstValue("Content-Disposition")
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".csv",
                "/frameworks/skola-2017-2019.csv",
                "/explain/2018.csv",
                "/explain/2018.csv/",
                "/explain/2018/goal-area/barn-1.csv",
                "/explain/2018/indicator/riket.csv",
                "/frameworks.csv",
                "/events.csv"
            })
    void where_there_is_no_table_none_is_given(String address) throws Exception {
        HttpResponse<byte[]> answer = server.get(UNDER + address);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/frameworks",
                "/frameworks/skola-2017-2019",
                "/explain/2018",
                "/explain/2018/goal-area/barn-1",
                "/explain/2018/indicator/riket"
            })
    void who_takes_nothing_but_a_table_is_told_where_there_is_none(String address) throws Exception {
        HttpResponse<byte[]> answer = server.get(UNDER + address, "Accept", "text/csv");

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(new JsonMapper().readTree(answer.body()).at("/message/en").asText())
                .contains(
                        "no table",
                        "pictures, goal-areas, indicators, departments, missing, judgements, comparisons, differences, years and versions");
        assertThat(server.get(UNDER + address, "Accept", "text/csv, */*;q=0.1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_a_rule_says_is_said_in_words() throws Exception {
        assertThat(ofYear(swedish("/indicators/per-ar.csv"), "År", 2018))
                .containsEntry("Regel", "Nå målvärdet")
                .containsEntry("Riktning", "Högre är bättre")
                .containsEntry("Rådighet", "Kommunen råder själv över utfallet")
                .containsEntry("Har rapporterat", "Skolnämnden");
        assertThat(ofYear(english("/indicators/battre.csv"), "Year", 2018))
                .containsEntry("Rule", "Improve on the baseline")
                .containsEntry("Direction", "Higher is better")
                .containsEntry("Control", "The municipality shares control of the outcome")
                .containsEntry("Reported", "School committee");
        assertThat(ofYear(swedish("/indicators/granser.csv"), "År", 2018))
                .containsEntry("Regel", "Hålla sig inom gränserna")
                .containsEntry("Riktning", "");
    }

    @Test
    void another_s_value_is_no_target() throws Exception {
        assertThat(ofYear(swedish("/indicators/riket.csv"), "År", 2018))
                .containsEntry("Regel", "Nå jämförelsevärdet")
                .containsEntry("Målvärde", "")
                .containsEntry("Målvärde, källa", "")
                .containsEntry("Jämförelsevärde", "78")
                .containsEntry("Jämförelsevärde, år", "2016")
                .containsEntry("Jämförelsevärde, källa", "Riket. Källa: Kolada");
        assertThat(ofYear(swedish("/indicators/per-ar.csv"), "År", 2018)).containsEntry("Målvärde", "72");
    }

    @Test
    void years_before_the_period_have_values_and_no_judgement() throws Exception {
        List<Map<String, String>> rows = swedish("/indicators/battre.csv");

        assertThat(rows)
                .extracting(row -> row.get("År"))
                .containsExactly("2014", "2015", "2016", "2017", "2018", "2019");
        assertThat(ofYear(rows, "År", 2014))
                .containsEntry("Utfall", "62")
                .containsEntry("Nivå", "")
                .containsEntry("Måluppfyllelse", "")
                .containsEntry("Skäl", "Året ligger före styrmodellens period.")
                .containsEntry("Viktigt att veta", EveryRule.NOTICE);
        assertThat(swedish("/goal-areas/barn-1.csv"))
                .filteredOn(row -> row.get("År").equals("2014"))
                .extracting(row -> row.get("Id"))
                .containsExactly("battre");
        assertThat(server.json(UNDER + "/indicators/battre").get("history"))
                .extracting(year -> year.get("year").asInt())
                .containsExactly(2014, 2015, 2016);
    }

    @Test
    void a_change_stands_beside_the_year_that_it_is_since() throws Exception {
        assertThat(ofYear(swedish("/indicators/battre.csv"), "År", 2018))
                .containsEntry("Ändring från föregående mätår", "1")
                .containsEntry("Föregående mätår", "2017");
    }

    @Test
    void nobody_is_to_report_in_a_year_in_which_nothing_is_due() throws Exception {
        List<Map<String, String>> rows = swedish("/indicators/vartannat-ar.csv");

        assertThat(ofYear(rows, "År", 2018)).containsEntry("Ska rapportera", "Skolnämnden");
        assertThat(ofYear(rows, "År", 2017)).containsEntry("Ska rapportera", "");
    }

    @Test
    void the_weakest_part_has_its_name() throws Exception {
        List<Map<String, String>> rows = swedish("/pictures/2018.csv");

        assertThat(rows)
                .extracting(row -> row.get("Svagast"))
                .containsExactly(
                        "Alla ska klara skolan.",
                        "Alla ska klara skolan.",
                        "Som riket",
                        "Elever som är behöriga till gymnasiet",
                        "",
                        "",
                        "");
    }

    @Test
    void observations_have_the_headings_and_words_of_a_file_that_is_published() throws Exception {
        assertThat(swedish("/indicators/riket/observations.csv"))
                .filteredOn(row -> row.get("Händelse-id").equals("riket-2018-WOMEN"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("Kommun", EveryRule.ORGANISATION)
                        .containsEntry("Nyckeltal", "riket")
                        .containsEntry("Förvaltning", "skola")
                        .containsEntry("Kön", "kvinnor")
                        .containsEntry("Stadsdel", "hela kommunen")
                        .containsEntry("Slag", "utfall")
                        .containsEntry("Utfall", "80"));
    }
}
