package se.malbild.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.Columns;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.goals.Text;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.streams.service.GroupStatus;

@Command(
        name = "status",
        description = {
            "Visar hur alla delar mår och hur långt de har kommit.",
            "Shows the state and progress of every part."
        },
        footer = {"Slutkod: 0 när allt är igång, annars 1.", "Exit code: 0 when everything is running, otherwise 1."},
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions;

    @Option(
            names = "--services",
            split = ",",
            paramLabel = "NAMN=URL/NAME=URL",
            defaultValue = "dashboard=http://127.0.0.1:8080,gateway=http://127.0.0.1:8081,"
                    + "receipts=http://127.0.0.1:8082,streams=http://127.0.0.1:8083",
            description = {"Tjänsterna att fråga. (${DEFAULT-VALUE})", "The services to ask. (${DEFAULT-VALUE})"})
    private Map<String, URI> services = new LinkedHashMap<>();

    @Option(
            names = "--groups",
            split = ",",
            paramLabel = "ID",
            defaultValue = "malbild,malbild-receipts",
            description = {
                "Kafkatillämpningarna att visa. (${DEFAULT-VALUE})",
                "The Kafka applications to show. (${DEFAULT-VALUE})"
            })
    private List<String> groups = new ArrayList<>();

    @Override
    public Integer call() throws CommandException, InterruptedException {
        Console console = ConsoleOption.consoleOf(spec);
        Cluster cluster = clusterOptions.cluster();
        Brokers.requireBroker(cluster);
        List<Text> mending = new ArrayList<>();
        Columns told = new Columns();
        HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWERS_WITHIN).build();
        for (Map.Entry<String, URI> service : services.entrySet()) {
            for (URI instance : instances(service.getValue())) {
                Answer answer = ask(http, instance);
                told.row(service.getKey(), instance.toString(), answer.text().in(console.language()));
                answer.mending(service.getKey(), instance).ifPresent(mending::add);
            }
        }
        List<Text> behind = new ArrayList<>();
        try (Admin admin = AdminClients.create(cluster)) {
            for (String given : groups) {
                String id = cluster.prefix().group(given);
                Optional<GroupStatus> group = GroupStatus.of(id, cluster.prefix(), admin);
                group.ifPresent(known -> tell(console, told, known));
                group.filter(known -> known.lag() > 0)
                        .map(known -> left(known.lag()))
                        .map(left -> new Text(id + " har " + left.sv() + ".", id + " has " + left.en() + "."))
                        .ifPresent(behind::add);
                if (group.map(known -> known.instances().isEmpty()).orElse(true)) {
                    mending.add(new Text(
                            "Ingen instans av " + id + " kör: starta den.",
                            "No instance of " + id + " is running: start it."));
                }
            }
        } catch (ExecutionException failed) {
            throw new CommandException(new Text(
                    "Kafka svarade inte som väntat: " + failed.getCause().getMessage(),
                    "Kafka did not answer as expected: " + failed.getCause().getMessage()));
        }
        Brokers.partitionCounts(cluster).problem().ifPresent(mending::add);
        console.result(told.toString());
        mending.forEach(console::say);
        if (mending.isEmpty()) {
            console.say("Allt är igång.", "Everything is running.");
        }
        behind.forEach(console::say);
        return mending.isEmpty() ? 0 : 1;
    }

    /**
     * Returns the service at every address that its name stands for, those of one kind: a computer often has one of each.
     * Behind HTTPS only the name is asked, since that is what a certificate is for.
     */
    private static List<URI> instances(URI service) {
        if (!"http".equals(service.getScheme()) || service.getHost() == null) {
            return List.of(service);
        }
        try {
            InetAddress[] addresses = InetAddress.getAllByName(service.getHost());
            List<URI> instances = Arrays.stream(addresses)
                    .filter(address -> address.getClass() == addresses[0].getClass())
                    .map(address -> at(address, service))
                    .toList();
            return instances.size() == 1 ? List.of(service) : instances;
        } catch (UnknownHostException nobody) {
            return List.of(service);
        }
    }

    private static URI at(InetAddress address, URI service) {
        try {
            return new URI(
                    service.getScheme(),
                    service.getUserInfo(),
                    address.getHostAddress(),
                    service.getPort(),
                    service.getPath(),
                    service.getQuery(),
                    service.getFragment());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible); // an address is a host
        }
    }

    private static Text left(long records) {
        return Text.count(
                records, "post kvar att läsa", "poster kvar att läsa", "record left to read", "records left to read");
    }

    private static void tell(Console console, Columns told, GroupStatus group) {
        Text threads = Text.count(group.instances().size(), "tråd", "trådar", "thread", "threads");
        Text left = left(group.lag());
        told.row(
                group.id(),
                group.state(),
                new Text(threads.sv() + ", " + left.sv(), threads.en() + ", " + left.en()).in(console.language()));
        group.instances()
                .forEach(instance -> told.row(
                        "  " + instance.id(),
                        instance.host(),
                        Text.count(instance.partitions(), "partition", "partitioner", "partition", "partitions")
                                .in(console.language())));
        group.positions().stream()
                .filter(position -> position.lag() > 0)
                .forEach(position -> told.row(
                        "  " + position.partition(),
                        position.next() + " / " + position.end(),
                        new Text(position.lag() + " kvar", position.lag() + " left").in(console.language())));
    }

    /** What a service said of itself, or that it said nothing. */
    private record Answer(boolean answers, boolean ready, Text text) {
        Optional<Text> mending(String service, URI instance) {
            if (ready) {
                return Optional.empty();
            }
            return Optional.of(
                    answers
                            ? new Text(
                                    service + " på " + instance + " är inte redo: " + text.sv()
                                            + " Vänta, eller se dess logg.",
                                    service + " at " + instance + " is not ready: " + text.en()
                                            + " Wait, or look in its log.")
                            : new Text(
                                    service + " svarar inte på " + instance + ": starta ”malbild serve " + service
                                            + "”, eller ange adressen med --services.",
                                    service + " does not answer at " + instance + ": start “malbild serve " + service
                                            + "”, or give its address with --services."));
        }
    }

    private static Answer ask(HttpClient http, URI service) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(service.resolve("/health/ready"))
                    .timeout(ANSWERS_WITHIN)
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode message = JSON.readTree(response.body()).path("message");
            return new Answer(
                    true,
                    response.statusCode() == 200,
                    new Text(message.path("sv").asText(), message.path("en").asText()));
        } catch (JsonProcessingException other) {
            return new Answer(false, false, new Text("svarar annat än väntat", "gives an unexpected answer"));
        } catch (IOException | IllegalArgumentException nobody) {
            return new Answer(false, false, new Text("svarar inte", "does not answer"));
        }
    }
}
