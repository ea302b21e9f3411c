package se.malbild.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import se.malbild.publisher.ObservationJson;
import se.malbild.schemas.Topic;
import se.malbild.service.HttpProblem;

/**
 * The gateway as OpenAPI 3.1, made of what the code itself goes by: the event's schema, the media types, the limits. The
 * service has one route, so no library is needed for it.
 */
final class OpenApiDescription {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String UNKNOWN = "UNKNOWN";
    private static final String EXAMPLE = "{\"indicator\": \"N00914\", \"organisation\": \"1880\","
            + " \"department\": \"kommunstyrelsen\", \"year\": 2018, \"value\": \"78.37\","
            + " \"observedAt\": \"2019-03-01T12:00:00+01:00\"}";
    private static final Map<Integer, String> PROBLEMS = new LinkedHashMap<>();

    static {
        PROBLEMS.put(400, "The body is no JSON, no UTF-8, badly packed, too deeply nested, or empty.");
        PROBLEMS.put(401, "There is no valid token.");
        PROBLEMS.put(408, "The body did not arrive in time.");
        PROBLEMS.put(409, "A request with the same Idempotency-Key is being dealt with.");
        PROBLEMS.put(413, "The body is too large, or has too many events.");
        PROBLEMS.put(415, "The media type or encoding is not known.");
        PROBLEMS.put(429, "Too much at once; Retry-After says when to try again.");
        PROBLEMS.put(
                503,
                "Kafka has not confirmed all events; `results` says which. Send the others again after Retry-After. Or the"
                        + " gateway is closing, or its disk is full.");
    }

    private OpenApiDescription() {}

    static ObjectNode of(GatewayLimits limits, boolean needsToken) {
        ObjectNode description = NODES.objectNode();
        description.put("openapi", "3.1.0");
        description
                .putObject("info")
                .put("title", "Målbild: skicka observationer / send observations")
                .put("version", "1")
                .put(
                        "description",
                        "Svaret ges när Kafka har händelserna, en rad för varje i deras ordning. Texter i svar finns på"
                                + " svenska och engelska. / The answer is given when Kafka has the events, one result for"
                                + " each in their order. Texts in answers are in Swedish and English.");
        ObjectNode post = description
                .putObject("paths")
                .putObject(ObservationsEndpoint.PATH)
                .putObject("post")
                .put("operationId", "sendObservations")
                .put("summary", "Skicka observationer / Send observations");
        if (needsToken) {
            post.putArray("security").addObject().putArray("token");
        }
        parameters(post.putArray("parameters"));
        post.set("requestBody", body(limits));
        post.set("responses", responses());
        ObjectNode components = description.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer");
        ObjectNode schemas = components.putObject("schemas");
        schemas.set("Observation", observation(needsToken));
        schemas.set("CloudEvent", cloudEvent());
        schemas.set("Text", object(Map.of("sv", type("string"), "en", type("string")), List.of("sv", "en")));
        schemas.set("Fault", fault());
        schemas.set("Result", result());
        schemas.set("Results", results());
        schemas.set("HttpProblem", problem());
        return description;
    }

    private static void parameters(ArrayNode parameters) {
        header(parameters, "Idempotency-Key", "The same key and body get the same answer for an hour.")
                .put("maxLength", IdempotencyKeys.LONGEST_KEY);
        header(parameters, "Content-Encoding", "gzip, or none.");
        header(parameters, GatewayRequest.TRACEPARENT, "W3C trace context; goes on as a header of the records.");
    }

    private static ObjectNode header(ArrayNode parameters, String name, String text) {
        return parameters
                .addObject()
                .put("name", name)
                .put("in", "header")
                .put("description", text)
                .putObject("schema")
                .put("type", "string");
    }

    private static ObjectNode body(GatewayLimits limits) {
        ObjectNode body = NODES.objectNode();
        body.put("required", true);
        body.put(
                "description",
                "At most " + limits.maxBodyBytes() + " bytes unpacked and " + limits.maxEvents()
                        + " events; NDJSON without an Idempotency-Key may be of any length, " + limits.maxLineBytes()
                        + " bytes a line. A CloudEvent in binary mode has its attributes as ce- headers and the"
                        + " observation as application/json.");
        ObjectNode content = body.putObject("content");
        String event = "{\"specversion\": \"" + CloudEvent.VERSION + "\", \"type\": \"" + CloudEvent.TYPE
                + "\", \"source\": \"https://system.example/utfall\", \"id\": \"4711\", \"data\": " + EXAMPLE + "}";
        media(content, BodyKind.JSON, anyOf(reference("Observation"), array(reference("Observation"))), EXAMPLE);
        media(content, BodyKind.NDJSON, type("string"), EXAMPLE + "\n" + EXAMPLE.replace("2018", "2017") + "\n");
        media(content, BodyKind.CLOUD_EVENT, reference("CloudEvent"), event);
        media(content, BodyKind.CLOUD_EVENTS, array(reference("CloudEvent")), "[" + event + "]");
        return body;
    }

    private static void media(ObjectNode content, BodyKind kind, ObjectNode schema, String example) {
        for (String mediaType : kind.mediaTypes()) {
            content.putObject(mediaType).put("example", example).set("schema", schema);
        }
    }

