package se.malbild.goals.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A framework document made by chance, with every key that can change a number. Most have no fault. */
final class RandomPlan {
    static final List<String> ORGANISATIONS = List.of("1880", "1980");
    static final List<String> SERIES = List.of("N1", "N2", "N3");
    static final List<String> DISTRICTS = List.of("adolfsberg", "brickebacken", "vivalla");
    static final List<String> DEPARTMENTS = List.of("a", "b", "c", "d", "e");

    /** Of two documents of one version their text decides, and {@link Map#of} has another order in every run. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final Map<String, String> TEXT = Map.of("sv", "Text", "en", "Text");
    private static final List<String> NUMBERS =
            List.of("0", "1", "2", "3", "4", "5", "6", "8", "10", "12", "2.5", "3.3", "-1", "0.000001", "7.1234567891");
    private static final List<String> WEIGHTS =
            List.of("1", "1", "2", "3", "7", "0.3", "0.1", "1.0000000001", "1000003");

    private final Dice dice;
    private final int from;
    private final int to;
    private final int historyFrom;

    private RandomPlan(Dice dice) {
        this.dice = dice;
        this.from = dice.between(2016, 2018);
        this.to = from + dice.between(0, 2);
        this.historyFrom = from - dice.between(0, 3);
    }

    static JsonNode document(Dice dice) {
        return JSON.valueToTree(new RandomPlan(dice).document());
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("framework", dice.any(List.of("plan-a", "plan-a", "plan-b")));
        document.put("version", dice.between(1, 3));
        document.put("organisation", dice.any(ORGANISATIONS));
        document.put("title", TEXT);
        document.put("period", Map.of("from", from, "to", to));
        sometimes(50, document, "historyFrom", historyFrom);
        sometimes(70, document, "minimumCoverage", dice.any(List.of("0", "0.3", "0.333333", "0.5", "0.666667", "1")));
        sometimes(4, document, "withdrawn", true);
        sometimes(50, document, "smallestGroup", dice.any(List.of(1, 1, 3, 10)));
        document.put("scale", scale());
        document.put("departments", departments());
        if (dice.percent(40)) {
            document.put("districts", dice.some(dice.between(2, 3), DISTRICTS));
        }
        List<String> ids = IntStream.rangeClosed(1, dice.between(1, 4))
                .mapToObj(i -> "i" + i)
                .toList();
        document.put("indicators", ids.stream().map(this::indicator).toList());
        document.put("strategicAreas", strategicAreas(ids));
        return document;
    }

    private void sometimes(int percent, Map<String, Object> document, String key, Object value) {
        if (dice.percent(percent)) {
            document.put(key, value);
        }
    }

    private Map<String, Object> scale() {
        List<String> thresholds = dice.any(List.of(
                List.of("0.55"), List.of("0.7", "0.4"), List.of("1", "0.75", "0.5", "0.25"), List.of("0.333333")));
        List<Object> levels = new ArrayList<>();
        for (String threshold : thresholds) {
            levels.add(level(levels.size(), threshold));
        }
        levels.add(level(levels.size(), "0"));
        return Map.of("id", "scale", "levels", levels);
    }

    private static Map<String, Object> level(int number, String threshold) {
        return Map.of(
                "id",
                "level-" + number,
                "label",
                TEXT,
                "from",
                threshold,
                "colour",
                "#1b7837",
                "shape",
                List.of("circle", "square", "triangle", "diamond", "cross").get(number));
    }

    /** Each can replace some of those before it, so none replaces itself. */
    private List<Object> departments() {
        List<Object> departments = new ArrayList<>();
        List<String> earlier = new ArrayList<>();
        for (String id : DEPARTMENTS) {
            Map<String, Object> department = new LinkedHashMap<>();
            department.put("id", id);
            department.put("name", Map.of("sv", "Nämnden " + id, "en", "Committee " + id));
            int validFrom = dice.between(from - 1, to + 1);
            if (dice.percent(25)) {
                department.put("validFrom", validFrom);
                sometimes(20, department, "validTo", dice.between(validFrom, to + 1));
            } else {
                sometimes(25, department, "validTo", dice.between(from - 1, to));
            }
            if (dice.percent(40)) {
                department.put("replaces", dice.some(dice.between(1, 2), earlier));
            }
            earlier.add(id);
            departments.add(department);
        }
        return departments;
    }

