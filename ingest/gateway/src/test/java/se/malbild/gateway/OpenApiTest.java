package se.malbild.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import se.malbild.goals.decision.ConditionCode;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.publisher.ObservationJson;
import se.malbild.schemas.Topic;
import se.malbild.service.OpenApiContract;

class OpenApiTest extends OpenApiContract {
    private static final String POST = "/paths/~1v1~1observations/post";
    private static final String OBSERVATION = "/components/schemas/Observation";
    private static final String DATA = "/components/schemas/ObservationData";
    /** What the schema of the topic says of them is not what a sender has to know. */
    private static final List<String> IN_OTHER_WORDS = List.of("eventId", "observedAt");

    OpenApiTest() throws IOException {
        super(DescriptionPages.class);
    }

    @Override
    protected Stream<String> addresses() {
        return Stream.of(ObservationsEndpoint.PATH, ObservationsEndpoint.CHECK_PATH, DecisionsEndpoint.PATH);
    }

    @Override
    protected void addTo(JavalinConfig config) {
        config.routes.post(ObservationsEndpoint.PATH, context -> {});
        config.routes.post(ObservationsEndpoint.CHECK_PATH, context -> {});
        config.routes.get(DecisionsEndpoint.PATH, context -> {});
        config.routes.post(DecisionsEndpoint.PATH, context -> {});
    }

    @Test
    void the_limits_are_those_of_the_gateway() {
        GatewayLimits limits = GatewayLimits.defaults();

        assertThat(document.at(POST + "/requestBody/description").asText())
                .startsWith(
                        "At most " + limits.maxBodyBytes() + " bytes unpacked and " + limits.maxEvents() + " events;")
                .contains(" " + limits.maxLineBytes() + " bytes a line.");
        assertThat(document.at(POST + "/parameters/0/schema/maxLength").asInt()).isEqualTo(IdempotencyKeys.LONGEST_KEY);
        assertThat(document.at(DATA + "/maxProperties").asInt()).isEqualTo(ObservationJson.MOST_FIELDS);
    }

    @Test
    void every_media_type_that_the_gateway_reads_is_described() {
        assertThat(names(POST + "/requestBody/content"))
                .containsExactlyElementsOf(Stream.of(BodyKind.values())
                        .flatMap(kind -> kind.mediaTypes().stream())
                        .toList());
    }

    @Test
    void an_observation_has_the_fields_that_the_gateway_reads() {
        List<String> fields = new ArrayList<>(ObservationJson.fields());
        fields.add(ObservationReader.UNIT);

        assertThat(names(DATA + "/properties")).containsExactlyElementsOf(fields);
    }

    @Test
    void a_decision_has_the_fields_and_kinds_that_the_gateway_reads() {
        String data = "/components/schemas/DecisionData/properties";

        assertThat(names(data)).containsExactlyElementsOf(DecisionReader.FIELDS);
        assertThat(texts(document.at(data + "/kind/enum")))
                .containsExactlyElementsOf(
                        Stream.of(DecisionKind.values()).map(Enum::name).toList());
        assertThat(texts(document.at("/components/schemas/Condition/properties/code/enum")))
                .containsExactlyElementsOf(
                        Stream.of(ConditionCode.values()).map(ConditionCode::id).toList());
    }

    @Test
    void a_field_is_what_the_schema_of_its_topic_says() {
        for (String name : ObservationJson.fields()) {
            Schema.Field field = Topic.INDICATOR_EVENTS.schema().getField(name);
            ObjectNode described = document.at(DATA + "/properties/" + name).deepCopy();
            String description = described.remove("description").asText();

            assertThat(described).as(name).isEqualTo(json(field.schema()));
            if (!IN_OTHER_WORDS.contains(name)) {
                assertThat(description).as(name).isEqualTo(field.doc());
            }
        }
    }

    @Test
    void a_cloud_event_has_the_type_that_the_gateway_reads() {
        String properties = "/components/schemas/CloudEvent/properties/";

        assertThat(document.at(properties + "specversion/const").asText()).isEqualTo(CloudEvent.VERSION);
        assertThat(document.at(properties + "type/const").asText()).isEqualTo(CloudEvent.TYPE);
    }

    @Test
    void only_an_observation_on_its_own_has_to_say_when_it_was_made() {
        assertThat(document.at(OBSERVATION + "/allOf/0/$ref").asText()).isEqualTo("#" + DATA);
        assertThat(texts(document.at(OBSERVATION + "/required"))).containsExactly("observedAt");
        assertThat(document.at("/components/schemas/CloudEvent/properties/data/$ref")
                        .asText())
                .isEqualTo("#" + DATA);
    }

    @Test
    void without_tokens_nobody_but_the_observation_says_whose_it_is() throws IOException {
        JsonNode without = new JsonMapper().readTree(DescriptionPages.description(false));

        assertThat(new JsonMapper().readTree(DescriptionPages.description(true)))
                .isEqualTo(document);
        assertThat(document.at(POST + "/security/0").has("token")).isTrue();
        assertThat(without.at(POST).has("security")).isFalse();
        assertThat(texts(document.at(DATA + "/required"))).containsExactly("indicator", "year");
        assertThat(texts(without.at(DATA + "/required")))
                .containsExactly("organisation", "indicator", "department", "year");
    }

    private List<String> names(String pointer) {
        List<String> names = new ArrayList<>();
        document.at(pointer).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Returns what stands in JSON for a value of {@code schema}. */
    private static ObjectNode json(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> either(json(schema.getTypes().get(1)), type("null"));
            case ENUM -> {
                ObjectNode names = type("string");
                schema.getEnumSymbols().stream()
                        .filter(symbol -> !symbol.equals("UNKNOWN"))
                        .forEach(names.withArray("enum")::add);
                yield names;
            }
            case INT -> type("integer").put("format", "int32");
            case BOOLEAN -> type("boolean");
            case BYTES -> either(type("number"), type("string"));
            case LONG ->
                schema.getLogicalType() == null
                        ? type("integer").put("format", "int64")
                        : type("string").put("format", "date-time");
            default -> type("string");
        };
    }

    private static ObjectNode type(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static ObjectNode either(ObjectNode first, ObjectNode second) {
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        either.putArray("anyOf").add(first).add(second);
        return either;
    }
}
