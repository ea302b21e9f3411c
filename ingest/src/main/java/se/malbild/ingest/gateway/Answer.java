package se.malbild.ingest.gateway;

import java.util.Map;

/** What a request that was read as a whole is answered with. The body is not to be changed. */
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    Answer {
        headers = Map.copyOf(headers);
    }
}
