package se.malbild.schemas.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Avro binary in an array, read value by value. Nothing is allocated for a length before that many bytes are known to be
 * there. For one thread.
 */
final class AvroInput {
    private static final int REMEMBERED_TEXTS = 2_048; // a power of two
    private static final int LONGEST_REMEMBERED_BYTES = 64;

    /** The bytes are not what the schema says. Thrown for every bad record, so without a stack trace. */
    static final class MalformedException extends Exception {
        private final String sv;
        private final String en;

        MalformedException(String sv, String en) {
            super(en, null, false, false);
            this.sv = sv;
            this.en = en;
        }

        String sv() {
            return sv;
        }

        String en() {
            return en;
        }
    }

    private byte[] bytes = new byte[0];
    private int position;
    private int textFrom;
    private final byte[][] rememberedBytes = new byte[REMEMBERED_TEXTS][];
    private final String[] remembered = new String[REMEMBERED_TEXTS];

    void start(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    /** Says that everything is to have been read. */
    void end() throws MalformedException {
        int rest = bytes.length - position;
        if (rest != 0) {
            throw new MalformedException(rest + " byte följer efter den.", rest + " bytes follow after it.");
        }
    }

    int readInt() throws MalformedException {
        int encoded = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte next = readByte();
            encoded |= (next & 0x7f) << shift;
            if (next >= 0) {
                return encoded >>> 1 ^ -(encoded & 1);
            }
        }
        throw tooLong();
    }

    long readLong() throws MalformedException {
        long encoded = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            byte next = readByte();
            encoded |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return encoded >>> 1 ^ -(encoded & 1);
            }
        }
        throw tooLong();
    }

    boolean readBoolean() throws MalformedException {
        byte flag = readByte();
        if (flag != 0 && flag != 1) {
            throw new MalformedException("Ett sant eller falskt är " + flag + ".", "A true or false is " + flag + ".");
        }
        return flag == 1;
    }

    /** Reads the index of an enum's symbol or of a union's branch, of which there are {@code count}. */
    int readIndex(int count) throws MalformedException {
        int index = readInt();
        if (index < 0 || index >= count) {
            throw new MalformedException(
                    "Val " + index + " finns inte bland " + count + ".",
                    "There is no choice " + index + " among " + count + ".");
        }
        return index;
    }

    /** Reads the index of a union of null and one other type. */
    boolean readIsPresent() throws MalformedException {
        return readIndex(2) == 1;
    }

    String readText() throws MalformedException {
        int length = readLength();
        textFrom = position;
        position += length;
        return new String(bytes, textFrom, length, StandardCharsets.UTF_8);
    }

    /** Reads a text that is likely to come again, such as an id; equal ones are then mostly the same object. */
    String readRepeatedText() throws MalformedException {
        int length = readLength();
        int from = position;
        textFrom = from;
        position += length;
        if (length > LONGEST_REMEMBERED_BYTES) {
            return new String(bytes, from, length, StandardCharsets.UTF_8);
        }
        int hash = length;
        for (int i = from; i < position; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 15) & (REMEMBERED_TEXTS - 1);
        byte[] known = rememberedBytes[slot];
        if (known == null || !Arrays.equals(known, 0, known.length, bytes, from, position)) {
            rememberedBytes[slot] = Arrays.copyOfRange(bytes, from, position);
            remembered[slot] = new String(bytes, from, length, StandardCharsets.UTF_8);
        }
        return remembered[slot];
    }

    /** Tells whether the text that was read last was UTF-8; to be asked before anything else is read. */
    boolean wasUtf8() {
        return Utf8Bytes.areWellFormed(ByteBuffer.wrap(bytes, textFrom, position - textFrom));
    }

    /** Reads how many bytes follow, and sees that they do. */
    int readLength() throws MalformedException {
        long length = readLong();
        if (length < 0) {
            throw new MalformedException("En längd är negativ.", "A length is negative.");
        }
        if (length > bytes.length - position) {
            throw truncated();
        }
        return (int) length;
    }

    /** Reads {@code length} bytes, at least 1, as a two's-complement number, most significant first, with {@code scale} decimals. */
    BigDecimal readDecimal(int length, int scale) {
        BigDecimal decimal;
        if (length <= Long.BYTES) {
            long unscaled = bytes[position];
            for (int i = 1; i < length; i++) {
                unscaled = unscaled << 8 | (bytes[position + i] & 0xff);
            }
            decimal = BigDecimal.valueOf(unscaled, scale);
        } else {
            decimal = new BigDecimal(new BigInteger(bytes, position, length), scale);
        }
        position += length;
        return decimal;
    }

    void skip(int length) {
        position += length;
    }

    private byte readByte() throws MalformedException {
        if (position == bytes.length) {
            throw truncated();
        }
        return bytes[position++];
    }

    private static MalformedException truncated() {
        return new MalformedException("Den tar slut för tidigt.", "It ends too early.");
    }

    private static MalformedException tooLong() {
        return new MalformedException("Ett heltal har för många byte.", "An integer has too many bytes.");
    }
}
