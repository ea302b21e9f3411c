package se.malbild.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.history.DecisionFinding.Kind;
import se.malbild.history.DecisionVerification.Rules;
import se.malbild.schemas.intake.InputRecord;

/** A year that is closed, corrected, reopened and closed again, and what is found when somebody has changed something. */
class DecisionVerificationTest {
    private static final int EVERY = 11;
    private static final Rules ONE_MORE_FIELD = new Rules(2, DecisionVerificationTest::withOneMoreField);
    private static final Rules ANOTHER_RULE = new Rules(2, DecisionVerificationTest::byAnotherRule);

    private DecidedLog log;
    private YearDecision first;
    private YearDecision second;

    @BeforeEach
    void closeCorrectReopenAndCloseAgain() throws Exception {
        log = DecidedLog.reported();
        first = log.close();
        Observation corrected = SampleEvents.of(DecidedLog.VASTERAS).stream()
                .filter(observation -> observation.cell().year() == 2018)
                .findFirst()
                .orElseThrow();
        log.observe(DecidedLog.revised(corrected, "1"), "Eva Ask");
        log.reopen();
        second = log.close();
    }

    private static String withOneMoreField(Picture picture) {
        return PictureJson.indented(picture).replaceFirst("\\{", "{\n  \"rules\" : 2,");
    }

    private static String byAnotherRule(Picture picture) {
        return PictureJson.indented(picture).replace("\"attainment\" : 1", "\"attainment\" : 0.9");
    }

    private VerifiedDecisions verify(Rules rules) throws Exception {
        return new DecisionVerification(log.registry, rules).verify(log.log());
    }

    private List<Kind> kinds() throws Exception {
        return verify(Rules.CURRENT).findings().stream()
                .map(DecisionFinding::kind)
                .toList();
    }

    @Test
    void given_all_is_as_it_was_then_both_closings_verify_and_give_the_same_again() throws Exception {
        assertThat(picture(first)).isNotEqualTo(picture(second));

        assertThat(verify(Rules.CURRENT)).isEqualTo(new VerifiedDecisions(3, 2, 2, List.of()));
    }

