package se.malbild.dashboard.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.api.ExplanationJson;
import se.malbild.dashboard.api.Json;
import se.malbild.dashboard.api.ObservationTable;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.Published;
import se.malbild.dashboard.view.Snapshot;
import se.malbild.goals.Language;
import se.malbild.goals.picture.Picture;

/** Computes every number of the sample data by hand, from the JSON of the explanations alone. */
class ExplanationTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Snapshot SNAPSHOT = new SampleView().now();
    private static final int DECIMALS = 6;

    /** An exact number: the test's own, so that it does not compute with what it tests. */
    private record Ratio(BigInteger top, BigInteger bottom) {
        static final Ratio ZERO = new Ratio(BigInteger.ZERO, BigInteger.ONE);
        static final Ratio HALF = new Ratio(BigInteger.ONE, BigInteger.TWO);
        static final Ratio ONE = new Ratio(BigInteger.ONE, BigInteger.ONE);

        static Ratio of(JsonNode node) {
            if (node.isTextual()) {
                String[] parts = node.asText().split("/", -1);
                return new Ratio(new BigInteger(parts[0]), new BigInteger(parts[1]));
            }
            BigDecimal number = node.decimalValue();
            return number.scale() <= 0
                    ? new Ratio(number.toBigIntegerExact(), BigInteger.ONE)
                    : new Ratio(number.unscaledValue(), BigInteger.TEN.pow(number.scale()));
        }

        Ratio plus(Ratio other) {
            return new Ratio(top.multiply(other.bottom).add(other.top.multiply(bottom)), bottom.multiply(other.bottom));
        }

        Ratio minus(Ratio other) {
            return plus(new Ratio(other.top.negate(), other.bottom));
        }

        Ratio times(Ratio other) {
            return new Ratio(top.multiply(other.top), bottom.multiply(other.bottom));
        }

        Ratio over(Ratio other) {
            return new Ratio(top.multiply(other.bottom), bottom.multiply(other.top));
        }

        Ratio abs() {
            return sign() < 0 ? new Ratio(top.negate(), bottom) : this;
        }

        int sign() {
            return top.signum() * bottom.signum();
        }

        boolean isAtLeast(Ratio other) {
            return minus(other).sign() >= 0;
        }

        Ratio clamped() {
            return sign() < 0 ? ZERO : isAtLeast(ONE) ? ONE : this;
        }

        BigDecimal rounded() {
            return new BigDecimal(top).divide(new BigDecimal(bottom), DECIMALS, RoundingMode.HALF_EVEN);
        }
    }

    static Stream<Arguments> pictures() {
        return SNAPSHOT.organisations().values().stream()
                .flatMap(organisation -> organisation.frameworks().stream()
                        .flatMap(view -> view.pictures().values().stream()
                                .map(Published::value)
                                .map(picture ->
                                        Arguments.of(picture.organisation(), picture.framework(), picture.year()))));
    }

    private static Explanations explanations(String organisation, String framework, int year) {
        OrganisationView view = SNAPSHOT.organisation(organisation).orElseThrow();
        return Explanations.of(view, view.framework(framework).orElseThrow(), year)
                .orElseThrow();
    }

    private static Picture picture(String organisation, String framework, int year) {
        return SNAPSHOT.organisation(organisation)
                .orElseThrow()
                .framework(framework)
                .orElseThrow()
                .picture(year)
                .orElseThrow()
                .value();
    }

    private static JsonNode parsed(JsonNode written) {
        try {
            return JSON.readTree(Json.string(written));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void every_goal_area_is_the_mean_of_its_indicators(String organisation, String framework, int year) {
        Explanations explanations = explanations(organisation, framework, year);
        List<String> ids = picture(organisation, framework, year).strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .map(area -> area.id())
                .toList();
        assertThat(ids).isNotEmpty();

        for (String id : ids) {
            JsonNode explained =
                    parsed(ExplanationJson.mean(explanations.goalArea(id).orElseThrow()));
            assertMean(explained);
            for (JsonNode part : explained.get("parts")) {
                JsonNode indicator = parsed(ExplanationJson.indicator(
                        explanations.indicator(part.get("id").asText()).orElseThrow()));
                assertThat(indicator.get("attainmentExact")).isEqualTo(part.get("attainmentExact"));
                assertThat(indicator.get("isExact")).isEqualTo(part.get("isExact"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void the_picture_and_its_strategic_areas_are_the_means_of_their_goal_areas(
            String organisation, String framework, int year) {
        Explanations explanations = explanations(organisation, framework, year);

        JsonNode explained = parsed(ExplanationJson.picture(explanations.picture(), explanations.strategicAreas()));

        assertMean(explained);
        assertThat(explained.get("strategicAreas")).isNotEmpty();
        explained.get("strategicAreas").forEach(area -> {
            ((ObjectNode) area).set("scale", explained.get("scale"));
            ((ObjectNode) area).set("minimumCoverage", explained.get("minimumCoverage"));
            assertMean(area);
        });
        for (JsonNode part : explained.get("parts")) {
            JsonNode area = parsed(ExplanationJson.mean(
                    explanations.goalArea(part.get("id").asText()).orElseThrow()));
            assertThat(part.get("attainment")).isEqualTo(area.get("attainment"));
        }
    }

    /** By the explanation's own words: sum of weight times attainment, divided by the sum of the weights. */
    private static void assertMean(JsonNode explained) {
        Ratio coverage = mean(explained, "coverageExact");
        assertShown(explained.get("coverage"), coverage);
        Ratio attainment = mean(explained, "attainmentExact");
        boolean enough = coverage != null
                && Ratio.of(explained.get("coverage")).isAtLeast(Ratio.of(explained.get("minimumCoverage")));
        if (enough && !isExact(explained)) {
            // No part is wrong by more than half a unit in the last decimal, so no mean of them by more than a whole
            // one.
            Ratio difference = Ratio.of(explained.get("attainment")).minus(attainment);
            assertThat(difference.abs().rounded()).isLessThanOrEqualTo(BigDecimal.ONE.movePointLeft(DECIMALS));
        } else {
            assertShown(explained.get("attainment"), enough ? attainment : null);
        }
        assertLevel(explained);
    }

    private static boolean isExact(JsonNode explained) {
        for (JsonNode part : explained.get("parts")) {
            if (!part.get("isExact").asBoolean()) {
                return false;
            }
        }
        return true;
    }

    private static Ratio mean(JsonNode explained, String field) {
        Ratio sum = Ratio.ZERO;
        Ratio weight = Ratio.ZERO;
        for (JsonNode part : explained.get("parts")) {
            if (!part.get(field).isNull()) {
                sum = sum.plus(Ratio.of(part.get("weight")).times(Ratio.of(part.get(field))));
                weight = weight.plus(Ratio.of(part.get("weight")));
            }
        }
        return weight.sign() == 0 ? null : sum.over(weight);
    }

    private static void assertShown(JsonNode shown, Ratio computed) {
        if (computed == null) {
            assertThat(shown.isNull()).isTrue();
        } else {
            assertThat(shown.decimalValue().setScale(DECIMALS, RoundingMode.HALF_EVEN))
                    .isEqualByComparingTo(computed.rounded());
        }
    }

    private static void assertLevel(JsonNode explained) {
        if (explained.get("attainment").isNull()) {
            assertThat(explained.get("threshold").isNull()).isTrue();
            assertThat(explained.get("reason").get("message").get("sv").asText())
                    .isNotBlank();
            return;
        }
        List<String> reached = new ArrayList<>();
        explained.get("scale").forEach(level -> {
            if (Ratio.of(explained.get("attainment")).isAtLeast(Ratio.of(level.get("from")))) {
                reached.add(level.get("id").asText());
            }
        });
        assertThat(explained.get("level").asText())
                .isEqualTo(reached.get(0))
                .isEqualTo(explained.get("threshold").get("id").asText());
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void every_indicator_follows_from_its_value_by_its_rule(String organisation, String framework, int year) {
        Explanations explanations = explanations(organisation, framework, year);
        int assessed = 0;
        for (String id : SNAPSHOT.organisation(organisation)
                .orElseThrow()
                .framework(framework)
                .orElseThrow()
                .indicators()
                .keySet()) {
            JsonNode explained =
                    parsed(ExplanationJson.indicator(explanations.indicator(id).orElseThrow()));
            if (explained.get("attainment").isNull()) {
                assertThat(explained.get("reason").get("code").asText()).isNotBlank();
                continue;
            }
            assessed++;
            if (explained.get("isCounted").asBoolean()) {
                // The counts that a mean is weighted by are not shown, and must not follow from what is.
                assertThat(explained.get("isExact").asBoolean()).isEqualTo(!isWeighted(explained));
                if (isWeighted(explained)) {
                    assertThat(Ratio.of(explained.get("attainment"))
                                    .minus(Ratio.of(explained.get("attainmentExact")))
                                    .sign())
                            .as(id)
                            .isZero();
                }
                assertShown(explained.get("attainment"), Ratio.of(explained.get("attainmentExact")));
                assertLevel(explained);
                continue;
            }
            assertThat(explained.get("isExact").asBoolean()).isTrue();
            Ratio value = value(explained);
            assertShown(explained.get("indicator").get("value"), value);
            Ratio attainment = byRule(explained.get("indicator"), value);
            assertThat(attainment
                            .minus(Ratio.of(explained.get("attainmentExact")))
                            .sign())
                    .as(id)
                    .isZero();
            assertShown(explained.get("attainment"), attainment);
            assertLevel(explained);
        }
        assertThat(assessed).isPositive();
    }

    private static Ratio byRule(JsonNode indicator, Ratio value) {
        Ratio tolerance = Ratio.of(indicator.get("tolerance"));
        JsonNode from = indicator.get("baseline");
        int better = indicator.get("direction").asText().equals("lower") ? -1 : 1;
        switch (indicator.get("rule").asText()) {
            case "improve" -> {
                Ratio baseline = Ratio.of(from.get("value"));
                Ratio gain = indicator.get("direction").asText().equals("toward")
                        ? baseline.minus(Ratio.of(indicator.get("ideal")))
                                .abs()
                                .minus(value.minus(Ratio.of(indicator.get("ideal")))
                                        .abs())
                        : signed(better, value.minus(baseline));
                return gain.abs().minus(tolerance).sign() <= 0 ? Ratio.HALF : gain.sign() > 0 ? Ratio.ONE : Ratio.ZERO;
            }
            case "reach" -> {
                Ratio missing = signed(better, Ratio.of(indicator.get("target")).minus(value));
                if (missing.sign() <= 0) {
                    return Ratio.ONE;
                }
                Ratio near = missing.minus(tolerance).sign() <= 0 ? Ratio.HALF : Ratio.ZERO;
                if (from.isNull()) {
                    return near;
                }
                Ratio whole = signed(better, Ratio.of(indicator.get("target")).minus(Ratio.of(from.get("value"))));
                if (whole.sign() <= 0) {
                    return near;
                }
                Ratio way = whole.minus(missing).over(whole).clamped();
                return way.isAtLeast(near) ? way : near;
            }
            case "approach" -> {
                Ratio away = value.minus(Ratio.of(indicator.get("target"))).abs();
                if (away.minus(tolerance).sign() <= 0) {
                    return Ratio.ONE;
                }
                Ratio whole = Ratio.of(from.get("value"))
                        .minus(Ratio.of(indicator.get("target")))
                        .abs();
                return whole.sign() == 0
                        ? Ratio.ZERO
                        : Ratio.ONE.minus(away.over(whole)).clamped();
            }
            default -> {
                Ratio below = indicator.get("lower").isNull()
                        ? Ratio.ZERO.minus(Ratio.ONE)
                        : Ratio.of(indicator.get("lower")).minus(value);
                Ratio above = indicator.get("upper").isNull()
                        ? Ratio.ZERO.minus(Ratio.ONE)
                        : value.minus(Ratio.of(indicator.get("upper")));
                Ratio outside = below.isAtLeast(above) ? below : above;
                return outside.sign() <= 0
                        ? Ratio.ONE
                        : outside.minus(tolerance).sign() <= 0 ? Ratio.HALF : Ratio.ZERO;
            }
        }
    }

    private static Ratio signed(int sign, Ratio ratio) {
        return sign < 0 ? Ratio.ZERO.minus(ratio) : ratio;
    }

    /** What cells say: one value for each department, and across them one. */
    private static Ratio across(JsonNode explained, String gender, String district) {
        Map<String, SortedMap<String, JsonNode>> byDepartment = new TreeMap<>();
        for (JsonNode cell : explained.get("cells")) {
            JsonNode winner = cell.get("winner");
            if (cell.get("use").asText().equals("counted")
                    && winner.get("gender").asText().equals(gender)
                    && winner.get("district").asText().equals(district)) {
                byDepartment
                        .computeIfAbsent(winner.get("department").asText(), key -> new TreeMap<>())
                        .put(winner.get("period").asText(), winner);
            }
        }
        boolean weighted = isWeighted(explained);
        Ratio sum = Ratio.ZERO;
        Ratio weight = Ratio.ZERO;
        for (SortedMap<String, JsonNode> parts : byDepartment.values()) {
            Ratio count = weighted ? Ratio.of(parts.get(year(parts)).get("count")) : Ratio.ONE;
            sum = sum.plus(withinYear(explained, parts).times(count));
            weight = weight.plus(count);
        }
        return weighted ? sum.over(weight) : sum;
    }

    private static boolean isWeighted(JsonNode explained) {
        return explained.get("definition").get("acrossDepartments").asText().equals("weighted-mean");
    }

    private static Ratio withinYear(JsonNode explained, SortedMap<String, JsonNode> parts) {
        if (parts.containsKey(year(parts))) {
            return Ratio.of(parts.get(year(parts)).get("value"));
        }
        assertThat(explained.get("definition").get("withinYear").asText()).isEqualTo("sum");
        Ratio sum = Ratio.ZERO;
        for (JsonNode part : parts.values()) {
            sum = sum.plus(Ratio.of(part.get("value")));
        }
        return sum;
    }

    private static String year(SortedMap<String, JsonNode> parts) {
        return parts.values().iterator().next().get("year").asText();
    }

    /** By the ways in which the sample's indicators become a value: a sum or a weighted mean of whole years or sums. */
    private static Ratio value(JsonNode explained) {
        return switch (explained.get("definition").get("measure").asText()) {
            case "gap-gender" ->
                across(explained, "WOMEN", "")
                        .minus(across(explained, "MEN", ""))
                        .abs();
            case "ratio-gender" -> across(explained, "WOMEN", "").over(across(explained, "MEN", ""));
            case "gap-district" -> {
                Set<String> counted = new TreeSet<>();
                for (JsonNode cell : explained.get("cells")) {
                    if (cell.get("use").asText().equals("counted")) {
                        counted.add(cell.get("winner").get("district").asText());
                    }
                }
                counted.remove("");
                List<Ratio> districts = new ArrayList<>();
                counted.forEach(district -> districts.add(across(explained, "TOTAL", district)));
                districts.sort((a, b) -> a.minus(b).sign());
                assertThat(districts).hasSizeGreaterThan(1);
                yield districts.get(districts.size() - 1).minus(districts.get(0));
            }
            default -> across(explained, "TOTAL", "");
        };
    }

    @Test
    void observations_that_did_not_fit_are_counted_where_they_would_be_listed() {
        OrganisationView organisation =
                SampleView.withObservationsLeftOut().now().organisation("1980").orElseThrow();
        FrameworkView view = organisation.frameworks().get(0);
        String id = "N17461";

        JsonNode explained = parsed(ExplanationJson.indicator(Explanations.of(organisation, view, 2018)
                .orElseThrow()
                .indicator(id)
                .orElseThrow()));
        String table = new String(
                ObservationTable.of(List.of(view.history(id).get(2018).value()), Optional.empty(), Language.SV),
                StandardCharsets.UTF_8);

        assertThat(explained.get("cells")).isEmpty();
        assertThat(explained.get("cellsLeftOut").asInt()).isEqualTo(3);
        assertThat(explained.get("isExact").asBoolean()).isFalse();
        assertThat(table.lines().skip(1))
                .singleElement()
                .asString()
                .isEqualTo(";1980;;;2018;;;;;;;;;;;;3 observationer är för stora tillsammans för att listas här.;");
    }

    @Test
    void where_an_event_lies_is_said_to_be_unknown_when_it_is() {
        OrganisationView organisation = SNAPSHOT.organisation("1880").orElseThrow();
        FrameworkView view = organisation.latest();
        OrganisationView withoutReceipts =
                new OrganisationView("1880", List.of(view), organisation.persons(), Map.of(), "none");
        JsonNode explained = parsed(ExplanationJson.indicator(Explanations.of(withoutReceipts, view, 2018)
                .orElseThrow()
                .indicator("N00914")
                .orElseThrow()));

        assertThat(explained.get("cells")).isNotEmpty();
        explained.get("cells").forEach(cell -> {
            assertThat(cell.get("receipt").isNull()).isTrue();
            assertThat(cell.get("superseded").isNull()).isTrue();
            assertThat(cell.get("receiptMissing").get("en").asText()).contains("not known");
            assertThat(cell.get("winner").get("eventId").asText()).isNotBlank();
        });
    }
}
