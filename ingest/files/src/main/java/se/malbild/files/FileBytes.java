package se.malbild.files;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The bytes of a file, unpacked when it is gzip, and how far it has been read. For one thread. */
final class FileBytes {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int[] GZIP = {0x1f, 0x8b};

    private final Path file;
    private long read;
    private boolean isPacked;

    FileBytes(Path file) {
        this.file = file;
    }

    /** Opens the file at its beginning. */
    InputStream open() throws IOException {
        read = 0;
        InputStream in = new BufferedInputStream(new Counted(Files.newInputStream(file)), BUFFER_BYTES);
        try {
            in.mark(GZIP.length);
            isPacked = in.read() == GZIP[0] && in.read() == GZIP[1];
            in.reset();
            return isPacked ? new GZIPInputStream(in, BUFFER_BYTES) : in;
        } catch (IOException failed) {
            in.close();
            throw failed;
        }
    }

    /** Returns whether the file is gzip, once it has been opened. */
    boolean isPacked() {
        return isPacked;
    }

    /** Returns how many of the file's bytes have been read since it was last opened, packed as they are. */
    long read() {
        return read;
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            read += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int some = super.read(into, from, most);
            read += Math.max(some, 0);
            return some;
        }
    }
}
