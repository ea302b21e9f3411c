package se.malbild.gateway;

import java.util.List;

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

    /** How the media types of all CloudEvents in structured mode begin. */
    private static final String CLOUD_EVENTS_PREFIX = "application/cloudevents";

    private final List<String> mediaTypes;

    BodyKind(List<String> mediaTypes) {
        this.mediaTypes = mediaTypes;
    }

    /** Returns the media types that say this form. */
    List<String> mediaTypes() {
        return mediaTypes;
    }

    /**
     * Returns the form that a request's headers say. A character set among them has no effect: JSON is UTF-8 (RFC 8259), and
     * bytes that are not are a fault of the body.
     *
     * @param contentType may be null
     * @param hasAttributes whether there are CloudEvents attributes among the headers
     * @throws se.malbild.service.HttpProblemException when it is none of these
     */
    static BodyKind of(String contentType, boolean hasAttributes) {
        String mediaType = contentType == null ? "" : MediaTypes.withoutParameters(contentType);
        boolean isBinary = hasAttributes && !mediaType.startsWith(CLOUD_EVENTS_PREFIX);
        if (isBinary && MediaTypes.isJson(mediaType)) {
            return BINARY_CLOUD_EVENT;
        }
        for (BodyKind kind : values()) {
            if (!isBinary && kind.mediaTypes.contains(mediaType)) {
                return kind;
            }
        }
        throw GatewayProblems.unsupported("Content-Type: " + (contentType == null ? "–" : contentType));
    }
}
