package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.dashboard.SampleDecisions;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.view.Snapshot;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.DecisionYear;

class DecidedPagesTest {
    private static final String VASTERAS = "/sv/1980/vasteras-exempel-2017-2019";
    private static final String AREA = "/malomrade/hallbar-stad-1";
    private static final DecisionYear YEAR = new DecisionYear("1980", "vasteras-exempel-2017-2019", 2018);
    private static final String LATE = "exempel-feriejobb-kultur-och-fritid-2018-T3";
    private static final Snapshot DECIDED = SampleView.decided().now();

    private final Pages pages = new Pages();

    private String led(Snapshot snapshot, String path) {
        return pages.at(snapshot.withClosedPictures(), path).orElseThrow();
    }

    private String led(String path) {
        return led(DECIDED, path);
    }

    private String live(String path) {
        return pages.at(DECIDED, path).orElseThrow();
    }

    private static String value(String page) {
        return page.substring(page.indexOf("class=\"big\""), page.indexOf("class=\"of-year\""));
    }

    @Test
    void a_closed_year_is_shown_as_it_was_closed_and_one_click_away_as_it_is_now() {
        String indicator = VASTERAS + "/2018/nyckeltal/ex-feriejobb";

        assertThat(value(led(indicator))).isNotEqualTo(value(live(indicator)));
        assertThat(value(live(indicator)))
                .isEqualTo(value(pages.at(new SampleView().now(), indicator).orElseThrow()));
        assertThat(led(indicator))
                .contains(
                        "Sidan visar bokslutet.",
                        "href=\"" + indicator + "?picture=live\"",
                        "Ändrat efter bokslut, nu:");
        assertThat(live(indicator))
                .contains("Sidan visar hur det ser ut nu, efter bokslutet.", "href=\"" + VASTERAS + "/2018\"")
                .doesNotContain("Ändrat efter bokslut, nu:");
    }

    @Test
    void beside_each_line_that_differs_it_says_so_and_beside_no_other() {
        String picture = led(VASTERAS + "/2018");

        assertThat(row(picture, "hallbar-stad-1")).contains("ändrat efter bokslut, nu:");
        assertThat(row(picture, "hallbar-stad-2")).doesNotContain("ändrat efter bokslut");
        assertThat(row(live(VASTERAS + "/2018"), "hallbar-stad-1")).doesNotContain("ändrat efter bokslut");
    }

    private static String row(String page, String area) {
        int from = page.indexOf("id=\"row-" + area + "\"");
        return page.substring(from, page.indexOf("</tr>", from));
    }

    @Test
    void what_has_changed_is_told_with_the_closed_and_the_present_value() {
        String decisions = led(VASTERAS + "/2018/beslut");
        String changes = decisions.substring(decisions.indexOf("id=\"changes\""));

        assertThat(changes.substring(0, changes.indexOf("</section>")))
                .contains("feriejobb för ungdomar", "Bokslutet", "Nu");
        assertThat(led(VASTERAS + "/2017/beslut")).contains("Ingenting i målbilden har ändrats sedan året stängdes.");
    }

    @Test
    void a_judgement_stands_signed_beside_the_computed_level_with_indicators_and_reason() {
        assertThat(led(VASTERAS + "/2018" + AREA))
                .contains(
                        "Samlad bedömning",
                        "Avviker från beräkningen.",
                        "Värdet kom för sent.",
                        VASTERAS + "/2018/nyckeltal/ex-feriejobb\"",
                        "Trygghet <em>före</em> antal.",
                        "Anna Ek, ledningskontoret, 1 mars 2019, Ks 217/2019");
        assertThat(row(led(VASTERAS + "/2018"), "hallbar-stad-1")).contains("bedömt, avviker:");
        assertThat(row(led(VASTERAS + "/2018"), "hallbar-stad-2")).contains("bedömt:");
    }

    @Test
    void comments_are_signed_by_their_department() {
        assertThat(led(VASTERAS + "/2018" + AREA))
                .contains(
                        "<p><strong>Analys</strong></p>",
                        "<li>Fler platser</li>",
                        "Den sista rapporten kommer i april.",
                        "Bo Lind, Kultur- och fritidsnämnden, 1 mars 2019, Ks 217/2019");
        assertThat(led(VASTERAS + "/2018"))
                .contains("<a href=\"https://example.org/rapport\">rapporten</a>", "Året var bra.");
    }

    @Test
    void what_is_written_does_no_harm() {
        Snapshot hostile = SampleView.decided(
                        new SampleDecisions(YEAR)
                                .commented(
                                        "hallbar-stad-1",
                                        "kultur-och-fritid",
                                        "<script>window.harmed=1</script>\n\n[x](javascript:alert(1)) ![y](http://example.org/p.png)"))
                .now();

        assertThat(led(hostile, VASTERAS + "/2018" + AREA))
                .contains("&lt;script&gt;window.harmed=1&lt;/script&gt;")
                .doesNotContain("<script>window", "javascript:", "p.png");
    }

