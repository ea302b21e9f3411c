package se.malbild.schemas.codec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes.Decimal;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/** Whether what one schema wrote can be read with another. */
public final class Readability {
    private static final Pattern FIELD = Pattern.compile("/fields/(\\d+)(.*)");

    private Readability() {}

    /** Returns why values that {@code writer} wrote cannot be read with {@code reader}; empty when they can. */
    public static Optional<String> obstacle(Schema reader, Schema writer) {
        SchemaPairCompatibility pair = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (pair.getType() == SchemaCompatibilityType.COMPATIBLE) {
            return otherMeaning(reader, writer, "");
        }
        return Optional.of(pair.getResult().getIncompatibilities().stream()
                .map(obstacle -> place(reader, obstacle.getLocation()) + ": " + obstacle.getMessage())
                .collect(Collectors.joining("; ")));
    }

    /** Avro counts the fields of the reader's schema; a person wants the name. */
    private static String place(Schema reader, String location) {
        Matcher matcher = FIELD.matcher(location);
        return matcher.matches() && reader.getType() == Schema.Type.RECORD
                ? "/"
                        + reader.getFields()
                                .get(Integer.parseInt(matcher.group(1)))
                                .name() + matcher.group(2)
                : location;
    }

    /**
     * Avro resolves bytes to bytes and long to long whatever they stand for: a decimal of another scale would come out a
     * power of ten wrong, and milliseconds as microseconds.
     */
    private static Optional<String> otherMeaning(Schema reader, Schema writer, String path) {
        return switch (reader.getType()) {
            case RECORD ->
                reader.getFields().stream()
                        .filter(field ->
                                writer.getType() == Schema.Type.RECORD && writer.getField(field.name()) != null)
                        .flatMap(
                                field -> otherMeaning(
                                        field.schema(),
                                        writer.getField(field.name()).schema(),
                                        path + "/" + field.name())
                                        .stream())
                        .findFirst();
            case ARRAY ->
                writer.getType() == Schema.Type.ARRAY
                        ? otherMeaning(reader.getElementType(), writer.getElementType(), path + "/[]")
                        : Optional.empty();
            default ->
                branches(reader)
                        .flatMap(branch -> branches(writer)
                                .filter(written ->
                                        written.getType() != Schema.Type.NULL && branch.getType() != Schema.Type.NULL)
                                .flatMap(written -> meaning(branch, written, path).stream()))
                        .findFirst();
        };
    }

    private static Optional<String> meaning(Schema reader, Schema writer, String path) {
        if (reader.getType() == Schema.Type.RECORD || reader.getType() == Schema.Type.ARRAY) {
            return otherMeaning(reader, writer, path);
        }
        String expected = meaning(reader);
        String found = meaning(writer);
        return expected.isEmpty() || expected.equals(found)
                ? Optional.empty()
                : Optional.of(path + ": " + expected + " expected, " + (found.isEmpty() ? "nothing said" : found));
    }

    /** The precision of a decimal only limits what is written; its scale says what the bytes mean. */
    private static String meaning(Schema schema) {
        LogicalType type = schema.getLogicalType();
        if (type == null) {
            return "";
        }
        return type instanceof Decimal decimal ? "decimal of scale " + decimal.getScale() : type.getName();
    }

    private static Stream<Schema> branches(Schema schema) {
        return schema.getType() == Schema.Type.UNION ? schema.getTypes().stream() : Stream.of(schema);
    }
}
