package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.view.Snapshot;

final class PagesTest {
    private static final Snapshot SNAPSHOT = new SampleView().now();
    private static final String EXPLANATION = "/sv/1980/vasteras-exempel-2017-2019/2018/nyckeltal/N17461/forklaring";
    private static final String EXPLANATION_IN_ENGLISH =
            "/en/1980/vasteras-exempel-2017-2019/2018/indicator/N17461/explanation";
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

    @Test
    void theFirstPageTellsCountsBeforeAnyMean() {
        String page = pages.at(SNAPSHOT, "/").orElseThrow();
        assertThat(page).contains("Exempelberäkning, inte kommunens bedömning");
        assertThat(page.indexOf("målområden:")).isBetween(0, page.indexOf("Medelvärde av målområdena"));
    }
}
