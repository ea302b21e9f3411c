package se.malbild.report.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import se.malbild.goals.Language;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.assessment.RulesVersion;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.Basis;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.Slot;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.picture.Picture;
import se.malbild.history.Cut;
import se.malbild.history.Known;
import se.malbild.report.SampleReport;
import se.malbild.report.content.Closing.Leading;
import se.malbild.report.document.Document;
import se.malbild.report.document.Section;
import se.malbild.report.output.ReportFormat;

/** The report of 2018, which was closed with what had been observed by 31 August. */
final class ClosedYearTest {
    private static final Cut CLOSED = new Cut(200, 2);
    private static final Cut END = new Cut(423, 2);

    private final Known then = SampleReport.known(SampleReport.VASTERAS, Optional.of(SampleReport.AUGUST));
    private final Known now = SampleReport.known(SampleReport.VASTERAS, Optional.empty());
    private final Pictures.Key key = then.pictures().keySet().stream()
            .filter(of -> of.year() == 2018)
            .findFirst()
            .orElseThrow();
    private final Picture closed = then.pictures().get(key);
    private final Picture present = now.pictures().get(key);

    private YearDecision closing(ClosedPicture picture, int rules) {
        return new YearDecision(
                "closed",
                new DecisionYear(key.organisation(), key.framework(), key.year()),
                Slot.of(DecisionKind.CLOSED, "", ""),
                DecisionKind.CLOSED,
                "",
                new Author("Anna Ek", Author.Role.STEERING_OFFICE, "token-1"),
                LocalDate.of(2019, 4, 1),
                "§ 12",
                "",
                "",
                "",
                List.of(),
                "",
                Language.SV,
                List.of(),
                new Basis(
                        CLOSED.events(),
                        CLOSED.frameworks(),
                        "0".repeat(64),
                        closed.frameworkVersion(),
                        then.inForce().get(key.framework()).contentHash(),
                        rules,
                        List.of(),
                        0),
                Optional.of(picture),
                "");
    }

    private YearDecision closing() {
        return closing(ClosedPicture.of(closed), RulesVersion.CURRENT);
    }

    private ReportBasis basis(YearDecision decision, Optional<Known> there, boolean isOfNow) {
        Closing closing = Closing.of(decision, there, now, END, isOfNow);
        return new ReportBasis(
                key,
                ReportKind.ANNUAL,
                Optional.empty(),
                closing.leads() ? then : now,
                closing.leads() ? CLOSED : END,
                false,
                false,
                Optional.empty(),
                List.of(decision),
                Optional.of(closing));
    }

    private static String said(ReportBasis basis) {
        return new String(ReportFormat.HTML.write(ReportContent.of(basis, Language.SV)), StandardCharsets.UTF_8)
                .replaceAll("(?s)<style>.*?</style>", "")
                .replaceAll("<[^>]+>", " ")
                .replaceAll("[\\s\u00a0]+", " ");
    }

    private static String changed(String report) {
        return report.substring(report.lastIndexOf("Ändrat efter bokslut Det här är"), report.lastIndexOf("Metod och"));
    }

    @Test
    void the_picture_of_the_closing_leads_and_what_has_changed_since_is_listed() {
        ReportBasis basis = basis(closing(), Optional.of(then), false);

        assertThat(basis.closing().orElseThrow().leading()).isEqualTo(Leading.REPRODUCED);
        String report = said(basis);
        assertThat(report)
                .contains(
                        "Året är stängt: Anna Ek, 1 april 2019, § 12. Rapporten visar målbilden som året stängdes med."
                                + " Målbilden har ändrats sedan dess: ändrat efter bokslut .",
                        "Målbildens SHA-256: " + ClosedPicture.sha256(closed),
                        "Läge i loggen: 200 poster i indicator-events, 2 i goal-frameworks.")
                .doesNotContain(ClosedPicture.sha256(present));
        assertThat(changed(report))
                .contains(
                        "feriejobb för ungdomar, antal Inte mätt, prognos 653 antal, Uppnått (måluppfyllelse 100 %) 650 antal,"
                                + " Uppnått (måluppfyllelse 100 %) Kommunstyrelsen: Påhittat exempel: feriejobb för ungdomar, antal"
                                + " tertial 2 2018; ")
                .contains("; 3 till ");
    }

    @Test
    void a_year_in_which_nothing_came_later_says_so() {
        ReportBasis basis = basis(closing(ClosedPicture.of(present), RulesVersion.CURRENT), Optional.of(now), false);

        assertThat(said(basis))
                .contains(
                        "Rapporten visar målbilden som året stängdes med. Ingenting i den har ändrats sedan dess.",
                        "Ändrat efter bokslut Ingenting i målbilden har ändrats sedan året stängdes.");
    }

