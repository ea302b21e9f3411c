package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.EveryRule;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.view.Snapshot;

/** Two municipalities side by side on a page. */
final class ComparisonPagesTest {
    private static final Snapshot SAMPLES = new SampleView().now();
    private static final String CHOICE = "/sv/1880/orebro-2017-2019/jamforelse";
    private static final String COMPARISON = CHOICE + "/1980/vasteras-exempel-2017-2019";

    private final Pages pages = new Pages();

    @Test
    void the_first_page_leads_to_the_comparison_by_the_choice_of_a_municipality() {
        assertThat(page("/sv")).contains("href=\"" + CHOICE + "\"");
        assertThat(page(CHOICE)).contains("href=\"" + COMPARISON + "\"").contains("Västerås stad: ");
        assertThat(pages.at(
                                EveryRule.view().now(),
                                "/sv/" + EveryRule.ORGANISATION + "/" + EveryRule.FRAMEWORK + "/jamforelse")
                        .orElseThrow())
                .contains("Ingen annan kommun har en målbild här.");
    }

    @Test
    void both_outcomes_and_levels_stand_in_the_same_row_and_what_differs_is_told() {
        String text = text(page(COMPARISON));

        assertThat(text)
                .contains("Örebro kommun och Västerås stad")
                .contains("5 gemensamma nyckeltal")
                .contains("Kommunerna bedömer efter olika skalor.")
                .contains("Västerås stad: Påhittat exempel: målen, målvärdena, nämnderna")
                .contains("så nivåerna säger inte samma sak.");
        String table = page(COMPARISON);
        String row = between(between(table, "id=\"table-N17461\"", "</table>"), "<th scope=\"row\">2018", "</tr>");
        String orebro = page("/sv/1880/orebro-2017-2019/2018/nyckeltal/N17461");
        String vasteras = page("/sv/1980/vasteras-exempel-2017-2019/2018/nyckeltal/N17461");
        assertThat(data(row)).isEqualTo(data(outcome(orebro)) + " " + data(outcome(vasteras)));
        assertThat(text(row)).contains("Fortsätt så").containsPattern("ppnått");
    }

    @Test
    void the_second_has_marks_of_its_own_scale() {
        String page = page(COMPARISON);

        Pattern.compile("<use href=\"#([^\"]+)\"")
                .matcher(page)
                .results()
                .map(use -> use.group(1))
                .distinct()
                .forEach(mark -> assertThat(page).contains("<symbol id=\"" + mark + "\""));
        assertThat(page).contains("#mark-other-uppnatt");
    }

    @Test
    void what_does_not_exist_is_no_page() {
        assertThat(pages.at(SAMPLES, CHOICE + "/1880/orebro-2017-2019")).isEmpty();
        assertThat(pages.at(SAMPLES, CHOICE + "/1980/nej")).isEmpty();
        assertThat(pages.at(SAMPLES, CHOICE + "/1980")).isEmpty();
        assertThat(pages.at(SAMPLES, "/en/1880/orebro-2017-2019/jamforelse")).isEmpty();
    }

    private String page(String path) {
        return pages.at(SAMPLES, path).orElseThrow();
    }

    private static String outcome(String page) {
        return between(page, "<p class=\"value\">", "</p>");
    }

    /** Returns the exact numbers of {@code html}. */
    private static String data(String html) {
        return Pattern.compile("<data value=\"([^\"]+)\"")
                .matcher(html)
                .results()
                .map(data -> data.group(1))
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    private static String between(String page, String from, String to) {
        int start = page.indexOf(from);
        assertThat(start).as(from).isNotNegative();
        return page.substring(start, page.indexOf(to, start));
    }

    private static String text(String page) {
        return page.replaceAll("<[^>]*>", " ").replace('\u00a0', ' ').replaceAll("\\s+", " ");
    }
}
