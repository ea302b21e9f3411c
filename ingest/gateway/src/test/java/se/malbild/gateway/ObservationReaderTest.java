package se.malbild.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.gateway.ObservationReader.Reading;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.Observation;
import se.malbild.service.Tokens.Holder;
import se.malbild.service.Tokens.Role;

class ObservationReaderTest {
    private static final String EVENT = """
            {"eventId": "e1", "organisation": "1880", "indicator": "N00914", "department": "kommunstyrelsen",
             "year": 2018, "value": "78.37", "observedAt": "2019-03-01T12:00:00+01:00"}
            """;

    private final CurrentFrameworks frameworks = new CurrentFrameworks();

    @BeforeEach
    void apply() throws Exception {
        for (String document : ShippedFrameworks.documents()) {
            frameworks.add(FrameworkVersion.read(document));
        }
    }

    @Test
    void given_an_event_without_an_id_then_the_id_follows_from_its_content() {
        Observation first = good(reader().observation(EVENT.replace("\"eventId\": \"e1\", ", ""), ""));
        Observation again = good(reader().observation(EVENT.replace("\"eventId\": \"e1\",", "\"eventId\": null,"), ""));
        Observation other = good(
                reader().observation(EVENT.replace("\"eventId\": \"e1\", ", "").replace("78.37", "78.38"), ""));

        assertThat(first.eventId()).startsWith("content-").hasSizeGreaterThan(30);
        assertThat(again).isEqualTo(first);
        assertThat(other.eventId()).isNotEqualTo(first.eventId());
        assertThat(good(reader().observation(EVENT, "")).eventId()).isEqualTo("e1");
    }

