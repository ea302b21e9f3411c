package se.malbild.gateway;

import java.util.Map;

/** What a request that was read as a whole is answered with. */
record Answer(int status, String contentType, String body, Map<String, String> headers) {
    Answer {
        headers = Map.copyOf(headers);
    }
}
