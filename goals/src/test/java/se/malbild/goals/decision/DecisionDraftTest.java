package se.malbild.goals.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static se.malbild.goals.assessment.Given.indicatorLine;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import se.malbild.goals.assessment.Given;
import se.malbild.goals.framework.GoalFramework;

/** What somebody may ask to decide, and what is wrong otherwise. */
class DecisionDraftTest {
    private static final LocalDate TODAY = LocalDate.of(2019, 3, 1);
    private static final GoalFramework FRAMEWORK = Given.areas(
                    List.of("skola-1=N15428 skola-2=N15504"),
                    List.of(indicatorLine("N15428"), indicatorLine("N15504", "departments: [fritid]")))
            .framework();

    private static DecisionDraft draft(DecisionKind kind) {
        DecisionDraft draft = new DecisionDraft()
                .organisation("1880")
                .framework("skola-2017-2019")
                .year(2018)
                .kind(kind);
        return switch (kind) {
            case MARKED -> draft.subject("2018-08-31");
            case READY -> draft.department("skola");
            case JUDGED -> draft.subject("skola-1").level("uppnatt");
            case COMMENTED -> draft.subject("skola-1").department("skola").text("Lärarna blev fler.");
            case CLOSED -> draft.picture("0123abcd");
            case REOPENED -> draft.reason("Ett fel har hittats.");
        };
    }

