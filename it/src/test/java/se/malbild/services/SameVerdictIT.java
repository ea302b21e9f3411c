package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
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
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Said;
import se.malbild.cluster.TestCluster;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewayLimits;
import se.malbild.gateway.GatewaySettings;
import se.malbild.goals.Fault;
import se.malbild.goals.HostileObservations;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.service.HttpSettings;
import se.malbild.streams.StreamsApplication;
import se.malbild.streams.service.GroupStatus;

/**
 * The observations of {@link SameVerdictTest} through a gateway, a command and a topic that run: every form of a request gets
 * the same answer, and nothing that was answered 202 is rejected from the topic.
 */
class SameVerdictIT {
    /** Half a character can only be written escaped. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    /** What rows of one file say of each other. */
    private static final Set<String> AMONG_ROWS = Set.of("contradicting-rows", "event-id-reused");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path data;

    private static TestCluster cluster;
    private static StreamsApplication streams;
    private static Gateway gateway;

    /**
     * What was answered.
     *
     * @param faults each as {@code field code}, those that reject it; none when it was accepted
     * @param warnings each as {@code field code}
     */
    private record Answer(Set<String> faults, Set<String> warnings) {
        @Override
        public String toString() {
            return !faults.isEmpty()
                    ? String.join(", ", new TreeSet<>(faults))
                    : "accepted" + (warnings.isEmpty() ? "" : ", warns: " + String.join(", ", new TreeSet<>(warnings)));
        }
    }

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
        for (String document : ShippedFrameworks.documents()) {
            cluster.apply(document);
        }
        streams = cluster.startApplication("malbild");
        gateway = Gateway.start(new GatewaySettings(
                cluster.cluster(), HttpSettings.loopback(0), Optional.empty(), GatewayLimits.defaults()));
        HttpRequest ready = HttpRequest.newBuilder(URI.create(gateway.url() + "/health/ready"))
                .build();
        await("the gateway")
                .until(() -> CLIENT.send(ready, BodyHandlers.discarding()).statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        streams.close();
        cluster.close();
    }

    @Test
    void every_form_of_a_request_the_command_and_the_topic_say_the_same() throws Exception {
        List<HostileObservations.Case> all = HostileObservations.all();
        Map<HostileObservations.Case, Set<String>> published =
                publish(all.stream().filter(one -> one.canBeSaidIn("ndjson")).toList());
        Map<RecordMetadata, HostileObservations.Case> wrongOnTopic = new LinkedHashMap<>();
        StringBuilder table = new StringBuilder("Hostile observations, and what each door answers:\n");
        List<String> wrong = new ArrayList<>();
        for (HostileObservations.Case one : all) {
            Map<String, Answer> answers = byHttp(JSON.writeValueAsString(one.json()));
            answers.forEach((form, answer) -> {
                if (!answer.equals(new Answer(one.faults(), one.warnings()))) {
                    wrong.add(one + " as " + form + ": " + answer + ", not " + one.faults() + one.warnings());
                }
            });
            List<String> doors = new ArrayList<>(answers.keySet());
            if (published.containsKey(one)) {
                doors.add("publish");
                if (!published.get(one).equals(codes(one.faults()))) {
                    wrong.add(one + " by publish: " + published.get(one) + ", not " + one.faults());
                }
            }
            if (one.canBeSaidIn("topic")) {
                doors.add("topic");
                RecordMetadata place = send(one);
                if (!one.faults().isEmpty()) {
                    wrongOnTopic.put(place, one);
                }
            }
            String said =
                    answers.values().stream().map(Answer::toString).distinct().collect(Collectors.joining(" | "));
            table.append(String.format("%-48s %-48s %s%n", one, said, doors));
        }
        System.out.println(table);

        assertThat(wrong).isEmpty();
        cluster.awaitRejected(wrongOnTopic.keySet())
                .forEach((place, rejected) -> assertThat(saidOf(rejected.faults()))
                        .as(wrongOnTopic.get(place).name())
                        .isEqualTo(wrongOnTopic.get(place).faults()));
        try (Admin admin = AdminClients.create(cluster.cluster())) {
            await("all read")
                    .until(() -> GroupStatus.of("malbild", cluster.cluster().prefix(), admin)
                            .filter(group -> group.lag() == 0)
                            .isPresent());
        }
        assertThat(cluster.standing(Topic.REJECTED_EVENTS).keySet())
                .isEqualTo(
                        wrongOnTopic.keySet().stream().map(cluster::rejectedKey).collect(Collectors.toSet()));
    }

