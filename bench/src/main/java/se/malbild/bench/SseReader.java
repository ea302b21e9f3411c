package se.malbild.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Understands one stream of server-sent events, as bytes of HTTP/1.1 in chunks come in. Thousands of them cost little: of
 * the data nothing is kept unless it is wanted.
 */
final class SseReader {
    /** Longer than any line but those of data. */
    private static final int SHORT_LINE_BYTES = 256;

    private static final String DATA = "data: ";
    private static final String ID = "id: ";
    private static final String NAME = "event: ";

    /**
     * An event.
     *
     * @param data {@code ""} when it is not wanted
     * @param nanos when it had come
     */
    record Event(String id, String name, String data, long nanos) {}

    private enum Part {
        STATUS,
        HEADERS,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END
    }

    private final boolean wantsData;
    private final Consumer<Event> events;
    private Part part = Part.STATUS;
    private byte[] line = new byte[SHORT_LINE_BYTES];
    private int lineBytes;
    private int chunkBytes;
    private String id = "";
    private String name = "";
    private String data = "";

    SseReader(boolean wantsData, Consumer<Event> events) {
        this.wantsData = wantsData;
        this.events = events;
    }

    /**
     * Takes in what has come.
     *
     * @param nanos when it had come
     * @throws IllegalStateException when it is no stream of events, or the stream has ended
     */
    void take(ByteBuffer bytes, long nanos) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (part == Part.CHUNK) {
                if (next == '\n') {
                    field(endLine(), nanos);
                } else {
                    append(next);
                }
                chunkBytes--;
                if (chunkBytes == 0) {
                    // The rest of the line may come in the next chunk; what frames the chunks is no part of it.
                    part = Part.CHUNK_END;
                }
            } else if (part == Part.CHUNK_END) {
                if (next == '\n') {
                    part = Part.CHUNK_SIZE;
                }
            } else if (part == Part.CHUNK_SIZE) {
                size(next);
            } else if (next == '\n') {
                header(endLine().strip());
            } else {
                append(next);
            }
        }
    }

    private void size(byte next) {
        if (next == '\n') {
            if (chunkBytes == 0) {
                throw new IllegalStateException("the stream has ended");
            }
            part = Part.CHUNK;
        } else if (next != '\r') {
            chunkBytes = chunkBytes * 16 + Character.digit(next, 16);
        }
    }

    private void header(String text) {
        if (part == Part.STATUS) {
            if (!text.startsWith("HTTP/1.1 200 ")) {
                throw new IllegalStateException(text);
            }
            part = Part.HEADERS;
        } else if (text.isEmpty()) {
            part = Part.CHUNK_SIZE;
        }
    }

    private void append(byte next) {
        if (lineBytes == line.length) {
            if (!wantsData) {
                return;
            }
            line = Arrays.copyOf(line, line.length * 2);
        }
        line[lineBytes++] = next;
    }

    private String endLine() {
        String text = !wantsData && startsWithData() ? DATA : new String(line, 0, lineBytes, StandardCharsets.UTF_8);
        lineBytes = 0;
        return text;
    }

    private boolean startsWithData() {
        return lineBytes > 1 && line[0] == 'd' && line[1] == 'a';
    }

    private void field(String text, long nanos) {
        if (text.startsWith(ID)) {
            id = text.substring(ID.length());
        } else if (text.startsWith(NAME)) {
            name = text.substring(NAME.length());
        } else if (text.startsWith(DATA)) {
            data = text.substring(DATA.length());
        } else if (text.isEmpty()) {
            if (!name.isEmpty()) {
                events.accept(new Event(id, name, data, nanos));
            }
            name = "";
            data = "";
        }
    }
}
