package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.Snapshot;

final class PagesTest {
    private static final Snapshot SNAPSHOT = new SampleView().now();
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
    void theFirstPageTellsCountsBeforeAnyMean() {
        String page = pages.at(SNAPSHOT, "/").orElseThrow();
        assertThat(page).contains("Exempelberäkning, inte kommunens bedömning");
        assertThat(page.indexOf("målområden:")).isBetween(0, page.indexOf("Medelvärde av målområdena"));
    }
}
