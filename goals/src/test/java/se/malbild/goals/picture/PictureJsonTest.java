package se.malbild.goals.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.RandomCases;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Observation;

class PictureJsonTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String INDICATOR_FIELDS = "id title unit measure rule direction baseline target targetSource"
            + " targetIsComparison ideal lower upper tolerance value attainment level reason trend change changeSince"
            + " forecast women men districts suppressed comparison control weight departments problems";

    @Test
    void aSmallPictureIsTheseBytes() throws IOException, InvalidFrameworkException, NoSuchAlgorithmException {
        assertThat(PictureJson.indented(small())).isEqualTo(resource("small-picture.json"));
        assertThat(sha256(PictureJson.compact(small())))
                .isEqualTo("190920967df041572c29780a2425bb5a00d017c753475679623f32166cf84c31");
    }

    /** So that a closed year can be computed again: every field of the JSON has its bytes above. */
    @Test
    void theseBytesHaveEveryField() throws IOException {
        Map<String, Boolean> hasContent = new TreeMap<>();
        addFields("picture", JSON.readTree(resource("small-picture.json")), hasContent);

        hasContent.values().removeIf(has -> has);
        assertThat(hasContent.keySet())
                .as("fields without content; the other two kinds of standing have a reason")
                .containsExactly("picture.reason");
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void addFields(String of, JsonNode node, Map<String, Boolean> hasContent) {
        node.properties().forEach(field -> {
            JsonNode content = field.getValue();
            boolean isEmpty = content.isNull() || (content.isContainerNode() && content.isEmpty());
            hasContent.merge(of + "." + field.getKey(), !isEmpty, Boolean::logicalOr);
            addFields(field.getKey(), content, hasContent);
        });
        if (node.isArray()) {
            node.forEach(element -> addFields(of, element, hasContent));
        }
    }

    @Test
    void compactAndIndentedSayTheSame() throws IOException, InvalidFrameworkException {
        String compact = PictureJson.compact(small());

        assertThat(compact).doesNotContain("\n");
        assertThat(JSON.readTree(compact)).isEqualTo(JSON.readTree(PictureJson.indented(small())));
    }

    @Test
    void theFieldsStandInAFixedOrder() throws IOException {
        JsonNode picture = JSON.readTree(PictureJson.compact(vasteras2018()));
        JsonNode area = picture.path("strategicAreas").path(0);
        JsonNode goalArea = area.path("goalAreas").path(0);

        assertThat(fields(picture))
                .isEqualTo(
                        "organisation framework frameworkVersion year title notice observedThrough attainment coverage"
                                + " level reason levels weakest scale strategicAreas");
        assertThat(fields(area)).isEqualTo("id title attainment coverage level reason levels weakest goalAreas");
        assertThat(fields(goalArea))
                .isEqualTo("id statement attainment coverage level reason levels weakest robustness trend forecast"
                        + " indicators");
        assertThat(goalArea.path("indicators"))
                .allSatisfy(indicator -> assertThat(fields(indicator)).isEqualTo(INDICATOR_FIELDS));
    }

    @Test
    void anIndicatorByItselfHasNoWeight() throws IOException {
        GoalAreaPicture goalArea =
                vasteras2018().strategicAreas().get(0).goalAreas().get(0);
        IndicatorPicture indicator = goalArea.indicators().get(0).indicator();

        assertThat(fields(JSON.readTree(PictureJson.compact(indicator))))
                .isEqualTo(INDICATOR_FIELDS.replace(" weight", ""));
    }

    @Test
    void aGoalAreaByItselfIsWrittenAsInThePicture() {
        Picture picture = vasteras2018();
        GoalAreaPicture goalArea = picture.strategicAreas().get(1).goalAreas().get(0);

        assertThat(PictureJson.compact(picture)).contains(PictureJson.compact(goalArea));
    }

    @ParameterizedTest(name = "organisation {0}")
    @ValueSource(strings = {"1880", "1980"})
    void whatDoesNotExistIsNullWithAReason(String organisation) throws IOException {
        String framework = organisation.equals("1880") ? "orebro-2017-2019" : "vasteras-exempel-2017-2019";
        for (Picture picture : pictures(framework, SampleEvents.of(organisation))) {
            everyJudgedNode(JSON.readTree(PictureJson.compact(picture))).forEach(node -> {
                assertThat(node.path("reason").isNull())
                        .as(node.path("id").asText())
                        .isEqualTo(!node.path("attainment").isNull());
                if (node.path("attainment").isNull()) {
                    assertThat(node.path("reason").path("code").asText()).isNotBlank();
                    assertThat(node.path("reason").path("message").path("sv").asText())
                            .isNotBlank();
                    assertThat(node.path("reason").path("message").path("en").asText())
                            .isNotBlank();
                    assertThat(node.path("level").asText()).isIn("not-due", "not-measured", "not-assessed");
                }
            });
        }
    }

    @Test
    void numbersArePlainWithoutExponentOrTrailingZeros() throws InvalidFrameworkException {
        for (long seed = 0; seed < 300; seed++) {
            RandomCases.Case given = RandomCases.of(seed);
            List<FrameworkVersion> frameworks = new ArrayList<>();
            for (String document : given.frameworks()) {
                frameworks.add(FrameworkVersion.read(document));
            }
            Pictures.of(frameworks, given.observations()).values().forEach(picture -> {
                String withoutText = PictureJson.compact(picture).replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\"");

                assertThat(withoutText)
                        .as("seed %d", given.seed())
                        .doesNotContainPattern("\\d[eE]|\\.\\d*0[,}\\]]|\\.[,}\\]]");
            });
        }
    }

    private static List<JsonNode> everyJudgedNode(JsonNode node) {
        List<JsonNode> found = new ArrayList<>();
        if (node.has("level") && node.has("attainment")) {
            found.add(node);
        }
        node.forEach(child -> found.addAll(everyJudgedNode(child)));
        return found;
    }

    static Picture small() throws IOException, InvalidFrameworkException {
        List<Observation> observations = SampleEvents.parsed(resource("small-observations.ndjson"));
        return Pictures.of(List.of(FrameworkVersion.read(resource("small-framework.yaml"))), observations)
                .get(new Pictures.Key("1880", "liten-2018", 2018));
    }

    private static Picture vasteras2018() {
        return pictures("vasteras-exempel-2017-2019", SampleEvents.of("1980")).get(1);
    }

    private static List<Picture> pictures(String framework, List<Observation> observations) {
        try {
            return List.copyOf(
                    Pictures.of(List.of(FrameworkVersion.read(SampleEvents.framework(framework))), observations)
                            .values());
        } catch (InvalidFrameworkException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return String.join(" ", names);
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = PictureJsonTest.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
