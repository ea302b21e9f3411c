package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.dashboard.explain.Explanation.ContributingCell;
import se.malbild.dashboard.explain.Explanation.Use;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.picture.Reason;

/** What is told of the events behind an indicator. */
final class EvidenceTest {
    private static final String KEYS =
            "range: {lower: 0, upper: 99.5}, rule: {kind: reach, direction: higher, target: 85}";

    private static Evidence evidence(Language language) {
        return new Evidence(OneIndicator.indicator(language, 2018, "%", KEYS, "2018 178.5"));
    }

    private static ContributingCell cell(Evidence evidence) {
        return evidence.years().get(0).cells().get(0);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            SV | Bortses från: 178,5 från Skolnämnden (2018) ligger utanför från 0 till 99,5 och räknas inte.
            EN | Disregarded: 178.5 from School committee (2018) is outside the range from 0 to 99.5 and does not count.
            """, delimiter = '|')
    void an_event_with_an_impossible_value_is_disregarded_for_that(Language language, String said) {
        Evidence evidence = evidence(language);

        assertThat(evidence.use(cell(evidence))).isEqualTo(said);
    }

    @Test
    void an_event_is_disregarded_for_every_reason_that_is_given() {
        Evidence evidence = evidence(Language.SV);
        Text tookOver = new Text("Barnnämnden har tagit över.", "The children's committee took over.");
        Text foretold = new Text("Det är en prognos.", "It is a forecast.");
        ContributingCell setAside = new ContributingCell(
                cell(evidence).winner(),
                Use.DISREGARDED,
                Optional.empty(),
                List.of(),
                0,
                List.of(new Reason("replaced-by-successor", tookOver), new Reason("forecast", foretold)));

        assertThat(evidence.use(setAside)).isEqualTo("Bortses från: Barnnämnden har tagit över. Det är en prognos.");
    }
}
