package se.malbild.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The lines of a text, however they end, of bounded length; some can be put back to be read again. */
final class Lines implements Closeable {
    /** The longest line that is kept whole, in characters. */
    static final int LONGEST = 100_000;

    private static final int END = -1;
    private static final int BUFFER_CHARACTERS = 16 * 1024;

    /** Opens a text, without a byte order mark, at its beginning. */
    @FunctionalInterface
    interface Source {
        Reader open() throws IOException;
    }

    /** @param isCut whether the line was too long, so that {@code text} is only its beginning */
    record Line(String text, boolean isCut) {}

    private final Source source;
    private final Deque<Line> putBack = new ArrayDeque<>();
    private Reader in;
    private final char[] buffer = new char[BUFFER_CHARACTERS];
    private int position;
    private int limit;
    private boolean afterCarriageReturn;

    Lines(Source source) throws IOException {
        this.source = source;
        in = source.open();
    }

    /** Goes back to the first line. */
    void restart() throws IOException {
        in.close();
        putBack.clear();
        position = 0;
        limit = 0;
        afterCarriageReturn = false;
        in = source.open();
    }

    Optional<Line> next() throws IOException {
        if (!putBack.isEmpty()) {
            return Optional.of(putBack.pop());
        }
        int c = read();
        if (c == '\n' && afterCarriageReturn) {
            c = read();
        }
        if (c == END) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        boolean isCut = false;
        while (c != END && c != '\n' && c != '\r') {
            isCut |= text.length() == LONGEST;
            if (!isCut) {
                text.append((char) c);
            }
            c = read();
        }
        afterCarriageReturn = c == '\r';
        return Optional.of(new Line(text.toString(), isCut));
    }

    private int read() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(in.read(buffer), 0);
        }
        return limit == 0 ? END : buffer[position++];
    }

    /** Makes {@code lines} the next ones, in their order. */
    void putBack(List<Line> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            putBack.push(lines.get(i));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
