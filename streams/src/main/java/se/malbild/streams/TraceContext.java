package se.malbild.streams;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The W3C trace context that goes from an event to what it changed: of an output that reflects many, that of the last.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
 */
final class TraceContext {
    static final String HEADER = "traceparent";

    private static final int BYTES = 55;

    private TraceContext() {}

    /** Returns the trace context in {@code headers} alone; what cannot be one is left behind. */
    static Headers of(Headers headers) {
        Headers context = new RecordHeaders();
        Header parent = headers.lastHeader(HEADER);
        if (parent != null && parent.value() != null && parent.value().length == BYTES) {
            context.add(parent);
        }
        return context;
    }
}
