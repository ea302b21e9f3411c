package se.malbild.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;

/** Values of small groups, on pages and in data: not shown, said to be so, and not to be told from anything else. */
class SuppressionTest {
    private static final String PAGES = "/sv/1980/vasteras-exempel-2017-2019/";
    private static final Pattern CELL = Pattern.compile("(?:<data value=\"|<span class=\"suppressed\">)([^\"<]*)");
    private static final String DATA = "/v1/organisations/1980/";

    private static SampleServer server;

    @BeforeAll
    static void start() throws Exception {
        List<Observation> events = new ArrayList<>();
        for (int year = 2016; year <= 2019; year++) {
            events.add(event(year, Gender.TOTAL, "8." + year, 8000 + year, 0));
            events.add(event(year, Gender.MEN, "7." + year, 7000 + year, 0));
        }
        events.add(event(2016, Gender.WOMEN, "9.2016", 4, 0));
        events.add(event(2017, Gender.WOMEN, "9.2017", 1000, 0));
        events.add(event(2018, Gender.WOMEN, "9.2018", 2, 0));
        events.add(event(2018, Gender.WOMEN, "9.9018", 1000, 1));
        server =
                new SampleServer(SampleView.besideOrebro(SampleEvents.framework("vasteras-exempel-2017-2019"), events));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Observation event(int year, Gender gender, String value, long count, int revision)
            throws InvalidObservationException {
        return new ObservationDraft()
                .eventId("handelse-" + year + "-" + gender + "-" + revision)
                .organisation("1980")
                .indicator("N02797")
                .department("barn-och-utbildning")
                .year(year)
                .gender(gender)
                .value(value)
                .count(count)
                .revision(revision)
                .observedAt(Instant.parse("2020-03-01T11:00:00Z"))
                .source("Registret")
                .comment("Kommentaren")
                .build();
    }

    @Test
    void what_is_not_shown_is_marked_in_the_table_and_in_the_chart_with_the_reason() throws Exception {
        String page = server.text(PAGES + "2019/nyckeltal/N02797");

        assertThat(row(page, 2016)).containsExactly("7.911954", "visas inte", "visas inte");
        assertThat(row(page, 2017)).containsExactly("8.2017", "9.2017", "7.2017");
        assertThat(row(page, 2018)).containsExactly("visas inte", "visas inte", "visas inte");
        assertThat(row(page, 2019)).startsWith("8.2019");
        assertThat(page)
                .contains("2018 visas inte", ">visas inte</text>")
                .contains("dolt till skydd för enskilda: en grupp är eller kan vara för liten")
                .contains("href=\"/sv/om-uppgifterna#people\"");
        assertThat(server.text("/en/1980/vasteras-exempel-2017-2019/2018/indicator/N02797"))
                .contains("not shown")
                .contains("Not shown, to protect individuals: a group is or may be too small.");
    }

    /** Returns the outcome, women and men of a row of the table: exact numbers, or what stands in their place. */
    private static List<String> row(String page, int year) {
        String table = page.substring(page.indexOf("<table class=\"figures\">"));
        int start = table.indexOf("<th scope=\"row\">" + year);
        return CELL.matcher(table.substring(start, table.indexOf("</tr>", start)))
                .results()
                .limit(3)
                .map(cell -> cell.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PAGES + "2018/nyckeltal/N02797",
                PAGES + "2018/nyckeltal/N02797/forklaring",
                PAGES + "2018/nyckeltal/N02797-gap/forklaring",
                PAGES + "utveckling",
                PAGES + "2018/malomrade/kunskap-och-omsorg-1/inbaddad",
                DATA + "indicators.csv?lang=en",
                DATA + "indicators/N02797",
                DATA + "indicators/N02797.csv?lang=en",
                DATA + "indicators/N02797/observations.csv",
                DATA + "explain/2018/indicator/N02797",
                DATA + "explain/2018/indicator/N02797-gap",
                DATA + "pictures/2018",
                PAGES + "jamforelse/1880/orebro-2017-2019",
                "/sv/1880/orebro-2017-2019/jamforelse/1980/vasteras-exempel-2017-2019",
                DATA + "comparisons/1880",
                DATA + "comparisons/1880.csv?lang=en",
                "/v1/organisations/1880/comparisons/1980",
                "/v1/organisations/1880/comparisons/1980.csv?lang=en",
            })
    void nothing_of_a_small_group_or_that_gives_it_away_is_there(String path) throws Exception {
        assertThat(server.text(path))
                .doesNotContain("9.2018", "9.9018", "7.2018", "8.2018", "9.2016", "7.2016")
                .doesNotContain("handelse-", "Registret", "Kommentaren", "10018", "10017", "9018", "9017");
    }

    @Test
    void the_data_says_what_is_suppressed_and_of_what_is_counted_has_values_only() throws Exception {
        JsonNode indicator = server.json(DATA + "indicators/N02797");

        assertThat(indicator.at("/history/0/year").asInt()).isEqualTo(2016);
        assertThat(indicator.at("/history/0/suppressed").toString()).isEqualTo("[\"value\",\"women\",\"men\"]");
        assertThat(indicator.at("/years/0/indicator/suppressed")).isEmpty();
        assertThat(indicator.at("/years/1/indicator/suppressed").toString())
                .isEqualTo("[\"value\",\"change\",\"women\",\"men\"]");
        assertThat(indicator.at("/years/1/isCounted").asBoolean()).isTrue();
        assertThat(indicator.at("/years/1/observations")).isEmpty();
        JsonNode shown = indicator.at("/years/0/observations");
        assertThat(shown).hasSize(3);
        shown.forEach(observation -> {
            assertThat(observation.get("value").isNumber()).isTrue();
            assertThat(observation.get("eventId").isNull()).isTrue();
            assertThat(observation.get("count").isNull()).isTrue();
        });
        assertThat(server.text(DATA + "indicators/N02797.csv?lang=en").lines().filter(line -> line.startsWith("2018,")))
                .singleElement()
                .asString()
                .contains("not shown,Cannot be assessed");
        assertThat(server.text(DATA + "indicators/N02797/observations.csv?lang=en")
                        .lines()
                        .skip(1))
                .hasSize(3)
                .allMatch(line -> line.contains("Observations with a count of persons are not handed out"));
    }

    @Test
    void a_comparison_shows_what_may_be_shown_and_says_what_is_hidden() throws Exception {
        String page = server.text(PAGES + "jamforelse/1880/orebro-2017-2019");
        String table = page.substring(page.indexOf("id=\"table-N02797\""));
        assertThat(row(table, 2016)).startsWith("visas inte");
        assertThat(row(table, 2017)).startsWith("8.2017");
        assertThat(row(table, 2018)).startsWith("visas inte").hasSize(2);
        assertThat(table).contains("dolt till skydd för enskilda: en grupp är eller kan vara för liten");

        assertThat(server.text(DATA + "comparisons/1880.csv?lang=en").lines().filter(line -> line.contains(",N02797,")))
                .anyMatch(line -> line.startsWith("2017,") && line.contains(",8.2017,"))
                .anyMatch(line -> line.startsWith("2018,") && line.contains(",not shown,Cannot be assessed,"));
        JsonNode compared = server.json("/v1/organisations/1880/comparisons/1980");
        assertThat(compared.at("/indicators/0/series").asText()).isEqualTo("N02797");
        assertThat(compared.at("/indicators/0/years"))
                .filteredOn(year -> year.at("/second/isSuppressed").asBoolean())
                .extracting(year -> year.get("year").asInt() + ": " + year.at("/second/value"))
                .containsExactly("2016: null", "2018: null");
    }

    @Test
    void an_explanation_says_that_the_data_is_about_persons() throws Exception {
        assertThat(server.text(PAGES + "2018/nyckeltal/N02797/forklaring"))
                .contains("Uppgifterna gäller personer.")
                .contains("Visas inte, till skydd för enskilda");
        JsonNode explained = server.json(DATA + "explain/2017/indicator/N02797");
        assertThat(explained.get("isCounted").asBoolean()).isTrue();
        assertThat(explained.get("isExact").asBoolean()).isTrue();
        assertThat(explained.get("cells")).hasSize(3);
        explained.get("cells").forEach(cell -> {
            assertThat(cell.get("receipt").isNull()).isTrue();
            assertThat(cell.get("superseded").isNull()).isTrue();
        });
    }
}
