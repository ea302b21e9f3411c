package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.Fraction;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.goals.picture.Problem;
import se.malbild.goals.picture.Standing;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.goals.picture.Trend;

/**
 * The pictures of the sample events, number by number. What is expected was computed from the same documents by another
 * program, in another language.
 */
class GoldenPictureTest {
    private static final Map<String, String> ORGANISATIONS =
            Map.of("orebro-2017-2019", "1880", "vasteras-exempel-2017-2019", "1980");
    private static final SortedMap<Pictures.Key, Picture> PICTURES = pictures();

    private record Expected(String kind, String id, String field, String value) {
        /** Returns what {@code expected-pictures.csv} says of one picture. */
        static List<Expected> of(String framework, int year) throws IOException {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    GoldenPictureTest.class.getResourceAsStream("expected-pictures.csv"), StandardCharsets.UTF_8))) {
                return lines.lines()
                        .map(line -> line.split(",", -1))
                        .filter(columns -> columns[0].equals(framework) && columns[1].equals(Integer.toString(year)))
                        .map(columns -> new Expected(columns[2], columns[3], columns[4], columns[5]))
                        .toList();
            }
        }
    }

    private static SortedMap<Pictures.Key, Picture> pictures() {
        SortedMap<Pictures.Key, Picture> pictures = new TreeMap<>();
        ORGANISATIONS.forEach((framework, organisation) -> {
            try {
                pictures.putAll(Pictures.of(
                        List.of(FrameworkVersion.read(SampleEvents.framework(framework))),
                        SampleEvents.of(organisation)));
            } catch (InvalidFrameworkException e) {
                throw new IllegalStateException(e);
            }
        });
        return pictures;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyPicture")
    void everyNumberIsAsComputedIndependently(String framework, int year) throws IOException {
        Picture picture = picture(framework, year);
        List<Expected> everything = Expected.of(framework, year);
        assertThat(everything).isNotEmpty();
        SoftAssertions softly = new SoftAssertions();
        for (Expected expected : everything) {
            softly.assertThat(actual(picture, expected).orElse(""))
                    .as("%s of %s %s", expected.field(), expected.kind(), expected.id())
                    .isEqualTo(expected.value());
        }
        softly.assertAll();
    }

    static Stream<Arguments> everyPicture() {
        return PICTURES.keySet().stream().map(key -> Arguments.of(key.framework(), key.year()));
    }

    @ParameterizedTest(name = "{0} has {1} indicators in {2} goal areas")
    @CsvSource({"orebro-2017-2019, 64, 15", "vasteras-exempel-2017-2019, 10, 4"})
    void nothingOfThePictureIsLeftOut(String framework, int indicators, int goalAreas) {
        Picture picture = picture(framework, 2018);

        assertThat(indicators(picture).map(IndicatorPicture::id).distinct()).hasSize(indicators);
        assertThat(goalAreas(picture)).hasSize(goalAreas);
    }

    @Test
    void employmentIn2018IsBetterThanItsBaseline() {
        IndicatorPicture employment = indicator(picture("orebro-2017-2019", 2018), "N00914");

        assertThat(employment.value()).contains(new BigDecimal("78.369539"));
        assertThat(employment.rule().baseline().orElseThrow().value()).isEqualTo(new BigDecimal("77.86045"));
        assertThat(employment.rule().baseline().orElseThrow().year()).isEqualTo(2016);
        assertThat(employment.attainment()).contains(BigDecimal.ONE);
        assertThat(employment.level()).isEqualTo("fortsatt-sa");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"orebro-2017-2019", "vasteras-exempel-2017-2019"})
    void thePictureOfOneFrameworkCountsEveryPartOnce(String framework) {
        SoftAssertions softly = new SoftAssertions();
        for (int year = 2017; year <= 2019; year++) {
            Picture picture = picture(framework, year);
            softly.assertThat(counted(picture.standing()))
                    .isEqualTo((int) goalAreas(picture).count());
            picture.strategicAreas()
                    .forEach(area -> softly.assertThat(counted(area.standing()))
                            .isEqualTo(area.goalAreas().size()));
            goalAreas(picture)
                    .forEach(area -> softly.assertThat(counted(area.standing()))
                            .isEqualTo(area.indicators().size()));
        }
        softly.assertAll();
    }

    @ParameterizedTest(name = "{0} {1}: seen through {2}")
    @CsvSource({
        "orebro-2017-2019, 2017, 2018-03-01T00:00:00Z",
        "orebro-2017-2019, 2018, 2019-03-01T00:00:00Z",
        "orebro-2017-2019, 2019, 2020-03-01T00:00:00Z"
    })
    void aPictureSaysHowFarItHasSeen(String framework, int year, String observedThrough) {
        assertThat(picture(framework, year).observedThrough())
                .map(Object::toString)
                .contains(observedThrough);
    }

    @Test
    void theBaselinesOfTheFrameworksAreTheObservedValues() {
        assertThat(PICTURES.values().stream()
                        .flatMap(GoldenPictureTest::indicators)
                        .flatMap(indicator -> indicator.problems().stream())
                        .map(Problem::code))
                .doesNotContain("baseline-differs");
    }

    @Test
    void theSharedIndicatorIsAssessedOnce() {
        assertThat(indicators(picture("orebro-2017-2019", 2019))
                        .filter(indicator -> indicator.id().equals("N09888"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void theOrderOfTheSampleEventsDoesNotMatter() throws InvalidFrameworkException {
        List<FrameworkVersion> frameworks = List.of(FrameworkVersion.read(SampleEvents.framework("orebro-2017-2019")));
        List<Observation> backwards = SampleEvents.of("1880").stream()
                .sorted((a, b) -> Observation.compareAsUtf8(b.eventId(), a.eventId()))
                .toList();

        assertThat(Pictures.of(frameworks, backwards).values().stream().map(PictureJson::indented))
                .containsExactlyElementsOf(PICTURES.values().stream()
                        .filter(picture -> picture.organisation().equals("1880"))
                        .map(PictureJson::indented)
                        .toList());
    }

    private static Optional<String> actual(Picture picture, Expected expected) {
        String id = expected.id();
        if (expected.kind().equals("indicator")) {
            IndicatorPicture indicator = indicator(picture, id);
            return switch (expected.field()) {
                case "value" -> indicator.value().map(GoldenPictureTest::rounded);
                case "attainment" -> indicator.attainment().map(BigDecimal::toPlainString);
                case "trend" -> indicator.development().trend().map(Trend::toString);
                default -> Optional.of(indicator.level());
            };
        }
        Standing standing = standing(picture, expected.kind(), id);
        return switch (expected.field()) {
            case "attainment" -> standing.attainment().map(BigDecimal::toPlainString);
            case "coverage" -> standing.coverage().map(BigDecimal::toPlainString);
            case "weakest" -> standing.weakest();
            case "trend" -> goalArea(picture, id).trend().map(Trend::toString);
            case "measured" ->
                Optional.of(Integer.toString(counted(standing)
                        - standing.levels().get(IndicatorAssessment.NOT_MEASURED)
                        - standing.levels().get(IndicatorAssessment.NOT_DUE)));
            default -> Optional.of(standing.level());
        };
    }

    private static String rounded(BigDecimal number) {
        return Fraction.of(number).rounded().toPlainString();
    }

    private static Standing standing(Picture picture, String kind, String id) {
        return switch (kind) {
            case "organisation" -> picture.standing();
            case "strategic-area" ->
                picture.strategicAreas().stream()
                        .filter(area -> area.id().equals(id))
                        .map(StrategicAreaPicture::standing)
                        .findFirst()
                        .orElseThrow();
            default -> goalArea(picture, id).standing();
        };
    }

    private static int counted(Standing standing) {
        return standing.levels().values().stream().mapToInt(count -> count).sum();
    }

    private static Picture picture(String framework, int year) {
        return PICTURES.get(new Pictures.Key(ORGANISATIONS.get(framework), framework, year));
    }

    private static Stream<GoalAreaPicture> goalAreas(Picture picture) {
        return picture.strategicAreas().stream().flatMap(area -> area.goalAreas().stream());
    }

    private static GoalAreaPicture goalArea(Picture picture, String id) {
        return goalAreas(picture)
                .filter(area -> area.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<IndicatorPicture> indicators(Picture picture) {
        return goalAreas(picture)
                .flatMap(area -> area.indicators().stream())
                .map(GoalAreaPicture.WeightedIndicator::indicator);
    }

    private static IndicatorPicture indicator(Picture picture, String id) {
        return indicators(picture)
                .filter(indicator -> indicator.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
