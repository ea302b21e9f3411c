package se.malbild.cluster;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Reads server-sent events as a browser does: an event is what lies between two empty lines and has data. */
public final class ServerSentEvents implements AutoCloseable {
    /** One event. */
    public record Event(String id, String name, String data) {}

    private final InputStream body;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile String lastId = "";

    private ServerSentEvents(InputStream body) {
        this.body = body;
        Thread reading = new Thread(this::read, "event-reader");
        reading.setDaemon(true);
        reading.start();
    }

    /** Opens {@code url} and reads on in a thread of its own. */
    public static ServerSentEvents open(String url, Optional<String> lastEventId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/event-stream");
        lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException("answered " + response.statusCode());
        }
        return new ServerSentEvents(response.body());
    }

    private void read() {
        String id = "";
        String name = "message";
        String data = "";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    data = line.substring("data: ".length());
                } else if (line.isEmpty()) {
                    lastId = id;
                    if (!data.isEmpty()) {
                        events.add(new Event(id, name, data));
                    }
                    name = "message";
                    data = "";
                }
            }
        } catch (IOException closed) {
            return; // the test or the server has had enough
        }
    }

    /** Returns the events so far, once they are {@code enough}. */
    public List<Event> until(Predicate<List<Event>> enough) {
        await("events").until(() -> enough.test(events));
        return List.copyOf(events);
    }

    /** Returns the id that a browser would come back with. */
    public String lastId() {
        return lastId;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
