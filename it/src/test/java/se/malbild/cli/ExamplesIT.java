package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Said;
import se.malbild.cluster.ServiceProcess;
import se.malbild.local.LoopbackPorts;

/**
 * The examples of the README and of the pages in docs, page by page and in their order, against one demo. They are run as they
 * are written, but for its ports. Those of the operations guide and of decisions about a year have tests of their own.
 */
class ExamplesIT {
    /** How the commands begin that are not run here, and why. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "./malbild demo", "is what the others are run against",
            "./mvnw verify", "runs this",
            "docker compose ", "needs Docker; ops/container/check runs it",
            "./malbild serve ", "runs until it is stopped; here with a key store of one's own",
            "npm install ", "NodeProgramsIT does it",
            "node write.mjs", "NodeProgramsIT runs it",
            "curl 'http://127.0.0.1:8082/v1/receipts/hemtjanst", "asks of the event that the line before it sends",
            "kcat ", "KcatIT runs it");

    private static final Map<String, String> PLACES = new LinkedHashMap<>();

    @TempDir
    private static Path data;

    @TempDir
    private static Path directory;

    private static Process demo;
    private static boolean isThereCurl;

    @BeforeAll
    static void start_the_demo() throws Exception {
        List<Integer> ports = LoopbackPorts.free(6);
        PLACES.put("127.0.0.1:8080", "127.0.0.1:" + ports.get(0));
        PLACES.put("127.0.0.1:8081", "127.0.0.1:" + ports.get(1));
        PLACES.put("127.0.0.1:8082", "127.0.0.1:" + ports.get(2));
        PLACES.put("127.0.0.1:9092", "127.0.0.1:" + ports.get(4));
        PLACES.put("127.0.0.1:8085", "127.0.0.1:" + ports.get(5));
        List<String> command = new ArrayList<>(ServiceProcess.java());
        command.add(1, "-Dmalbild.registry.home=" + System.getProperty("malbild.registry.home"));
        command.addAll(List.of(
                "demo",
                "--data=" + data,
                "--dashboard-port=" + ports.get(0),
                "--gateway-port=" + ports.get(1),
                "--receipts-port=" + ports.get(2),
                "--health-port=" + ports.get(3),
                "--broker-port=" + ports.get(4),
                "--registry-port=" + ports.get(5)));
        Path log = directory.resolve("demo.log");
        demo = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // A directory with what the examples use of the sources, in which they may leave files.
        for (String module : List.of("cli", "goals", "ingest")) {
            Files.createSymbolicLink(directory.resolve(module), Examples.ROOT.resolve(module));
        }
        Files.writeString(
                directory.resolve(".curlrc"),
                "silent\nshow-error\nnoproxy = \"*\"\nwrite-out = \"\\nstatus %{http_code}\"\n");
        isThereCurl = sh("curl --version || true").startsWith("curl ");
        await().until(() -> !demo.isAlive() || isEverythingReady());
        assertThat(demo.isAlive()).as(Files.readString(log)).isTrue();
    }

    @AfterAll
    static void stop_the_demo() throws Exception {
        demo.destroy();
        demo.waitFor();
    }

    private static boolean isEverythingReady() throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        for (String service : List.of("127.0.0.1:8080", "127.0.0.1:8081", "127.0.0.1:8082")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + PLACES.get(service) + "/health/ready"))
                    .build();
            try {
                if (client.send(request, BodyHandlers.discarding()).statusCode() != 200) {
                    return false;
                }
            } catch (IOException notYet) {
                return false;
            }
        }
        return true;
    }

    @Test
    void every_example_succeeds() throws Exception {
        Set<String> notRun = new HashSet<>();
        int run = 0;
        for (Path page : Examples.pages()) {
            for (Map.Entry<String, String> file : Examples.files(page).entrySet()) {
                Files.writeString(directory.resolve(file.getKey()), here(file.getValue()));
            }
            for (String command : commands(page)) {
                Optional<String> known =
                        NOT_RUN.keySet().stream().filter(command::startsWith).findFirst();
                if (known.isPresent()) {
                    notRun.add(known.get());
                } else {
                    run(here(command));
                    run++;
                }
            }
        }
        assertThat(notRun).isEqualTo(NOT_RUN.keySet());
        assertThat(run).isGreaterThan(10);
    }

    private static List<String> commands(Path page) throws IOException {
        return page.equals(OperationsGuideIT.GUIDE) || page.equals(YearGuideIT.GUIDE)
                ? List.of()
                : Examples.commands(page);
    }

    /** Returns {@code text} with the demo's ports in the place of those that it has otherwise. */
    private static String here(String text) {
        String here = text;
        for (Map.Entry<String, String> place : PLACES.entrySet()) {
            here = here.replace(place.getKey(), place.getValue());
        }
        return here;
    }

    private static void run(String command) throws Exception {
        if (command.startsWith("./malbild ")) {
            malbild(Examples.words(command.substring("./malbild ".length())));
        } else if (command.startsWith("sed ")) {
            sh(command);
            assertThat(Files.readString(directory.resolve("my.yaml")))
                    .as(command)
                    .contains("\nversion: 3\n", "target: {2017: 72, 2018: 70, 2019: 75}");
        } else if (!command.contains("curl ")) {
            sh(command);
        } else if (!isThereCurl) {
            System.out.println("Not run, since there is no curl: " + command);
        } else if (command.contains("/v1/receipts/")) {
            // The receipts read the event a moment after the gateway has answered.
            await().untilAsserted(() -> assertThat(sh(command)).contains("\"status\":\"counted\""));
        } else if (command.contains("/v1/observations/check")) {
            assertThat(sh(command))
                    .as(command)
                    .endsWith("status 200")
                    .contains("\"valid\":1,", "\"code\":\"small-group\"", "The count is 2; ");
        } else {
            assertThat(sh(command))
                    .as(command)
                    .endsWith("status 202")
                    .contains("\"status\":\"accepted\"")
                    .doesNotContain("\"status\":\"rejected\"", "\"warnings\"");
        }
    }

    private static void malbild(List<String> arguments) {
        Map<String, String> environment = Map.of(
                "MALBILD_BOOTSTRAP_SERVERS",
                PLACES.get("127.0.0.1:9092"),
                "MALBILD_REGISTRY",
                "http://" + PLACES.get("127.0.0.1:8085") + "/apis/ccompat/v7",
                "MALBILD_FILE",
                directory.resolve("tokens.ndjson").toString());
        Said said = Said.malbild(
                environment,
                arguments.stream()
                        .map(argument -> Files.exists(directory.resolve(argument))
                                ? directory.resolve(argument).toString()
                                : argument)
                        .toArray(String[]::new));
        assertThat(said.exitCode())
                .as("%s%n%s%s", arguments, said.results(), said.messages())
                .isZero();
        // An example that changes nothing would succeed, too.
        assertThat(said.messages()).doesNotContain("inget ändrades");
    }

    /** Returns what the shell says, which is to end without a failure. */
    private static String sh(String command) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        shell.environment().put("CURL_HOME", directory.toString());
        shell.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, java) -> java + ":" + path);
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as("%s%n%s", command, said).isZero();
        return said;
    }
}
