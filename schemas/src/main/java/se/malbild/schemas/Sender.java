package se.malbild.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import se.malbild.goals.observation.NormalForm;

/**
 * Who sent an event: the name of a person or system, in a header of its record. It is no part of the observation, so no picture
 * follows from it. It is as true as anything else that one who may write to the topic says.
 *
 * @param name in its {@link NormalForm}; 1 to {@link #LONGEST_NAME} characters
 */
public record Sender(String name) {
    /** The header that says so in a record of {@link Topic#INDICATOR_EVENTS}, in UTF-8. */
    public static final String HEADER = "malbild-sender";
    /** The longest name, in characters. */
    public static final int LONGEST_NAME = 200;

    public Sender {
        name = NormalForm.ofId(name);
        if (!isName(name)) {
            throw new IllegalArgumentException("no name: 1 to " + LONGEST_NAME + " characters on one line expected");
        }
    }

    /** Returns whether {@code text} can be a name: something that can be read, on one line. */
    public static boolean isName(String text) {
        String name = NormalForm.ofId(text);
        return !name.isBlank() && name.length() <= LONGEST_NAME && name.chars().noneMatch(Character::isISOControl);
    }

    /** Returns who {@code headers} say it was; empty when they do not say it, or what they say is no name. */
    public static Optional<Sender> of(Headers headers) {
        return Optional.ofNullable(headers.lastHeader(HEADER))
                .map(Header::value)
                .flatMap(Sender::text)
                .filter(Sender::isName)
                .map(Sender::new);
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    /** Returns the header that says so. */
    public Header header() {
        return new RecordHeader(HEADER, name.getBytes(StandardCharsets.UTF_8));
    }
}
