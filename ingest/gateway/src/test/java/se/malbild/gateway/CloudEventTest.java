package se.malbild.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.gateway.ObservationReader.Reading;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;

/** Events in binary and structured mode that say the same, and every way their attributes can be wrong. */
class CloudEventTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = """
            {"indicator": "N00914", "organisation": "1880", "department": "kommunstyrelsen", "year": 2018,
             "period": "2018-08", "value": "70.5"}""";
    /** As storage services of a cloud write it. */
    private static final String LONG_SOURCE = "/subscriptions/0a1b2c3d-1111-2222-3333-444455556666/resourceGroups/"
            + "rg-orebro-verksamhetssystem-prod-swedencentral/providers/Microsoft.Storage/storageAccounts/"
            + "storebrokvalitetprod01";

    private static final String LONG_ID = "831e1650-001e-001b-66ab-eeb76e069631";

    @ParameterizedTest
    @CsvSource(textBlock = """
            /s                    | /s
            "/s"                  | /s
            "a \\"b\\" \\\\c"     | a "b" \\c
            a"b                   | a"b
            Euro%20%E2%82%AC%20%F0%9F%98%80 | Euro € 😀
            %c3%85ngstr%c3%b6m    | Ångström
            "%C3%85"              | Å
            %2541                 | %41
            a+b c                 | a+b c
            """, delimiter = '|', quoteCharacter = '^')
    void a_header_is_unquoted_and_then_percent_decoded_once(String header, String expected) {
        Observation read = good(binary(Map.of("ce-source", header)));

        assertThat(read.source()).isEqualTo(expected);
        assertThat(read.eventId()).isEqualTo(expected + "#1");
    }

    @Test
    void given_quotes_around_every_attribute_then_it_is_the_same_event_as_without() {
        Map<String, String> quoted = required().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> '"' + header.getValue() + '"'));

        assertThat(good(binary(quoted))).isEqualTo(good(binary(Map.of())));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            100%        | bad-percent-encoding
            %4          | bad-percent-encoding
            %zz         | bad-percent-encoding
            "%"         | bad-percent-encoding
            %C0%A0      | bad-percent-encoding
            %E5         | bad-percent-encoding
            %ED%A0%80   | bad-percent-encoding
            "open       | bad-quoted-string
            "           | bad-quoted-string
            "open\\"    | bad-quoted-string
            "a" "b"     | bad-quoted-string
            Örebro      | not-ascii
            a%0Ab       | control-character
            ^^          | required
            ""          | required
            """, delimiter = '|', quoteCharacter = '^')
    void a_header_that_cannot_be_read_is_the_one_fault_and_is_named(String header, String code) {
        for (String name : List.of("ce-source", "ce-id")) {
            assertThat(faults(binary(Map.of(name, header)))).singleElement().satisfies(fault -> {
                assertThat(fault.code()).isEqualTo(code);
                assertThat(fault.pointer()).isEmpty();
                assertThat(fault.message().sv())
                        .contains(name)
                        .isNotEqualTo(fault.message().en());
                assertThat(fault.message().en()).contains(name);
            });
        }
    }

    @Test
    void given_several_faulty_headers_then_each_is_told_with_the_faults_of_the_data() {
        Map<String, List<String>> headers = headers(Map.of(
                "ce-id", "%", "ce-specversion", "\"1.0", "ce-type", "order", "ce-time", "nyss", "ce-subject", "%"));
        headers.put("ce-source", List.of("/a", "/b"));

        assertThat(faults(binary(headers, DATA.replace("70.5", "mycket"))))
                .extracting(fault -> fault.code() + " " + fault.pointer())
                .containsExactlyInAnyOrder(
                        "bad-percent-encoding ",
                        "bad-quoted-string ",
                        "unknown-type ",
                        "not-a-time ",
                        "bad-percent-encoding ",
                        "repeated-header ",
                        "not-a-number /value");
    }

    @Test
    void given_a_source_and_id_that_are_too_long_together_then_the_event_id_is_a_digest_of_both() throws Exception {
        Observation binary = good(binary(Map.of("ce-source", LONG_SOURCE, "ce-id", LONG_ID)));
        Observation structured =
                good(structured(event().put("source", LONG_SOURCE).put("id", LONG_ID)));
        Observation other = good(binary(Map.of("ce-source", LONG_SOURCE, "ce-id", LONG_ID.replace("31", "32"))));

        assertThat(LONG_SOURCE.length() + 1 + LONG_ID.length()).isGreaterThan(ObservationDraft.LONGEST_ID);
        assertThat(binary.eventId()).isEqualTo("cloudevent-20077a6028efcbf34614d158aede4a43");
        assertThat(binary.source()).isEqualTo(LONG_SOURCE);
        assertThat(structured).isEqualTo(binary);
        assertThat(other.eventId()).startsWith(CloudEvent.DIGEST_PREFIX).isNotEqualTo(binary.eventId());
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 200, 201})
    void an_event_id_is_readable_as_long_as_it_fits(int length) {
        String id = "i".repeat(length - "/s#".length());
        String eventId = good(binary(Map.of("ce-id", id))).eventId();

        assertThat(eventId.equals("/s#" + id)).isEqualTo(length <= ObservationDraft.LONGEST_ID);
        assertThat(eventId).hasSizeLessThanOrEqualTo(ObservationDraft.LONGEST_ID);
    }

    @Test
    void a_fault_never_names_a_field_that_was_not_sent() throws Exception {
        String long2001 = "s".repeat(2_001);

        assertThat(faults(structured(
                        event().put("id", "a\nb").put("source", long2001).put("time", "1066-10-14T09:00:00Z"))))
                .extracting(fault -> fault.pointer() + " " + fault.code())
                .containsExactlyInAnyOrder("/id control-character", "/source too-long", "/time time-out-of-range");
        assertThat(faults(binary(Map.of("ce-source", long2001, "ce-time", "1066-10-14T09:00:00Z"))))
                .extracting(fault -> fault.message().en().substring(0, 7) + fault.pointer() + " " + fault.code())
                .containsExactlyInAnyOrder("ce-sour too-long", "ce-time time-out-of-range");
    }

    @Test
    void given_attributes_that_are_no_texts_or_stand_twice_then_each_is_told() throws Exception {
        String event = event().put("time", 5)
                .put("datacontenttype", 1)
                .put("subject", 7)
                .put("source", true)
                .toString();

        assertThat(faults(reader().cloudEvent(event.replace("\"id\":\"1\"", "\"id\":\"1\",\"id\":\"2\""), "/3")))
                .extracting(fault -> fault.pointer() + " " + fault.code())
                .containsExactlyInAnyOrder(
                        "/3/id duplicate-field",
                        "/3/source wrong-type",
                        "/3/time wrong-type",
                        "/3/datacontenttype wrong-type");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, true",
        "application/vnd.orebro+json, true",
        "Application/Vnd.Orebro+JSON; charset=utf8, true",
        "text/json, true",
        "application/cloudevents, false",
        "application/jsonp, false",
        "application/xml, false",
        "application/+json, false",
        "json, false",
        "'', false"
    })
    void data_is_json_by_its_subtype_or_its_suffix(String mediaType, boolean isJson) throws Exception {
        Reading structured = structured(event().put("datacontenttype", mediaType));

        assertThat(structured instanceof Reading.Good).isEqualTo(isJson);
        assertThat(MediaTypes.isJson(mediaType)).isEqualTo(isJson);
        if (!isJson) {
            assertThat(faults(structured))
                    .extracting(fault -> fault.pointer() + " " + fault.code())
                    .containsExactly("/datacontenttype data-not-json");
        }
    }

    private static Map<String, String> required() {
        return Map.of(
                "ce-specversion", "1.0",
                "ce-type", CloudEvent.TYPE,
                "ce-source", "/s",
                "ce-id", "1",
                "ce-time", "2019-03-01T11:00:00Z");
    }

    private static ObjectNode event() throws Exception {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("type", CloudEvent.TYPE)
                .put("source", "/s")
                .put("id", "1")
                .put("time", "2019-03-01T11:00:00Z");
        return event.set("data", JSON.readTree(DATA));
    }

    private static Map<String, List<String>> headers(Map<String, String> changed) {
        Map<String, List<String>> headers = new TreeMap<>();
        required().forEach((name, value) -> headers.put(name, List.of(value)));
        changed.forEach((name, value) -> headers.put(name, List.of(value)));
        return headers;
    }

    private static Reading binary(Map<String, String> changed) {
        return binary(headers(changed), DATA);
    }

    private static Reading binary(Map<String, List<String>> headers, String data) {
        return reader().cloudEvent(CloudEvent.binary(AttributeHeaders.of(headers), data), "");
    }

    private static Reading structured(ObjectNode event) {
        return reader().cloudEvent(event.toString(), "");
    }

    private static ObservationReader reader() {
        return new ObservationReader(new CurrentFrameworks(), Optional.empty());
    }

    private static Observation good(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Good.class);
        Observation observation = ((Reading.Good) reading).observation();
        assertThat(observation.observedAt()).isEqualTo(Instant.parse("2019-03-01T11:00:00Z"));
        return observation;
    }

    private static List<PointedFault> faults(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Bad.class);
        return ((Reading.Bad) reading).faults();
    }
}
