package se.malbild.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.certification.CertificationClass;
import se.malbild.goals.certification.Check;
import se.malbild.goals.certification.IndicatorCertificate;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.intake.InputRecord;

/** What an auditor may rely on of a year in which one indicator after the other is in order, or is not. */
class YearCertificationTest {
    private static final String INDICATOR = "N17461";
    private static final String DEPARTMENT = "barn-och-utbildning";
    private static final Author REVIEWER = new Author("Per Alm", Author.Role.DEPARTMENT, "t-2");

    private DecidedLog log;

    @BeforeEach
    void applyBeforeTheYear() throws Exception {
        log = new DecidedLog();
        apply(0, log.frameworks.get(0).value(), "2017-12-15T08:00:00Z");
    }

    private void apply(int place, byte[] value, String at) {
        InputRecord before = log.frameworks.get(0);
        InputRecord applied =
                new InputRecord(0, place, Instant.parse(at).toEpochMilli(), before.key(), value, Optional.empty());
        if (place < log.frameworks.size()) {
            log.frameworks.set(place, applied);
        } else {
            log.frameworks.add(applied);
        }
    }

    private void report(String sender) {
        SampleEvents.of(DecidedLog.VASTERAS).forEach(observation -> log.observe(observation, sender));
    }

    private void ready(Author by) throws Exception {
        log.decide(log.draft(DecisionKind.READY).department(DEPARTMENT), by);
    }

    private Picture picture() throws Exception {
        return log.sit().known(DecidedLog.YEAR).picture();
    }

    private List<IndicatorCertificate> certificates(Picture published, boolean isIntact, boolean sameRules)
            throws Exception {
        return new YearCertification(new History(log.registry))
                .of(log.log(), DecidedLog.YEAR, Optional.of(published), isIntact, sameRules);
    }

    private IndicatorCertificate certificate(Picture published, boolean isIntact, boolean sameRules) throws Exception {
        return certificates(published, isIntact, sameRules).stream()
                .filter(certificate -> certificate.id().equals(INDICATOR))
                .findFirst()
                .orElseThrow();
    }

    private IndicatorCertificate certificate() throws Exception {
        return certificate(picture(), true, true);
    }

    private static List<Check.Kind> notPassed(IndicatorCertificate certificate) {
        return certificate.notPassed().stream().map(Check::kind).toList();
    }

    private static String only(IndicatorCertificate certificate) {
        assertThat(certificate.notPassed()).hasSize(1);
        return certificate.notPassed().get(0).message().sv();
    }

    private static Observation another(int year, String value) throws Exception {
        return DecidedLog.revised(
                SampleEvents.of(DecidedLog.VASTERAS).stream()
                        .filter(observation -> observation.cell().indicator().equals(INDICATOR)
                                && observation.cell().year() == year)
                        .findFirst()
                        .orElseThrow(),
                value);
    }

    @Test
    void given_all_is_in_order_then_it_is_certified() throws Exception {
        report("Eva Ask");
        ready(REVIEWER);

        assertThat(certificate().notPassed()).isEmpty();
        assertThat(certificate().certification()).isEqualTo(CertificationClass.CERTIFIED);
        assertThat(certificate().checks()).extracting(Check::kind).containsExactly(Check.Kind.values());
    }

    @Test
    void given_nobody_else_reviewed_the_value_then_it_is_certified_with_qualification() throws Exception {
        report("Eva Ask");

        assertThat(only(certificate())).isEqualTo("Barn- och utbildningsnämnden har inte klarmarkerat.");
        assertThat(certificate().certification()).isEqualTo(CertificationClass.CERTIFIED_WITH_QUALIFICATION);

        ready(REVIEWER);
        log.observe(another(2018, "75"), "Eva Ask");
        assertThat(certificate().notPassed())
                .extracting(check -> check.message().sv())
                .contains("Barn- och utbildningsnämnden klarmarkerade innan värdet kom.");
    }

    @Test
    void given_the_definition_was_changed_in_the_year_then_it_is_certified_with_qualification() throws Exception {
        report("Eva Ask");
        ready(REVIEWER);
        byte[] later = replaced(log.frameworks.get(0).value(), "2018: 73.5", "2018: 72.5");
        apply(1, replaced(later, "\nversion: 1\n", "\nversion: 2\n"), "2018-06-01T08:00:00Z");

        assertThat(only(certificate()))
                .isEqualTo("Definitionen har ändrats sedan årets början: version 1 hade annat: målvärde.");
        assertThat(certificate().certification()).isEqualTo(CertificationClass.CERTIFIED_WITH_QUALIFICATION);

        apply(1, log.frameworks.get(1).value(), "2017-12-31T08:00:00Z");
        assertThat(certificate().certification()).isEqualTo(CertificationClass.CERTIFIED);
    }

