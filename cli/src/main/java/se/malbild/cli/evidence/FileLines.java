package se.malbild.cli.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of a file as bytes, each ended by a line feed alone. */
final class FileLines {
    /** Longer than any line of evidence: a picture has at most 32 MiB, and all of it may be escaped. */
    static final int LONGEST_BYTES = 128 * 1024 * 1024;

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int end;
    private boolean isEnded;

    FileLines(InputStream in) {
        this.in = in;
    }

    /**
     * Returns the next line, without its end; empty behind the last.
     *
     * @throws IOException also when it is longer than any line can be
     */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (next < end || fill()) {
            int from = next;
            while (next < end && buffer[next] != '\n') {
                next++;
            }
            line.write(buffer, from, next - from);
            if (line.size() > LONGEST_BYTES) {
                throw new IOException("a line has more than " + LONGEST_BYTES + " bytes");
            }
            if (next < end) {
                next++;
                isEnded = true;
                return Optional.of(line.toByteArray());
            }
        }
        if (line.size() == 0) {
            return Optional.empty();
        }
        isEnded = false;
        return Optional.of(line.toByteArray());
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    /** Tells whether the line that was read last had an end. */
    boolean isEnded() {
        return isEnded;
    }
}
