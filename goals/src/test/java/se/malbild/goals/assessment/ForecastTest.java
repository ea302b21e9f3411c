package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static se.malbild.goals.assessment.Given.problemCodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.RandomCases;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.GoalAreaForecast;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorForecast;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.goals.picture.Reason;

/** Forecasts beside outcomes: computed and judged like them, shown until an outcome of the whole year, part of nothing else. */
class ForecastTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CASES = 1_000;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "control: own | skola 2018 84 forecast | 84 uppnatt",
                "control: own | skola 2018 76 forecast | 76 ej",
                "control: own | skola 2018 84 forecast; skola 2018 81 rev 1 forecast | 81 uppnatt",
                "control: own | skola 2018 84 forecast; skola 2018 RETRACTED rev 1 forecast | none",
                "control: own | skola 2018-T1 79; skola 2018-T2 80; skola 2018 84 forecast | 84 uppnatt",
                "control: own | skola 2018 82 | none",
                // what ends it: all of the year
                "control: own | skola 2018 82; skola 2018 84 forecast | none",
                "control: own | skola 2018 SECRECY; skola 2018 84 forecast | none",
                "control: own | skola 2018 NOT_APPLICABLE; skola 2018 84 forecast | none",
                "control: own | skola 2018 DROPOUT; skola 2018 84 forecast | 84 uppnatt",
                "control: own | skola 2018 82; skola 2018 RETRACTED rev 1; skola 2018 84 forecast | 84 uppnatt",
                "'range: {lower: 0, upper: 100}' | skola 2018 182; skola 2018 84 forecast | 84 uppnatt",
                "withinYear: last | skola 2018-Q3 82; skola 2018 84 forecast | 84 uppnatt",
                "withinYear: last | skola 2018-12 82; skola 2018 84 forecast | none",
                "withinYear: sum | skola 2018-T1 10; skola 2018-T2 20; skola 2018 84 forecast | 84 uppnatt",
                "withinYear: sum | skola 2018-T1 10; skola 2018-T2 20; skola 2018-T3 30; skola 2018 84 forecast | none",
                "'withinYear: sum, requiredParts: 2' | skola 2018-T1 10; skola 2018-T2 20; skola 2018 84 forecast |"
                        + " 84 uppnatt",
                "withinYear: mean | skola 2018-T1 10; skola 2018-T3 20; skola 2018 84 forecast | 84 uppnatt",
                // within the year
                "withinYear: sum | skola 2018-T1 30 forecast; skola 2018-T2 30 forecast; skola 2018-T3 24 forecast |"
                        + " 84 uppnatt",
                "withinYear: sum | skola 2018-T1 30; skola 2018-T2 30; skola 2018-T3 24 forecast |"
                        + " - not-measured parts-missing",
                // in a year that is not due, and of values that are not possible
                "'dueYears: [2017]' | skola 2018 84 forecast | 84 not-due not-due",
                "'range: {lower: 0, upper: 100}' | skola 2018 184 forecast | none",
                // of differences
                "measure: gap-gender | skola 2018 women 90 forecast; skola 2018 men 84 forecast | 6 ej",
                "measure: gap-gender | skola 2018 women 90 forecast; skola 2018 men 84 |"
                        + " - not-measured no-observation",
                "measure: gap-gender | skola 2018 women 90; skola 2018 women 91 forecast; skola 2018 men 84 forecast |"
                        + " 7 ej",
                "measure: gap-gender | skola 2018 women 90; skola 2018 men 84; skola 2018 women 91 forecast | none",
                "measure: gap-gender | skola 2018 84 forecast | none",
                "measure: gap-district | skola 2018 @norr 90 forecast; skola 2018 @soder 84 forecast | 6 ej",
                "measure: gap-district | skola 2018 @norr 90; skola 2018 @soder 84; skola 2018 @norr 91 forecast | none",
                // of a small group it is not shown whether there is a number
                "control: own | skola 2018 DROPOUT of 3 forecast | - not-assessed small-group",
                "control: own | skola 2018 84 of 3 forecast | - not-assessed small-group",
                "control: own | skola 2018 DROPOUT of 30 forecast | none",
            })
    void aForecastIsComputedAndJudgedLikeAnOutcomeUntilThereIsOneOfTheWholeYear(
            String keys, String reports, String forecast) {
        assertThat(told(Given.indicator(keys).reported(reports).shown(2018).forecast()))
                .isEqualTo(forecast);
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "sum | skola, fritid | skola 2018 40 forecast; fritid 2018 44 forecast | 84 uppnatt",
                "sum | skola, fritid | skola 2018 40 forecast; fritid 2018 44 | - not-measured department-missing",
                "sum | skola, fritid | skola 2018 41; skola 2018 40 forecast; fritid 2018 44 forecast | 84 uppnatt",
                "sum | skola, fritid | skola 2018 41; fritid 2018 44; skola 2018 40 forecast | none",
                "mean | skola, fritid | skola 2018 81; skola 2018 82 forecast; fritid 2018 86 forecast | 84 uppnatt",
                "mean | skola | skola 2018 81; skola 2018 82 forecast; fritid 2018-T1 86 | 82 uppnatt",
                "single | skola | skola 2018 84 forecast; fritid 2018 80 forecast | - not-assessed several-reporters",
                "single | skola | fritid 2018 80; skola 2018 84 forecast | none",
                // the successor's forecast takes the place of the predecessor's, and so does its outcome
                "sum | samlad | norr 2019 84 forecast | - not-measured department-missing",
                "sum | samlad | norr 2019 70 forecast; samlad 2019 84 forecast | 84 uppnatt",
                "sum | samlad | norr 2019 70 forecast; samlad 2019 84 | none",
                "sum | samlad | norr 2019 70; samlad 2019 84 forecast | 84 uppnatt",
            })
    void theForecastsOfDepartmentsArePutTogetherLikeTheirOutcomes(
            String method, String departments, String reports, String forecast) {
        int year = departments.equals("samlad") ? 2019 : 2018;
        Given given = Given.indicator("acrossDepartments: " + method, "departments: [" + departments + "]")
                .reported(reports);

        assertThat(told(given.shown(year).forecast())).isEqualTo(forecast);
    }

    @Test
    void whatIsWrongWithAForecastIsListedUntilTheOutcomeHasCome() {
        Given given =
                Given.indicator("range: {lower: 0, upper: 100}").reported("skola 2018-T1 79; skola 2018 184 forecast");

        assertThat(given.shown(2018).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("outside-range");
            assertThat(problem.message().sv()).startsWith("Prognosen 184 från Skolnämnden (2018) ligger utanför");
        });
        assertThat(problemCodes(given.reported("skola 2018 82").shown(2018))).isEmpty();
    }

    @Test
    void theSameIsListedOnce() {
        Given given = Given.indicator()
                .reported("skola 2018-T1 79 as h-1; skola 2018-T1 80 as h-1")
                .reported("skola 2018-T3 79 as h-1 forecast; skola 2018-T3 80 as h-1 forecast")
                .reported("skola 2018 79 as h-1 forecast; skola 2018 80 as h-1 forecast");

        assertThat(problemCodes(given.shown(2018))).containsExactly("event-id-reused");
    }

    @Test
    void aPictureHasSeenTheForecastsItShowsAndNoOthers() {
        Given given = Given.indicator().reported("skola 2018 84 forecast");

        assertThat(given.assessed(2018).observedThrough()).map(Object::toString).contains("2019-03-01T00:00:00Z");
        assertThat(Given.indicator()
                        .reported("skola 2018-T1 79; skola 2018 84 forecast")
                        .assessed(2018)
                        .observations())
                .hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // the forecast of one and the outcome of the whole year of the other
                "N1 skola 2018-T1 70; N1 skola 2018 90 forecast; N2 skola 2018 70 | 0.25 | 0 1 ej | 0.75 1 uppnatt",
                "N1 skola 2018-T1 70; N1 skola 2018 90 forecast; N2 skola 2018 90 | 0.25 | 0.25 1 ej | 1 1 uppnatt",
                // an outcome of a part of the year is not what the year is expected to end with
                "N1 skola 2018 90 forecast; N2 skola 2018-T1 90 | 0.25 |"
                        + " - 0.25 not-assessed coverage-below-minimum | 1 0.75 uppnatt",
                "N1 skola 2018-T1 90; N2 skola 2018 90 forecast | 0.25 | 1 0.75 uppnatt |"
                        + " - 0.25 not-assessed coverage-below-minimum",
                "N1 skola 2018 90 forecast | 0.25 | - 0 not-assessed coverage-below-minimum | 1 0.75 uppnatt",
                "N1 skola 2018 70; N2 skola 2018 90 | 0.25 | 0.25 1 ej | none",
                "N1 skola 2018 70; N1 skola 2018 90 forecast | 0.25 | 0 0.75 ej | none",
            })
    void aGoalAreaIsExpectedToEndAsItsForecastsAndItsOutcomesOfTheWholeYearSay(
            String reports, String weightOfN2, String outcome, String forecast) {
        GoalAreaPicture area = Given.areas(
                        List.of("skola-1=N1*0.75+N2*" + weightOfN2),
                        List.of(Given.indicatorLine("N1"), Given.indicatorLine("N2")))
                .reported(reports)
                .picture(2018)
                .strategicAreas()
                .get(0)
                .goalAreas()
                .get(0);

        assertThat(told(
                        area.standing().attainment(),
                        area.standing().coverage(),
                        area.standing().level(),
                        area.standing().reason()))
                .isEqualTo(outcome);
        assertThat(area.forecast()
                        .map(found -> told(found.attainment(), found.coverage(), found.level(), found.reason()))
                        .orElse("none"))
                .isEqualTo(forecast);
    }

    @Test
    void aForecastOfAnIndicatorThatIsNotDueIsNoneOfTheGoalArea() {
        Optional<GoalAreaForecast> forecast = Given.indicator("dueYears: [2017]")
                .reported("skola 2018 84 forecast")
                .picture(2018)
                .strategicAreas()
                .get(0)
                .goalAreas()
                .get(0)
                .forecast();

        assertThat(forecast).isEmpty();
    }

    @Test
    void withoutForecastsNothingElseInAPictureIsAnother() throws Exception {
        int shown = 0;
        for (long seed = 0; seed < CASES; seed++) {
            RandomCases.Case given = RandomCases.of(seed);
            List<Observation> outcomes = given.observations().stream()
                    .filter(observation -> observation.cell().kind() == Kind.OUTCOME)
                    .toList();
            SortedMap<Pictures.Key, JsonNode> with = pictures(given.frameworks(), given.observations());
            shown +=
                    with.values().stream().mapToInt(ForecastTest::takeForecasts).sum();
            SortedMap<Pictures.Key, JsonNode> without = pictures(given.frameworks(), outcomes);
            without.values().forEach(ForecastTest::takeForecasts);

            assertThat(with).as("seed %d", seed).isEqualTo(without);
        }
        assertThat(shown).isGreaterThan(CASES / 10);
    }

    private static SortedMap<Pictures.Key, JsonNode> pictures(
            Collection<String> documents, Collection<Observation> observations)
            throws InvalidFrameworkException, IOException {
        List<FrameworkVersion> frameworks = new ArrayList<>();
        for (String document : documents) {
            frameworks.add(FrameworkVersion.read(document));
        }
        SortedMap<Pictures.Key, JsonNode> pictures = new TreeMap<>();
        for (Map.Entry<Pictures.Key, Picture> picture :
                Pictures.of(frameworks, observations).entrySet()) {
            pictures.put(picture.getKey(), JSON.readTree(PictureJson.compact(picture.getValue())));
        }
        return pictures;
    }

    /** Takes away forecasts and what tells of them, and returns how many indicators and goal areas had one. */
    private static int takeForecasts(JsonNode node) {
        int taken = 0;
        if (node instanceof ObjectNode object) {
            taken += object.hasNonNull("forecast") ? 1 : 0;
            object.remove(List.of("forecast", "observedThrough", "problems"));
            if (object.path("suppressed") instanceof ArrayNode suppressed) {
                suppressed.removeIf(field -> field.asText().equals("forecast"));
            }
        }
        for (JsonNode child : node) {
            taken += takeForecasts(child);
        }
        return taken;
    }

    private static String told(Optional<IndicatorForecast> forecast) {
        return forecast.map(
                        found -> found.value().map(BigDecimal::toPlainString).orElse("-") + " " + found.level()
                                + found.reason().map(why -> " " + why.code()).orElse(""))
                .orElse("none");
    }

    private static String told(
            Optional<BigDecimal> attainment, Optional<BigDecimal> coverage, String level, Optional<Reason> reason) {
        return attainment.map(BigDecimal::toPlainString).orElse("-") + " "
                + coverage.map(BigDecimal::toPlainString).orElse("-") + " " + level
                + reason.map(why -> " " + why.code()).orElse("");
    }
}
