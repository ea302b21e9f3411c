package se.malbild.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.Language;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.decision.DecisionDraft;
import se.malbild.goals.decision.DecisionForm;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.service.HttpProblemException;
import se.malbild.service.Tokens.Holder;
import se.malbild.service.Tokens.Role;

class DecisionReaderTest {
    private static final LocalDate TODAY = LocalDate.of(2019, 4, 1);
    private static final Holder OFFICE = new Holder("t1", "Anna Ek", Role.STEERING_OFFICE, "1880", Set.of());
    private static final Holder BOARD = new Holder("t2", "Per Alm", Role.DEPARTMENT, "1880", Set.of("kommunstyrelsen"));

    @Test
    void every_field_is_read() throws Exception {
        DecisionForm judged = build("""
                {"organisation": "1880", "framework": "orebro-2017-2019", "year": 2018, "kind": "JUDGED", "subject": "",
                 "follows": "b-1", "decidedOn": "2019-03-26", "reference": "Ks 113/2019", "reason": "Kostnaderna ökar",
                 "level": "mer-behovs", "indicators": ["N00914"], "text": "Det **går** åt rätt håll.", "language": "en"}
                """, OFFICE);
        DecisionForm closed = build("""
                {"framework": "orebro-2017-2019", "year": 2018, "kind": "CLOSED", "acknowledge": ["missing", "not-ready"],
                 "picture": "5d1f0b2a", "text": null}
                """, OFFICE);

        assertThat(judged.year().year()).isEqualTo(2018);
        assertThat(judged.kind()).isEqualTo(DecisionKind.JUDGED);
        assertThat(judged.follows()).contains("b-1");
        assertThat(judged.decidedOn()).isEqualTo("2019-03-26");
        assertThat(judged.reference()).isEqualTo("Ks 113/2019");
        assertThat(judged.reason()).isEqualTo("Kostnaderna ökar");
        assertThat(judged.level()).isEqualTo("mer-behovs");
        assertThat(judged.indicators()).containsExactly("N00914");
        assertThat(judged.text()).isEqualTo("Det **går** åt rätt håll.");
        assertThat(judged.language()).isEqualTo(Language.EN);
        assertThat(closed.follows()).isEmpty();
        assertThat(closed.decidedOn()).isEqualTo(TODAY);
        assertThat(closed.acknowledged()).containsExactly("missing", "not-ready");
        assertThat(closed.pictureSeen()).isEqualTo("5d1f0b2a");
        assertThat(closed.year().organisation()).isEqualTo("1880");
    }

    @Test
    void the_token_says_whose_it_is_where_the_decision_does_not() throws Exception {
        DecisionForm comment = build("""
                {"framework": "orebro-2017-2019", "year": 2018, "kind": "COMMENTED", "subject": "N00914", "text": "Fler."}
                """, BOARD);

        assertThat(comment.year().organisation()).isEqualTo("1880");
        assertThat(comment.slot().department()).isEqualTo("kommunstyrelsen");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"year": "2018"}              | year wrong-type
            {"year": 2018.5}              | year wrong-type
            {"kind": "closed"}            | kind unknown-symbol
            {"kind": 7}                   | kind wrong-type
            {"decidedOn": "26/3"}         | decidedOn not-a-date
            {"language": "SV"}            | language unknown-symbol
            {"indicators": "N00914"}      | indicators wrong-type
            {"indicators": ["N00914", 1]} | indicators wrong-type
            {"acknowledge": [["x"]]}      | acknowledge wrong-type
            {"text": {"sv": "x"}}         | text wrong-type
            {"reason": "a", "reason": "b"} | reason duplicate-field
            {"colour": null}              | colour unknown-field
            """)
    void what_cannot_be_read_is_told(String json, String fault) throws Exception {
        assertThat(DecisionReader.read(json, OFFICE).faults(framework(), TODAY))
                .extracting(told -> told.field() + " " + told.code())
                .contains(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"x\"", "{", "{} {}", "{\"a\": 1,}"})
    void what_is_no_object_is_refused(String json) {
        assertThatThrownBy(() -> DecisionReader.read(json, OFFICE))
                .isInstanceOf(HttpProblemException.class)
                .satisfies(told -> assertThat(
                                ((HttpProblemException) told).problem().code())
                        .isEqualTo("not-json"));
    }

    private static DecisionForm build(String json, Holder holder) throws Exception {
        DecisionDraft draft = DecisionReader.read(json, holder);
        assertThat(draft.faults(framework(), TODAY)).isEqualTo(List.of());
        return draft.build(framework(), TODAY);
    }

    private static Optional<GoalFramework> framework() throws Exception {
        for (String document : ShippedFrameworks.documents()) {
            GoalFramework framework = FrameworkVersion.read(document).framework();
            if (framework.id().equals("orebro-2017-2019")) {
                return Optional.of(framework);
            }
        }
        throw new AssertionError("not shipped");
    }
}
