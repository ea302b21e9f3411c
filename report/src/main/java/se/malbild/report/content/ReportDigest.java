package se.malbild.report.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import se.malbild.goals.picture.PictureJson;
import se.malbild.history.Known;

/** A SHA-256 of texts, each with its length, so that no two rows of texts are the same bytes. */
final class ReportDigest {
    private final MessageDigest digest;

    ReportDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has it
        }
    }

    /** Adds what each of {@code facts} is as text. */
    void add(Object... facts) {
        for (Object fact : facts) {
            byte[] text = fact.toString().getBytes(StandardCharsets.UTF_8);
            digest.update((text.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(text);
        }
    }

    /** Adds what was known; which observations those were, the place in the log and the number of undecoded ones tell. */
    void add(Known known) {
        add(known.applied().size(), known.undecoded(), known.pictures().size());
        known.applied().forEach(applied -> add(applied.version().contentHash(), applied.justification(), applied.at()));
        known.pictures().forEach((key, picture) -> add(key, PictureJson.compact(picture)));
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
