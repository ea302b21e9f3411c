package se.malbild.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.EveryRule;
import se.malbild.dashboard.SampleServer;

class ApiTest {

    @Test
    void the_tag_of_the_openapi_description_changes_with_its_content() throws Exception {
        try (SampleServer server = new SampleServer()) {
            HttpResponse<byte[]> description = get(server, "/openapi.json");

            String hash = Integer.toHexString(Arrays.hashCode(description.body()));
            assertThat(description.headers().firstValue("ETag")).hasValue("W/\"" + hash + "\"");
        }
    }

    @Test
    void a_framework_lists_the_districts_that_are_the_whole_municipality() throws Exception {
        try (SampleServer server = new SampleServer(EveryRule.view())) {
            HttpResponse<byte[]> framework =
                    get(server, "/v1/organisations/" + EveryRule.ORGANISATION + "/frameworks/" + EveryRule.FRAMEWORK);

            assertThat(new JsonMapper().readTree(framework.body()).get("districts"))
                    .extracting(JsonNode::asText)
                    .containsExactly("centrum", "norr", "soder");
        }
    }

    private static HttpResponse<byte[]> get(SampleServer server, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url(path))).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }
}
