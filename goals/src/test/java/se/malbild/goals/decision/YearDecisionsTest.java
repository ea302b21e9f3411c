package se.malbild.goals.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static se.malbild.goals.decision.DecisionKind.CLOSED;
import static se.malbild.goals.decision.DecisionKind.COMMENTED;
import static se.malbild.goals.decision.DecisionKind.JUDGED;
import static se.malbild.goals.decision.DecisionKind.MARKED;
import static se.malbild.goals.decision.DecisionKind.READY;
import static se.malbild.goals.decision.DecisionKind.REOPENED;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.decision.Minutes.Said;

/** What is in force, and why the rest is not. */
class YearDecisionsTest {
    private final Minutes minutes = new Minutes();

    @Test
    void a_year_goes_from_an_official_date_over_a_judgement_to_two_closings() {
        minutes.write("marked", MARKED);
        minutes.write("comment", COMMENTED);
        minutes.write("ready", READY);
        minutes.write("judged", JUDGED);
        minutes.write("closed", CLOSED);
        assertThat(minutes.decisions().isClosed()).isTrue();
        minutes.write("reopened", REOPENED);
        assertThat(minutes.decisions().isClosed()).isFalse();
        minutes.write("closed again", CLOSED);

        YearDecisions decisions = minutes.decisions();
        assertThat(decisions.voids()).isEmpty();
        assertThat(decisions.closing()).map(YearDecision::decisionId).contains("closed again");
        assertThat(decisions.closings())
                .extracting(placed -> placed.place() + " " + placed.decision().decisionId())
                .containsExactly("4 closed", "5 reopened", "6 closed again");
        assertThat(decisions.inForce()).hasSize(5);
    }

