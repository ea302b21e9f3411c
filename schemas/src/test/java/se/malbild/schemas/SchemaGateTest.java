package se.malbild.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gate shuts when it should. */
class SchemaGateTest {
    private static final String RELEASED = Topic.INDICATOR_EVENTS.schema().toString();
    private static final List<Schema> VERSIONS = List.of(Topic.INDICATOR_EVENTS.schema());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    a field without a default is added | {"name":"year"     | {"name":"extra","type":"string"},{"name":"year" | extra
                    a required field is renamed        | "name":"eventId"   | "name":"id"                                     | eventId
                    a type is changed                  | "name":"year","type":"int" | "name":"year","type":"string"           | year
                    the scale of the value is changed  | "scale":10         | "scale":2                                       | decimal of scale
                    micros become millis               | timestamp-micros   | timestamp-millis                                | timestamp-millis
                    the value becomes a plain number   | "logicalType":"decimal","precision":28,"scale":10 | "x":0            | decimal of scale
                    an enum is renamed                 | "name":"Gender"    | "name":"Sex"                                    | Gender
                    """)
    void given_a_change_that_cannot_be_read_both_ways_then_the_gate_names_it(
            String what, String from, String to, String named) {
        assertThat(RELEASED).as(what).contains(from);
        Schema changed = new Schema.Parser().parse(RELEASED.replace(from, to));

        assertThat(SchemaGate.incompatibilities(VERSIONS, changed))
                .as(what)
                .isNotEmpty()
                .anySatisfy(reason -> assertThat(reason).contains(named).contains("v1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    a field with a default is added    | {"name":"year"     | {"name":"extra","type":"string","default":""},{"name":"year"
                    a symbol is added                  | "WOMEN"            | "WOMEN","OTHER"
                    the doc is changed                 | Calendar year      | The year
                    """)
    void given_a_change_that_can_be_read_both_ways_then_the_gate_is_open(String what, String from, String to) {
        assertThat(RELEASED).as(what).contains(from);
        Schema changed = new Schema.Parser().parse(RELEASED.replace(from, to));

        assertThat(SchemaGate.incompatibilities(VERSIONS, changed)).as(what).isEmpty();
    }

    @Test
    void given_two_versions_then_a_change_is_held_against_both() {
        Schema second = new Schema.Parser()
                .parse(RELEASED.replace(
                        "{\"name\":\"year\"",
                        "{\"name\":\"extra\",\"type\":\"string\",\"default\":\"\"},{\"name\":\"year\""));
        Schema third = new Schema.Parser()
                .parse(RELEASED.replace(
                        "{\"name\":\"year\"",
                        "{\"name\":\"extra\",\"type\":\"int\",\"default\":0},{\"name\":\"year\""));

        assertThat(SchemaGate.incompatibilities(List.of(VERSIONS.get(0), second), third))
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(reason).contains("v2"));
    }

    @Test
    void given_an_enum_without_default_deep_in_a_schema_then_the_gate_names_it() {
        Schema changed = new Schema.Parser()
                .parse(RELEASED.replace(
                        "\"NOT_APPLICABLE\",\"SECRECY\"],\"default\":\"UNKNOWN\"", "\"NOT_APPLICABLE\"]"));

        assertThat(SchemaGate.enumsThatCannotGrow(changed))
                .singleElement()
                .asString()
                .contains("MissingReason");
    }

    @Test
    void given_a_field_that_is_no_column_then_the_gate_names_it() {
        assertThat(SchemaGate.notColumns(Topic.INDICATOR_EVENTS.schema()))
                .containsExactly(
                        "eventId is not in snake_case",
                        "gender is enum, which no column is",
                        "value is bytes decimal(28, 10), which no column is",
                        "missing is enum, which no column is",
                        "kind is enum, which no column is",
                        "observedAt is not in snake_case",
                        "observedAt is long timestamp-micros, which no column is");
        assertThat(SchemaGate.notColumns(Topic.PICTURES.schema()))
                .contains("title is record, which no column is", "levels is array, which no column is");
    }

    @Test
    void given_a_released_file_that_is_edited_or_removed_or_slipped_in_then_the_gate_names_it(@TempDir Path released)
            throws IOException {
        Files.createDirectory(released.resolve("events-value"));
        Path first = released.resolve("events-value/v1.avsc");
        Path second = released.resolve("events-value/v2.avsc");
        Path third = released.resolve("events-value/v3.avsc");
        Files.writeString(first, "\"string\"");
        Files.writeString(second, "\"int\"");
        StringBuilder list = new StringBuilder();
        SchemaGate.fingerprints(released).forEach((file, print) -> list.append(print + "  " + file + "\n"));
        Files.writeString(released.resolve("fingerprints"), list);
        assertThat(SchemaGate.editedFiles(released)).isEmpty();

        Files.writeString(first, "\"bytes\"");
        Files.delete(second);
        Files.writeString(third, "\"long\"");

        assertThat(SchemaGate.editedFiles(released))
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason).contains("v1.avsc was changed"),
                        reason -> assertThat(reason).contains("v2.avsc was released and is gone"),
                        reason -> assertThat(reason).contains("v3.avsc is not listed"));
    }
}