    private static ObjectNode responses() {
        ObjectNode responses = NODES.objectNode();
        answered(responses, 202, "All events are accepted: Kafka has them.");
        answered(responses, 207, "Some events are accepted and some rejected; a long NDJSON answer always begins so.");
        answered(
                        responses,
                        422,
                        "All events are rejected, each with every fault; or an Idempotency-Key was used before.")
                .putObject(HttpProblem.CONTENT_TYPE)
                .set("schema", reference("HttpProblem"));
        PROBLEMS.forEach((status, text) -> responses
                .putObject(status.toString())
                .put("description", text)
                .putObject("content")
                .putObject(HttpProblem.CONTENT_TYPE)
                .set("schema", reference("HttpProblem")));
        return responses;
    }

    private static ObjectNode answered(ObjectNode responses, int status, String text) {
        ObjectNode content = responses
                .putObject(Integer.toString(status))
                .put("description", text)
                .putObject("content");
        content.putObject("application/json").set("schema", reference("Results"));
        content.putObject(StreamedBody.CONTENT_TYPE)
                .set(
                        "schema",
                        type("string")
                                .put(
                                        "description",
                                        "A Result a line, and a last line that sums up; without it the answer was cut"
                                                + " off."));
        return content;
    }

    private static ObjectNode observation(boolean needsToken) {
        Map<String, ObjectNode> fields = new LinkedHashMap<>();
        for (String name : ObservationJson.fields()) {
            Schema.Field field = Topic.INDICATOR_EVENTS.schema().getField(name);
            fields.put(name, field(field.schema()).put("description", field.doc()));
        }
        fields.get("observedAt")
                .put("description", "When the source system established the value: a time with its zone.");
        fields.get("eventId").put("description", "Derived from the content when it is left out.");
        fields.put(
                ObservationReader.UNIT,
                type("string").put("description", "Checked against the indicator's unit where given; not kept."));
        return object(
                        fields,
                        needsToken
                                ? List.of("indicator", "year", "observedAt")
                                : List.of("organisation", "indicator", "department", "year", "observedAt"))
                .put("maxProperties", ObservationJson.MOST_FIELDS)
                .put("additionalProperties", false);
    }

    private static ObjectNode field(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> {
                ObjectNode field = field(schema.getTypes().get(1));
                yield anyOf(field, type("null"));
            }
            case ENUM -> {
                ObjectNode field = type("string");
                ArrayNode symbols = field.putArray("enum");
                schema.getEnumSymbols().stream()
                        .filter(symbol -> !symbol.equals(UNKNOWN))
                        .forEach(symbols::add);
                yield field;
            }
            case INT -> type("integer").put("format", "int32");
            case BOOLEAN -> type("boolean");
            case BYTES -> anyOf(type("number"), type("string"));
            case LONG ->
                schema.getLogicalType() == null
                        ? type("integer").put("format", "int64")
                        : type("string").put("format", "date-time");
            default -> type("string");
        };
    }

    private static ObjectNode cloudEvent() {
        return object(
                Map.of(
                        "specversion", type("string").put("const", CloudEvent.VERSION),
                        "type", type("string").put("const", CloudEvent.TYPE),
                        "source", type("string"),
                        "id", type("string"),
                        "time", type("string").put("format", "date-time"),
                        "data", reference("Observation")),
                List.of("specversion", "type", "source", "id", "data"));
    }

    private static ObjectNode fault() {
        return object(
                Map.of(
                        "pointer", type("string").put("description", "JSON pointer into what was sent"),
                        "code", type("string"),
                        "message", reference("Text")),
                List.of("pointer", "code", "message"));
    }

    private static ObjectNode result() {
        ObjectNode status = type("string");
        status.putArray("enum").add("accepted").add("rejected").add("unconfirmed");
        Map<String, ObjectNode> fields = new LinkedHashMap<>();
        fields.put(ResultJson.INDEX, type("integer").put("description", "From 0, in a body"));
        fields.put(ResultJson.LINE, type("integer").put("description", "From 1, in NDJSON"));
        fields.put("status", status);
        fields.put("eventId", type("string"));
        fields.put("topic", type("string"));
        fields.put("partition", type("integer"));
        fields.put("offset", type("integer"));
        fields.put(
                "warnings",
                array(reference("Fault"))
                        .put("description", "What will become of an accepted event that may surprise"));
        fields.put("faults", array(reference("Fault")).put("description", "Every fault of a rejected event"));
        return object(fields, List.of("status"));
    }

    private static ObjectNode results() {
        return object(
                Map.of(
                        "accepted", type("integer"),
                        "rejected", type("integer"),
                        "results", array(reference("Result"))),
                List.of("accepted", "rejected", "results"));
    }

    private static ObjectNode problem() {
        return object(
                Map.of(
                        "type", type("string"),
                        "title", type("string"),
                        "status", type("integer"),
                        "detail", type("string"),
                        "message", reference("Text"),
                        "results", array(reference("Result"))),
                List.of("type", "title", "status", "detail"));
    }

    private static ObjectNode object(Map<String, ObjectNode> fields, List<String> required) {
        ObjectNode object = type("object");
        ObjectNode properties = object.putObject("properties");
        fields.forEach(properties::set);
        required.forEach(object.putArray("required")::add);
        return object;
    }

    private static ObjectNode type(String type) {
        return NODES.objectNode().put("type", type);
    }

    private static ObjectNode reference(String name) {
        return NODES.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static ObjectNode array(ObjectNode items) {
        ObjectNode array = type("array");
        array.set("items", items);
        return array;
    }

    private static ObjectNode anyOf(ObjectNode first, ObjectNode second) {
        ObjectNode choice = NODES.objectNode();
        choice.putArray("anyOf").add(first).add(second);
        return choice;
    }
}