    @Test
    void a_later_decision_takes_the_place_of_the_one_that_it_names() {
        YearDecision first = minutes.write("first", JUDGED);
        YearDecision second = minutes.write("second", JUDGED);

        assertThat(second.follows()).isEqualTo("first");
        assertThat(second.previous()).isEqualTo(first.sha256());
        assertThat(minutes.decisions().inForce(JUDGED)).containsExactly(second);
        assertThat(minutes.decisions().accepted()).hasSize(2);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("whatIsVoid")
    void what_is_wrong_is_void_and_leaves_everything_as_it_was(
            VoidCode code, String what, List<DecisionKind> before, Said said) {
        before.forEach(kind -> minutes.write("before " + kind, kind));
        YearDecisions seen = minutes.decisions();

        minutes.write(said);

        YearDecisions decisions = minutes.decisions();
        assertThat(decisions.voids()).extracting(VoidDecision::code).containsExactly(code);
        assertThat(decisions.voids()).extracting(VoidDecision::place).containsExactly(before.size());
        assertThat(decisions.whyVoid(before.size())).isPresent();
        assertThat(decisions.inForce()).isEqualTo(seen.inForce());
        assertThat(decisions.tip()).isEqualTo(seen.tip());
        assertThat(decisions.losses()).hasSize(what.startsWith("follows one that no") ? 1 : 0);
    }

    static Stream<Arguments> whatIsVoid() {
        return Stream.of(
                wrong(VoidCode.DUPLICATE, "the id of another", List.of(MARKED), "before MARKED", READY, said -> {}),
                wrong(VoidCode.STALE, "names none where one is", List.of(JUDGED), JUDGED, said -> said.follows = ""),
                wrong(VoidCode.STALE, "names one where none is", List.of(JUDGED), READY, said -> said.follows = "x"),
                wrong(
                        VoidCode.STALE,
                        "was first, as if nothing were",
                        List.of(MARKED),
                        READY,
                        said -> said.previous = ""),
                wrong(
                        VoidCode.CHAIN,
                        "follows one that nobody has, first",
                        List.of(),
                        READY,
                        said -> said.previous = "d".repeat(64)),
                wrong(
                        VoidCode.CHAIN,
                        "follows one that nobody has",
                        List.of(MARKED),
                        READY,
                        said -> said.previous = "d".repeat(64)),
                wrong(VoidCode.ROLE, "a department closes", List.of(), CLOSED, VoidFixture::byDepartment),
                wrong(VoidCode.ROLE, "a department judges", List.of(), JUDGED, VoidFixture::byDepartment),
                wrong(VoidCode.ROLE, "a department marks", List.of(), MARKED, VoidFixture::byDepartment),
                wrong(VoidCode.ROLE, "a department reopens", List.of(CLOSED), REOPENED, VoidFixture::byDepartment),
                wrong(VoidCode.ROLE, "the office comments", List.of(), COMMENTED, VoidFixture::byOffice),
                wrong(VoidCode.ROLE, "the office is ready", List.of(), READY, VoidFixture::byOffice),
                wrong(VoidCode.DEPARTMENT, "ready for none", List.of(), READY, said -> said.department = ""),
                wrong(VoidCode.DEPARTMENT, "a comment of none", List.of(), COMMENTED, said -> said.department = " "),
                wrong(VoidCode.DEPARTMENT, "judged for one", List.of(), JUDGED, said -> said.department = "skola"),
                wrong(VoidCode.CLOSED, "marked when closed", List.of(CLOSED), MARKED, said -> {}),
                wrong(VoidCode.CLOSED, "judged when closed", List.of(CLOSED), JUDGED, said -> {}),
                wrong(VoidCode.CLOSED, "ready when closed", List.of(CLOSED), READY, said -> {}),
                wrong(VoidCode.CLOSED, "a comment when closed", List.of(CLOSED), COMMENTED, said -> {}),
                wrong(VoidCode.CLOSED, "closed when closed", List.of(CLOSED), CLOSED, said -> {}),
                wrong(VoidCode.NOT_CLOSED, "never closed", List.of(), REOPENED, said -> {}),
                wrong(VoidCode.NOT_CLOSED, "reopened twice", List.of(CLOSED, REOPENED), REOPENED, said -> {}),
                wrong(VoidCode.NO_REASON, "departs without a reason", List.of(), JUDGED, said -> {
                    said.computed = "ej";
                    said.indicators = List.of("N15428");
                }),
                wrong(VoidCode.NO_REASON, "departs with a blank one", List.of(), JUDGED, said -> {
                    said.computed = "ej";
                    said.reason = " \n";
                    said.indicators = List.of("N15428");
                }),
                wrong(VoidCode.NO_REASON, "departs for no indicator", List.of(), JUDGED, said -> {
                    said.computed = "not-assessed";
                    said.reason = "Enkäten kom för sent.";
                }),
                wrong(VoidCode.NO_REASON, "reopened without one", List.of(CLOSED), REOPENED, said -> said.reason = ""),
                wrong(
                        VoidCode.SAME_PERSON,
                        "sent by the same",
                        List.of(),
                        READY,
                        said -> said.basis = VoidFixture.sentBy("Eva Ask", "Bo Lind")),
                wrong(
                        VoidCode.SAME_PERSON,
                        "written otherwise",
                        List.of(),
                        READY,
                        said -> said.basis = VoidFixture.sentBy(" bo\u00a0LIND")),
                wrong(
                        VoidCode.BASIS,
                        "no digest",
                        List.of(),
                        MARKED,
                        said -> said.basis = new Basis(4, 1, "", 1, "b".repeat(64), 1, List.of(), 0)),
                wrong(
                        VoidCode.BASIS,
                        "no framework",
                        List.of(),
                        MARKED,
                        said -> said.basis = new Basis(4, 0, "a".repeat(64), 1, "b".repeat(64), 1, List.of(), 0)),
                wrong(
                        VoidCode.BASIS,
                        "no rules",
                        List.of(),
                        MARKED,
                        said -> said.basis = new Basis(4, 1, "a".repeat(64), 1, "b".repeat(64), 0, List.of(), 0)),
                wrong(
                        VoidCode.PICTURE,
                        "closed without one",
                        List.of(),
                        CLOSED,
                        said -> said.picture = Optional.empty()),
                wrong(
                        VoidCode.PICTURE,
                        "with an empty one",
                        List.of(),
                        CLOSED,
                        said -> said.picture = Optional.of(new ClosedPicture(new byte[0], "c".repeat(64)))),
                wrong(
                        VoidCode.PICTURE,
                        "judged with one",
                        List.of(),
                        JUDGED,
                        said -> said.picture = Optional.of(new ClosedPicture(new byte[] {1}, "c".repeat(64)))),
                wrong(VoidCode.INCOMPLETE, "judged as nothing", List.of(), JUDGED, said -> said.level = ""),
                wrong(VoidCode.INCOMPLETE, "nothing computed", List.of(), JUDGED, said -> said.computed = ""),
                wrong(VoidCode.INCOMPLETE, "an empty comment", List.of(), COMMENTED, said -> said.text = " "),
                wrong(VoidCode.INCOMPLETE, "no date", List.of(), MARKED, said -> said.subject = "augusti"),
                wrong(VoidCode.INCOMPLETE, "a part is closed", List.of(), CLOSED, said -> said.subject = "skola-1"));
    }

    private static Arguments wrong(
            VoidCode code, String what, List<DecisionKind> before, DecisionKind kind, Consumer<Said> change) {
        return wrong(code, what, before, "next", kind, change);
    }

    private static Arguments wrong(
            VoidCode code,
            String what,
            List<DecisionKind> before,
            String id,
            DecisionKind kind,
            Consumer<Said> change) {
        Said said = Minutes.said(id, kind);
        change.accept(said);
        return Arguments.of(code, what, before, said);
    }

    @Test
    void a_judgement_that_departs_with_reason_and_indicator_is_in_force() {
        Said said = Minutes.said("judged", JUDGED);
        said.computed = "ej";
        said.reason = "Enkäten kom för sent.";
        said.indicators = List.of("N15428");

        assertThat(minutes.write(said).departs()).isTrue();

        assertThat(minutes.decisions().inForce(JUDGED)).hasSize(1);
    }

    @Test
    void what_nobody_says_who_sent_may_be_ready() {
        Said said = Minutes.said("ready", READY);
        said.basis = new Basis(40, 1, "a".repeat(64), 1, "b".repeat(64), 1, List.of("Eva Ask"), 3);

        minutes.write(said);

        assertThat(minutes.decisions().inForce(READY)).hasSize(1);
    }

    @Test
    void what_cannot_be_read_decides_nothing_and_disturbs_nobody() {
        minutes.write("marked", MARKED);
        minutes.add(new DecisionRecord.Unreadable(
                List.of(new Fault("not-avro", "value", new Text("Ingen Avro.", "No Avro.")))));
        minutes.write("ready", READY);

        assertThat(minutes.decisions().voids()).extracting(VoidDecision::code).containsExactly(VoidCode.UNREADABLE);
        assertThat(minutes.decisions().accepted()).hasSize(2);
    }

    @Test
    void what_follows_a_kind_of_a_later_version_is_not_called_damage() {
        minutes.write("marked", MARKED);
        minutes.add(new DecisionRecord.OfLaterVersion());
        Said said = Minutes.said("ready", READY);
        said.previous = "d".repeat(64); // of what only a later version can read

        minutes.write(said);

        assertThat(minutes.decisions().voids())
                .extracting(VoidDecision::code)
                .containsExactly(VoidCode.UNKNOWN_KIND, VoidCode.UNKNOWN_KIND);
        assertThat(minutes.decisions().losses()).isEmpty();
    }

    @Test
    void who_lost_is_told_who_was_first() {
        YearDecisions seen = minutes.decisions();
        YearDecision anna = Minutes.said("annas", CLOSED).on(seen);
        Said said = Minutes.said("bertils", CLOSED);
        said.by = new Author("Bertil Alm", Author.Role.STEERING_OFFICE, "t-9");
        minutes.add(anna);
        minutes.add(said.on(seen));

        VoidDecision lost = minutes.decisions().whyVoid(1).orElseThrow();

        assertThat(lost.code()).isEqualTo(VoidCode.STALE);
        assertThat(lost.first()).contains(anna);
        assertThat(minutes.decisions().closing()).contains(anna);
    }

    @Test
    void a_decision_that_was_removed_is_named_once_and_stops_those_behind_it() {
        minutes.write("marked", MARKED);
        YearDecision judged = minutes.write("judged", JUDGED);
        minutes.write("comment", COMMENTED);
        minutes.write("ready", READY);
        minutes.records().remove(1);

        YearDecisions damaged = minutes.decisions();

        assertThat(damaged.losses()).hasSize(1);
        assertThat(damaged.losses().get(0).lost()).contains(judged.sha256());
        assertThat(damaged.losses().get(0).place()).isEqualTo(1);
        assertThat(damaged.losses().get(0).first())
                .map(YearDecision::decisionId)
                .contains("marked");
        assertThat(damaged.voids()).extracting(VoidDecision::code).containsExactly(VoidCode.CHAIN, VoidCode.CHAIN);
        assertThat(damaged.accepted()).hasSize(1);

        minutes.write("judged anew", JUDGED);

        assertThat(minutes.decisions().inForce(JUDGED)).hasSize(1);
        assertThat(minutes.decisions().losses()).hasSize(1);
    }

    @Test
    void a_decision_that_was_put_in_between_is_named() {
        minutes.write("marked", MARKED);
        YearDecision between = Minutes.said("forged", READY).on(minutes.decisions());
        YearDecision judged = minutes.write("judged", JUDGED);
        minutes.write("comment", COMMENTED);
        minutes.records().add(1, new DecisionRecord.Decided(between));

        assertThat(minutes.decisions().losses())
                .extracting(VoidDecision::lost)
                .containsExactly(Optional.of(judged.sha256()));
    }

    @ParameterizedTest
    @EnumSource(VoidCode.class)
    void every_code_has_words_in_both_languages(VoidCode code) {
        assertThat(code.id()).matches("[a-z]+(-[a-z]+)*");
        assertThat(code.message().sv())
                .endsWith(".")
                .isNotEqualTo(code.message().en());
        assertThat(code.message().en()).endsWith(".");
    }

    /** Changes to what is said. */
    private static final class VoidFixture {
        static void byDepartment(Said said) {
            said.by = new Author("Bo Lind", Author.Role.DEPARTMENT, "t-2");
            said.department = "skola";
        }

        static void byOffice(Said said) {
            said.by = new Author("Anna Ek", Author.Role.STEERING_OFFICE, "t-1");
        }

        static Basis sentBy(String... names) {
            return new Basis(40, 1, "a".repeat(64), 1, "b".repeat(64), 1, List.of(names), 0);
        }
    }
}
