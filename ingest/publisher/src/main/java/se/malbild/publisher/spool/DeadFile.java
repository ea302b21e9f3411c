package se.malbild.publisher.spool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import se.malbild.goals.Fault;

/**
 * What can never be sent, one JSON object a line: {@code at} (when that was found), {@code reasons} ({@code code},
 * {@code field}, {@code sv}, {@code en}), and the {@code event} as the text it was, or {@code bytes} in Base64 when it could
 * not be read. An event may be in it twice after a crash. Somebody who has dealt with it may move it away at any time.
 */
final class DeadFile {
    private static final JsonFactory JSON = new JsonFactory();

    private final Path path;
    private volatile long events;

    DeadFile(Path path) throws IOException {
        this.path = path;
        events = lines(path);
    }

    private static long lines(Path path) throws IOException {
        long lines = 0;
        byte[] bytes = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(path)) {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                for (int i = 0; i < read; i++) {
                    lines += bytes[i] == '\n' ? 1 : 0;
                }
            }
        } catch (NoSuchFileException nothingDied) {
            return 0;
        }
        return lines;
    }

    /** Adds {@code dead} and forces it to disk. One thread at a time. */
    void add(Dead dead) throws IOException {
        boolean isNew = !Files.exists(path);
        try (FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer line = ByteBuffer.wrap(line(dead));
            while (line.hasRemaining()) {
                file.write(line);
            }
            file.force(true);
        }
        events = isNew ? 1 : events + 1;
    }

    private static byte[] line(Dead dead) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("at", Instant.now().toString());
            json.writeArrayFieldStart("reasons");
            for (Fault reason : dead.reasons()) {
                json.writeStartObject();
                json.writeStringField("code", reason.code());
                json.writeStringField("field", reason.field());
                json.writeStringField("sv", reason.message().sv());
                json.writeStringField("en", reason.message().en());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField(dead.isReadable() ? "event" : "bytes", dead.content());
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return line.toByteArray();
    }

    /** Returns how many events are in it, as far as this process knows. */
    long events() {
        return events;
    }

    /** Returns its size now; 0 when there is none. */
    long bytes() {
        return path.toFile().length();
    }

    Path path() {
        return path;
    }
}
