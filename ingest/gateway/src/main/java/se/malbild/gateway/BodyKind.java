package se.malbild.gateway;

import java.util.List;
import java.util.Locale;

/** The forms a body may have. */
enum BodyKind {
    /** One observation, or an array of them. */
    JSON(List.of("application/json")),
    /** An observation on every line. */
    NDJSON(List.of("application/x-ndjson", "application/ndjson", "application/jsonl")),
    /** A CloudEvent in structured mode. */
    CLOUD_EVENT(List.of("application/cloudevents+json")),
    /** An array of CloudEvents. */
    CLOUD_EVENTS(List.of("application/cloudevents-batch+json")),
    /** A CloudEvent whose attributes are headers and whose data is the body. */
    BINARY_CLOUD_EVENT(List.of());

    private final List<String> mediaTypes;

    BodyKind(List<String> mediaTypes) {
        this.mediaTypes = mediaTypes;
    }

    /** Returns the media types that say this form. */
    List<String> mediaTypes() {
        return mediaTypes;
    }

    /**
     * Returns the form that a request's headers say.
     *
     * @param contentType may be null
     * @param hasAttributes whether there are CloudEvents attributes among the headers
     * @throws se.malbild.service.HttpProblemException when it is none of these, or another character set than UTF-8
     */
    static BodyKind of(String contentType, boolean hasAttributes) {
        String given = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        String[] parts = given.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replace("\"", "").strip();
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                throw GatewayProblems.unsupported("Content-Type: " + contentType);
            }
        }
        for (BodyKind kind : values()) {
            if (kind.mediaTypes.contains(parts[0].strip())) {
                return kind == JSON && hasAttributes ? BINARY_CLOUD_EVENT : kind;
            }
        }
        throw GatewayProblems.unsupported("Content-Type: " + (contentType == null ? "–" : contentType));
    }
}
