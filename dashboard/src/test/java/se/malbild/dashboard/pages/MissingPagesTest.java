package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.dashboard.EveryRule;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.view.Snapshot;

/** What is left to report, on pages. */
class MissingPagesTest {
    private static final Snapshot WITHHELD = SampleView.ofVasterasWithout(
                    cell -> cell.department().equals("teknik"))
            .now();
    private static final String VASTERAS = "/sv/1980/vasteras-exempel-2017-2019/2018/";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2018-05-20 | aterstar | 6 återstår varav försenade 0",
                "2018-05-21 | aterstar | 6 återstår varav försenade 2",
                "2018-05-21 | aterstar | Läget gäller 21 maj 2018.",
                "2018-05-21 | aterstar | Tekniska nämnden Nyckeltal Återstår Sista dag Påhittat exempel: feriejobb för"
                        + " ungdomar, antal 2018-T1 ○ Försenat, sista dag var 20 maj 2018",
                "2018-05-21 | aterstar | 2018-T2 Sista dag är 20 september 2018",
                "2018-05-21 | aterstar | Kommunstyrelsen Inget återstår.",
                "2018-05-21 | aterstar/teknik | Tekniska nämnden Återstår att rapportera 2018",
                "2018-05-21 | aterstar/teknik | Påminnelse att skicka till nämnden Tekniska nämnden har inte"
                        + " rapporterat",
                "2018-05-21 | aterstar/kommunstyrelsen | 0 återstår varav försenade 0",
            })
    void a_page_tells_what_is_left_on_a_day(LocalDate day, String path, String told) {
        assertThat(text(WITHHELD, day, VASTERAS + path)).contains(told);
    }

    @ParameterizedTest
    @CsvSource({"aterstar", "aterstar/teknik"})
    void the_next_day_a_page_tells_of_that_day(String path) {
        AtomicReference<LocalDate> today = new AtomicReference<>(LocalDate.parse("2018-05-20"));
        Pages pages = new Pages(Optional.empty(), false, today::get);
        assertThat(pages.at(WITHHELD, VASTERAS + path).orElseThrow()).doesNotContain("Försenat");

        today.set(LocalDate.parse("2018-05-21"));

        assertThat(pages.at(WITHHELD, VASTERAS + path).orElseThrow()).contains("Försenat");
    }

    @Test
    void a_department_and_all_of_them_lead_to_it() {
        assertThat(page(WITHHELD, LocalDate.EPOCH, VASTERAS + "namnd/teknik"))
                .contains("href=\"" + VASTERAS + "aterstar/teknik\"");
        assertThat(page(WITHHELD, LocalDate.EPOCH, VASTERAS + "namnd")).contains("href=\"" + VASTERAS + "aterstar\"");
    }

    @Test
    void the_page_of_a_department_has_the_same_also_of_what_is_reported_in_part() {
        Snapshot inPart = SampleView.ofVasterasWithout(cell -> cell.department().equals("teknik")
                        && cell.period().toString().equals("2018-T2"))
                .now();

        assertThat(text(inPart, LocalDate.EPOCH, VASTERAS + "namnd/teknik"))
                .contains("Återstår att rapportera Påhittat exempel: feriejobb för ungdomar, antal : 2018-T2")
                .doesNotContain("Inget återstår.");
        assertThat(text(inPart, LocalDate.EPOCH, VASTERAS + "namnd")).contains("Tekniska nämnden 0 2 1 1 tertial 1");
        assertThat(text(inPart, LocalDate.EPOCH, VASTERAS + "aterstar")).contains("1 återstår varav försenade 0");
    }

    @Test
    void what_is_reported_without_a_value_is_not_left() {
        assertThat(text(EveryRule.view().now(), LocalDate.EPOCH, "/sv/9999/skola-2017-2019/2018/aterstar/skola"))
                .contains("Mäts 2018 2018 Styrmodellen anger ingen sista dag")
                .doesNotContain("Trygga elever");
    }

    @ParameterizedTest
    @CsvSource({"aterstar/nej", "aterstar/teknik/forklaring", "missing"})
    void what_does_not_exist_is_no_page(String path) {
        assertThat(pages(LocalDate.EPOCH).at(WITHHELD, VASTERAS + path)).isEmpty();
    }

    private static Pages pages(LocalDate day) {
        return new Pages(Optional.empty(), false, () -> day);
    }

    private static String page(Snapshot snapshot, LocalDate day, String path) {
        return pages(day).at(snapshot, path).orElseThrow();
    }

    /** Returns what a page says, without its marks. */
    private static String text(Snapshot snapshot, LocalDate day, String path) {
        return page(snapshot, day, path)
                .replaceAll("<[^>]*>", " ")
                .replace('\u00a0', ' ')
                .replaceAll("\\s+", " ");
    }
}