    @Test
    void what_is_known_now_is_shown_when_it_is_asked_for_and_the_list_stays() {
        ReportBasis basis = basis(closing(), Optional.of(then), true);

        String report = said(basis);
        assertThat(report)
                .contains(
                        "Rapporten visar målbilden som den är nu, inte bokslutets.",
                        "Målbildens SHA-256: " + ClosedPicture.sha256(present));
        assertThat(changed(report)).isEqualTo(changed(said(basis(closing(), Optional.of(then), false))));
    }

    @Test
    void a_picture_that_other_rules_made_is_shown_as_it_was_kept_without_what_would_be_computed_anew() {
        ClosedPicture kept = ClosedPicture.of(present);
        ReportBasis basis = basis(closing(kept, RulesVersion.CURRENT + 1), Optional.of(then), false);

        assertThat(basis.closing().orElseThrow().leading()).isEqualTo(Leading.KEPT);
        assertThat(basis.picture().standing()).isEqualTo(present.standing());
        String report = said(basis);
        assertThat(report)
                .contains(
                        "Reglerna för beräkningen har ändrats sedan året stängdes och ger en annan målbild (regler 2 då, 1 nu)."
                                + " Därför visas den som den sparades, utan det som bara kan räknas fram igen",
                        "Målbildens SHA-256: " + kept.sha256());
        assertThat(titles(ReportContent.of(basis, Language.SV)))
                .doesNotContain("Höll prognoserna?", "Det som inte är rapporterat")
                .contains("Beslutat mot redovisat", "Hur säkra nivåerna är");
        assertThat(report).doesNotContain("Källor: ", "är beräknade här", "Med fullmäktiges ursprungliga mål");
    }

    private static List<String> titles(Document document) {
        return document.sections().stream()
                .flatMap(section -> Stream.concat(Stream.of(section), section.parts().stream()))
                .map(Section::title)
                .toList();
    }

    @Test
    void a_picture_that_the_same_rules_do_not_give_any_more_is_no_changed_rule() {
        ReportBasis basis = basis(closing(ClosedPicture.of(present), RulesVersion.CURRENT), Optional.of(then), false);

        assertThat(said(basis))
                .contains("Det som var känt när året stängdes ger inte längre samma målbild.")
                .doesNotContain("Reglerna för beräkningen har ändrats");
    }

    @Test
    void what_cannot_be_read_does_not_lead_and_that_is_said() {
        ClosedPicture damaged = new ClosedPicture(new byte[] {1, 2, 3}, "0".repeat(64));

        for (ReportBasis basis : List.of(
                basis(closing(damaged, RulesVersion.CURRENT), Optional.of(then), false),
                basis(closing(), Optional.empty(), false))) {
            assertThat(said(basis))
                    .contains(
                            "Bokslutets målbild går inte att läsa här, så rapporten visar hur det ser ut nu.",
                            "Målbildens SHA-256: " + ClosedPicture.sha256(present))
                    .doesNotContain("Ändrat efter bokslut");
        }
    }

    @Test
    void a_damaged_copy_leads_where_the_log_still_gives_the_picture() {
        ClosedPicture damaged = new ClosedPicture(new byte[] {1, 2, 3}, ClosedPicture.sha256(closed));

        assertThat(basis(closing(damaged, RulesVersion.CURRENT), Optional.of(then), false)
                        .closing()
                        .orElseThrow()
                        .leading())
                .isEqualTo(Leading.REPRODUCED);
    }

    @Test
    void the_hash_is_the_same_for_the_same_basis_and_another_for_any_other() {
        ReportBasis basis = basis(closing(), Optional.of(then), false);

        assertThat(basis(closing(), Optional.of(then), false).sha256())
                .isEqualTo(basis.sha256())
                .matches("[0-9a-f]{64}");
        assertThat(List.of(
                        basis.sha256(),
                        basis(closing(), Optional.of(then), true).sha256(),
                        basis(closing(ClosedPicture.of(closed), 2), Optional.of(then), false)
                                .sha256(),
                        SampleReport.annual(SampleReport.VASTERAS).sha256(),
                        SampleReport.annual(SampleReport.VASTERAS, List.of(closing()))
                                .sha256(),
                        SampleReport.annual(SampleReport.OREBRO).sha256(),
                        SampleReport.interim(SampleReport.VASTERAS).sha256()))
                .doesNotHaveDuplicates();
    }
}
