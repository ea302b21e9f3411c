package se.malbild.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/**
 * The attributes of a CloudEvent in binary mode, which are headers of the request, decoded as CloudEvents' HTTP binding says
 * (1.0.2, section 3.1.3.2): double quotes and their escapes are taken off, then percent-encoded UTF-8 is decoded once.
 *
 * @param attributes by name, without the prefix and in lower case
 * @param faults of the headers that cannot be read, whose attributes are left out; {@code field} is the attribute's name
 */
record AttributeHeaders(Map<String, String> attributes, List<Fault> faults) {
    /** How the names of attributes begin among the headers of a request. */
    static final String PREFIX = "ce-";

    private static final int LAST_ASCII = 0x7f;
    private static final int HEXADECIMAL = 16;

    AttributeHeaders {
        attributes = Map.copyOf(attributes);
        faults = List.copyOf(faults);
    }

    /**
     * Reads the attributes.
     *
     * @param headers of a request, all values of each, by names in lower case
     */
    static AttributeHeaders of(Map<String, List<String>> headers) {
        Map<String, String> attributes = new HashMap<>();
        List<Fault> faults = new ArrayList<>();
        headers.forEach((header, values) -> {
            if (header.startsWith(PREFIX)) {
                String name = header.substring(PREFIX.length());
                read(name, values, faults).ifPresent(attribute -> attributes.put(name, attribute));
            }
        });
        return new AttributeHeaders(attributes, faults);
    }

    /** Tells whether the request has any attribute. */
    boolean areGiven() {
        return !attributes.isEmpty() || !faults.isEmpty();
    }

    private static Optional<String> read(String name, List<String> values, List<Fault> faults) {
        if (values.size() > 1) {
            faults.add(fault(
                    "repeated-header",
                    name,
                    "finns " + values.size() + " gånger; behåll det ena.",
                    "is given " + values.size() + " times; keep one of them."));
            return Optional.empty();
        }
        String value = values.get(0).strip();
        if (value.chars().anyMatch(character -> character > LAST_ASCII)) {
            faults.add(
                    fault(
                            "not-ascii",
                            name,
                            "innehåller tecken utanför ASCII; skriv dem som procentkodad UTF-8, till exempel %C3%A5 för å.",
                            "contains characters outside ASCII; write them as percent-encoded UTF-8, for example %C3%A5 for å."));
            return Optional.empty();
        }
        Optional<String> unquoted = unquoted(value);
        if (unquoted.isEmpty()) {
            faults.add(fault(
                    "bad-quoted-string",
                    name,
                    "börjar med ett citattecken men är inte en hel sträng inom citattecken.",
                    "begins with a double quote but is not one whole quoted string."));
            return Optional.empty();
        }
        Optional<String> decoded = percentDecoded(unquoted.get());
        if (decoded.isEmpty()) {
            faults.add(fault(
                    "bad-percent-encoding",
                    name,
                    "är inte procentkodad UTF-8: efter % väntas två hexadecimala siffror, och ett procenttecken skrivs %25.",
                    "is not percent-encoded UTF-8: two hexadecimal digits are expected after %, and a percent sign is written"
                            + " %25."));
        }
        return decoded;
    }

    private static Fault fault(String code, String name, String sv, String en) {
        return new Fault(
                code,
                name,
                new Text("HTTP-huvudet " + PREFIX + name + " " + sv, "The header " + PREFIX + name + " " + en));
    }

    /** Returns what is between double quotes where {@code value} begins with one; nothing when they do not match. */
    private static Optional<String> unquoted(String value) {
        if (!value.startsWith("\"")) {
            return Optional.of(value);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character == '"') {
                return i == value.length() - 1 ? Optional.of(text.toString()) : Optional.empty();
            }
            if (character == '\\' && i + 1 < value.length()) {
                i++;
            }
            text.append(value.charAt(i));
        }
        return Optional.empty();
    }

    /** Returns {@code value}, which is ASCII, decoded; nothing when it is not percent-encoded UTF-8. */
    private static Optional<String> percentDecoded(String value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int i = 0;
        while (i < value.length()) {
            char character = value.charAt(i++);
            if (character != '%') {
                bytes.write(character);
                continue;
            }
            int high = i < value.length() ? Character.digit(value.charAt(i), HEXADECIMAL) : -1;
            int low = i + 1 < value.length() ? Character.digit(value.charAt(i + 1), HEXADECIMAL) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes.write(high * HEXADECIMAL + low);
            i += 2;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
