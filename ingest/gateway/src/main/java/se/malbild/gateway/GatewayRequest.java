package se.malbild.gateway;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import se.malbild.goals.Language;
import se.malbild.schemas.Sender;
import se.malbild.service.AcceptedLanguage;
import se.malbild.service.Tokens;
import se.malbild.service.Tokens.Holder;

/**
 * What the headers of a request say.
 *
 * @param isCheck whether its events are only to be checked
 * @param holder of its token; nobody where no tokens are asked for
 * @param attributes of a CloudEvent in binary mode
 * @param isPacked whether the body is gzip
 * @param recordHeaders what goes with every record: the trace that the request is part of, and the name of the holder
 * @param length of the body as it is sent, in bytes, or -1
 */
record GatewayRequest(
        BodyKind kind,
        boolean isCheck,
        Optional<Holder> holder,
        AttributeHeaders attributes,
        boolean isPacked,
        Optional<String> idempotencyKey,
        List<Header> recordHeaders,
        Language language,
        long length) {
    /** The header of W3C's trace context, on requests and on records. */
    static final String TRACEPARENT = "traceparent";

    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /**
     * Reads the headers.
     *
     * @param tokens what a request needs one of; nothing when it needs none
     * @throws se.malbild.service.HttpProblemException when it has no valid token, or its form is not known
     */
    static GatewayRequest of(Context context, Optional<Tokens> tokens) {
        Optional<Holder> holder = tokens.map(
                known -> known.holder(context.header("Authorization")).orElseThrow(GatewayProblems::unauthorised));
        AttributeHeaders attributes = AttributeHeaders.of(context.headerMap().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .collect(Collectors.toMap(name -> name, name -> all(context, name))));
        Optional<String> key = Optional.ofNullable(context.header("Idempotency-Key"));
        if (key.filter(text -> text.isBlank() || text.length() > IdempotencyKeys.LONGEST_KEY)
                .isPresent()) {
            throw GatewayProblems.badKey(IdempotencyKeys.LONGEST_KEY);
        }
        return new GatewayRequest(
                BodyKind.of(joined(context, "Content-Type"), attributes.areGiven()),
                context.path().equals(ObservationsEndpoint.CHECK_PATH),
                holder,
                attributes,
                isPacked(joined(context, "Content-Encoding")),
                key,
                Stream.concat(
                                Optional.ofNullable(context.header(TRACEPARENT))
                                        .filter(trace -> TRACE.matcher(trace).matches())
                                        .<Header>map(trace -> new RecordHeader(
                                                TRACEPARENT, trace.getBytes(StandardCharsets.US_ASCII)))
                                        .stream(),
                                holder.map(known -> new Sender(known.name()).header()).stream())
                        .toList(),
                AcceptedLanguage.of(context.header("Accept-Language")),
                context.req().getContentLengthLong());
    }

    /** Returns whether a body is gzip, by its {@code Content-Encoding}, which may be null. */
    static boolean isPacked(String encoding) {
        String given = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
        return switch (given) {
            case "identity", "" -> false;
            case "gzip", "x-gzip" -> true;
            default -> throw GatewayProblems.unsupported("Content-Encoding: " + encoding);
        };
    }

    /** Returns all values of a header on one line, as RFC 9110 lets them be put together, or null. */
    private static String joined(Context context, String header) {
        List<String> values = all(context, header);
        return values.isEmpty() ? null : String.join(", ", values);
    }

    private static List<String> all(Context context, String header) {
        return Collections.list(context.req().getHeaders(header));
    }
}
