package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.dashboard.SampleServer;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.api.CsvRows;

/** The outcome so far and the forecast of the whole year, side by side until the outcome is of the whole year. */
final class ForecastPagesTest {
    private static final String KEYS =
            "rule: {kind: reach, direction: higher, baseline: {year: 2016, value: 60}, target: 80}";
    private static final String SO_FAR = "2018-T1 65; 2018 FORECAST 76";
    private static final SampleView INTERIM = OneIndicator.view("%", KEYS, SO_FAR);
    private static final SampleView ANNUAL = OneIndicator.view("%", KEYS, SO_FAR + "; 2018 75");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /sv/1880/skola-2017-2019/2018 | \
            1 av 1 målområden: utfall hittills. Prognos för helåret: 1 Fortsätt så. | \
            Mer behövs 25 % utfall hittills prognos helår: Fortsätt så 80 %
            /en/1880/skola-2017-2019/2018 | \
            1 of 1 goal areas: outcome so far. Forecast for the whole year: 1 Keep going. | \
            More is needed 25% outcome so far forecast, whole year: Keep going 80%
            /sv/1880/skola-2017-2019/2018/nyckeltal | 65 % Mer behövs utfall hittills | \
            prognos helår: 76 % Fortsätt så
            /en/1880/skola-2017-2019/2018/indicator | 65% More is needed outcome so far | \
            forecast, whole year: 76% Keep going
            /sv/1880/skola-2017-2019/2018/nyckeltal/N15428 | 65 % 2018, utfall hittills Mer behövs | \
            Prognos helår 2018: 76 % Fortsätt så måluppfyllelse enligt prognosen 80 %
            /en/1880/skola-2017-2019/2018/indicator/N15428 | 65% 2018, outcome so far More is needed | \
            Forecast for the whole of 2018: 76% Keep going attainment by the forecast 80%
            /sv/1880/skola-2017-2019/2018/malomrade/barn-1 | Måluppfyllelse, utfall hittills 25 % | \
            Måluppfyllelse, prognos helår Fortsätt så 80 %
            /en/1880/skola-2017-2019/2018/goal-area/barn-1 | Attainment, outcome so far 25% | \
            Attainment, forecast for the whole year Keep going 80%
            /sv/1880/skola-2017-2019/2018/nyckeltal/N15428/forklaring | Utfallet hittills 2018 är 65 %. | \
            Prognos helår 2018: 76 % Fortsätt så
            /sv/1880/skola-2017-2019/2018/malomrade/barn-1/forklaring | Mer behövs – måluppfyllelse 25 %. | \
            Prognos helår: Fortsätt så 80 %
            """)
    void aForecastStandsBesideTheOutcomeSoFarAndIsGoneWithTheOutcomeOfTheYear(
            String path, String outcome, String forecast) {
        assertThat(page(INTERIM, path)).contains(outcome, forecast);
        assertThat(page(ANNUAL, path)).doesNotContainIgnoringCase("prognos helår", "hittills", "so far", "whole of");
    }

    @Test
    void anExplanationTellsWhatIsMadeOfAForecast() {
        String path = "/sv/1880/skola-2017-2019/2018/nyckeltal/N15428/forklaring";

        assertThat(page(INTERIM, path)).contains("alla, prognos Skolnämnden 76 –inget värde Används som prognos");
        assertThat(page(ANNUAL, path))
                .contains("Bortses från: Utfallet för hela året har kommit, så prognosen visas inte längre.");
    }

    @Test
    void tablesHaveForecastsInColumnsOfTheirOwn() throws Exception {
        try (SampleServer server = new SampleServer(INTERIM)) {
            assertThat(rows(server, "/indicators/N15428.csv"))
                    .filteredOn(row -> row.get("År").equals("2018"))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("Utfall", "65")
                            .containsEntry("Måluppfyllelse", "0,25")
                            .containsEntry("Prognos helår", "76")
                            .containsEntry("Prognos, nivå", "Fortsätt så")
                            .containsEntry("Prognos, måluppfyllelse", "0,8")
                            .containsEntry("Prognos, skäl", ""));
            assertThat(rows(server, "/pictures/2018.csv"))
                    .extracting(row -> row.get("Prognos, måluppfyllelse") + " " + row.get("Prognos, täckning") + " "
                            + row.get("Prognos, nivå"))
                    .containsExactly("  ", "  ", "0,8 1 Fortsätt så");
        }
    }

    private static List<Map<String, String>> rows(SampleServer server, String table) throws Exception {
        return CsvRows.byName(server.bytes("/v1/organisations/1880" + table + "?lang=sv"), ';');
    }

    /** Returns what a reader sees, all spaces as one. */
    private static String page(SampleView view, String path) {
        return new Pages()
                .at(view.now(), path)
                .orElseThrow()
                .replaceAll("<[^>]+>", "")
                .replaceAll("[\\s\u00a0]+", " ");
    }
}