    private Map<String, Object> indicator(String id) {
        Map<String, Object> indicator = new LinkedHashMap<>();
        indicator.put("id", id);
        indicator.put("series", dice.any(SERIES));
        indicator.put("title", TEXT);
        indicator.put("unit", TEXT);
        sometimes(
                60,
                indicator,
                "measure",
                dice.any(List.of("gap-gender", "ratio-gender", "gap-district", "total", "total")));
        String withinYear = dice.any(List.of("last", "sum", "mean", "max", "min"));
        indicator.put("withinYear", withinYear);
        if (List.of("sum", "mean").contains(withinYear)) {
            sometimes(60, indicator, "requiredParts", dice.any(List.of(1, 2, 3, 4, 8, 12)));
        }
        sometimes(
                85,
                indicator,
                "acrossDepartments",
                dice.any(List.of("single", "sum", "sum", "mean", "weighted-mean", "weighted-mean", "max", "min")));
        indicator.put("departments", dice.some(dice.between(1, 3), DEPARTMENTS));
        if (dice.percent(35)) {
            indicator.put(
                    "range",
                    dice.any(
                            List.of(Map.of("lower", "0", "upper", "12"), Map.of("lower", "1"), Map.of("upper", "10"))));
        }
        sometimes(10, indicator, "persons", true);
        if (dice.percent(40)) {
            indicator.put("dueYears", dueYears());
        }
        if (dice.percent(35)) {
            indicator.put("breaks", breaks());
        }
        sometimes(30, indicator, "control", dice.any(List.of("own", "shared", "external")));
        boolean isCompared = dice.percent(50);
        if (isCompared) {
            indicator.put(
                    "comparison", Map.of("value", number(), "year", dice.between(from - 2, from), "source", TEXT));
        }
        indicator.put("rule", rule(isCompared));
        return indicator;
    }

    private Set<Integer> dueYears() {
        Set<Integer> years = new LinkedHashSet<>(Set.of(dice.between(from, to)));
        for (int more = dice.between(0, 3); more > 0; more--) {
            years.add(dice.between(historyFrom, to));
        }
        return years;
    }

    private List<Object> breaks() {
        List<Object> breaks = new ArrayList<>();
        for (int more = dice.between(1, 2); more > 0; more--) {
            breaks.add(Map.of("year", dice.between(from - 1, to + 1), "reason", TEXT));
        }
        return breaks;
    }

    private Map<String, Object> rule(boolean isCompared) {
        Map<String, Object> rule = new LinkedHashMap<>();
        String kind = dice.any(List.of("reach", "reach", "improve", "improve", "approach", "hold"));
        rule.put("kind", kind);
        switch (kind) {
            case "reach" -> {
                rule.put("direction", dice.any(List.of("higher", "lower")));
                rule.put("target", isCompared && dice.percent(50) ? "comparison" : target());
                sometimes(60, rule, "baseline", baseline());
            }
            case "improve" -> {
                rule.put("direction", dice.any(List.of("higher", "lower", "toward")));
                if (rule.get("direction").equals("toward")) {
                    rule.put("ideal", number());
                }
                rule.put("baseline", baseline());
            }
            case "approach" -> {
                rule.put("target", target());
                rule.put("baseline", baseline());
            }
            default -> {
                int lower = dice.between(0, 6);
                sometimes(70, rule, "lower", lower);
                sometimes(rule.containsKey("lower") ? 70 : 100, rule, "upper", lower + dice.between(0, 4));
            }
        }
        sometimes(60, rule, kind.equals("hold") ? "margin" : "tolerance", dice.any(List.of("0", "0.5", "1", "2", "3")));
        return rule;
    }

    private Map<String, Object> baseline() {
        return Map.of("year", dice.between(from - 3, from + 1), "value", number());
    }

    private Object target() {
        if (dice.percent(60)) {
            return number();
        }
        Map<String, String> perYear = new LinkedHashMap<>();
        for (int year = from; year <= to; year++) {
            if (year == from || dice.percent(70)) {
                perYear.put(Integer.toString(year), number());
            }
        }
        return perYear;
    }

    private String number() {
        return dice.any(NUMBERS);
    }

    /** Every indicator is in at least one goal area. */
    private List<Object> strategicAreas(List<String> indicators) {
        List<Object> areas = new ArrayList<>();
        int goalAreas = dice.between(1, 4);
        List<Object> its = new ArrayList<>();
        for (int i = 1; i <= goalAreas; i++) {
            List<String> chosen = i == goalAreas
                    ? dice.some(indicators.size(), indicators)
                    : dice.some(dice.between(1, indicators.size()), indicators);
            Map<String, Object> goalArea = new LinkedHashMap<>();
            goalArea.put("id", "g" + i);
            goalArea.put("statement", TEXT);
            sometimes(50, goalArea, "weight", dice.any(WEIGHTS));
            goalArea.put("indicators", chosen.stream().map(this::weighted).toList());
            its.add(goalArea);
            if (i == goalAreas || dice.percent(40)) {
                areas.add(Map.of("id", "s" + i, "title", TEXT, "goalAreas", its));
                its = new ArrayList<>();
            }
        }
        return areas;
    }

    private Map<String, Object> weighted(String indicator) {
        Map<String, Object> weighted = new LinkedHashMap<>();
        weighted.put("indicator", indicator);
        sometimes(60, weighted, "weight", dice.any(WEIGHTS));
        return weighted;
    }
}
