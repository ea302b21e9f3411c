package se.malbild.schemas.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;

/**
 * What is remembered of a registry across restarts: a file {@code <id>.avsc} per schema, and a file {@code <subject>.id}
 * with the id of our own schema and that schema. A file that cannot be read or written is logged and does no harm: what
 * it says can be asked for again.
 */
final class SchemaCache {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaCache.class);
    private static final String SCHEMA = ".avsc";
    private static final String ID = ".id";

    private final Path directory;
    private final TopicPrefix prefix;

    SchemaCache(Path directory, TopicPrefix prefix) {
        this.directory = directory;
        this.prefix = prefix;
    }

    Map<Integer, Schema> schemas() {
        Map<Integer, Schema> schemas = new HashMap<>();
        if (!Files.isDirectory(directory)) {
            return schemas;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SCHEMA)) {
            for (Path file : files) {
                try {
                    String name = file.getFileName().toString();
                    int id = Integer.parseInt(name.substring(0, name.length() - SCHEMA.length()));
                    schemas.put(id, new Schema.Parser().parse(Files.readString(file)));
                } catch (IOException | NumberFormatException | AvroRuntimeException unreadable) {
                    LOG.warn("Cannot read the remembered schema {}: {}", file, unreadable.toString());
                }
            }
        } catch (IOException unreadable) {
            LOG.warn("Cannot read the remembered schemas in {}: {}", directory, unreadable.toString());
        }
        return schemas;
    }

    void putSchema(int id, Schema schema) {
        write(id + SCHEMA, schema.toString());
    }

    /** Returns the id that {@link Topic#schema()} had; empty when another schema of the topic was remembered. */
    OptionalInt id(Topic topic) {
        Path file = directory.resolve(prefix.subject(topic) + ID);
        if (!Files.exists(file)) {
            return OptionalInt.empty();
        }
        try {
            String[] lines = Files.readString(file).split("\n", 2);
            return lines.length == 2 && lines[1].equals(topic.schema().toString())
                    ? OptionalInt.of(Integer.parseInt(lines[0]))
                    : OptionalInt.empty();
        } catch (IOException | NumberFormatException unreadable) {
            LOG.warn("Cannot read the remembered id in {}: {}", file, unreadable.toString());
            return OptionalInt.empty();
        }
    }

    void putId(Topic topic, int id) {
        write(prefix.subject(topic) + ID, id + "\n" + topic.schema());
    }

    void clear() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*{" + SCHEMA + "," + ID + "}")) {
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (IOException undeleted) {
            LOG.warn("Cannot forget the remembered schemas in {}: {}", directory, undeleted.toString());
        }
    }

    /** Whole or not at all, whatever happens meanwhile. */
    private void write(String name, String text) {
        try {
            Files.createDirectories(directory);
            Path written = Files.createTempFile(directory, name, ".tmp");
            Files.write(written, text.getBytes(StandardCharsets.UTF_8));
            Files.move(
                    written,
                    directory.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritten) {
            LOG.warn("Cannot remember {} in {}: {}", name, directory, unwritten.toString());
        }
    }
}
