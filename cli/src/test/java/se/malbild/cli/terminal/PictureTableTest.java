package se.malbild.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.dashboard.pages.PageLanguage;
import se.malbild.goals.Language;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.picture.Picture;

class PictureTableTest {
    /** A day as a file, an option or a page has it is the same day in the table. */
    @ParameterizedTest
    @CsvSource({
        "2019-07-01, 2019-07-01, 1 juli 2019",
        "2019-01-01, 2019-01-01, 1 januari 2019",
        "2019-07-01 23:59, 2019-07-01, 1 juli 2019",
        "2019-06-30T22:00:00Z, 2019-07-01, 1 juli 2019"
    })
    void given_a_time_then_the_table_and_the_page_show_its_day_in_sweden(String given, String day, String onThePage)
            throws Exception {
        Instant observedAt = new TimeConverter().convert(given);
        Picture picture = picture(observedAt);

        assertThat(new PictureTable(Language.SV, false).of(picture).lines()).contains("Uppgifter till och med " + day);
        assertThat(new PictureTable(Language.EN, false).of(picture).lines()).contains("Observations through " + day);
        assertThat(new PageLanguage(Language.SV).day(picture.observedThrough().orElseThrow()))
                .isEqualTo(onThePage);
    }

    @Test
    void a_picture_names_its_municipality_and_tells_an_outcome_so_far_from_the_forecast_of_the_whole_year()
            throws Exception {
        Picture picture = picture(
                observation("e1", "2018-Q1", Kind.OUTCOME, "60"), observation("e2", "2018", Kind.FORECAST, "80"));

        assertThat(new PictureTable(Language.SV, false).of(picture).lines())
                .startsWith("Vägen mot våra mål 2017–2019, 2018, Örebro kommun")
                .anyMatch(line -> line.startsWith("   Utfall hittills; prognos helår: "));
        assertThat(new PictureTable(Language.EN, false).of(picture).lines())
                .startsWith("The road to our goals 2017–2019, 2018, Örebro Municipality")
                .anyMatch(line -> line.startsWith("   Outcome so far; forecast for the whole year: "));
    }

    private static Picture picture(Instant observedAt) throws Exception {
        return picture(new ObservationDraft()
                .eventId("e1")
                .organisation("1880")
                .indicator("N00914")
                .department("kommunstyrelsen")
                .year(2018)
                .value("61")
                .observedAt(observedAt)
                .build());
    }

    private static Observation observation(String id, String period, Kind kind, String value) throws Exception {
        return new ObservationDraft()
                .eventId(id)
                .organisation("1880")
                .indicator("N00914")
                .department("kommunstyrelsen")
                .year(2018)
                .period(period)
                .kind(kind)
                .value(value)
                .observedAt(Instant.parse("2018-09-01T10:00:00Z"))
                .build();
    }

    private static Picture picture(Observation... observations) throws Exception {
        List<FrameworkVersion> frameworks = new ArrayList<>();
        for (String document : ShippedFrameworks.documents()) {
            frameworks.add(FrameworkVersion.read(document));
        }
        return Pictures.of(frameworks, List.of(observations)).get(new Pictures.Key("1880", "orebro-2017-2019", 2018));
    }
}
