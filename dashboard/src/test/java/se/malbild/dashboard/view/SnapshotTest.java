package se.malbild.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import se.malbild.dashboard.SampleView;

class SnapshotTest {
    private final Snapshot snapshot = new SampleView().now();

    @Test
    void the_sample_shows_its_two_organisations_with_their_years() {
        assertThat(snapshot.organisations()).containsOnlyKeys("1880", "1980");
        FrameworkView orebro = snapshot.organisation("1880").orElseThrow().latest();

        assertThat(orebro.framework().id()).isEqualTo("orebro-2017-2019");
        assertThat(orebro.pictures()).containsOnlyKeys(2017, 2018, 2019);
        assertThat(orebro.latestYear()).isEqualTo(2019);
        assertThat(orebro.indicators()).hasSameSizeAs(orebro.framework().indicators());
        assertThat(orebro.history("N00914")).containsOnlyKeys(2017, 2018, 2019);
        assertThat(orebro.history("N00914").get(2018).value().observations()).isNotEmpty();
    }
}
