package se.malbild.report.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.malbild.goals.Language;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.observation.Observation;
import se.malbild.report.SampleReport;
import se.malbild.report.output.ReportFormat;

/** What reports say. */
final class ReportContentTest {

    private static String said(ReportBasis basis, Language language) {
        return new String(ReportFormat.HTML.write(ReportContent.of(basis, language)), StandardCharsets.UTF_8)
                .replaceAll("(?s)<style>.*?</style>", "")
                .replaceAll("<[^>]+>", " ")
                .replaceAll("[\\s\u00a0]+", " ");
    }

    private static String swedish(ReportBasis basis) {
        return said(basis, Language.SV);
    }

    @Test
    void counts_come_before_the_picture_and_the_picture_before_the_goal_areas() {
        String report = swedish(SampleReport.annual(SampleReport.OREBRO));

        assertThat(report)
                .containsSubsequence(
                        "Måluppfyllelse 2018, Örebro kommun",
                        "Exempelberäkning, inte kommunens bedömning",
                        "Så läser du rapporten",
                        "9 av 15 målområden: Fortsätt så. 6: Mer behövs.",
                        "Behöver uppmärksamhet först",
                        "Målbilden 2018",
                        "Sysselsättningen ska öka ▲ Mer behövs (50 %)",
                        "stärkt samverkan med näringslivet (följs inte upp)",
                        "God ekonomisk hushållning",
                        "Beslutat mot redovisat",
                        "Höll prognoserna?",
                        "Hur säkra nivåerna är",
                        "Det som inte kunde bedömas",
                        "1 nyckeltal: metodbyte.",
                        "Kommunalt avfall",
                        "Källor: Kolada.",
                        "Läge i loggen: 423 poster i indicator-events, 1 i goal-frameworks.");
    }

    @Test
    void the_interim_report_has_the_outcome_so_far_beside_the_forecast() {
        String report = swedish(SampleReport.interim(SampleReport.VASTERAS));

        assertThat(report)
                .contains("som det var känt den 31 augusti 2018", "Utfall hittills 2018 Prognos helår 2018")
                .contains(
                        "Påhittat exempel: feriejobb för ungdomar, antal 540 (2016) målvärde 650 – ○ Inte mätt 653 ● Uppnått (100 %)")
                .doesNotContain("Höll prognoserna?");
    }

