package se.malbild.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.service.Health;
import se.malbild.service.HttpService;
import se.malbild.service.HttpSettings;
import se.malbild.service.Metrics;

/** What is made of headers as they come over the wire. */
class GatewayRequestTest {
    private static Metrics metrics;
    private static HttpService http;

    @BeforeAll
    static void start() {
        metrics = new Metrics("forms");
        http = HttpService.start(
                HttpSettings.loopback(0),
                metrics,
                Health.State::running,
                config -> config.routes.post("/", context -> {
                    GatewayRequest request = GatewayRequest.of(context, Optional.empty());
                    context.result(request.kind()
                            + (request.isPacked() ? " gzip " : " ")
                            + new TreeMap<>(request.attributes().attributes())
                            + request.attributes().faults().stream()
                                    .map(fault -> " " + fault.field() + " " + fault.code())
                                    .collect(Collectors.joining()));
                }));
    }

    @AfterAll
    static void stop() {
        http.close();
        metrics.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            application/json                      |              | JSON
            Application/JSON;Charset="UTF-8"      |              | JSON
            application/json; charset=utf8        |              | JSON
            application/json; charset=us-ascii    |              | JSON
            application/json; charset=iso-8859-1  |              | JSON
            application/json ;                    |              | JSON
            application/x-ndjson;charset=utf8     |              | NDJSON
            application/cloudevents+json; charset=utf8 |         | CLOUD_EVENT
            application/cloudevents+json          | ce-id: 1     | CLOUD_EVENT
            application/cloudevents-batch+json    | ce-id: 1     | CLOUD_EVENTS
            application/json                      | CE-Id: 1     | BINARY_CLOUD_EVENT
            application/vnd.orebro+json           | ce-id: 1     | BINARY_CLOUD_EVENT
            text/json; charset=utf8               | ce-id: %     | BINARY_CLOUD_EVENT
            application/vnd.orebro+json           |              | 415
            application/x-ndjson                  | ce-id: 1     | 415
            application/cloudevents+avro          | ce-id: 1     | 415
            application/cloudevents-foo+json      | ce-id: 1     | 415
            application/json, application/json    |              | 415
            text/plain                            | ce-id: 1     | 415
            """, delimiter = '|')
    void the_media_type_and_the_attributes_say_the_form(String contentType, String header, String expected)
            throws Exception {
        String more = header == null ? "" : header + "\r\n";

        assertThat(answer("Content-Type: " + contentType + "\r\n" + more, StandardCharsets.US_ASCII))
                .startsWith(expected + " ");
    }

    @Test
    void given_a_header_twice_then_neither_is_taken() throws Exception {
        String json = "Content-Type: application/json\r\n";

        assertThat(answer(json + "ce-id: 1\r\nCE-ID: 2\r\nce-source: /s\r\n", StandardCharsets.US_ASCII))
                .isEqualTo("BINARY_CLOUD_EVENT {source=/s} id repeated-header");
        assertThat(answer(json + "Content-Type: application/x-ndjson\r\n", StandardCharsets.US_ASCII))
                .startsWith("415 ")
                .contains("application/json, application/x-ndjson");
        assertThat(answer(json + "Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n", StandardCharsets.US_ASCII))
                .startsWith("415 ")
                .contains("gzip, gzip");
    }

    @Test
    void given_an_empty_header_then_it_says_nothing() throws Exception {
        assertThat(answer(
                        "Content-Type: application/json\r\nContent-Encoding:\r\nce-id:\r\n", StandardCharsets.US_ASCII))
                .isEqualTo("BINARY_CLOUD_EVENT {id=}");
        assertThat(answer("Content-Type:\r\n", StandardCharsets.US_ASCII)).startsWith("415 ");
        assertThat(answer("", StandardCharsets.US_ASCII)).startsWith("415 ");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "ISO-8859-1"})
    void given_bytes_outside_ascii_then_the_header_is_at_fault_whatever_they_were_meant_as(Charset meant)
            throws Exception {
        assertThat(answer("Content-Type: application/json\r\nce-source: /Örebro\r\n", meant))
                .isEqualTo("BINARY_CLOUD_EVENT {} source not-ascii");
    }

    /** Returns the answer's body, after its status when it is no success. */
    private static String answer(String headers, Charset charset) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
            String head = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: 0\r\n";
            socket.getOutputStream().write((head + headers + "\r\n").getBytes(charset));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String status = answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            return status.equals("200") ? body : status + " " + body;
        }
    }
}
