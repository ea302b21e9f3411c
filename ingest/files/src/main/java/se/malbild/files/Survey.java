package se.malbild.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipException;

/**
 * What one reading of all of a file's bytes finds.
 *
 * @param contentHash SHA-256 in hexadecimal digits, of the bytes as they are unpacked
 * @param charset of a text: what its byte order mark says, else UTF-8 when it has characters of several bytes and not more
 *     bytes that are no UTF-8, or is ASCII alone, else Windows-1252, which is Latin-1 with more characters
 * @param byteOrderMark length of the mark, in bytes
 */
record Survey(Format format, String contentHash, Charset charset, int byteOrderMark) {
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE2 = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};

    /** The kinds of file, recognised by content and not by name. */
    enum Format {
        CSV,
        NDJSON,
        XLSX,
        OLD_EXCEL,
        EMPTY
    }

    /** @throws UnreadableFileException when the file is gzip and cannot be unpacked */
    static Survey of(FileBytes file) throws IOException, UnreadableFileException {
        try {
            return survey(file);
        } catch (ZipException | EOFException broken) {
            throw new UnreadableFileException(
                    "bad-gzip",
                    "Filen är gzip som inte går att packa upp (" + broken.getMessage()
                            + "); den är avklippt eller skadad. Hämta eller packa den på nytt.",
                    "The file is gzip that cannot be unpacked (" + broken.getMessage()
                            + "); it is cut off or damaged. Fetch it or pack it again.");
        }
    }

    private static Survey survey(FileBytes file) throws IOException {
        MessageDigest digest = sha256();
        Utf8Count utf8 = new Utf8Count();
        byte[] head = new byte[0];
        try (InputStream in = file.open()) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int read = in.readNBytes(chunk, 0, CHUNK_BYTES);
                    read > 0;
                    read = in.readNBytes(chunk, 0, CHUNK_BYTES)) {
                if (head.length == 0) {
                    head = Arrays.copyOf(chunk, read);
                }
                digest.update(chunk, 0, read);
                if (!startsWith(head, ZIP)) {
                    utf8.add(chunk, read);
                }
            }
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        Charset charset = utf8.isUtf8() ? StandardCharsets.UTF_8 : WINDOWS_1252;
        int mark = 0;
        if (startsWith(head, new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf})) {
            charset = StandardCharsets.UTF_8;
            mark = 3;
        } else if (startsWith(head, new byte[] {(byte) 0xff, (byte) 0xfe})) {
            charset = StandardCharsets.UTF_16LE;
            mark = 2;
        } else if (startsWith(head, new byte[] {(byte) 0xfe, (byte) 0xff})) {
            charset = StandardCharsets.UTF_16BE;
            mark = 2;
        }
        return new Survey(format(head, charset, mark), hash, charset, mark);
    }

    private static Format format(byte[] head, Charset charset, int mark) {
        if (startsWith(head, ZIP)) {
            return Format.XLSX;
        }
        if (startsWith(head, OLE2)) {
            return Format.OLD_EXCEL;
        }
        String text = new String(head, mark, head.length - mark, charset).stripLeading();
        if (text.isEmpty()) {
            return Format.EMPTY;
        }
        return text.charAt(0) == '{' || text.charAt(0) == '[' ? Format.NDJSON : Format.CSV;
    }

    /** Opens {@code file} as the text it is, after its byte order mark. */
    Reader open(FileBytes file) throws IOException {
        InputStream in = file.open();
        try {
            in.skipNBytes(byteOrderMark);
            // What cannot be read becomes U+FFFD, which the rows are searched for.
            return new InputStreamReader(in, charset);
        } catch (IOException failed) {
            in.close();
            throw failed;
        }
    }

    private static boolean startsWith(byte[] head, byte[] mark) {
        return head.length >= mark.length && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has SHA-256
        }
    }

    /** Counts what is UTF-8 and what is not in bytes that come in chunks. */
    private static final class Utf8Count {
        private static final int LARGEST_ASCII = 0x7f;

        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK_BYTES + 8);
        private final CharBuffer chars = CharBuffer.allocate(CHUNK_BYTES + 8);
        /** Characters of several bytes. */
        private long valid;
        /** Sequences of bytes that are no character. */
        private long invalid;

        void add(byte[] chunk, int length) {
            bytes.put(chunk, 0, length).flip();
            CoderResult result = decoder.decode(bytes, chars.clear(), false);
            while (result.isError()) {
                invalid++;
                bytes.position(bytes.position() + result.length());
                count();
                result = decoder.decode(bytes, chars.clear(), false);
            }
            count();
            bytes.compact();
        }

        private void count() {
            chars.flip();
            while (chars.hasRemaining()) {
                if (chars.get() > LARGEST_ASCII) {
                    valid++;
                }
            }
        }

        boolean isUtf8() {
            long wrong = invalid + (bytes.position() > 0 ? 1 : 0);
            return wrong == 0 || valid >= wrong;
        }
    }
}