    @Test
    void forecasts_are_held_against_the_outcome() {
        assertThat(swedish(SampleReport.annual(SampleReport.VASTERAS)))
                .containsPattern("\\d av \\d prognoser gav samma nivå som utfallet\\.")
                .contains("Prognoserna den 31 augusti 2018 mot utfallet");
        assertThat(swedish(SampleReport.annual(SampleReport.OREBRO)))
                .contains("Ingen prognos var lämnad den 31 augusti 2018.");
        ReportBasis without = SampleReport.basis(
                ReportKind.ANNUAL,
                SampleReport.known(SampleReport.OREBRO, Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                List.of());
        assertThat(swedish(without)).contains("Loggen säger inget om den 31 augusti 2018");
    }

    @Test
    void what_was_decided_at_first_stands_beside_what_is_reported() {
        assertThat(swedish(SampleReport.annual(SampleReport.VASTERAS)))
                .contains(
                        "Med fullmäktiges ursprungliga mål: ",
                        "Som det redovisas: ",
                        "Livsvillkoren ska bli mer lika i hela kommunen Andra målvärden eller nyckeltal (Påhittat, § 118)")
                .contains("Omsorgen om äldre ska hålla god kvalitet Oförändrat");
        assertThat(swedish(SampleReport.annual(SampleReport.OREBRO)))
                .contains("Målen är desamma som när styrmodellen först tillämpades.");
    }

    @Test
    void the_goals_for_sound_financial_management_stand_by_themselves_where_the_framework_names_them() {
        assertThat(said(SampleReport.annual(SampleReport.VASTERAS), Language.EN))
                .containsPattern(
                        "The framework says that these goal areas matter for sound financial management\\. \\S+");
        assertThat(said(SampleReport.annual(SampleReport.OREBRO), Language.EN))
                .contains("The framework does not say which goals matter for sound financial management.");
    }

    @Test
    void nothing_is_said_of_decisions_that_there_are_none_of() {
        assertThat(swedish(SampleReport.annual(SampleReport.OREBRO)))
                .doesNotContain("Samlad bedömning", "Samlade bedömningar", "Kommentar från", "Året är stängt");
    }

    @Test
    void judgements_and_comments_are_signed_and_a_closed_year_says_whether_its_picture_has_changed() {
        ReportBasis open = SampleReport.annual(SampleReport.OREBRO);
        String subject =
                open.picture().strategicAreas().get(0).goalAreas().get(0).id();
        YearDecision judged =
                SampleReport.decision(DecisionKind.JUDGED, subject, "", "fortsatt-sa", "Utvecklingen har vänt.", "");
        YearDecision comment = SampleReport.decision(
                DecisionKind.COMMENTED, subject, "kommunstyrelsen", "", "Fler har fått jobb.", "");
        YearDecision closed = SampleReport.decision(DecisionKind.CLOSED, "", "", "", "", open.pictureSha256());
        YearDecision other = SampleReport.decision(DecisionKind.CLOSED, "", "", "", "", "0".repeat(64));

        assertThat(swedish(SampleReport.annual(SampleReport.OREBRO, List.of(judged, comment, closed))))
                .containsSubsequence(
                        "Året är stängt: Anna Ek, 1 april 2019, § 12. Målbilden är densamma som vid bokslutet.",
                        "Samlade bedömningar 2018",
                        "Samlad bedömning: ● Fortsätt så . Beräkningen gav: ▲ Mer behövs .",
                        "Utvecklingen har vänt.",
                        "Anna Ek, 1 april 2019, § 12.",
                        "Kommentar från Kommunstyrelsen.",
                        "Fler har fått jobb.");
        assertThat(swedish(SampleReport.annual(SampleReport.OREBRO, List.of(other))))
                .contains("Målbilden har ändrats efter bokslutet.");
    }

    @Test
    void the_board_s_judgement_of_the_whole_takes_the_place_of_the_notice() {
        YearDecision judged = SampleReport.decision(DecisionKind.JUDGED, "", "", "mer-behovs", "", "");

        assertThat(swedish(SampleReport.annual(SampleReport.OREBRO, List.of(judged))))
                .contains(
                        "Kommunen har bedömt året som helhet: ▲ Mer behövs (Anna Ek, 1 april 2019, § 12). Beräkningen är"
                                + " ett underlag.")
                .doesNotContain("Exempelberäkning, inte kommunens bedömning");
    }

    @Test
    void what_a_picture_does_not_show_for_small_groups_no_report_shows() throws Exception {
        List<Observation> events = new ArrayList<>(SampleReport.events(SampleReport.VASTERAS, Optional.empty()));
        Observation maten = events.stream()
                .filter(event -> event.eventId().startsWith("exempel-maten")
                        && event.cell().year() == 2018)
                .findFirst()
                .orElseThrow();
        events.add(SampleEvents.observation(new JsonMapper()
                .createObjectNode()
                .put("eventId", "liten-grupp")
                .put("organisation", SampleReport.VASTERAS)
                .put("indicator", maten.cell().indicator())
                .put("department", maten.cell().department())
                .put("year", 2018)
                .put("observedAt", "2019-06-01T00:00:00Z")
                .put("revision", 9)
                .put("value", "12.3")
                .put("count", 3)
                .put("source", "Hemlig källa")));

        String report = swedish(SampleReport.basis(
                ReportKind.ANNUAL,
                SampleReport.known(List.of(SampleEvents.framework("vasteras-exempel-2017-2019")), events),
                Optional.empty(),
                Optional.empty(),
                List.of()));

        assertThat(report)
                .containsPattern("nöjda med maten, andel \\(%\\) \\S+ \\(2016\\) \\D*[0-9,]+ visas inte")
                .contains("Om de nyckeltal vars värde inte visas är rapporterade visas inte heller.")
                .doesNotContain("12,3", "Hemlig källa");
        assertThat(swedish(SampleReport.annual(SampleReport.VASTERAS)))
                .doesNotContain("Om de nyckeltal vars värde inte visas");
    }
}
