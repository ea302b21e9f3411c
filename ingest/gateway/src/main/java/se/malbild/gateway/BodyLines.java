package se.malbild.gateway;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/** The lines of a streamed body, as they come. A line that is not text is reported as such, and the next is read. */
final class BodyLines {
    private static final int BUFFER_BYTES = 16 * 1024;

    /**
     * A line.
     *
     * @param number from 1, blank lines counted
     * @param fault what is wrong with it, so that there is no text
     */
    record Line(long number, String text, Optional<Fault> fault) {}

    private final RequestBody body;
    private final int maxLineBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final byte[] line;
    private int from;
    private int to;
    private long number;

    BodyLines(RequestBody body, int maxLineBytes) {
        this.body = body;
        this.maxLineBytes = maxLineBytes;
        this.line = new byte[maxLineBytes];
    }

    /** Returns the next line that is not blank, or nothing at the end. Blank lines give the sender no more time. */
    Optional<Line> next() throws IOException {
        body.restartClock();
        Optional<Line> next = nextOfAll();
        while (next.isPresent()
                && next.get().fault().isEmpty()
                && next.get().text().isBlank()) {
            next = nextOfAll();
        }
        return next;
    }

    private Optional<Line> nextOfAll() throws IOException {
        int length = 0;
        boolean isTooLong = false;
        while (true) {
            if (from == to && !fill()) {
                return length == 0 ? Optional.empty() : Optional.of(line(length, isTooLong));
            }
            byte b = buffer[from++];
            if (b == '\n') {
                return Optional.of(line(length, isTooLong));
            }
            if (length < line.length) {
                line[length++] = b;
            } else {
                isTooLong = true;
            }
        }
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, body.read(buffer));
        return to > 0;
    }

    private Line line(int length, boolean isTooLong) {
        number++;
        if (isTooLong) {
            return new Line(
                    number,
                    "",
                    Optional.of(new Fault(
                            "line-too-long",
                            "",
                            new Text(
                                    "Raden är längre än " + maxLineBytes + " byte.",
                                    "The line is longer than " + maxLineBytes + " bytes."))));
        }
        try {
            return new Line(number, RequestBody.text(line, length), Optional.empty());
        } catch (CharacterCodingException malformed) {
            return new Line(
                    number,
                    "",
                    Optional.of(new Fault(
                            "not-utf-8",
                            "",
                            new Text(
                                    "Raden är inte giltig UTF-8; skicka texten som UTF-8.",
                                    "The line is not valid UTF-8; send the text as UTF-8."))));
        }
    }
}