    @Test
    void who_is_ready_is_told_of_every_department() {
        String decisions = led(VASTERAS + "/2018/beslut");
        String ready = decisions.substring(decisions.indexOf("id=\"ready\""));

        assertThat(ready.substring(0, ready.indexOf("</table>")))
                .contains("Kultur- och fritidsnämnden", "Bo Lind", "Tekniska nämnden", "Inte klarmarkerat");
    }

    @Test
    void whoever_closes_is_shown_the_hash_of_the_picture_of_now() {
        String hash = ClosedPicture.sha256(SampleView.vasteras(2018));

        assertThat(led(VASTERAS + "/2018/beslut"))
                .contains("<strong>" + hash.substring(0, 8) + "</strong>" + hash.substring(8));
    }

    @Test
    void a_year_that_is_open_again_says_so_and_is_shown_as_it_is_now() {
        Snapshot reopened = SampleView.decided(new SampleDecisions(YEAR)
                        .closed(SampleView.vasteras(2018, LATE))
                        .reopened("Ett värde kom för sent."))
                .now();

        assertThat(led(reopened, VASTERAS + "/2018"))
                .contains("Året har varit stängt och är öppnat igen:", "Ett värde kom för sent.")
                .doesNotContain("ändrat efter bokslut");
        assertThat(led(VASTERAS + "/2017/beslut"))
                .contains("Öppnat igen", "Kommunstyrelsen har rättat antalet feriejobb.");
    }

    @Test
    void a_closing_whose_picture_was_changed_is_not_shown_for_the_picture() {
        ClosedPicture right = ClosedPicture.of(SampleView.vasteras(2018, LATE));
        ClosedPicture damaged = new ClosedPicture(right.gzip(), "0".repeat(64));
        Snapshot view =
                SampleView.decided(new SampleDecisions(YEAR).closed(damaged)).now();

        assertThat(led(view, VASTERAS + "/2018")).contains("går inte att läsa här, så sidan visar hur det ser ut nu");
    }

    @Test
    void the_notice_gives_way_to_the_judgement_of_the_whole_and_only_to_that() {
        String notice = "Påhittat exempel: målen, målvärdena";
        Snapshot judged = SampleView.decided(new SampleDecisions(YEAR).judged("", "uppnatt", "uppnatt", ""))
                .now();

        assertThat(led(judged, VASTERAS + "/2018"))
                .contains("Kommunen har bedömt året som helhet: Uppnått (Anna Ek")
                .doesNotContain(notice);
        assertThat(led(judged, VASTERAS + "/2017")).contains(notice);
        assertThat(led(VASTERAS + "/2018")).contains(notice);
    }

    @Test
    void the_ledger_counts_what_board_and_calculation_gave_the_same_goal_areas() {
        String ledger = led(VASTERAS + "/bedomningar");
        Subject subject = Pages.subject(DECIDED.organisation("1980").orElseThrow(), VASTERAS + "/2018")
                .orElseThrow();

        List<JudgementsPage.Year> years = new JudgementsPage(subject).years();
        assertThat(years).extracting(year -> year.of().year()).containsExactly(2017, 2018);
        assertThat(years.get(1).counts())
                .extracting(count -> count.level().id() + " " + count.judged() + " " + count.computed())
                .containsExactly("uppnatt 1 1", "delvis-uppnatt 1 0", "ej-uppnatt 0 1");
        assertThat(years.get(1).departures()).hasSize(2);
        assertThat(ledger).contains("Ingen bedömning avviker från beräkningen.", "Värdet kom för sent.");
    }

    @Test
    void where_nothing_is_decided_the_pages_say_so() {
        assertThat(led("/sv/1880/orebro-2017-2019/2018/beslut"))
                .contains("Inget är beslutat om året.", "Året är inte stängt.");
        assertThat(led("/sv/1880/orebro-2017-2019/bedomningar")).contains("Styrelsen har inte bedömt något år.");
        assertThat(led("/sv/1880/orebro-2017-2019/2018")).contains("Exempelberäkning, inte kommunens bedömning");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sv", "/en"})
    void every_link_leads_to_a_page_also_after_closing(String language) {
        Map<String, String> all = EveryPage.of(pages, DECIDED);

        assertThat(all.keySet())
                .filteredOn(path -> path.startsWith(language))
                .anyMatch(path -> path.endsWith("?picture=live"));
    }

    @Test
    void what_explains_a_closed_year_is_about_the_picture_of_now() {
        Optional<String> explained = pages.at(DECIDED.withClosedPictures(), VASTERAS + "/2018" + AREA + "/forklaring");

        assertThat(explained.orElseThrow()).contains("Sidan visar hur det ser ut nu, efter bokslutet.");
    }
}
