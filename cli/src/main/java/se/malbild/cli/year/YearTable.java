package se.malbild.cli.year;

import com.fasterxml.jackson.databind.JsonNode;
import se.malbild.cli.terminal.Columns;
import se.malbild.goals.Language;
import se.malbild.goals.Text;

/** How it stands with a year, for a terminal. */
final class YearTable {
    /** So many characters of a hash are asked for when the year is closed. */
    private static final int SHORT_HASH = 8;

    private final Language language;
    private final StringBuilder out = new StringBuilder();

    YearTable(Language language) {
        this.language = language;
    }

    /** Returns {@code status}, as {@code GET /v1/decisions} answers it. */
    String of(JsonNode status) {
        line(status.path("organisation").asText() + " "
                + status.path("framework").asText() + " "
                + status.path("year").asText() + ": "
                + (status.path("closed").asBoolean() ? say("stängt", "closed") : say("öppet", "open")));
        if (status.path("picture").isTextual()) {
            String hash = status.path("picture").asText();
            line(say("Målbilden nu: ", "The picture now: ") + hash.substring(0, Math.min(SHORT_HASH, hash.length())));
        }
        readiness(status.path("departments"));
        conditions(status.path("conditions"));
        inForce(status.path("inForce"));
        voids(status.path("voids"));
        return out.toString();
    }

    private void readiness(JsonNode departments) {
        if (departments.isEmpty()) {
            return;
        }
        heading(say("Klarmarkering", "Readiness"));
        Columns columns = new Columns();
        departments.forEach(department -> columns.row(
                "  " + department.path("id").asText(),
                department.path("ready").asBoolean() ? say("klar", "ready") : say("inte klar", "not ready"),
                department.path("by").asText("")));
        out.append(columns);
    }

    private void conditions(JsonNode conditions) {
        if (!conditions.isEmpty()) {
            heading(say("Inte uppfyllt för bokslut", "Not met for closing"));
            conditions.forEach(
                    condition -> line("  " + DecisionWords.condition(condition).in(language)));
        }
    }

    private void inForce(JsonNode decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        heading(say("Gällande beslut", "Decisions in force"));
        Columns columns = new Columns();
        decisions.forEach(decision -> columns.row(
                "  " + decision.path("decidedOn").asText(),
                decision.path("kind").asText(),
                decision.path("subject").asText(""),
                decision.path("department").asText(""),
                decision.path("level").asText(""),
                decision.path("by").path("name").asText(),
                decision.path("decisionId").asText()));
        out.append(columns);
    }

    private void voids(JsonNode voids) {
        if (!voids.isEmpty()) {
            heading(say("Gäller inte", "Void"));
            voids.forEach(one ->
                    line("  " + one.path("decision").path("by").path("name").asText("?") + ", "
                            + one.path("code").asText() + ": "
                            + DecisionWords.text(one.path("message")).in(language)));
        }
    }

    private void heading(String text) {
        line("");
        line(text);
    }

    private void line(String text) {
        out.append(text).append(System.lineSeparator());
    }

    private String say(String sv, String en) {
        return new Text(sv, en).in(language);
    }
}
