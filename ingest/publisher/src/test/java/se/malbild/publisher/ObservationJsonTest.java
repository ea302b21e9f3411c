package se.malbild.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.Fault;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Period;

class ObservationJsonTest {
    private static final Path SAMPLES = Path.of("../../cli/src/main/resources/se/malbild/cli/demo/samples");

    @ParameterizedTest
    @ValueSource(strings = {"1880", "1980"})
    void every_sample_event_is_read_and_written_back_as_it_stands(String organisation) throws Exception {
        List<String> lines = Files.readAllLines(SAMPLES.resolve(organisation + ".ndjson"));
        assertThat(lines).hasSizeGreaterThan(100);
        for (String line : lines) {
            Observation observation = ObservationJson.read(line);

            assertThat(observation.cell().organisation()).isEqualTo(organisation);
            String written = ObservationJson.write(observation);
            assertThat(written).isEqualTo(canonical(line));
            assertThat(ObservationJson.read(written)).isEqualTo(observation);
        }
    }

    @Test
    void given_all_fields_then_all_are_read() throws Exception {
        Observation observation = ObservationJson.read("""
                {"eventId": "e1", "organisation": "1880", "indicator": "U21468", "department": "vard-och-omsorg",
                 "year": 2018, "period": "2018-T2", "gender": "WOMEN", "district": "stadsdel-2", "value": 78.370,
                 "missing": null, "count": 412, "kind": "FORECAST", "retracted": false, "revision": 2,
                 "observedAt": "2018-09-01T14:00:00.123456+02:00", "source": "Procapita", "comment": "rättat"}
                """);

        assertThat(observation)
                .isEqualTo(new Observation(
                        "e1",
                        new Cell(
                                "1880",
                                "U21468",
                                "vard-och-omsorg",
                                new Period(2018, Period.Granularity.TERTIAL, 2),
                                Gender.WOMEN,
                                "stadsdel-2",
                                Kind.FORECAST),
                        new Content.Value(new BigDecimal("78.37")),
                        OptionalLong.of(412),
                        2,
                        Instant.parse("2018-09-01T12:00:00.123456Z"),
                        "Procapita",
                        "rättat"));
        assertThat(ObservationJson.read(ObservationJson.write(observation))).isEqualTo(observation);
    }

    @ParameterizedTest
    @CsvSource({
        "78.37, 78.37",
        "3.847e-05, 0.00003847",
        "1483333.33333333, 1483333.33333333",
        "123456789012345678.0123456789, 123456789012345678.0123456789",
        "0.1, 0.1",
        "-0.0, 0",
        "1E+2, 100"
    })
    void given_a_value_as_a_number_or_a_string_then_it_is_exact(String written, String exact) throws Exception {
        for (String value : List.of(written.replace("E+", "e"), "\"" + written + "\"")) {
            assertThat(ObservationJson.read(event("\"value\": " + value)).content())
                    .isEqualTo(new Content.Value(new BigDecimal(exact)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    "valu": 1                              | valu         | unknown-field
                    "value": true                          | value        | wrong-type
                    "value": [1, {"a": 2}]                 | value        | wrong-type
                    "value": "78,37"                       | value        | not-a-number
                    "value": 1, "value": 2                 | value        | duplicate-field
                    "value": 1, "year": "2018"             | year         | wrong-type
                    "value": 1, "year": 2018.5             | year         | wrong-type
                    "value": 1, "year": 99999999999        | year         | out-of-range
                    "value": 1, "organisation": 1880       | organisation | wrong-type
                    "value": 1, "gender": "K"              | gender       | unknown-symbol
                    "value": 1, "gender": "UNKNOWN"        | gender       | unknown-symbol
                    "value": 1, "kind": "outcome"          | kind         | unknown-symbol
                    "missing": "secret"                    | missing      | unknown-symbol
                    "value": 1, "count": 1e3               | count        | wrong-type
                    "value": 1, "count": 99999999999999999999 | count     | out-of-range
                    "value": 1, "retracted": "true"        | retracted    | wrong-type
                    "value": 1, "revision": 3000000000     | revision     | out-of-range
                    "value": 1, "observedAt": "2018-09-01" | observedAt   | not-a-time
                    "value": 1, "observedAt": "2018-09-01T12:00:00" | observedAt | not-a-time
                    "value": 1, "observedAt": 1535803200   | observedAt   | wrong-type
                    "value": 1, "district": {"id": "5"}    | district     | wrong-type
                    """)
    void given_a_field_that_cannot_be_understood_then_the_fault_names_it(String fields, String field, String code) {
        assertThat(faults(event(fields))).anySatisfy(fault -> {
            assertThat(fault.field()).isEqualTo(field);
            assertThat(fault.code()).isEqualTo(code);
        });
    }

    @Test
    void given_several_faults_then_all_are_told_at_once() {
        assertThat(faults("""
                        {"eventId": " ", "organisation": "Örebro", "indicator": "N00914", "department": "kommunstyrelsen",
                         "year": 3018, "value": "mycket", "gender": "X", "colour": "red", "observedAt": "nyss"}
                        """))
                .extracting(fault -> fault.field() + " " + fault.code())
                .contains(
                        "eventId blank",
                        "organisation invalid-organisation",
                        "year year-out-of-range",
                        "value not-a-number",
                        "gender unknown-symbol",
                        "colour unknown-field",
                        "observedAt not-a-time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "[]", "1880", "\"x\"", "{\"eventId\": ", "{} {}", "{\"eventId\": 'x'}", "{} x", "null"})
    void given_something_else_than_one_object_then_that_is_the_only_fault(String json) {
        assertThat(faults(json)).extracting(Fault::code).containsExactly("not-json");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 5_000})
    void given_an_endless_number_or_nesting_then_it_is_a_fault(int length) {
        assertThat(faults(event("\"value\": " + "9".repeat(length)))).isNotEmpty();
        assertThat(faults(event("\"value\": " + "[".repeat(length) + "]".repeat(length))))
                .isNotEmpty();
    }

    @Test
    void given_a_missing_value_or_a_retraction_then_it_is_read() throws Exception {
        assertThat(ObservationJson.read(event("\"missing\": \"SECRECY\"")).content())
                .isInstanceOf(Content.Missing.class);
        assertThat(ObservationJson.read(event("\"retracted\": true")).content()).isEqualTo(new Content.Retracted());
        assertThatThrownBy(() -> ObservationJson.read(event("\"retracted\": true, \"value\": 1")))
                .isInstanceOf(InvalidObservationException.class);
    }

    /** Without spaces between fields, and without zeros at the end of the value. */
    private static String canonical(String line) {
        return line.replace("\": ", "\":").replace(", \"", ",\"").replaceFirst("(\"value\":\"-?\\d+)\\.0+\"", "$1\"");
    }

    /** A good event but for {@code fields}, which are set instead of its own. */
    private static String event(String fields) {
        StringBuilder event = new StringBuilder("{" + fields);
        String[][] good = {
            {"eventId", "\"e1\""},
            {"organisation", "\"1880\""},
            {"indicator", "\"N00914\""},
            {"department", "\"kommunstyrelsen\""},
            {"year", "2018"},
            {"observedAt", "\"2019-03-01T00:00:00Z\""}
        };
        for (String[] field : good) {
            if (!fields.contains("\"" + field[0] + "\"")) {
                event.append(", \"" + field[0] + "\": " + field[1]);
            }
        }
        return event.append("}").toString();
    }

    private static List<Fault> faults(String json) {
        return catchThrowableOfType(InvalidObservationException.class, () -> ObservationJson.read(json))
                .faults();
    }
}
