package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.EveryRule;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.view.Snapshot;

/** All years of a framework on one page. */
final class DevelopmentTest {
    private static final Pattern CELL = Pattern.compile("<td class=\"number\">(.*?)</td>", Pattern.DOTALL);
    private static final String SCHOOL = "/sv/" + EveryRule.ORGANISATION + "/" + EveryRule.FRAMEWORK;
    private static final Snapshot SAMPLES = new SampleView().now();

    private final Pages pages = new Pages();

    @Test
    void every_year_has_its_outcome_for_women_and_men_and_those_of_the_period_their_level() {
        String page = page(
                OneIndicator.view(
                                "%",
                                "rule: {kind: improve, direction: higher, baseline: {year: 2016, value: 80}}",
                                "2015 70; 2015 WOMEN 71; 2015 MEN 69; 2016 79; 2017 82; 2018 WOMEN 75; 2019-T1 85;"
                                        + " 2019 FORECAST 90")
                        .now(),
                "/sv/1880/skola-2017-2019/utveckling");

        assertThat(text(page)).contains("Utveckling 2015–2019", "Åren före 2017 ligger före styrmodellens period");
        assertThat(cells(page, "Målområdet"))
                .containsExactly(
                        "– bedöms inte", "– bedöms inte", "Fortsätt så 100 %", "Kan inte bedömas", "Fortsätt så 100 %");
        assertThat(cells(page, "Nyckeltal</a>"))
                .containsExactly(
                        "70", "80", "82 Fortsätt så", "– inget värde Inte mätt", "85 Fortsätt så utfall hittills");
        assertThat(cells(page, "Kvinnor"))
                .containsExactly("71", "– inget värde", "– inget värde", "75", "– inget värde");
        assertThat(cells(page, "Män"))
                .containsExactly("69", "– inget värde", "– inget värde", "– inget värde", "– inget värde");
        assertThat(text(page)).contains("För 2016 visas det utgångsvärde som står i styrmodellen");
    }

    @Test
    void orebro_has_all_goal_areas_and_indicators_from_the_first_year_of_its_history() {
        String page = page(SAMPLES, "/sv/1880/orebro-2017-2019/utveckling");
        String index = page(SAMPLES, "/sv/1880/orebro-2017-2019/2019/nyckeltal");

        assertThat(text(page)).contains("Utveckling 2014–2019");
        assertThat(page.split("id=\"table-", -1)).hasSize(1 + 15);
        assertThat(index.split(" id=\"row-", -1)).hasSize(1 + 64);
        Pattern.compile(" id=\"row-([^\"]+)\"")
                .matcher(index)
                .results()
                .map(row -> row.group(1))
                .forEach(id -> assertThat(page).contains("/2019/nyckeltal/" + id + "\""));
    }

    @Test
    void the_picture_and_a_goal_area_lead_to_it() {
        assertThat(page(SAMPLES, "/en/1880/orebro-2017-2019/2018"))
                .contains("href=\"/en/1880/orebro-2017-2019/development\"");
        assertThat(page(EveryRule.view().now(), SCHOOL + "/2018/malomrade/barn-1"))
                .contains("href=\"" + SCHOOL + "/utveckling#barn-1\"");
    }

    private String page(Snapshot snapshot, String path) {
        return pages.at(snapshot, path).orElseThrow();
    }

    /** Returns the cells of the first row whose head has {@code head}. */
    private static List<String> cells(String page, String head) {
        int start = page.indexOf(head, page.indexOf("<tbody>"));
        return CELL.matcher(page.substring(start, page.indexOf("</tr>", start)))
                .results()
                .map(cell -> text(cell.group(1)))
                .toList();
    }

    private static String text(String page) {
        return page.replaceAll("<[^>]*>", " ")
                .replace('\u00a0', ' ')
                .replaceAll("\\s+", " ")
                .strip();
    }
}