    private Map<String, Answer> byHttp(String event) throws Exception {
        String cloudEvent =
                "{\"specversion\": \"1.0\", \"type\": \"se.malbild.observation.v1\", \"source\": \"/s\", \"id\": \"1\","
                        + " \"data\": " + event + "}";
        Map<String, Answer> answers = new LinkedHashMap<>();
        answers.put("object", answer("application/json", event));
        answers.put("array", answer("application/json", "[" + event + "]"));
        answers.put("lines", answer("application/x-ndjson", event + "\n"));
        answers.put("CloudEvent", answer("application/cloudevents+json", cloudEvent));
        answers.put("batch", answer("application/cloudevents-batch+json", "[" + cloudEvent + "]"));
        answers.put(
                "binary",
                answer(
                        "application/json",
                        event,
                        "ce-specversion",
                        "1.0",
                        "ce-type",
                        "se.malbild.observation.v1",
                        "ce-source",
                        "/s",
                        "ce-id",
                        "1"));
        return answers;
    }

    private Answer answer(String contentType, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/observations"))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
        JsonNode told = JSON.readTree(response.body().lines().findFirst().orElseThrow());
        JsonNode result = told.has("results") ? told.path("results").path(0) : told;
        String status = result.path("status").asText();
        assertThat(status).as(body + response.body()).isIn("accepted", "rejected");
        return new Answer(said(result.path("faults")), said(result.path("warnings")));
    }

    private static Set<String> said(JsonNode faults) {
        return StreamSupport.stream(faults.spliterator(), false)
                .map(fault -> fault.path("pointer").asText().replaceFirst("^.*/", "") + " "
                        + fault.path("code").asText())
                .collect(Collectors.toSet());
    }

    private static Set<String> saidOf(List<Fault> faults) {
        return faults.stream().map(fault -> fault.field() + " " + fault.code()).collect(Collectors.toSet());
    }

    /** Returns the code of every fault of each. */
    private static Map<HostileObservations.Case, Set<String>> publish(List<HostileObservations.Case> cases)
            throws Exception {
        List<String> lines = new ArrayList<>();
        for (HostileObservations.Case one : cases) {
            lines.add(JSON.writeValueAsString(one.json()));
        }
        Path file = Files.write(data.resolve("hostile.ndjson"), lines);
        Said said = Said.malbild(Stream.concat(Stream.of("publish", file.toString()), cluster.options().stream())
                .toArray(String[]::new));
        assertThat(said.exitCode()).as(said.messages()).isEqualTo(1);
        Map<HostileObservations.Case, Set<String>> codes = new LinkedHashMap<>();
        cases.forEach(one -> codes.put(one, new HashSet<>()));
        for (String row : Files.readAllLines(data.resolve("hostile.ndjson.faults.csv"), StandardCharsets.UTF_8)) {
            String[] cells = row.split(";", 4);
            if (cells[0].matches("\\d+") && !AMONG_ROWS.contains(cells[2])) {
                codes.get(cases.get(Integer.parseInt(cells[0]) - 1)).add(cells[2]);
            }
        }
        return codes;
    }

    private static Set<String> codes(Set<String> faults) {
        return faults.stream().map(fault -> fault.replaceFirst("^.* ", "")).collect(Collectors.toSet());
    }

    private static RecordMetadata send(HostileObservations.Case one) throws Exception {
        String organisation = ForeignProgram.organisation(one);
        return cluster.send(
                Topic.INDICATOR_EVENTS,
                Partitioning.of(organisation, TestCluster.PARTITIONS),
                Keys.event(organisation).getBytes(StandardCharsets.UTF_8),
                new ForeignProgram(cluster.writer).bytes(one));
    }
}