    private static List<String> faults(DecisionDraft draft) {
        return draft.faults(Optional.of(FRAMEWORK), TODAY).stream()
                .map(fault -> fault.field() + ": " + fault.code())
                .toList();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("whatIsRight")
    void what_is_right_becomes_a_form(DecisionKind kind, String what, Consumer<DecisionDraft> change) throws Exception {
        DecisionDraft draft = draft(kind);
        change.accept(draft);

        DecisionForm form = draft.build(Optional.of(FRAMEWORK), TODAY);

        assertThat(form.slot().kind()).isEqualTo(kind == DecisionKind.REOPENED ? DecisionKind.CLOSED : kind);
        assertThat(form.decidedOn()).isEqualTo(TODAY);
    }

    static Stream<Arguments> whatIsRight() {
        return Stream.concat(
                Stream.of(DecisionKind.values()).map(kind -> right(kind, "as it is", draft -> {})),
                Stream.of(
                        right(DecisionKind.JUDGED, "the municipality", draft -> draft.subject("")),
                        right(DecisionKind.JUDGED, "a strategic area", draft -> draft.subject("omrade-1")),
                        right(
                                DecisionKind.JUDGED,
                                "for an indicator of it",
                                draft -> draft.indicators(List.of("N15428"))),
                        right(DecisionKind.COMMENTED, "a strategic area", draft -> draft.subject("omrade-1")),
                        right(DecisionKind.COMMENTED, "an indicator", draft -> draft.subject("N15428")),
                        right(DecisionKind.CLOSED, "the whole hash", draft -> draft.picture("ab".repeat(32))),
                        right(
                                DecisionKind.CLOSED,
                                "acknowledged",
                                draft -> draft.acknowledged(List.of("missing", "not-ready")))));
    }

    private static Arguments right(DecisionKind kind, String what, Consumer<DecisionDraft> change) {
        return Arguments.of(kind, what, change);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("whatIsWrong")
    void what_is_wrong_is_named(DecisionKind kind, String fault, Consumer<DecisionDraft> change) {
        DecisionDraft draft = draft(kind);
        change.accept(draft);

        assertThat(faults(draft)).containsExactly(fault);
    }

    static Stream<Arguments> whatIsWrong() {
        return Stream.of(
                wrong(DecisionKind.MARKED, "organisation: invalid-organisation", draft -> draft.organisation("Örebro")),
                wrong(DecisionKind.MARKED, "framework: required", draft -> draft.framework(null)),
                wrong(DecisionKind.MARKED, "year: year-not-covered", draft -> draft.year(2015)),
                wrong(DecisionKind.MARKED, "subject: not-a-date", draft -> draft.subject("31 augusti")),
                wrong(DecisionKind.MARKED, "decidedOn: in-the-future", draft -> draft.decidedOn(TODAY.plusDays(1))),
                wrong(DecisionKind.MARKED, "reference: too-long", draft -> draft.reference("§".repeat(201))),
                wrong(DecisionKind.MARKED, "language: unknown-symbol", draft -> draft.language(null)),
                wrong(DecisionKind.MARKED, "reason: not-for-this-kind", draft -> draft.reason("Så här.")),
                wrong(DecisionKind.MARKED, "text: not-for-this-kind", draft -> draft.text("Så här.")),
                wrong(DecisionKind.MARKED, "department: not-for-this-kind", draft -> draft.department("skola")),
                wrong(DecisionKind.READY, "department: required", draft -> draft.department("")),
                wrong(DecisionKind.READY, "department: unknown-department", draft -> draft.department("Skolan")),
                wrong(DecisionKind.READY, "department: unknown-department", draft -> draft.department("samlad")),
                wrong(DecisionKind.READY, "subject: not-for-this-kind", draft -> draft.subject("skola-1")),
                wrong(DecisionKind.READY, "level: not-for-this-kind", draft -> draft.level("ej")),
                wrong(
                        DecisionKind.READY,
                        "indicators: not-for-this-kind",
                        draft -> draft.indicators(List.of("N15428"))),
                wrong(DecisionKind.JUDGED, "subject: unknown-subject", draft -> draft.subject("N15428")),
                wrong(DecisionKind.JUDGED, "level: unknown-level", draft -> draft.level("Uppnått")),
                wrong(DecisionKind.JUDGED, "level: unknown-level", draft -> draft.level("")),
                wrong(
                        DecisionKind.JUDGED,
                        "indicators: unknown-indicator",
                        draft -> draft.indicators(List.of("N15504"))),
                wrong(DecisionKind.COMMENTED, "subject: required", draft -> draft.subject("")),
                wrong(DecisionKind.COMMENTED, "subject: unknown-subject", draft -> draft.subject("skola-9")),
                wrong(DecisionKind.COMMENTED, "subject: not-responsible", draft -> draft.subject("skola-2")),
                wrong(DecisionKind.COMMENTED, "subject: not-responsible", draft -> draft.subject("N15504")),
                wrong(DecisionKind.COMMENTED, "text: required", draft -> draft.text(" ")),
                wrong(DecisionKind.COMMENTED, "text: too-long", draft -> draft.text("x".repeat(20_001))),
                wrong(DecisionKind.COMMENTED, "text: unreadable-character", draft -> draft.text("L\ufffdrare")),
                wrong(DecisionKind.CLOSED, "picture: picture-not-seen", draft -> draft.picture("")),
                wrong(DecisionKind.CLOSED, "picture: picture-not-seen", draft -> draft.picture("0123abc")),
                wrong(
                        DecisionKind.CLOSED,
                        "acknowledge: unknown-condition",
                        draft -> draft.acknowledged(List.of("all"))),
                wrong(
                        DecisionKind.CLOSED,
                        "acknowledge: unknown-condition",
                        draft -> draft.acknowledged(List.of("uncommented"))),
                wrong(DecisionKind.REOPENED, "reason: no-reason", draft -> draft.reason("")),
                wrong(DecisionKind.REOPENED, "picture: not-for-this-kind", draft -> draft.picture("0123abcd")),
                wrong(
                        DecisionKind.REOPENED,
                        "acknowledge: not-for-this-kind",
                        draft -> draft.acknowledged(List.of("missing"))));
    }

    private static Arguments wrong(DecisionKind kind, String fault, Consumer<DecisionDraft> change) {
        return Arguments.of(kind, fault, change);
    }

    @Test
    void every_fault_is_told_at_once() {
        assertThat(faults(new DecisionDraft()))
                .containsExactly(
                        "organisation: invalid-organisation",
                        "framework: required",
                        "year: required",
                        "kind: unknown-symbol");
        assertThat(faults(draft(DecisionKind.JUDGED)
                        .department("skola")
                        .subject("x")
                        .level("y")
                        .picture("z")))
                .containsExactly(
                        "department: not-for-this-kind",
                        "subject: unknown-subject",
                        "level: unknown-level",
                        "picture: not-for-this-kind");
    }

    @Test
    void without_a_framework_of_that_name_everything_else_is_told_too() {
        assertThat(draft(DecisionKind.READY).department("").faults(Optional.empty(), TODAY))
                .extracting(fault -> fault.field() + ": " + fault.code())
                .containsExactly("framework: unknown-framework", "department: required");
    }

    @Test
    void a_text_keeps_its_lines_and_gets_its_normal_form() throws Exception {
        DecisionForm form = draft(DecisionKind.COMMENTED)
                .text("La\u0308rarna\r\n\r\n* blev fler\n")
                .build(Optional.of(FRAMEWORK), TODAY);

        assertThat(form.text()).isEqualTo("Lärarna\n\n* blev fler");
    }
}
