package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Said;
import se.malbild.cluster.TestCluster;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewayLimits;
import se.malbild.gateway.GatewaySettings;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.service.HttpSettings;

/** Every command of the page about decisions, in its order, through a gateway that has the tokens of the page. */
class YearGuideIT {
    static final Path GUIDE = Examples.ROOT.resolve("docs/year.md");
    private static final String PICTURE_IN_THE_GUIDE = "5d1f0b2a";
    /** In which file the page has its reader save whose token. */
    private static final Map<String, String> FILES = Map.of("Anna Ek", "anna.token", "Per Alm", "per.token");

    @TempDir
    private Path data;

    private final List<String> kinds = new ArrayList<>();

    @Test
    void every_command_of_the_page_does_what_it_says() throws Exception {
        List<String> commands = Examples.commands(GUIDE);
        Path tokens = data.resolve("tokens.ndjson");
        for (String command : commands) {
            if (command.startsWith("./malbild tokens ")) {
                create(words(command), tokens);
            }
        }
        try (TestCluster cluster = TestCluster.start(data.resolve("cluster"));
                Gateway gateway = Gateway.start(new GatewaySettings(
                        cluster.cluster(), HttpSettings.loopback(0), Optional.of(tokens), GatewayLimits.defaults()))) {
            cluster.apply(ShippedFrameworks.documents().stream()
                    .filter(document -> document.contains("organisation: \"1880\""))
                    .findFirst()
                    .orElseThrow());
            cluster.publish(SampleEvents.of("1880"));
            await().untilAsserted(() -> assertThat(ready(gateway.url())).isEqualTo(200));
            for (String command : commands) {
                if (command.startsWith("./malbild year ")) {
                    run(words(command), gateway.url());
                }
            }
            assertThat(kinds).containsExactly("status", "comment", "ready", "mark", "judge", "close", "reopen");
        }
    }

    private static int ready(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url + "/health/ready")).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static List<String> words(String command) {
        return new ArrayList<>(Examples.words(command.substring("./malbild ".length())));
    }

    private void create(List<String> words, Path tokens) throws Exception {
        String name = words.get(words.indexOf("--name") + 1);
        words.add("--file=" + tokens);
        Said said = Said.malbild(words.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.messages()).isZero();
        Files.writeString(data.resolve(FILES.get(name)), said.results());
    }

    private void run(List<String> words, String gateway) throws Exception {
        kinds.add(words.get(1));
        words.replaceAll(word -> FILES.containsValue(word) ? data.resolve(word).toString() : word);
        words.add("--gateway=" + gateway);
        if (words.contains(PICTURE_IN_THE_GUIDE)) {
            String picture = status(words, gateway).path("picture").asText();
            words.replaceAll(word -> word.equals(PICTURE_IN_THE_GUIDE) ? picture.substring(0, 8) : word);
        }
        Said said = Said.malbild(words.toArray(String[]::new));
        assertThat(said.exitCode())
                .as("%s%n%s%s", words, said.results(), said.messages())
                .isZero();
    }

    private static JsonNode status(List<String> words, String gateway) throws Exception {
        Said said = Said.malbild(
                "year",
                "status",
                "--format=json",
                "--gateway=" + gateway,
                "--token-file=" + words.get(words.indexOf("--token-file") + 1),
                "--organisation=1880",
                "--framework=orebro-2017-2019",
                "--year=2018");
        assertThat(said.exitCode()).as(said.messages()).isZero();
        return new JsonMapper().readTree(said.results());
    }
}
