package se.malbild.goals.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static se.malbild.goals.assessment.Given.indicatorLine;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import se.malbild.goals.assessment.Given;
import se.malbild.goals.reporting.MissingReports;

/** What is not in order when a year is to be closed or a department to be ready, and the ledger of judgements. */
class ConditionsTest {
    private final Given given = Given.areas(
            List.of("skola-1=N15428 skola-2=N15504"),
            List.of(indicatorLine("N15428"), indicatorLine("N15504", "departments: [fritid]")));
    private final Minutes minutes = new Minutes();

    private KnownYear known(Map<String, Integer> newest, int undecoded, Integer... openYears) {
        return new KnownYear(
                given.framework(),
                given.picture(2018),
                MissingReports.of(given.framework(), 2018, given.observed()),
                newest,
                undecoded,
                List.of(openYears));
    }

    private static List<String> told(List<Condition> conditions) {
        return conditions.stream()
                .map(condition -> condition.code().id() + " " + String.join(" ", condition.about()))
                .toList();
    }

    private void ready(String department, int events) {
        Minutes.Said said = Minutes.said("ready " + department + " " + events, DecisionKind.READY);
        said.department = department;
        said.basis = new Basis(events, 1, "a".repeat(64), 1, "b".repeat(64), 1, List.of(), 0);
        minutes.write(said);
    }

    @Test
    void nothing_stands_in_the_way_of_a_year_in_order() {
        given.reported("N15428 skola 2018 90; N15504 fritid 2018 90");
        ready("skola", 7);
        ready("fritid", 7);

        assertThat(Conditions.ofClosing(known(Map.of("skola", 7, "fritid", 3), 0), minutes.decisions()))
                .isEmpty();
    }

    @Test
    void everything_that_is_not_in_order_is_told_at_once() {
        assertThat(told(Conditions.ofClosing(known(Map.of(), 2, 2017), minutes.decisions())))
                .containsExactly(
                        "below-minimum-coverage ",
                        "not-ready skola fritid",
                        "missing skola fritid",
                        "undecoded ",
                        "earlier-year-open 2017");
    }

    @Test
    void only_those_who_have_not_reported_are_named() {
        given.reported("N15428 skola 2018 90");
        ready("skola", 7);
        ready("fritid", 7);

        List<Condition> conditions = Conditions.ofClosing(known(Map.of(), 0), minutes.decisions());

        assertThat(told(conditions)).containsExactly("missing fritid");
        assertThat(conditions.get(0).message().sv()).isEqualTo("Rapporter saknas från Fritidsnämnden: N15504.");
    }

    @Test
    void whoever_has_sent_something_since_is_not_ready() {
        given.reported("N15428 skola 2018 90; N15504 fritid 2018 90");
        ready("skola", 7);
        ready("fritid", 7);

        KnownYear later = known(Map.of("skola", 8, "fritid", 7), 0);
        assertThat(told(Conditions.ofClosing(later, minutes.decisions()))).containsExactly("not-ready skola");

        ready("skola", 8);
        assertThat(Conditions.ofClosing(later, minutes.decisions())).isEmpty();
    }

    @Test
    void a_department_is_not_ready_while_a_goal_at_the_lowest_level_has_no_comment_of_it() {
        given.reported("N15428 skola 2018 70; N15504 fritid 2018 90");

        KnownYear known = known(Map.of(), 0);
        assertThat(told(Conditions.ofReady(known, minutes.decisions(), "skola")))
                .containsExactly("uncommented skola-1");
        assertThat(Conditions.ofReady(known, minutes.decisions(), "fritid")).isEmpty();

        minutes.write("comment", DecisionKind.COMMENTED);
        assertThat(Conditions.ofReady(known, minutes.decisions(), "skola")).isEmpty();
    }

    @Test
    void the_ledger_counts_what_was_judged_beside_what_was_computed() {
        judge("skola-1", "uppnatt", "ej");
        judge("skola-2", "uppnatt", "uppnatt");
        judge("", "uppnatt", "delvis");

        JudgementLedger ledger = JudgementLedger.of(given.framework(), 2018, minutes.decisions());

        assertThat(ledger.computed().toString()).isEqualTo("{uppnatt=1, delvis=0, ej=1}");
        assertThat(ledger.judged().toString()).isEqualTo("{uppnatt=2, delvis=0, ej=0}");
        assertThat(ledger.departures())
                .extracting(judgement -> judgement.slot().subject())
                .containsExactly("skola-1", "");
        assertThat(ledger.departures()).allSatisfy(judgement -> {
            assertThat(judgement.reason()).isEqualTo("Enkäten kom för sent.");
            assertThat(judgement.indicators()).containsExactly("N15428");
        });
    }

    private void judge(String subject, String level, String computed) {
        Minutes.Said said = Minutes.said("judged " + subject, DecisionKind.JUDGED);
        said.subject = subject;
        said.level = level;
        said.computed = computed;
        if (!level.equals(computed)) {
            said.reason = "Enkäten kom för sent.";
            said.indicators = List.of("N15428");
        }
        minutes.write(said);
    }
}
