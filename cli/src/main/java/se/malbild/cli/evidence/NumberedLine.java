package se.malbild.cli.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.malbild.goals.decision.Sha256;

/**
 * A line of evidence: a JSON object whose last fields are its number and the beginning of a SHA-256, in hexadecimal, of all bytes of
 * the line that come before {@code ,"sum"}. So whatever was changed shows, and where.
 *
 * @param number from 1; 0 when it cannot be found
 * @param sum as it stands in the line
 * @param rightSum as it is to be; the same when the line is whole
 */
record NumberedLine(int number, String sum, String rightSum) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SUM = ",\"sum\":\"";
    private static final String END = "\"}";
    private static final int SUM_DIGITS = 16;
    private static final int TAIL_BYTES = SUM.length() + SUM_DIGITS + END.length();
    private static final int NUMBER_BYTES = 20;
    private static final Pattern NUMBER = Pattern.compile(",\"line\":([1-9][0-9]{0,8})$");

    /** Returns the bytes of a line that says {@code content}. */
    static byte[] bytes(ObjectNode content, int number) {
        byte[] object = json(content);
        ByteArrayOutputStream line = new ByteArrayOutputStream(object.length + NUMBER_BYTES + TAIL_BYTES);
        line.write(object, 0, object.length - 1);
        line.writeBytes((",\"line\":" + number).getBytes(StandardCharsets.UTF_8));
        String sum = sum(line.toByteArray());
        line.writeBytes((SUM + sum + END).getBytes(StandardCharsets.UTF_8));
        return line.toByteArray();
    }

    private static byte[] json(ObjectNode content) {
        try {
            return JSON.writeValueAsBytes(content);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible); // a tree of texts and numbers can always be written
        }
    }

    /** Returns what {@code line} says of itself; empty when it does not end as every line does. */
    static Optional<NumberedLine> of(byte[] line) {
        int headBytes = line.length - TAIL_BYTES;
        if (headBytes < 0) {
            return Optional.empty();
        }
        String tail = new String(line, headBytes, TAIL_BYTES, StandardCharsets.ISO_8859_1);
        if (!tail.startsWith(SUM) || !tail.endsWith(END)) {
            return Optional.empty();
        }
        byte[] head = new byte[headBytes];
        System.arraycopy(line, 0, head, 0, headBytes);
        int from = Math.max(0, headBytes - NUMBER_BYTES);
        Matcher number = NUMBER.matcher(new String(head, from, headBytes - from, StandardCharsets.ISO_8859_1));
        return Optional.of(new NumberedLine(
                number.find() ? Integer.parseInt(number.group(1)) : 0,
                tail.substring(SUM.length(), SUM.length() + SUM_DIGITS),
                sum(head)));
    }

    boolean isWhole() {
        return number > 0 && sum.equals(rightSum);
    }

    private static String sum(byte[] head) {
        return Sha256.hex(head).substring(0, SUM_DIGITS);
    }
}
