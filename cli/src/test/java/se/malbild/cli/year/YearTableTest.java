package se.malbild.cli.year;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import se.malbild.goals.Language;

class YearTableTest {
    private static final String STATUS = """
            {"organisation": "1880", "framework": "orebro-2017-2019", "year": 2018, "closed": false, "picture": "5d1f0b2a77",
             "departments": [
               {"id": "kommunstyrelsen", "ready": false, "by": null, "decidedOn": null, "unknownSenders": null},
               {"id": "barn-och-utbildning", "ready": true, "by": "Per Alm", "decidedOn": "2019-02-01", "unknownSenders": 3}],
             "conditions": [
               {"code": "not-ready", "about": ["kommunstyrelsen"], "message": {"sv": "Inte klar.", "en": "Not ready."}}],
             "inForce": [
               {"decisionId": "b-1", "kind": "COMMENTED", "subject": "N17461", "department": "barn-och-utbildning",
                "level": null, "decidedOn": "2019-01-31", "by": {"name": "Per Alm"}},
               {"decisionId": "b-2", "kind": "JUDGED", "subject": null, "department": null, "level": "mer-behovs",
                "decidedOn": "2019-03-26", "by": {"name": "Anna Ek"}}],
             "closings": [],
             "voids": [
               {"place": 2, "code": "stale", "message": {"sv": "Någon hann före.", "en": "Somebody was first."},
                "decision": {"by": {"name": "Bo Lund"}}, "first": null, "lost": null},
               {"place": 3, "code": "unreadable", "message": {"sv": "Går inte att läsa.", "en": "Cannot be read."},
                "decision": null, "first": null, "lost": null}]}
            """;

    @Test
    void it_shows_who_is_ready_what_is_lacking_what_is_in_force_and_what_is_void() throws Exception {
        assertThat(lines(Language.SV))
                .containsExactly(
                        "1880 orebro-2017-2019 2018: öppet",
                        "Målbilden nu: 5d1f0b2a",
                        "",
                        "Klarmarkering",
                        "  kommunstyrelsen      inte klar",
                        "  barn-och-utbildning  klar       Per Alm",
                        "",
                        "Inte uppfyllt för bokslut",
                        "  not-ready: Inte klar.",
                        "",
                        "Gällande beslut",
                        "  2019-01-31  COMMENTED  N17461  barn-och-utbildning              Per Alm  b-1",
                        "  2019-03-26  JUDGED                                  mer-behovs  Anna Ek  b-2",
                        "",
                        "Gäller inte",
                        "  Bo Lund, stale: Någon hann före.",
                        "  ?, unreadable: Går inte att läsa.");
        assertThat(lines(Language.EN))
                .contains("Readiness", "Not met for closing", "  not-ready: Not ready.", "Decisions in force", "Void");
    }

    @Test
    void of_a_year_about_which_there_is_nothing_it_says_that_it_is_open() throws Exception {
        JsonNode status = new JsonMapper()
                .readTree("{\"organisation\": \"1880\", \"framework\": \"f\", \"year\": 2018, \"closed\": false,"
                        + " \"picture\": null}");

        assertThat(new YearTable(Language.EN).of(status).lines()).containsExactly("1880 f 2018: open");
    }

    private static List<String> lines(Language language) throws Exception {
        return new YearTable(language)
                .of(new JsonMapper().readTree(STATUS))
                .lines()
                .toList();
    }
}
