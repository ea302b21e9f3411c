package se.malbild.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.malbild.goals.Language;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.picture.Picture;

/** The table of Örebro's picture of 2018. */
final class PictureTableTest {

    @Test
    void a_goal_area_tells_whether_its_level_stands() throws InvalidFrameworkException {
        List<Map<String, String>> rows = CsvRows.byName(table(Language.SV), ';');

        assertThat(row(rows, "1880"))
                .containsEntry("Står fast", "")
                .containsEntry("Avgörande nyckeltal", "")
                .containsEntry("Nivå, lika vikter", "")
                .containsEntry("Nivå, bara egen rådighet", "");
        assertThat(row(rows, "hallbar-tillvaxt-2"))
                .containsEntry("Nivå", "Fortsätt så")
                .containsEntry("Står fast", "Ja")
                .containsEntry("Avgörande nyckeltal", "")
                .containsEntry("Nivå, lika vikter", "Fortsätt så")
                .containsEntry("Nivå, bara egen rådighet", "Fortsätt så");
        assertThat(row(rows, "trygg-valfard-2"))
                .containsEntry("Nivå", "Mer behövs")
                .containsEntry("Står fast", "Nej")
                .containsEntry(
                        "Avgörande nyckeltal",
                        "Bostäder som beviljats bygglov under de senaste två åren, antal/1 000 inv")
                .containsEntry("Nivå, lika vikter", "Mer behövs")
                .containsEntry("Nivå, bara egen rådighet", "Mäts inte detta år");
        assertThat(row(CsvRows.byName(table(Language.EN), ','), "hallbar-tillvaxt-4"))
                .containsEntry("Stands", "Yes")
                .containsEntry("Level, own control only", "");
    }

    private static byte[] table(Language language) throws InvalidFrameworkException {
        Picture picture = Pictures.of(
                        List.of(FrameworkVersion.read(SampleEvents.framework("orebro-2017-2019"))),
                        SampleEvents.of("1880"))
                .get(new Pictures.Key("1880", "orebro-2017-2019", 2018));
        return PictureTable.of(List.of(picture), Optional.empty(), language);
    }

    private static Map<String, String> row(List<Map<String, String>> rows, String id) {
        return rows.stream().filter(row -> row.get("Id").equals(id)).findFirst().orElseThrow();
    }
}
