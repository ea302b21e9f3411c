package se.malbild.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.SampleServer;

class ApiTest {

    @Test
    void the_tag_of_the_openapi_description_changes_with_its_content() throws Exception {
        try (SampleServer server = new SampleServer()) {
            HttpResponse<byte[]> description = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(server.url("/openapi.json")))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());

            String hash = Integer.toHexString(Arrays.hashCode(description.body()));
            assertThat(description.headers().firstValue("ETag")).hasValue("W/\"" + hash + "\"");
        }
    }
}
