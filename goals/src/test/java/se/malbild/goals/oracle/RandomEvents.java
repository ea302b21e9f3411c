package se.malbild.goals.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What departments report on some frameworks, made by chance: values that the frameworks speak of, so that it is often close;
 * few persons; parts of years, groups, revisions, retractions, event ids used again, and what no framework knows.
 */
final class RandomEvents {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,2}(\\.\\d+)?");
    private static final List<String> GENDERS = List.of("WOMEN", "MEN");

    private final Dice dice;
    private final List<JsonNode> frameworks;
    private final List<String> numbers;
    private final List<JsonNode> events = new ArrayList<>();
    private int percentWithCount;
    private boolean hasFewWomen;

    private RandomEvents(Dice dice, List<JsonNode> frameworks) {
        this.dice = dice;
        this.frameworks = frameworks;
        Set<String> spokenOf = new TreeSet<>(List.of("0", "1", "3", "5"));
        frameworks.forEach(
                framework -> framework.get("indicators").findValues("rule").forEach(rule -> numbers(rule, spokenOf)));
        this.numbers = List.copyOf(spokenOf);
    }

    static List<JsonNode> of(Dice dice, List<JsonNode> frameworks) {
        RandomEvents events = new RandomEvents(dice, frameworks);
        events.report();
        return events.events;
    }

    private static void numbers(JsonNode node, Set<String> found) {
        if (node.isValueNode() && NUMBER.matcher(node.asText()).matches()) {
            found.add(node.asText());
        }
        node.forEach(child -> numbers(child, found));
    }

    private void report() {
        for (int more = dice.between(1, 3); more > 0; more--) {
            JsonNode framework = dice.any(frameworks);
            JsonNode indicator = dice.any(children(framework.get("indicators")));
            ObjectNode series = JSON.createObjectNode();
            series.put(
                    "organisation",
                    dice.percent(95) ? framework.get("organisation").asText() : "1980");
            series.put("indicator", dice.percent(95) ? indicator.get("series").asText() : "unknown");
            if (dice.percent(20)) {
                series.put("kind", "FORECAST");
            }
            percentWithCount = dice.any(List.of(0, 0, 90, 100, 100));
            hasFewWomen = dice.percent(25);
            List<String> departments = departments(indicator);
            JsonNode period = framework.get("period");
            for (int year = period.get("from").asInt() - 2;
                    year <= period.get("to").asInt() + 1;
                    year++) {
                if (dice.percent(60)) {
                    series.put("year", year);
                    departments.forEach(department -> groups(
                            series.put("department", department),
                            indicator.path("measure").asText()));
                }
            }
        }
    }

    private static List<JsonNode> children(JsonNode array) {
        List<JsonNode> children = new ArrayList<>();
        array.forEach(children::add);
        return children;
    }

    private List<String> departments(JsonNode indicator) {
        if (dice.percent(55)) {
            return children(indicator.get("departments")).stream()
                    .map(JsonNode::asText)
                    .toList();
        }
        return dice.percent(85) ? dice.some(dice.between(1, 3), RandomPlan.DEPARTMENTS) : List.of("unknown");
    }

    private void groups(ObjectNode series, String measure) {
        boolean isOfGenders = measure.endsWith("gender");
        boolean isOfDistricts = measure.endsWith("district");
        if (dice.percent(isOfGenders || isOfDistricts ? 50 : 90)) {
            year(series);
        }
        if (dice.percent(isOfGenders ? 90 : 30)) {
            dice.some(dice.percent(80) ? 2 : 1, GENDERS)
                    .forEach(gender -> year(series.deepCopy().put("gender", gender)));
        }
        if (dice.percent(isOfDistricts ? 90 : 10)) {
            dice.some(dice.between(1, 3), RandomPlan.DISTRICTS)
                    .forEach(district -> year(series.deepCopy().put("district", district)));
        }
        if (dice.percent(4)) {
            year(series.deepCopy().put("gender", dice.any(GENDERS)).put("district", dice.any(RandomPlan.DISTRICTS)));
        }
    }

    /** The year itself, parts of one length with or without holes, or parts of several. */
    private void year(ObjectNode about) {
        int kind = dice.between(0, 99);
        if (kind < 65 || kind >= 90) {
            said(about);
        }
        if (kind >= 60) {
            parts(about);
        }
        if (kind >= 95) {
            parts(about);
        }
    }

    private void parts(ObjectNode about) {
        String year = about.get("year").asText();
        List<String> parts = new ArrayList<>(dice.any(List.of(
                List.of("-T1", "-T2", "-T3"),
                List.of("-T1", "-T2", "-T3"),
                List.of("-Q1", "-Q2", "-Q3", "-Q4"),
                List.of("-Q1", "-Q2", "-Q3", "-Q4"),
                IntStream.rangeClosed(1, 12).mapToObj("-%02d"::formatted).toList())));
        if (dice.percent(50)) {
            parts = dice.some(dice.between(1, parts.size()), parts);
        }
        parts.forEach(part -> said(about.deepCopy().put("period", year + part)));
    }

    private void said(ObjectNode cell) {
        ObjectNode first = rank(cell.deepCopy());
        events.add(content(first));
        if (dice.percent(12)) {
            events.add(content(rank(first.deepCopy())));
        }
        if (dice.percent(2)) {
            events.add(content(first.deepCopy()));
        }
    }

    private ObjectNode rank(ObjectNode event) {
        return event.put("eventId", "e" + dice.between(1, 30))
                .put("revision", dice.between(0, 2))
                .put("observedAt", "2019-03-0" + dice.between(1, 3) + "T00:00:00Z");
    }

    private ObjectNode content(ObjectNode event) {
        event.remove(List.of("value", "missing", "retracted", "count"));
        int kind = dice.between(0, 99);
        if (kind < 3) {
            event.put("retracted", true);
        } else if (kind < 10) {
            event.put("missing", dice.any(List.of("DROPOUT", "NOT_APPLICABLE", "SECRECY")));
        } else {
            event.put("value", number());
        }
        if (dice.percent(percentWithCount)) {
            int count = dice.percent(88) ? usualCount(event) : dice.any(List.of(0, 1, 2, 4, 5, 9));
            event.put("count", count);
        }
        return event;
    }

    /** One that the frameworks speak of, one beside it, or another. */
    private String number() {
        if (dice.percent(5)) {
            return dice.any(List.of("13", "-2", "0.0000000001", "8.00000049"));
        }
        BigDecimal spokenOf = new BigDecimal(dice.any(numbers));
        return dice.percent(80)
                ? spokenOf.toPlainString()
                : spokenOf.add(new BigDecimal(dice.any(List.of("-1", "-0.5", "0.5", "1"))))
                        .toPlainString();
    }

    /** So that women and men, or the districts, make up the total. */
    private int usualCount(ObjectNode event) {
        int size = event.get("department").asText().charAt(0) % 3 + 1;
        if (event.has("district")) {
            return 10 * size;
        }
        int women = hasFewWomen ? 2 : 12 * size;
        return switch (event.path("gender").asText()) {
            case "WOMEN" -> women;
            case "MEN" -> 30 * size - women;
            default -> 30 * size;
        };
    }
}
