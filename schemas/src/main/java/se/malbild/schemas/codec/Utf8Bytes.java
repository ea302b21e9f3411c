package se.malbild.schemas.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.util.Utf8;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/** Whether the bytes of a text are UTF-8. Decoding puts U+FFFD for what is not, which a text may also hold by itself. */
final class Utf8Bytes {
    private static final char REPLACEMENT = '\ufffd';

    private Utf8Bytes() {}

    /** Tells whether {@code text} may have been decoded of something else than UTF-8, so that its bytes are to be asked. */
    static boolean areDoubtful(String text) {
        return text.indexOf(REPLACEMENT) >= 0;
    }

    static boolean areWellFormed(Utf8 text) {
        return areWellFormed(ByteBuffer.wrap(text.getBytes(), 0, text.getByteLength()));
    }

    static boolean areWellFormed(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes); // it reports what is malformed
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    /** The fault of a text whose bytes are not UTF-8. */
    static Fault fault(String field) {
        return new Fault(
                "not-utf-8",
                field,
                new Text(
                        "Textens byte är inte UTF-8; skicka den som UTF-8.",
                        "The bytes of the text are not UTF-8; send it as UTF-8."));
    }
}
