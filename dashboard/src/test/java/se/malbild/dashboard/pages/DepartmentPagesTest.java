package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.dashboard.EveryRule;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.view.AsOf;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.Snapshot;
import se.malbild.history.Cut;

/** What each department answers for, and what it has and has not reported, on pages. */
final class DepartmentPagesTest {
    private static final Snapshot SAMPLES = new SampleView().now();
    private static final Snapshot EVERY_RULE = EveryRule.view().now();
    private static final String VASTERAS = "/sv/1980/vasteras-exempel-2017-2019/";
    private static final String SCHOOL = "/sv/9999/skola-2017-2019/2018/namnd";

    /** Of the department, women, men and the municipality. */
    private static final String NO_VALUES = " – inget värde".repeat(4) + " ";

    private final Pages pages = new Pages();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2018/namnd | Kommunstyrelsen 3 4 4 0 2018: senast 15 februari 2019",
                "2018/namnd | Tekniska nämnden 0 2 2 0 tertial 1: senast 20 maj 2018 tertial 2: senast 20 september 2018",
                "2018/namnd | Äldrenämnden söder 0 1 1 0",
                "2019/namnd | Äldrenämnden 0 1 1 0 anges inte i styrmodellen",
                "2018/namnd/kommunstyrelsen | Påhittat exempel: feriejobb för ungdomar, antal"
                        + " Uppnått 345 antal – inget värde – inget värde 650 ✓ Har rapporterat tertial 1, tertial 2, tertial 3",
                "2018/namnd/kommunstyrelsen | Nivån gäller hela kommunens utfall. 3 Uppnått 1 Ej uppnått Nyckeltal Nivå"
                        + " Nämndens utfall Kvinnor Män Hela kommunen Rapportering Brukarbedömning hemtjänst",
                "2018/namnd/kommunstyrelsen | är ingen bedömning av nämnden",
                "2018/namnd/kommunstyrelsen | Omsorgen om äldre ska hålla god kvalitet. Delvis uppnått 50 %",
                "2019/namnd/aldreomsorg-norr | Nämnden finns inte detta år.",
                "2018/nyckeltal/ex-nojd-med-maten | Nämndernas egna utfall 2018",
                "2018/nyckeltal/ex-nojd-med-maten | Äldrenämnden norr 85,5 % ✓ Har rapporterat",
            })
    void a_page_tells_of_a_department(String path, String told) {
        assertThat(text(SAMPLES, VASTERAS + path)).contains(told);
    }

    @Test
    void departments_that_no_longer_exist_are_not_listed() {
        assertThat(text(SAMPLES, VASTERAS + "2019/namnd")).doesNotContain("Äldrenämnden norr");
    }

    @Test
    void a_department_that_says_why_there_is_no_value_has_reported_and_others_have_not() {
        String board = text(EVERY_RULE, SCHOOL + "/skola");

        assertThat(board)
                .contains("Trygga elever Inte mätt" + NO_VALUES
                        + "Har rapporterat, men inget värde används Uppgift saknas (bortfall).")
                .contains("Elever per lärare Inte mätt" + NO_VALUES + "Har rapporterat, men inget värde används"
                        + " Uppgiften är återtagen: Uppgiften omfattade fel skolor")
                .contains("7 av 11 nyckeltal rapporterade 2018")
                .contains("Återstår att rapportera", "Mäts 2018 : 2018")
                .contains("Mäts 2018 Inte mätt" + NO_VALUES + "○ Har inte rapporterat");
        assertThat(text(EVERY_RULE, "/sv/9999/skola-2017-2019/2017/namnd/skola"))
                .contains("Mäts 2018 Mäts inte detta år" + NO_VALUES + "Mäts inte detta år");
    }

    @Test
    void an_indicator_leads_to_its_departments_and_each_of_them_back() {
        String indicator = page(SAMPLES, VASTERAS + "2018/nyckeltal/ex-nojd-med-maten");
        String board = page(SAMPLES, VASTERAS + "2018/namnd/aldreomsorg-norr");

        assertThat(indicator).contains("href=\"" + VASTERAS + "2018/namnd/aldreomsorg-norr\"");
        assertThat(board).contains("href=\"" + VASTERAS + "2018/nyckeltal/ex-nojd-med-maten\"");
    }

    @Test
    void an_indicator_of_one_department_has_no_table_of_departments() {
        assertThat(page(SAMPLES, VASTERAS + "2018/nyckeltal/N17461")).doesNotContain("Nämndernas egna utfall");
    }

    @Test
    void observations_that_are_too_many_to_be_published_are_said_to_be() {
        Snapshot leftOut = SampleView.withObservationsLeftOut().now();

        assertThat(text(leftOut, VASTERAS + "2018/nyckeltal/ex-nojd-med-maten"))
                .contains(
                        "Äldrenämnden norr – inget värde ✓ Har rapporterat Nämndens egna uppgifter är fler än vad som kan"
                                + " visas här.");
    }

    @Test
    void pages_as_of_an_earlier_day_lead_to_nothing_that_is_shown_only_as_it_is_now() {
        OrganisationView now = SAMPLES.organisation("1980").orElseThrow();
        AsOf day = new AsOf(
                "2020-03-31", Instant.parse("2020-03-31T21:59:59.999Z"), new Cut(1, 1), false, false, now.observed());
        Snapshot then = new Snapshot(new TreeMap<>(Map.of(
                "1980",
                new OrganisationView("1980", now.frameworks(), now.persons(), Map.of(), "", Optional.of(day)))));

        String area = page(SAMPLES, VASTERAS + "2018/malomrade/kunskap-och-omsorg-1");
        assertThat(area).contains("/utveckling#");
        assertThat(page(then, VASTERAS + "2018/malomrade/kunskap-och-omsorg-1"))
                .contains("?asOf=2020-03-31\"")
                .doesNotContain("/utveckling#");
        assertThat(page(SAMPLES, VASTERAS + "2018/nyckeltal/ex-nojd-med-maten")).contains("/departments.csv");
        assertThat(page(then, VASTERAS + "2018/nyckeltal/ex-nojd-med-maten"))
                .contains("Nämndernas egna utfall")
                .doesNotContain("/departments.csv");
    }

    @ParameterizedTest
    @CsvSource({
        "/sv/1980/vasteras-exempel-2017-2019/2018/namnd/nej",
        "/sv/1980/vasteras-exempel-2017-2019/2018/namnd/kommunstyrelsen/forklaring",
        "/sv/1980/vasteras-exempel-2017-2019/2018/department",
    })
    void what_does_not_exist_is_no_page(String path) {
        assertThat(pages.at(SAMPLES, path)).isEmpty();
    }

    private String page(Snapshot snapshot, String path) {
        return pages.at(snapshot, path).orElseThrow();
    }

    /** Returns what a page says, without its marks. */
    private String text(Snapshot snapshot, String path) {
        return page(snapshot, path)
                .replaceAll("<[^>]*>", " ")
                .replace('\u00a0', ' ')
                .replaceAll("\\s+", " ");
    }
}