    @Test
    void given_several_faults_then_all_are_told_with_pointers_into_what_was_sent() {
        String event = EVENT.replace("2018", "3018").replace("\"78.37\"", "\"mycket\", \"a/b~c\": 1");

        assertThat(faults(reader().observation(event, "/7")))
                .containsExactlyInAnyOrder(
                        "/7/year year-out-of-range", "/7/value not-a-number", "/7/a~1b~0c unknown-field");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            "organisation": "1880" | "organisation": "1999"       | no-framework          | /organisation
            "year": 2018           | "year": 2035                 | year-not-covered      | /year
            "N00914"               | "N99999"                     | unknown-indicator     | /indicator
            "kommunstyrelsen"      | "ishallen"                   | unexpected-department | /department
            "78.37"                | "-1"                         | value-out-of-range    | /value
            """, delimiter = '|', quoteCharacter = '^')
    void given_what_no_framework_expects_then_it_is_accepted_with_a_warning(
            String was, String is, String code, String pointer) {
        Reading.Good good = (Reading.Good) reader().observation(EVENT.replace(was, is), "");

        assertThat(good.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(code);
            assertThat(warning.pointer()).isEqualTo(pointer);
            assertThat(warning.message().sv()).isNotEqualTo(warning.message().en());
        });
    }

    @Test
    void given_an_event_as_expected_then_there_is_no_warning() {
        assertThat(((Reading.Good) reader().observation(EVENT, "")).warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kommunstyrelsen", " Kommunstyrelsen\u00a0", "Municipal executive board"})
    void given_a_departments_name_then_it_is_the_department(String name) {
        Reading.Good named =
                (Reading.Good) reader().observation(EVENT.replace("\"kommunstyrelsen\"", '"' + name + '"'), "");

        assertThat(named).isEqualTo(reader().observation(EVENT, ""));
        assertThat(named.warnings()).isEmpty();
    }

    @Test
    void given_a_departments_name_and_a_token_of_it_then_it_may_be_written() {
        Holder one = new Holder("t1", "Skolsystemet", Role.DEPARTMENT, "1880", Set.of("kommunstyrelsen"));

        assertThat(good(reader(one).observation(EVENT.replace("kommunstyrelsen", "Kommunstyrelsen"), "")))
                .isEqualTo(good(reader().observation(EVENT, "")));
    }

    @ParameterizedTest
    @CsvSource({"kommunstyrelsen, KOMMUNSTYRELSEN", "N00914, n00914"})
    void given_an_id_in_another_letter_case_then_the_warning_names_the_one_that_is_known(String id, String given) {
        Reading.Good good = (Reading.Good) reader().observation(EVENT.replace(id, given), "");

        assertThat(good.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.message().sv()).contains("”" + id + "” finns");
            assertThat(warning.message().en()).contains("“" + id + "” is there");
        });
    }

    @Test
    void given_a_unit_then_it_must_be_the_indicators() throws Exception {
        String unit = frameworks(ShippedFrameworks.documents().get(0));
        String with = EVENT.replace("\"year\"", "\"unit\": \"" + unit + "\", \"year\"");

        assertThat(good(reader().observation(with, ""))).isEqualTo(good(reader().observation(EVENT, "")));
        assertThat(faults(reader().observation(with.replace(unit, "tusen fot"), "")))
                .containsExactly("/unit wrong-unit");
    }

    private static String frameworks(String document) throws Exception {
        return FrameworkVersion.read(document)
                .framework()
                .indicatorsById()
                .get("N00914")
                .unit()
                .sv();
    }

    @Test
    void given_a_token_then_organisation_and_department_come_from_it_and_must_match() {
        Holder one = new Holder("t1", "Skolsystemet", Role.DEPARTMENT, "1880", Set.of("kommunstyrelsen"));
        String bare =
                EVENT.replace("\"organisation\": \"1880\", ", "").replace("\"department\": \"kommunstyrelsen\",", "");
        Holder two =
                new Holder("t2", "Skolsystemet", Role.DEPARTMENT, "1880", Set.of("kommunstyrelsen", "socialnamnden"));

        assertThat(good(reader(one).observation(bare, ""))).isEqualTo(good(reader().observation(EVENT, "")));
        assertThat(faults(reader(one).observation(EVENT.replace("kommunstyrelsen", "skolan"), "")))
                .containsExactly("/department other-department");
        assertThat(faults(reader(one).observation(EVENT.replace("1880", "1980"), "")))
                .containsExactly("/organisation other-organisation");
        assertThat(faults(reader(two).observation(bare, "")))
                .as("which of the two it is, only the sender knows")
                .containsExactly("/department required");
    }

    @Test
    void given_a_cloud_event_then_its_attributes_fill_in_what_the_data_leaves_out() {
        String data = EVENT.replace("\"eventId\": \"e1\", ", "")
                .replace(",\n \"year\"", ", \"year\"")
                .replace(", \"observedAt\": \"2019-03-01T12:00:00+01:00\"", "");
        String event = "{\"specversion\": \"1.0\", \"type\": \"" + CloudEvent.TYPE
                + "\", \"source\": \"/procapita\", \"id\": \"4711\", \"time\": \"2019-03-01T11:00:00Z\", \"data\": "
                + data
                + "}";
        Observation structured = good(reader().cloudEvent(event, ""));
        Observation binary = good(reader().cloudEvent(
                        CloudEvent.binary(
                                new AttributeHeaders(
                                        Map.of(
                                                "specversion", "1.0",
                                                "type", CloudEvent.TYPE,
                                                "source", "/procapita",
                                                "id", "4711",
                                                "time", "2019-03-01T11:00:00Z"),
                                        List.of()),
                                data),
                        ""));

        assertThat(structured).isEqualTo(binary);
        assertThat(structured.eventId()).isEqualTo("/procapita#4711");
        assertThat(structured.source()).isEqualTo("/procapita");
        assertThat(structured.observedAt()).isEqualTo(Instant.parse("2019-03-01T11:00:00Z"));
    }

    @Test
    void given_a_faulty_cloud_event_then_faults_of_attributes_and_data_are_told_together() {
        String event = "{\"specversion\": \"0.3\", \"type\": \"order\", \"source\": 5, \"time\": \"nyss\", \"data\": "
                + EVENT.replace("\"78.37\"", "true") + "}";

        assertThat(faults(reader().cloudEvent(event, "/2")))
                .contains(
                        "/2/specversion unknown-version",
                        "/2/type unknown-type",
                        "/2/source wrong-type",
                        "/2/id required",
                        "/2/time not-a-time",
                        "/2/data/value wrong-type");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            [] | 0
            [1, "a,]", {"b": [1, {}]}, null, -1.5e3] | 5
            """, delimiter = '|', quoteCharacter = '^')
    void an_array_is_taken_apart_into_texts_that_say_the_same(String json, int count) throws Exception {
        List<String> elements = JsonTexts.elements(json, 10);

        assertThat(elements).hasSize(count);
        assertThat("[" + String.join(", ", elements) + "]").isEqualTo(json);
    }

    private ObservationReader reader() {
        return new ObservationReader(frameworks, Optional.empty());
    }

    private ObservationReader reader(Holder holder) {
        return new ObservationReader(frameworks, Optional.of(holder));
    }

    private static Observation good(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Good.class);
        return ((Reading.Good) reading).observation();
    }

    private static List<String> faults(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Bad.class);
        return ((Reading.Bad) reading)
                .faults().stream()
                        .map(fault -> fault.pointer() + " " + fault.code())
                        .toList();
    }
}
