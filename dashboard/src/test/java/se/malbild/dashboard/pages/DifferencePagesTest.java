package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.view.Snapshot;

/** Two years side by side on a page. */
final class DifferencePagesTest {
    private static final Snapshot SAMPLES = new SampleView().now();
    private static final String VASTERAS = "/sv/1980/vasteras-exempel-2017-2019";

    private final Pages pages = new Pages();

    @Test
    void the_picture_and_the_development_lead_to_every_earlier_year() {
        for (String page : new String[] {"/2019", "/utveckling"}) {
            assertThat(page(VASTERAS + page))
                    .contains("href=\"" + VASTERAS + "/2019/sedan/2017\"")
                    .contains("href=\"" + VASTERAS + "/2019/sedan/2018\"");
        }
        assertThat(page(VASTERAS + "/2017")).doesNotContain("/sedan/");
    }

    @Test
    void what_is_different_stands_with_what_it_follows_from() {
        String swedish = text(page(VASTERAS + "/2018/sedan/2017"));
        assertThat(swedish)
                .contains("Skillnader mellan 2017 och 2018")
                .contains("målvärde 72,0 % → 73,5 %; Barn- och utbildningsnämnden: Gymnasieelever med examen inom 4 år,"
                        + " hemkommun, andel (%) 2018")
                .doesNotContain("Äldrenämnden norr: ");
        assertThat(text(page("/en/1980/vasteras-exempel-2017-2019/2018/since/2017")))
                .contains("Differences between 2017 and 2018")
                .contains("target 72.0% → 73.5%; ", "pupils with a diploma within four years");
    }

    @Test
    void only_an_earlier_year_of_the_framework_can_be_compared_with() {
        for (String year : new String[] {"2018", "2019", "2016", "02017", "x"}) {
            assertThat(pages.at(SAMPLES, VASTERAS + "/2018/sedan/" + year))
                    .as(year)
                    .isEmpty();
        }
        assertThat(pages.at(SAMPLES, VASTERAS + "/2018/sedan")).isEmpty();
        assertThat(pages.at(SAMPLES, VASTERAS + "/2018/since/2017")).isEmpty();
        assertThat(pages.at(SAMPLES, VASTERAS + "/2018/sedan/2017/forklaring")).isEmpty();
    }

    private String page(String path) {
        return pages.at(SAMPLES, path).orElseThrow();
    }

    private static String text(String page) {
        return page.replaceAll("<[^>]+>", " ").replaceAll("[\\s\u00a0]+", " ");
    }
}