    private static String picture(YearDecision closed) {
        return closed.picture().flatMap(ClosedPicture::json).orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("laterBuilds")
    void given_a_build_with_other_rules_then_that_is_told_and_is_no_damage(String what, Rules rules) throws Exception {
        VerifiedDecisions verified = verify(rules);

        assertThat(verified.findings()).extracting(DecisionFinding::kind).containsOnly(Kind.RULES_CHANGED);
        assertThat(verified.findings()).hasSize(2).noneMatch(DecisionFinding::isFault);
        assertThat(verified.isRight()).isTrue();
        assertThat(verified.reproduced()).isZero();
        assertThat(verified.findings().get(0).message().sv())
                .isEqualTo("Reglerna har ändrats sedan året stängdes (då 1, nu 2) och ger en annan målbild."
                        + " Den som året stängdes med är oskadd.");
    }

    static Stream<Arguments> laterBuilds() {
        return Stream.of(
                Arguments.of("one more field in the picture", ONE_MORE_FIELD),
                Arguments.of("a changed rule", ANOTHER_RULE));
    }

    @Test
    void given_a_later_build_whose_rules_give_the_same_then_nothing_is_told() throws Exception {
        assertThat(verify(new Rules(2, PictureJson::indented))).isEqualTo(new VerifiedDecisions(3, 2, 2, List.of()));
    }

    @Test
    void given_a_build_that_forgot_to_say_that_its_rules_are_others_then_that_is_a_fault() throws Exception {
        VerifiedDecisions verified = verify(new Rules(1, DecisionVerificationTest::withOneMoreField));

        assertThat(verified.findings())
                .extracting(DecisionFinding::kind)
                .containsExactly(Kind.NOT_REPRODUCIBLE, Kind.NOT_REPRODUCIBLE);
        assertThat(verified.isRight()).isFalse();
    }

    @Test
    void given_a_decision_that_was_removed_then_it_is_named() throws Exception {
        log.decisions.remove(1);

        VerifiedDecisions verified = verify(Rules.CURRENT);

        assertThat(verified.findings()).hasSize(1);
        DecisionFinding lost = verified.findings().get(0);
        assertThat(lost.kind()).isEqualTo(Kind.LOST);
        assertThat(lost.decisionId()).contains(second.decisionId());
        assertThat(lost.place().offset()).isEqualTo(2);
        assertThat(lost.message().en()).contains(second.previous(), "after " + first.decisionId());
    }

    @Test
    void given_any_byte_of_a_closing_that_was_changed_then_it_is_named_where_it_says_anything() throws Exception {
        InputRecord closing = log.decisions.get(0);
        int named = 0;
        for (int i = 0; i < closing.value().length; i += EVERY) {
            byte[] changed = closing.value().clone();
            changed[i] ^= 1;
            log.decisions.set(0, new InputRecord(0, 0, closing.appendedAt(), closing.key(), changed, closing.sender()));
            if (verify(Rules.CURRENT).isRight()) {
                // The header of gzip has bytes that mean nothing.
                YearDecision read =
                        log.sit().decisions(DecidedLog.YEAR).accepted().get(0).decision();
                assertThat(read).as("byte %d", i).isEqualTo(first);
                assertThat(picture(read)).as("byte %d", i).isEqualTo(picture(first));
            } else {
                named++;
            }
        }
        assertThat(named).isGreaterThanOrEqualTo(closing.value().length / EVERY - 1);
    }

    @Test
    void given_a_byte_of_the_newest_closings_picture_then_it_is_named() throws Exception {
        byte[] gzip = second.picture().orElseThrow().gzip().clone();
        gzip[gzip.length / 2] ^= 1;
        log.decisions.remove(2);
        YearDecision changed = new YearDecision(
                second.decisionId(),
                second.year(),
                second.slot(),
                second.kind(),
                second.follows(),
                second.by(),
                second.decidedOn(),
                second.reference(),
                second.reason(),
                second.level(),
                second.computed(),
                second.indicators(),
                second.text(),
                second.language(),
                second.acknowledged(),
                second.basis(),
                Optional.of(
                        new ClosedPicture(gzip, second.picture().orElseThrow().sha256())),
                second.previous());
        log.write(changed);

        assertThat(kinds()).containsExactly(Kind.PICTURE_CHANGED);
    }

    @Test
    void given_an_event_that_was_changed_then_every_decision_that_rests_on_it_is_named() throws Exception {
        InputRecord event = log.events.get(3);
        log.events.set(3, new InputRecord(0, 3, event.appendedAt() + 1, event.key(), event.value(), event.sender()));

        assertThat(kinds()).containsExactly(Kind.BASIS_CHANGED, Kind.BASIS_CHANGED, Kind.BASIS_CHANGED);
    }

    @Test
    void given_that_the_last_event_is_gone_then_what_rests_on_it_is_named() throws Exception {
        log.events.remove(log.events.size() - 1);

        assertThat(kinds()).containsExactly(Kind.BASIS_MISSING, Kind.BASIS_MISSING);
    }

    @Test
    void given_a_kind_of_a_later_version_then_it_and_what_follows_it_are_not_called_damage() throws Exception {
        InputRecord reopening = log.decisions.get(1);
        byte[] later = reopening.value().clone();
        byte[] before = (DecidedLog.FRAMEWORK + "\u00c4\u001f").getBytes(StandardCharsets.ISO_8859_1); // 2018 in Avro
        int kind =
                new String(later, StandardCharsets.ISO_8859_1).indexOf(new String(before, StandardCharsets.ISO_8859_1))
                        + before.length;
        later[kind] = 0; // what Avro makes of a symbol that it does not know
        log.decisions.set(1, new InputRecord(0, 1, reopening.appendedAt(), reopening.key(), later));

        VerifiedDecisions verified = verify(Rules.CURRENT);

        assertThat(verified.findings())
                .extracting(DecisionFinding::kind)
                .containsExactly(Kind.UNKNOWN_KIND, Kind.UNKNOWN_KIND);
        assertThat(verified.findings()).allMatch(DecisionFinding::isFault);
        assertThat(verified.reproduced()).isEqualTo(1);
    }

    @Test
    void given_records_that_are_no_decisions_then_they_are_named_and_disturb_nothing() throws Exception {
        byte[] key = log.decisions.get(0).key();
        log.decisions.add(1, new InputRecord(0, 17, 0, key, new byte[] {0, 1}));
        log.decisions.add(new InputRecord(0, 18, 0, "1980/x".getBytes(StandardCharsets.UTF_8), null));

        VerifiedDecisions verified = verify(Rules.CURRENT);

        assertThat(verified.findings())
                .extracting(finding -> finding.kind() + " " + finding.place().offset())
                .containsExactly("UNREADABLE 18", "UNREADABLE 17");
        assertThat(verified.reproduced()).isEqualTo(2);
    }
}
