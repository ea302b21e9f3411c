package se.malbild.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import se.malbild.dashboard.api.Api;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.dashboard.then.Past;
import se.malbild.dashboard.view.View;
import se.malbild.service.Health;
import se.malbild.service.HttpService;
import se.malbild.service.HttpSettings;
import se.malbild.service.Metrics;

/** The pages and the interface for programs, of the sample data, on a server of their own. */
public final class SampleServer implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final Metrics metrics = new Metrics("dashboard");
    private final HttpService service;

    public SampleServer() {
        this(new SampleView());
    }

    /** Serves what {@code view} has. */
    public SampleServer(View view) {
        this(view, Optional.empty());
    }

    /** Serves what {@code view} has, and the past, if there is one. */
    public SampleServer(View view, Optional<Past> past) {
        this(view, past, Set.of());
    }

    /** As above, with pieces that {@code embedOrigins} may embed. */
    public SampleServer(View view, Optional<Past> past, Set<String> embedOrigins) {
        service = HttpService.start(
                HttpSettings.loopback(0),
                Optional.empty(),
                metrics,
                Health.State::running,
                Api.queryParameters(),
                config -> {
                    new Api(view, past).addTo(config);
                    new PageRoutes(view, past, embedOrigins).accept(config);
                });
    }

    /** Returns the address of {@code path} on the server. */
    public String url(String path) {
        return service.url() + path;
    }

    /** Asks for {@code path} with {@code headers}, each followed by its value. */
    public HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Returns what is at {@code path}, which is to be there. */
    public byte[] bytes(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    /** As {@link #bytes}. */
    public String text(String path) throws IOException, InterruptedException {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    /** As {@link #bytes}. */
    public JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(bytes(path));
    }

    @Override
    public void close() {
        service.close();
        metrics.close();
    }
}
