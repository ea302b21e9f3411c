package se.malbild.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The build's gate: what was released stays as it is, and what is new can live with it. */
class ReleasedSchemasTest {
    private static final Path RELEASED = Path.of("src/main/released");
    private static final boolean RELEASE = Boolean.getBoolean("schemas.release");

    @BeforeAll
    static void releaseWhatIsNew() throws IOException {
        if (!RELEASE) {
            return;
        }
        for (Topic topic : Topic.values()) {
            List<Schema> released = released(topic);
            boolean isReleased = released.stream().anyMatch(schema -> sameText(schema, topic.schema()));
            if (!isReleased
                    && SchemaGate.incompatibilities(released, topic.schema()).isEmpty()) {
                Path file = file(topic, released.size() + 1);
                Files.createDirectories(file.getParent());
                Files.writeString(file, topic.schema() + "\n");
            }
        }
        Files.writeString(
                RELEASED.resolve("fingerprints"),
                SchemaGate.fingerprints(RELEASED).entrySet().stream()
                        .map(file -> file.getValue() + "  " + file.getKey() + "\n")
                        .collect(Collectors.joining()));
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void the_schema_is_the_newest_released_one_or_can_become_it(Topic topic) throws IOException {
        List<Schema> released = released(topic);

        assertThat(released).as("released versions of " + topic.subject()).isNotEmpty();
        if (!sameText(released.get(released.size() - 1), topic.schema())) {
            assertThat(SchemaGate.incompatibilities(released, topic.schema()))
                    .as(topic.subject() + " has changed since v" + released.size() + " in a way that is not allowed")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void every_enum_can_get_another_symbol(Topic topic) {
        assertThat(SchemaGate.enumsThatCannotGrow(topic.schema())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"GOAL_AREA_ATTAINMENT", "INDICATOR_ATTAINMENT"})
    void tools_for_sql_can_take_every_field_as_a_column(Topic topic) {
        assertThat(SchemaGate.notColumns(topic.schema())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void every_field_is_documented(Topic topic) {
        assertThat(topic.schema().getFields())
                .allSatisfy(field -> assertThat(field.doc()).as(field.name()).isNotBlank());
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void the_program_carries_the_released_versions(Topic topic) throws IOException {
        assumeFalse(RELEASE, "a version that was written just now is not on the class path yet");

        assertThat(topic.releasedSchemas()).isEqualTo(released(topic));
    }

    @Test
    void released_versions_are_never_edited() throws IOException {
        assertThat(SchemaGate.editedFiles(RELEASED)).isEmpty();
    }

    private static boolean sameText(Schema one, Schema other) {
        return one.toString().equals(other.toString());
    }

    private static List<Schema> released(Topic topic) throws IOException {
        List<Schema> released = new ArrayList<>();
        while (Files.exists(file(topic, released.size() + 1))) {
            released.add(new Schema.Parser().parse(Files.readString(file(topic, released.size() + 1))));
        }
        return released;
    }

    private static Path file(Topic topic, int version) {
        return RELEASED.resolve(topic.subject()).resolve("v" + version + ".avsc");
    }
}
