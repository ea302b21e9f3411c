package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of what was known earlier and of what has changed, as they are of the demo's data. */
final class PastPagesIT {
    @TempDir
    private static Path data;

    private static DemoPages demo;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        demo = DemoPages.start(data);
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void every_kind_of_page_is_valid() throws Exception {
        HtmlChecker checker = new HtmlChecker(folder);
        for (String path : DemoPages.EVERY_KIND) {
            checker.add(path, demo.get(path));
        }
        checker.requireValid();
    }

    @Test
    void axe_finds_nothing_and_no_page_scrolls_sideways_at_320_pixels() {
        try (Chromium chromium = Chromium.start()) {
            PageChecks checks = new PageChecks(chromium, demo::url);

            assertThat(checks.foundByAxe(DemoPages.EVERY_KIND, ColorScheme.LIGHT))
                    .isEmpty();
            assertThat(checks.tooWide(DemoPages.EVERY_KIND)).isEmpty();
        }
    }

    @Test
    void the_pictures_of_two_periods_lead_to_each_other() throws Exception {
        assertThat(demo.get("/sv/1980"))
                .contains("<h1>Målbild 2021</h1>", "Påhittat exempel: målen")
                .contains("href=\"/sv/1980/vasteras-exempel-2017-2019/2019\"");
        assertThat(demo.get("/sv/1980/vasteras-exempel-2017-2019/2018"))
                .contains("href=\"/sv/1980/vasteras-exempel-2020-2023/2021\"");
        assertThat(demo.get("/en/1980/vasteras-exempel-2017-2019/2018/indicator/N02797"))
                .contains("href=\"/en/1980/vasteras-exempel-2020-2023/2021/indicator/N02797\"");
        assertThat(demo.get("/v1/organisations/1980").split("\"latest\":", -1)).hasSize(3);
    }

    @Test
    void the_ledger_tells_what_board_and_calculation_gave_over_two_years() throws Exception {
        String ledger = text(demo.get("/sv/1980/vasteras-exempel-2017-2019/bedomningar"));

        assertThat(ledger)
                .contains("2017 Målområden Styrelsen Beräkningen Uppnått 1 1 Delvis uppnått 3 2 Ej uppnått 0 1 ")
                .contains("2018 Målområden Styrelsen Beräkningen Uppnått 3 3 Delvis uppnått 0 1 Ej uppnått 1 0 ")
                .contains("Påhittat exempel: renoveringarna var beslutade och påverkar bara ett år.")
                .contains("Påhittat exempel: färre än förut är nöjda med hemtjänsten");
    }

    @Test
    void a_year_of_the_demo_was_closed_reopened_and_closed_again_and_real_goals_have_no_decisions() throws Exception {
        assertThat(text(demo.get("/sv/1980/vasteras-exempel-2017-2019/2017/beslut")))
                .containsSubsequence(
                        "Stängt : Anna Exempel (påhittad), ledningskontoret, 22 mars 2018",
                        "Öppnat igen : Anna Exempel (påhittad), ledningskontoret, 24 april 2018",
                        "kommunstyrelsen har rättat antalet feriejobb på sommaren",
                        "Stängt : Anna Exempel (påhittad), ledningskontoret, 2 maj 2018")
                .doesNotContain("Stängdes fast", "Inte klarmarkerat");
        assertThat(demo.get("/sv/1980/vasteras-exempel-2017-2019/2017"))
                .contains("Sidan visar bokslutet.", "Påhittat exempel: målen");
        assertThat(demo.get("/sv/1880/orebro-2017-2019/2018/beslut")).contains("Inget är beslutat om året.");
        assertThat(demo.get("/sv/1880/orebro-2017-2019/2018")).contains("Exempelberäkning, inte kommunens bedömning");
    }

    private static String text(String page) {
        return page.replaceAll("<[^>]+>", " ").replaceAll("[\\s\u00a0]+", " ");
    }

    @Test
    void two_versions_say_who_applied_them_and_what_they_do() throws Exception {
        String page = demo.get("/sv/1980/vasteras-exempel-2017-2019/2018/versioner/1/2")
                .replaceAll("<[^>]+>", " ")
                .replaceAll("[\\s\u00a0]+", " ");

        assertThat(page)
                .contains("malbild demo, 12 november 2018 . Påhittat exempel: målvärdena för feriejobb")
                .contains("(beslut: Påhittat exempel, § 118)")
                .contains("Målvärde 2018 720 650 ")
                .contains("Målvärde 2019 770 700 ")
                .doesNotContain("Målvärde 2017");
        assertThat(page).contains("Ändrat i målbilden 2018 Vad Version 1 Version 2 ");
    }
}
