package se.malbild.dashboard.api;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import se.malbild.goals.Language;
import se.malbild.goals.Text;

/**
 * Answers that can be asked for again and again: with a tag, so that a reader that has the answer gets 304 instead; made
 * and compressed once. For use by many threads.
 */
public final class Answers {
    static final String JSON = "application/json";
    static final String CSV = "text/csv; charset=utf-8";
    /** Some thousand pictures, when each is shown in several forms. */
    private static final long MOST_KEPT_BYTES = 64L * 1024 * 1024;

    private static final int SMALLEST_COMPRESSED = 1_400;
    /** As much of a digest as no two answers ever share. */
    private static final int TAG_BYTES = 16;

    private final Map<String, Body> kept = new ConcurrentHashMap<>();
    private long keptBytes;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Body(byte[] plain, Optional<byte[]> gzipped) {
        long bytes() {
            return plain.length + gzipped.map(bytes -> (long) bytes.length).orElse(0L);
        }
    }

    /**
     * Answers with {@code body}, or with 304 when the request names its tag.
     *
     * @param tag stands for the content: what has the same path, type and tag is the same, as long as the same code makes it
     */
    void send(Context context, String tag, String contentType, Supplier<byte[]> body) {
        sendTagged(context, tag + "-" + Build.HASH, contentType, body);
    }

    private void sendTagged(Context context, String tag, String contentType, Supplier<byte[]> body) {
        String etag = "W/\"" + tag + "\"";
        context.header("ETag", etag);
        context.header("Cache-Control", "no-cache");
        context.header("Vary", "Accept, Accept-Encoding, Accept-Language, Origin");
        if (names(context.header("If-None-Match"), etag)) {
            context.status(304);
            return;
        }
        Body made = body(context.path() + "#" + tag + contentType, body);
        // Javalin says 400 to scripts of sites that may not read, with all of the answer; their browser keeps it from
        // them.
        context.status(200);
        context.contentType(contentType);
        boolean gzip = made.gzipped().isPresent()
                && Optional.ofNullable(context.header("Accept-Encoding"))
                        .orElse("")
                        .contains("gzip");
        if (gzip) {
            context.header("Content-Encoding", "gzip");
        }
        write(context, gzip ? made.gzipped().get() : made.plain());
    }

    /** A table in one language. */
    interface Table {
        byte[] in(Language language);
    }

    /**
     * Answers with a table in the language that is asked for.
     *
     * @param tag stands for the content in both languages
     * @param name of the file that a browser makes of it
     */
    void sendTable(Context context, Asked asked, String tag, Text name, Table table) {
        Language language = asked.language();
        context.header("Content-Disposition", "attachment; filename=\"" + name.in(language) + ".csv\"");
        send(context, tag + "-csv-" + FrameworkJson.word(language), CSV, () -> table.in(language));
    }

    /** As {@link #send}, of an answer that has to be made before it is known whether it is the same. */
    void sendAnew(Context context, String contentType, byte[] body) {
        sendTagged(context, hash(body), contentType, () -> body);
    }

    /** Returns what stands for {@code body}. */
    static String hash(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has it
        }
    }

    /** At once and with its length, which Javalin's own way of answering leaves out. */
    private static void write(Context context, byte[] body) {
        context.res().setContentLength(body.length);
        try {
            context.res().getOutputStream().write(body);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    static boolean names(String ifNoneMatch, String etag) {
        return ifNoneMatch != null
                && (ifNoneMatch.strip().equals("*")
                        || Arrays.stream(ifNoneMatch.split(",", -1))
                                .map(String::strip)
                                .map(given -> given.startsWith("W/") ? given : "W/" + given)
                                .anyMatch(etag::equals));
    }

    private Body body(String key, Supplier<byte[]> supplier) {
        Body known = kept.get(key);
        if (known != null) {
            return known;
        }
        byte[] plain = supplier.get();
        Body made =
                new Body(plain, plain.length < SMALLEST_COMPRESSED ? Optional.empty() : Optional.of(gzipped(plain)));
        keep(key, made);
        return made;
    }

    private synchronized void keep(String key, Body body) {
        // What is kept can be made again at once, so there is no need to know what was used last.
        if (keptBytes + body.bytes() > MOST_KEPT_BYTES) {
            kept.clear();
            keptBytes = 0;
        }
        if (kept.putIfAbsent(key, body) == null) {
            keptBytes += body.bytes();
        }
    }

    private static byte[] gzipped(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 4);
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // it is in memory
        }
        return bytes.toByteArray();
    }
}
