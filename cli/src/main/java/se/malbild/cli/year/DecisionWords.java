package se.malbild.cli.year;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import se.malbild.goals.Text;

/** What the gateway says of decisions, for a person. */
final class DecisionWords {
    /** What a decision is when another one was there before it. */
    private static final Set<String> LATE = Set.of("stale", "closed");

    private static final String PROBLEM = "urn:malbild:problem:";

    private DecisionWords() {}

    /** Says what has been decided. */
    static Text inForce(JsonNode decision) {
        String id = decision.path("decisionId").asText();
        String hash = decision.path("sha256").asText();
        Text what = what(decision, false);
        return new Text(
                what.sv() + ". Beslut " + id + ", kontrollsumma " + hash + ".",
                what.en() + ". Decision " + id + ", checksum " + hash + ".");
    }

    /** Says who was first; empty when nobody was. */
    static Optional<Text> first(JsonNode problem) {
        JsonNode first = problem.path("first");
        if (!first.isObject() || !LATE.contains(code(problem))) {
            return Optional.empty();
        }
        Text what = what(first, true);
        return Optional.of(new Text(what.sv() + " före dig.", what.en() + " before you."));
    }

    /** Says who did what. */
    private static Text what(JsonNode decision, boolean isByName) {
        String name = decision.path("by").path("name").asText();
        String year = decision.path("year").asText();
        String subject = decision.path("subject").asText("");
        String department = decision.path("department").asText("");
        Text about = subject.isEmpty()
                ? new Text("kommunen som helhet", "the municipality as a whole")
                : new Text(subject, subject);
        Text done = switch (decision.path("kind").asText()) {
            case "MARKED" -> new Text("märkte det som var känt som " + subject, "marked what was known as " + subject);
            case "READY" -> new Text("klarmarkerade " + department, "said that " + department + " is ready");
            case "JUDGED" -> new Text("bedömde " + about.sv(), "judged " + about.en());
            case "COMMENTED" -> new Text("kommenterade " + subject, "commented on " + subject);
            case "CLOSED" -> new Text("stängde året", "closed the year");
            case "REOPENED" -> new Text("öppnade året igen", "opened the year again");
            default -> new Text("beslutade något", "decided something");
        };
        return isByName
                ? new Text(name + " " + done.sv(), name + " " + done.en())
                : new Text(year + ": " + name + " " + done.sv(), year + ": " + name + " " + done.en());
    }

    /** Says why a decision was not made, and everything that stands in its way. */
    static List<Text> refusal(JsonNode problem) {
        List<Text> lines = new ArrayList<>();
        lines.add(text(problem.path("message")));
        problem.path("faults")
                .forEach(fault -> lines.add(named(fault.path("field").asText(), fault)));
        problem.path("conditions").forEach(condition -> lines.add(condition(condition)));
        return lines;
    }

    /** Says what is not in order, with the code that acknowledges it. */
    static Text condition(JsonNode condition) {
        return named(condition.path("code").asText(), condition);
    }

    private static Text named(String name, JsonNode node) {
        Text message = text(node.path("message"));
        return name.isEmpty() ? message : new Text(name + ": " + message.sv(), name + ": " + message.en());
    }

    static Text text(JsonNode message) {
        return new Text(message.path("sv").asText(), message.path("en").asText());
    }

    private static String code(JsonNode problem) {
        return problem.path("type").asText().replaceFirst("^" + PROBLEM, "");
    }
}
