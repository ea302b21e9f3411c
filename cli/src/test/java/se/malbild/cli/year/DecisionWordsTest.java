package se.malbild.cli.year;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.Text;

class DecisionWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CLOSED    |                     |                     | Anna Ek stängde året före dig. | Anna Ek closed the year before you.
            REOPENED  |                     |                     | Anna Ek öppnade året igen före dig. | Anna Ek opened the year again before you.
            JUDGED    |                     |                     | Anna Ek bedömde kommunen som helhet före dig. | Anna Ek judged the municipality as a whole before you.
            JUDGED    | hallbar-tillvaxt-1  |                     | Anna Ek bedömde hallbar-tillvaxt-1 före dig. | Anna Ek judged hallbar-tillvaxt-1 before you.
            COMMENTED | N17461              | barn-och-utbildning | Anna Ek kommenterade N17461 före dig. | Anna Ek commented on N17461 before you.
            READY     |                     | barn-och-utbildning | Anna Ek klarmarkerade barn-och-utbildning före dig. | Anna Ek said that barn-och-utbildning is ready before you.
            MARKED    | 2018-08-31          |                     | Anna Ek märkte det som var känt som 2018-08-31 före dig. | Anna Ek marked what was known as 2018-08-31 before you.
            """)
    void who_was_first_is_said_by_name(String kind, String subject, String department, String sv, String en)
            throws Exception {
        JsonNode problem = problem("stale", first(kind, subject, department));

        assertThat(DecisionWords.first(problem)).contains(new Text(sv, en));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-reason", "same-person", "chain"})
    void a_decision_that_is_void_for_another_reason_was_not_overtaken(String code) throws Exception {
        assertThat(DecisionWords.first(problem(code, first("CLOSED", null, null))))
                .isEmpty();
        assertThat(DecisionWords.first(problem("stale", "null"))).isEmpty();
    }

    @Test
    void a_refusal_tells_every_fault_and_every_condition() throws Exception {
        JsonNode problem = new JsonMapper().readTree("""
                {"type": "urn:malbild:problem:x", "message": {"sv": "Nej.", "en": "No."},
                 "faults": [{"code": "required", "field": "text", "message": {"sv": "Skriv.", "en": "Write."}}],
                 "conditions": [{"code": "missing", "about": ["teknik"], "message": {"sv": "Saknas.", "en": "Missing."}}]}
                """);

        assertThat(DecisionWords.refusal(problem))
                .containsExactly(
                        new Text("Nej.", "No."),
                        new Text("text: Skriv.", "text: Write."),
                        new Text("missing: Saknas.", "missing: Missing."));
    }

    private static String first(String kind, String subject, String department) {
        return "{\"kind\": \"" + kind + "\", \"year\": 2018, \"by\": {\"name\": \"Anna Ek\"}, \"subject\": "
                + json(subject) + ", \"department\": " + json(department) + "}";
    }

    private static String json(String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }

    private static JsonNode problem(String code, String first) throws Exception {
        return new JsonMapper()
                .readTree("{\"type\": \"urn:malbild:problem:" + code
                        + "\", \"message\": {\"sv\": \"Nej.\", \"en\": \"No.\"}," + " \"first\": " + first + "}");
    }
}
