package se.malbild.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.javalin.router.EndpointMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/**
 * The query parameters that a service's addresses have: those that its OpenAPI description names. A parameter that is not
 * known, is given twice or cannot be decoded is refused before anything is answered: ignored, it would have the sender take
 * the answer for one to another question.
 */
public final class QueryParameters {
    /** No address has any. */
    public static final QueryParameters NONE = new QueryParameters(Map.of());

    /** So that a short query does not make a long answer. */
    private static final int MOST_TOLD = 20;

    private static final int LONGEST_TOLD = 60;

    /** Says of an endpoint that its handler judges the query itself. */
    public record JudgedByHandler() implements EndpointMetadata {}

    /** Names of parameters by method and path, such as {@code GET /v1/books}. */
    private final Map<String, List<String>> known;

    private QueryParameters(Map<String, List<String>> known) {
        this.known = Map.copyOf(known);
    }

    /**
     * Reads the parameters that are described.
     *
     * @param neighbour a class in the package of the {@code openapi.json}
     */
    public static QueryParameters describedBeside(Class<?> neighbour) {
        try (InputStream file = Objects.requireNonNull(neighbour.getResourceAsStream("openapi.json"))) {
            JsonNode description = new JsonMapper().readTree(file);
            Map<String, List<String>> known = new HashMap<>();
            description
                    .get("paths")
                    .properties()
                    .forEach(path -> path.getValue()
                            .properties()
                            .forEach(operation -> known.put(
                                    operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                    inQuery(operation.getValue(), description))));
            return new QueryParameters(known);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable); // it is part of the program
        }
    }

    private static List<String> inQuery(JsonNode operation, JsonNode description) {
        List<String> names = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            JsonNode described = parameter.has("$ref")
                    ? description.at(parameter.get("$ref").asText().substring(1))
                    : parameter;
            if (described.get("in").asText().equals("query")) {
                names.add(described.get("name").asText());
            }
        }
        return names;
    }

    /**
     * Looks at the query of a request to an endpoint.
     *
     * @throws HttpProblemException when there is anything in it that the endpoint does not know
     */
    void check(Context context) {
        Endpoint endpoint = context.endpoints().matchedHttpEndpoint();
        if (endpoint == null || endpoint.metadata(JudgedByHandler.class) != null) {
            return;
        }
        String path = endpoint.path.replace('<', '{').replace('>', '}');
        List<String> names = known.getOrDefault(endpoint.method.name() + " " + path, List.of());
        List<Fault> faults = faults(context.queryString(), names);
        if (!faults.isEmpty()) {
            throw new HttpProblemException(HttpProblem.badRequest("bad-query", told(faults))
                    .withFaults(faults.stream().limit(MOST_TOLD).toList()));
        }
    }

    /**
     * Returns what is wrong with a query.
     *
     * @param query as it came, may be null
     * @param names of the parameters there are
     */
    public static List<Fault> faults(String query, List<String> names) {
        if (query == null) {
            return List.of();
        }
        List<Fault> faults = new ArrayList<>();
        Map<String, Integer> given = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            try {
                decoded(pair.substring(pair.indexOf('=') + 1));
                if (!pair.isEmpty()) {
                    given.merge(decoded(pair.split("=", 2)[0]), 1, Integer::sum);
                }
            } catch (IllegalArgumentException malformed) {
                faults.add(fault(
                        "bad-percent-encoding",
                        pair,
                        "”%s” i frågan är inte procentkodat: efter %% väntas två hexadecimala siffror.",
                        "“%s” in the query is not percent-encoded: two hexadecimal digits are expected after %%."));
            }
        }
        String others = String.join(", ", names);
        given.forEach((name, times) -> {
            if (!names.contains(name)) {
                faults.add(fault(
                        "unknown-parameter",
                        name,
                        "Parametern ”%s” finns inte; "
                                + (names.isEmpty()
                                        ? "adressen har inga parametrar."
                                        : "de som finns är " + others + "."),
                        "There is no parameter “%s”; "
                                + (names.isEmpty()
                                        ? "the address has no parameters."
                                        : "those that exist are " + others + ".")));
            } else if (times > 1) {
                faults.add(fault(
                        "repeated-parameter",
                        name,
                        "Parametern ”%s” finns " + times + " gånger; behåll den ena.",
                        "The parameter “%s” is given " + times + " times; keep one."));
            }
        });
        return faults;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Fault fault(String code, String name, String sv, String en) {
        String shown = shown(name);
        return new Fault(code, shown, new Text(sv.formatted(shown), en.formatted(shown)));
    }

    /** Returns what is said of {@code faults} in one text; of very many, of the first. */
    public static Text told(List<Fault> faults) {
        return new Text(
                faults.stream()
                        .limit(MOST_TOLD)
                        .map(fault -> fault.message().sv())
                        .collect(Collectors.joining(" ")),
                faults.stream()
                        .limit(MOST_TOLD)
                        .map(fault -> fault.message().en())
                        .collect(Collectors.joining(" ")));
    }

    /** What somebody wrote, shortened, without what does not belong in a line of text. */
    static String shown(String name) {
        String line = name.replaceAll("\\p{C}", "?");
        return line.length() > LONGEST_TOLD ? line.substring(0, LONGEST_TOLD) + "…" : line;
    }
}
