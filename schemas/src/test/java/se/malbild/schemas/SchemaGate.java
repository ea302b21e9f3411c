package se.malbild.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes.Decimal;
import org.apache.avro.Schema;
import se.malbild.schemas.codec.Readability;

/** The rules that a change of the schemas must keep. Every method returns what breaks them, in words. */
final class SchemaGate {
    private static final Pattern COLUMN_NAME = Pattern.compile("[a-z]+(_[a-z]+)*");
    private static final Set<String> COLUMN_TYPES =
            Set.of("string", "int", "long", "boolean", "bytes decimal(38, 10)", "long timestamp-millis");

    private SchemaGate() {}

    /** Whether {@code current} can be read with every released version and the other way round. */
    static List<String> incompatibilities(List<Schema> released, Schema current) {
        List<String> broken = new ArrayList<>();
        for (int version = 1; version <= released.size(); version++) {
            Schema before = released.get(version - 1);
            String ofVersion = "v" + version;
            Readability.obstacle(current, before)
                    .ifPresent(why -> broken.add("cannot read what " + ofVersion + " wrote: " + why));
            Readability.obstacle(before, current)
                    .ifPresent(why -> broken.add(ofVersion + " cannot read what it writes: " + why));
        }
        return broken;
    }

    /** Whether every enum has UNKNOWN as default, without which it could never get another symbol. */
    static List<String> enumsThatCannotGrow(Schema schema) {
        List<String> broken = new ArrayList<>();
        enums(schema, new HashSet<>())
                .filter(symbols -> !"UNKNOWN".equals(symbols.getEnumDefault()))
                .forEach(symbols -> broken.add(symbols.getFullName() + " has not UNKNOWN as its default symbol"));
        return broken;
    }

    private static Stream<Schema> enums(Schema schema, Set<String> seen) {
        return switch (schema.getType()) {
            case ENUM -> Stream.of(schema);
            case RECORD ->
                seen.add(schema.getFullName())
                        ? schema.getFields().stream().flatMap(field -> enums(field.schema(), seen))
                        : Stream.empty();
            case UNION -> schema.getTypes().stream().flatMap(branch -> enums(branch, seen));
            case ARRAY -> enums(schema.getElementType(), seen);
            case MAP -> enums(schema.getValueType(), seen);
            default -> Stream.empty();
        };
    }

    /** Whether every field is a column that tools for SQL take as it is, perhaps null. */
    static List<String> notColumns(Schema schema) {
        List<String> broken = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            if (!COLUMN_NAME.matcher(field.name()).matches()) {
                broken.add(field.name() + " is not in snake_case");
            }
            String type = columnType(field.schema());
            if (!COLUMN_TYPES.contains(type)) {
                broken.add(field.name() + " is " + type + ", which no column is");
            }
        }
        return broken;
    }

    private static String columnType(Schema schema) {
        if (schema.isUnion() && schema.isNullable() && schema.getTypes().size() == 2) {
            return columnType(schema.getTypes().get(1));
        }
        String type = schema.getType().getName();
        LogicalType meaning = schema.getLogicalType();
        if (meaning instanceof Decimal decimal) {
            return type + " decimal(" + decimal.getPrecision() + ", " + decimal.getScale() + ")";
        }
        return meaning == null ? type : type + " " + meaning.getName();
    }

    /** Whether the files under {@code released} are those whose fingerprints are listed there, and no others. */
    static List<String> editedFiles(Path released) throws IOException {
        Map<String, String> listed = new HashMap<>();
        Path list = released.resolve("fingerprints");
        if (Files.exists(list)) {
            Files.readAllLines(list).forEach(line -> {
                String[] parts = line.split("  ", 2);
                listed.put(parts[1], parts[0]);
            });
        }
        List<String> broken = new ArrayList<>();
        Map<String, String> found = fingerprints(released);
        found.forEach((file, fingerprint) -> {
            if (!listed.containsKey(file)) {
                broken.add(file + " is not listed in fingerprints");
            } else if (!listed.get(file).equals(fingerprint)) {
                broken.add(file + " was changed after it was released; undo that and release a new version");
            }
        });
        listed.keySet().stream()
                .filter(file -> !found.containsKey(file))
                .sorted()
                .forEach(file -> broken.add(file + " was released and is gone"));
        return broken;
    }

    /** Returns the SHA-256 of every released file, by its path under {@code released}. */
    static Map<String, String> fingerprints(Path released) throws IOException {
        Map<String, String> fingerprints = new TreeMap<>();
        try (Stream<Path> files = Files.walk(released)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".avsc")).toList()) {
                fingerprints.put(
                        released.relativize(file).toString().replace('\\', '/'), sha256(Files.readAllBytes(file)));
            }
        }
        return fingerprints;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has SHA-256
        }
    }
}
