package se.malbild.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.RulesVersion;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.Basis;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.Condition;
import se.malbild.goals.decision.ConditionCode;
import se.malbild.goals.decision.Conditions;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.VoidCode;
import se.malbild.goals.decision.VoidDecision;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.PictureJson;
import se.malbild.schemas.intake.InputRecord;

/** What a decision is made of, and what it rests on. */
class SittingTest {
    private final DecidedLog log;
    private final List<Observation> of2018;
    private final Observation one;
    private final String department;

    SittingTest() throws Exception {
        log = DecidedLog.reported();
        of2018 = SampleEvents.of(DecidedLog.VASTERAS).stream()
                .filter(observation -> observation.cell().year() == 2018)
                .toList();
        one = of2018.get(0);
        department = one.cell().department();
    }

    private Author of(String name) {
        return new Author(name, Author.Role.DEPARTMENT, "t-2");
    }

    private YearDecision ready(String name) throws Exception {
        return log.decide(log.draft(DecisionKind.READY).department(department), of(name));
    }

    private YearDecisions decided() throws Exception {
        return log.sit().decisions(DecidedLog.YEAR);
    }

    private List<ConditionCode> closing() throws Exception {
        return Conditions.ofClosing(log.sit().known(DecidedLog.YEAR), decided()).stream()
                .map(Condition::code)
                .toList();
    }

    @Test
    void given_a_closing_then_it_has_the_picture_and_says_what_it_rests_on() throws Exception {
        YearDecision closed = log.close();

        Basis basis = closed.basis();
        assertThat(basis.events()).isEqualTo(log.events.size());
        assertThat(basis.frameworks()).isEqualTo(1);
        assertThat(basis.rules()).isEqualTo(RulesVersion.CURRENT);
        assertThat(basis.frameworkSha256()).isEqualTo(log.framework().contentHash());
        InputDigests digests = new InputDigests(log.registry, 1);
        digests.add(log.log());
        assertThat(basis.digest())
                .isEqualTo(digests.of(DecidedLog.VASTERAS).orElseThrow().sha256());
        assertThat(closed.picture().flatMap(ClosedPicture::json))
                .contains(PictureJson.indented(log.sit().known(DecidedLog.YEAR).picture()));
        assertThat(closed.acknowledged()).containsExactly("not-ready", "earlier-year-open");
        assertThat(decided().closing()).contains(closed);
        assertThat(log.sit().decided(DecidedLog.YEAR).places())
                .extracting(DecidedYear.Place::offset)
                .containsExactly(0L);
    }

    @Test
    void given_values_of_which_nobody_says_who_sent_them_then_their_number_is_kept() throws Exception {
        YearDecision ready = ready("Bo Lind");

        assertThat(ready.basis().senders()).isEmpty();
        assertThat(ready.basis().unknownSenders()).isEqualTo((int) of2018.stream()
                .filter(observation -> observation.cell().department().equals(department))
                .map(Observation::cell)
                .distinct()
                .count());
        assertThat(decided().inForce(DecisionKind.READY)).containsExactly(ready);
    }

    @Test
    void given_somebody_who_sent_a_value_that_stands_then_they_cannot_say_that_it_is_ready() throws Exception {
        Observation revised = DecidedLog.revised(one, "41");
        log.observe(revised, "Eva Ask");
        log.observe(DecidedLog.revised(revised, "42"), "bo lind");

        assertThat(ready("Bo Lind").basis().senders()).containsExactly("bo lind");
        assertThat(decided().voids()).extracting(VoidDecision::code).containsExactly(VoidCode.SAME_PERSON);

        ready("Eva Ask"); // whose value no longer stands
        assertThat(decided().inForce(DecisionKind.READY)).hasSize(1);
    }

    @Test
    void given_a_value_that_is_sent_again_word_for_word_then_both_have_sent_it_and_it_is_no_newer() throws Exception {
        Observation revised = DecidedLog.revised(one, "41");
        log.observe(revised, "Eva Ask");
        ready("Bo Lind");
        assertThat(waiting()).doesNotContain(department);

        log.observe(revised, "Bo Lind");
        assertThat(waiting()).doesNotContain(department);
        assertThat(ready("Bo Lind").basis().senders()).containsExactly("Bo Lind", "Eva Ask");

        log.observe(DecidedLog.revised(revised, "42"), "Eva Ask");
        assertThat(waiting()).contains(department);
    }

    private List<String> waiting() throws Exception {
        return Conditions.ofClosing(log.sit().known(DecidedLog.YEAR), decided()).stream()
                .filter(condition -> condition.code() == ConditionCode.NOT_READY)
                .flatMap(condition -> condition.about().stream())
                .toList();
    }

    @Test
    void given_a_record_that_cannot_be_taken_in_then_closing_says_so() throws Exception {
        assertThat(closing()).doesNotContain(ConditionCode.UNDECODED);
        log.events.add(
                new InputRecord(0, log.events.size(), 0, log.events.get(0).key(), new byte[] {1, 2, 3}));

        assertThat(closing()).contains(ConditionCode.UNDECODED);
        assertThat(log.sit().known(DecidedLog.YEAR).undecoded()).isEqualTo(1);
    }

    @Test
    void given_a_judgement_then_it_stands_beside_what_was_computed() throws Exception {
        var picture = log.sit().known(DecidedLog.YEAR).picture();
        var area = picture.strategicAreas().get(0).goalAreas().get(0);

        YearDecision same = log.decide(
                log.draft(DecisionKind.JUDGED)
                        .subject(area.id())
                        .level(area.standing().level()),
                DecidedLog.OFFICE);
        YearDecision whole = log.decide(
                log.draft(DecisionKind.JUDGED).level(picture.standing().level()), DecidedLog.OFFICE);

        assertThat(same.computed()).isEqualTo(area.standing().level());
        assertThat(whole.computed()).isEqualTo(picture.standing().level());
        assertThat(whole.previous()).isEqualTo(same.sha256());
        assertThat(decided().inForce(DecisionKind.JUDGED)).containsExactly(same, whole);
    }
}
