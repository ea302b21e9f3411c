package se.malbild.kolada;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Collectors;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.publisher.ObservationJson;

/** Speaks as Kolada's API does, with the values of Örebro's sample file, two rows to a page. */
final class KoladaServer implements AutoCloseable {
    private static final Path SAMPLE = Path.of("../../cli/src/main/resources/se/malbild/cli/demo/samples/1880.ndjson");
    private static final int ROWS_PER_PAGE = 2;

    /** What to answer instead of a page, once: a body, so many times over. */
    record Trouble(int status, Map<String, String> headers, String body, int times) {
        Trouble(int status, Map<String, String> headers, String body) {
            this(status, headers, body, 1);
        }
    }

    private final HttpServer server;
    private final Map<String, List<Observation>> sample = new LinkedHashMap<>();
    final Deque<Trouble> troubles = new ConcurrentLinkedDeque<>();
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    KoladaServer() {
        try {
            for (String line : Files.readAllLines(SAMPLE)) {
                Observation observation = ObservationJson.read(line);
                sample.computeIfAbsent(
                                observation.cell().indicator() + " "
                                        + observation.cell().year(),
                                row -> new ArrayList<>())
                        .add(observation);
            }
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InvalidObservationException impossible) {
            throw new IllegalStateException(impossible);
        }
        server.createContext("/v3", this::answer);
        server.start();
    }

    URI base() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/v3");
    }

    /** The sample's observations of {@code kpi} in {@code years}. */
    List<Observation> sample(String kpi, Integer... years) {
        return Arrays.stream(years)
                .flatMap(year -> sample.getOrDefault(kpi + " " + year, List.of()).stream())
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().toString());
        Trouble trouble = troubles.poll();
        if (trouble != null) {
            trouble.headers().forEach(exchange.getResponseHeaders()::set);
            send(exchange, trouble.status(), trouble.body(), trouble.times());
            return;
        }
        // /v3/data/kpi/{ids}/municipality/{ids}/year/{years}
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        List<String> kpis = List.of(path[4].split(","));
        List<String> years = List.of(path[8].split(","));
        if (Math.max(kpis.size(), years.size()) > KoladaQuery.MOST_PER_SEGMENT) {
            send(exchange, 400, "too many ids", 1);
            return;
        }
        List<String> rows = new ArrayList<>();
        for (String kpi : kpis) {
            for (String year : years) {
                List<Observation> values = sample.getOrDefault(kpi + " " + year, List.of());
                if (!values.isEmpty() && List.of(path[6].split(",")).contains("1880")) {
                    rows.add(row(kpi, year, values));
                }
            }
        }
        send(exchange, 200, page(exchange.getRequestURI(), rows), 1);
    }

    private String page(URI request, List<String> rows) {
        String query = request.getRawQuery();
        int page = query.contains("&page=") ? Integer.parseInt(query.replaceAll(".*&page=", "")) : 1;
        int from = (page - 1) * ROWS_PER_PAGE;
        int to = Math.min(rows.size(), from + ROWS_PER_PAGE);
        String next = to == rows.size()
                ? "null"
                : "\"" + base().resolve(request.getRawPath()) + "?" + query.replaceAll("&page=.*", "") + "&page="
                        + (page + 1) + "\"";
        return "{\"count\": " + (to - from) + ", \"values\": [" + String.join(", ", rows.subList(from, to))
                + "], \"next_url\": " + next + ", \"previous_url\": null}";
    }

    static String row(String kpi, String year, Collection<Observation> values) {
        return "{\"kpi\": \"" + kpi + "\", \"municipality\": \"1880\", \"period\": " + year + ", \"values\": ["
                + values.stream().map(KoladaServer::value).collect(Collectors.joining(", ")) + "]}";
    }

    private static String value(Observation observation) {
        String gender = switch (observation.cell().gender()) {
            case TOTAL -> "T";
            case WOMEN -> "K";
            case MEN -> "M";
        };
        return "{\"gender\": \"" + gender + "\", \"count\": 1, \"status\": \"\", \"value\": "
                + ((Content.Value) observation.content()).number() + ", \"isdeleted\": false}";
    }

    private static void send(HttpExchange exchange, int status, String body, int times) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, (long) bytes.length * times);
        for (int i = 0; i < times; i++) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
