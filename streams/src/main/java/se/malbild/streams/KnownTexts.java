package se.malbild.streams;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts of which it is known that they are in order, and in their normal form. For one thread. */
final class KnownTexts {
    private static final int SLOTS = 1_024;

    private final int longest;
    private final byte[][] accepted = new byte[SLOTS][];

    /** @param longest text of visible ASCII that is in order, in characters */
    KnownTexts(int longest) {
        this.longest = longest;
    }

    /** Notes that {@code text} is in order; it may be forgotten when others are added. */
    void add(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        accepted[slot(utf8, 0, utf8.length)] = utf8;
    }

    /** Returns whether a text is of visible ASCII, or was accepted. */
    boolean has(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] <= ' ' || bytes[i] > '~') {
                byte[] known = accepted[slot(bytes, from, length)];
                return known != null && Arrays.equals(known, 0, known.length, bytes, from, from + length);
            }
        }
        return length <= longest;
    }

    private static int slot(byte[] bytes, int from, int length) {
        int hash = 1;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ hash >>> 15) & SLOTS - 1;
    }
}
