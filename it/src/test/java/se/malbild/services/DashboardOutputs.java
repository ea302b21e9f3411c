package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import se.malbild.dashboard.Dashboard;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;

/**
 * What a dashboard answers anybody.
 *
 * @param url of the dashboard
 * @param framework what is asked about
 * @param neighbour the organisation that it is compared with
 */
record DashboardOutputs(String url, GoalFramework framework, String neighbour) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/[^\"#]*)");

    /** Returns every page that a link leads to from {@code first}, and what else of the server they use. */
    Collection<String> pages(List<String> first, Predicate<String> isOfInterest) throws Exception {
        Set<String> found = new LinkedHashSet<>(first);
        Deque<String> unread = new ArrayDeque<>(found);
        while (!unread.isEmpty()) {
            String page = unread.remove();
            Matcher link = LINK.matcher(page.startsWith("/assets/") ? "" : get(page));
            while (link.find()) {
                String address = link.group(1).replace("&amp;", "&");
                if (isOfInterest.test(address) && found.add(address)) {
                    unread.add(address);
                }
            }
        }
        return found;
    }

    /** Returns every address that the dashboard describes, for all years and all that the framework has. */
    List<String> addresses() throws IOException {
        return addresses(any -> true);
    }

    /** Returns those of the addresses that show what was known at a moment. */
    List<String> addressesOfAMoment() throws IOException {
        return addresses(address -> address.at("/get/parameters").findValuesAsText("$ref").stream()
                .anyMatch(parameter -> parameter.endsWith("/asOf")));
    }

    private List<String> addresses(Predicate<JsonNode> isOfInterest) throws IOException {
        List<String> addresses = new ArrayList<>();
        try (InputStream file = Dashboard.class.getResourceAsStream("/se/malbild/dashboard/api/openapi.json")) {
            new JsonMapper().readTree(file).get("paths").properties().forEach(path -> {
                if (path.getValue().has("get")
                        && !path.getKey().endsWith("/events")
                        && !path.getKey().contains("/differences/") // which need two moments
                        && !path.getKey().contains("/years/") // or years
                        && !path.getKey().contains("/versions/") // or versions
                        && !path.getKey().endsWith("/decisions/{year}/picture") // or a closed year
                        && isOfInterest.test(path.getValue())) {
                    addresses.addAll(filled(path.getKey()));
                }
            });
        }
        return addresses;
    }

    private List<String> filled(String path) {
        Stream<String> ids = path.contains("/departments/{id}")
                ? framework.departments().stream().map(Department::id)
                : path.contains("goal-area")
                        ? framework.goalAreas().stream().map(GoalArea::id)
                        : framework.indicators().stream().map(Indicator::id);
        List<String> years = IntStream.rangeClosed(framework.from(), framework.to())
                .mapToObj(Integer::toString)
                .toList();
        return ids.flatMap(id -> years.stream()
                        .map(year -> path.replace("/reports/{year}", "/reports/{year}.html")
                                .replace("{organisation}", framework.organisation())
                                .replace("{other}", neighbour)
                                .replace("{framework}", framework.id())
                                .replace("{year}", year)
                                .replace("{id}", id)))
                .distinct()
                .toList();
    }

    String get(String path) throws Exception {
        HttpResponse<String> answer = answer(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    HttpResponse<String> answer(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
    }
}