    @Test
    void given_a_definition_that_was_made_when_the_year_was_over_then_that_is_told() throws Exception {
        report("Eva Ask");
        ready(REVIEWER);
        apply(0, log.frameworks.get(0).value(), "2019-01-02T08:00:00Z");

        assertThat(only(certificate())).isEqualTo("Styrmodellen tillämpades först 2019-01-02, när året var slut.");
    }

    /** Of the same length, so that what Avro says of the length still holds. */
    private static byte[] replaced(byte[] value, String before, String after) {
        return new String(value, StandardCharsets.ISO_8859_1)
                .replace(before, after)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void given_a_problem_is_listed_then_it_is_certified_with_qualification() throws Exception {
        report("Eva Ask");
        log.observe(another(2018, "120"), "Eva Ask"); // a share of more than all
        ready(REVIEWER);

        assertThat(notPassed(certificate())).contains(Check.Kind.NO_PROBLEM);

        log = new DecidedLog();
        applyBeforeTheYear();
        report("Eva Ask");
        log.observe(another(2016, "50"), "Eva Ask"); // the baseline is another
        ready(REVIEWER);
        assertThat(notPassed(certificate())).containsExactly(Check.Kind.NO_PROBLEM);
        assertThat(certificate().certification()).isEqualTo(CertificationClass.CERTIFIED_WITH_QUALIFICATION);
    }

    @Test
    void given_neither_sender_nor_review_then_factors_prevent_certification() throws Exception {
        report(null);

        assertThat(notPassed(certificate())).containsExactly(Check.Kind.SOURCE, Check.Kind.SECOND_PERSON);
        assertThat(certificate().certification()).isEqualTo(CertificationClass.FACTORS_PREVENTED_CERTIFICATION);

        ready(REVIEWER); // of whom nobody knows that it was not he who sent
        assertThat(notPassed(certificate())).containsExactly(Check.Kind.SOURCE, Check.Kind.SECOND_PERSON);
        assertThat(certificate().certification()).isEqualTo(CertificationClass.CERTIFIED_WITH_QUALIFICATION);
    }

    @Test
    void given_no_value_then_factors_prevent_certification() throws Exception {
        ready(REVIEWER);

        assertThat(certificate().notPassed())
                .extracting(check -> check.message().sv())
                .containsExactly("Det finns inget värde att intyga.", "Det finns inget värde att granska.");
        assertThat(certificate().certification()).isEqualTo(CertificationClass.FACTORS_PREVENTED_CERTIFICATION);
    }

    @Test
    void given_a_value_without_its_source_that_was_reviewed_then_it_is_certified_with_qualification() throws Exception {
        report("Eva Ask");
        log.observe(another(2018, "75"), "Eva Ask"); // says no source
        ready(REVIEWER);

        assertThat(only(certificate())).contains("saknar 1 källa och 0 avsändare");
        assertThat(certificate().certification()).isEqualTo(CertificationClass.CERTIFIED_WITH_QUALIFICATION);
    }

    @Test
    void given_another_result_was_published_then_it_is_inaccurate_unless_the_rules_or_the_data_are_others()
            throws Exception {
        report("Eva Ask");
        ready(REVIEWER);
        Picture published = picture();
        log.observe(another(2018, "60"), "Eva Ask");
        ready(REVIEWER);

        assertThat(certificate(published, true, true).certification()).isEqualTo(CertificationClass.INACCURATE);
        assertThat(certificate(published, true, false).certification())
                .isEqualTo(CertificationClass.FACTORS_PREVENTED_CERTIFICATION);
        assertThat(certificate(published, false, true).certification())
                .isEqualTo(CertificationClass.FACTORS_PREVENTED_CERTIFICATION);
        assertThat(certificate(published, true, true)
                        .notPassed()
                        .get(0)
                        .message()
                        .en())
                .startsWith("What was reported gives another result: published ")
                .contains("computed again 60 (");
    }

    @Test
    void given_an_indicator_that_is_not_due_then_there_is_nothing_to_certify() throws Exception {
        report("Eva Ask");
        int before = certificates(picture(), true, true).size();
        String document = new String(log.frameworks.get(0).value(), StandardCharsets.ISO_8859_1)
                .replaceFirst("range: \\{lower: 0, upper: 100\\}", "dueYears: [2016, 2017, 2019] ");
        apply(0, document.getBytes(StandardCharsets.ISO_8859_1), "2017-12-15T08:00:00Z");

        assertThat(certificates(picture(), true, true))
                .hasSize(before - 1)
                .extracting(IndicatorCertificate::id)
                .doesNotContain(INDICATOR);
    }
}
