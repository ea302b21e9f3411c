package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.view.Snapshot;

final class PagesTest {
    private static final Snapshot SNAPSHOT = new SampleView().now();
    private static final String EXPLANATION = "/sv/1980/vasteras-exempel-2017-2019/2018/nyckeltal/N17461/forklaring";
    private static final String EXPLANATION_IN_ENGLISH =
            "/en/1980/vasteras-exempel-2017-2019/2018/indicator/N17461/explanation";
    private static final Pattern PLACE =
            Pattern.compile("(?:pictures|indicator-observations|indicator-events)-\\d+-\\d+");

    private final Pages pages = new Pages();

    @Test
    void everyLinkWithinThePagesLeadsToAPage() {
        assertThat(EveryPage.of(pages, SNAPSHOT)).hasSizeGreaterThan(900);
    }

    @Test
    void whatDoesNotExistIsNoPage() {
        assertThat(pages.at(SNAPSHOT, "/sv/1880/orebro-2017-2019/2025")).isEmpty();
        assertThat(pages.at(SNAPSHOT, "/sv/1880/orebro-2017-2019/2018/malomrade/nej"))
                .isEmpty();
        assertThat(pages.at(SNAPSHOT, "/en/1880/orebro-2017-2019/2018/malomrade/hallbar-tillvaxt-1"))
                .isEmpty();
        assertThat(pages.at(SNAPSHOT, "/de")).isEmpty();
    }

    @Test
    void anExplanationTellsHowManyEventsAreTooManyToBeShown() {
        Snapshot leftOut = SampleView.withObservationsLeftOut().now();

        assertThat(pages.at(leftOut, EXPLANATION).orElseThrow())
                .contains("De 3 händelserna visas inte här")
                .doesNotContain("Ingen har rapporterat");
        assertThat(pages.at(leftOut, EXPLANATION_IN_ENGLISH).orElseThrow())
                .contains("The 3 events are not shown here")
                .doesNotContain("Nobody has reported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EXPLANATION,
                "/sv/1880/orebro-2017-2019/2018/forklaring",
                "/sv/1880/orebro-2017-2019/2018/malomrade/hallbar-tillvaxt-1/forklaring"
            })
    void anExplanationAnswersFirstAndFoldsAwayWhereThingsLieInKafka(String path) {
        String page = pages.at(SNAPSHOT, path).orElseThrow();
        String unfolded = page.substring(0, page.indexOf("<details>"));

        assertThat(PLACE.matcher(unfolded).find()).isFalse();
        assertThat(PLACE.matcher(page).find()).isTrue();
        assertThat(unfolded.indexOf("id=\"answer\"")).isBetween(0, unfolded.indexOf("id=\"sum\""));
    }

    @Test
    void anExplanationOfAnIndicatorHasItsEventsAfterTheSum() {
        String page = pages.at(SNAPSHOT, EXPLANATION).orElseThrow();

        assertThat(page.indexOf("id=\"sum\"")).isBetween(0, page.indexOf("id=\"events-section\""));
        assertThat(page.indexOf("id=\"events-section\"")).isLessThan(page.indexOf("<details>"));
    }

    @Test
    void theFirstPageTellsCountsBeforeAnyMean() {
        String page = pages.at(SNAPSHOT, "/").orElseThrow();
        assertThat(page).contains("Exempelberäkning, inte kommunens bedömning");
        assertThat(page.indexOf("målområden:")).isBetween(0, page.indexOf("Medelvärde av målområdena"));
    }
}
