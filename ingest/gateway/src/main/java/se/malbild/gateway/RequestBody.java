package se.malbild.gateway;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import se.malbild.service.HttpProblemException;

/**
 * The bytes of a request, unpacked, within bounds of time and of how much unpacking may make of them. What is wrong with
 * them is thrown as a {@link HttpProblemException}; an {@link IOException} says that the sender is gone.
 */
final class RequestBody {
    private static final int BUFFER_BYTES = 8 * 1024;
    private static final char REPLACEMENT = '\ufffd';
    /** So little is not worth a thought, however well it was packed. */
    private static final long UNPACKED_FREELY_BYTES = 1024 * 1024;

    private static final long DISCARDED_BYTES = 128L * 1024 * 1024;

    /** Where the bytes come from. */
    interface Source {
        /**
         * Reads as {@link InputStream#read(byte[], int, int)} does.
         *
         * @param deadline until when it waits, by {@link System#nanoTime()}
         * @throws IOException caused by a {@link TimeoutException} when the sender is waited for no longer
         */
        int read(byte[] buffer, int offset, int length, long deadline) throws IOException;
    }

    private final Counted raw;
    private final boolean isPacked;
    private final GatewayLimits limits;
    private final Supplier<HttpProblemException> silence;
    private InputStream unpacked;
    private long unpackedBytes;
    private long deadline;
    private boolean isGivenUp;

    /**
     * @param isPacked whether the bytes are gzip
     * @param silence what to throw when the sender is waited for no longer
     */
    RequestBody(Source source, boolean isPacked, GatewayLimits limits, Supplier<HttpProblemException> silence) {
        this.raw = new Counted(source);
        this.isPacked = isPacked;
        this.limits = limits;
        this.silence = silence;
        restartClock();
    }

    /** Gives the sender as long again from now on. */
    void restartClock() {
        deadline = System.nanoTime() + limits.bodyWithin().toNanos();
    }

    /** Reads some bytes into {@code buffer} and returns how many, or -1 at the end. */
    int read(byte[] buffer) throws IOException {
        try {
            if (unpacked == null) {
                unpacked = isPacked ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
            }
            int count = unpacked.read(buffer, 0, buffer.length);
            unpackedBytes += Math.max(0, count);
            if (isPacked
                    && unpackedBytes > UNPACKED_FREELY_BYTES
                    && unpackedBytes / limits.maxGzipRatio() > raw.count) {
                throw GatewayProblems.tooCompressed(limits.maxGzipRatio());
            }
            return count;
        } catch (ZipException malformed) {
            throw GatewayProblems.badGzip();
        } catch (EOFException cutOff) {
            if (raw.hasEnded) {
                throw GatewayProblems.badGzip();
            }
            throw cutOff;
        } catch (IOException failed) {
            if (isSilence(failed)) {
                isGivenUp = true;
                throw silence.get();
            }
            throw failed;
        }
    }

    /** Whether it is the server that waits no longer for the sender. */
    private static boolean isSilence(IOException failed) {
        return failed.getCause() instanceof TimeoutException;
    }

    /** Returns all of it. */
    byte[] readAll() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = read(buffer); count >= 0; count = read(buffer)) {
            if (all.size() + count > limits.maxBodyBytes()) {
                throw tooLarge();
            }
            all.write(buffer, 0, count);
        }
        return all.toByteArray();
    }

    /** Returns what to throw when the body is too large, after the rest of it has been thrown away. */
    HttpProblemException tooLarge() throws IOException {
        discardRest();
        return GatewayProblems.bodyTooLarge(limits.maxBodyBytes());
    }

    /**
     * Takes what is left off the wire, within bounds of size and time: a connection that is closed before that is reset, and
     * the answer lost on its way. A sender that was waited for in vain is not waited for again.
     */
    void discardRest() throws IOException {
        if (isGivenUp) {
            return;
        }
        restartClock();
        byte[] buffer = new byte[BUFFER_BYTES];
        long until = raw.count + DISCARDED_BYTES;
        int count = 0;
        try {
            while (count >= 0 && raw.count < until) {
                count = raw.read(buffer, 0, buffer.length);
            }
        } catch (IOException failed) {
            if (!isSilence(failed)) {
                throw failed;
            }
        }
    }

    /** Returns {@code bytes} as text, without a byte order mark. */
    static String text(byte[] bytes, int length) throws CharacterCodingException {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) { // only a decoder tells whether it was sent or stands for what is no UTF-8
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** Counts what came over the wire, and how long it took: a packed body may go on without a byte unpacked. */
    private final class Counted extends InputStream {
        private final Source source;
        private long count;
        private boolean hasEnded;

        Counted(Source source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = source.read(buffer, offset, length, deadline);
            count += Math.max(0, read);
            hasEnded |= read < 0;
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(new TimeoutException("the body did not arrive in time"));
            }
            return read;
        }

        /** A gzip stream asks this to see whether another member follows; to say 0 would cut the body there. */
        @Override
        public int available() throws IOException {
            return hasEnded ? 0 : 1;
        }
    }
}
