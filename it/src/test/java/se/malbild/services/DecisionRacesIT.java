package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import se.malbild.cluster.Vasteras;
import se.malbild.gateway.Gateway;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.service.Tokens.Role;

/** Decisions about a year that are made at once, through two gateways. */
class DecisionRacesIT extends AgainstTwoGateways {
    private static final int ROUNDS = 100;

    @Test
    void of_two_closers_at_once_one_is_in_force_for_every_reader_and_the_other_is_told_100_times() throws Exception {
        String organisation = "1381";
        reported(organisation, Set.of());
        Map<String, String> closers =
                Map.of("Anna Ek", office("Anna Ek", organisation), "Bo Lund", office("Bo Lund", organisation));
        awaitKnown(closers.values());
        Map<String, Integer> outcomes = new TreeMap<>();

        for (int round = 0; round < ROUNDS; round++) {
            String picture = status(one, operator, organisation).path("picture").asText();
            ObjectNode closing = closing(organisation, picture, EVERYTHING);
            CyclicBarrier start = new CyclicBarrier(2);
            CompletableFuture<HttpResponse<String>> annas = closeAt(start, one, closers.get("Anna Ek"), closing);
            CompletableFuture<HttpResponse<String>> bos = closeAt(start, other, closers.get("Bo Lund"), closing);
            Map<String, HttpResponse<String>> answers = new HashMap<>();
            answers.put("Anna Ek", annas.join());
            answers.put("Bo Lund", bos.join());

            String winner = answers.get("Anna Ek").statusCode() == 201 ? "Anna Ek" : "Bo Lund";
            String loser = winner.equals("Anna Ek") ? "Bo Lund" : "Anna Ek";
            JsonNode decision = json(answers.get(winner)).path("decision");
            JsonNode told = json(answers.get(loser));
            assertThat(answers.get(winner).statusCode())
                    .as(answers.get(winner).body())
                    .isEqualTo(201);
            assertThat(answers.get(loser).statusCode())
                    .as(answers.get(loser).body())
                    .isEqualTo(409);
            assertThat(told.path("first")).as(told.toString()).isEqualTo(decision);
            assertThat(decision.path("by").path("name").asText()).isEqualTo(winner);
            outcomes.merge(winner + " first, the other told: " + code(told), 1, Integer::sum);
            JsonNode seen = status(one, operator, organisation);
            assertThat(status(other, operator, organisation)).isEqualTo(seen);
            assertThat(seen.path("closed").asBoolean()).isTrue();
            assertThat(seen.path("inForce")).containsOnlyOnce(decision);
            assertThat(seen.path("inForce").findValuesAsText("kind")).containsOnlyOnce("CLOSED");
            ObjectNode reopening = decision(organisation, "REOPENED").put("reason", "Omgång " + round);
            assertThat(post(one, closers.get(loser), reopening).statusCode()).isEqualTo(201);
        }

        System.out.println("two closers at once, " + ROUNDS + " times: " + outcomes);
        assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(ROUNDS);
        YearDecisions read = read(organisation);
        assertThat(read.losses()).isEmpty();
        assertThat(read.closings()).hasSize(2 * ROUNDS);
        assertThat(read.closings().stream().filter(placed -> placed.decision().kind() == DecisionKind.CLOSED))
                .hasSize(ROUNDS);
        assertThat(read.voids()).allSatisfy(one -> assertThat(one.code().id()).isEqualTo("stale"));
        assertThat(read.voids())
                .hasSize(outcomes.entrySet().stream()
                        .filter(outcome -> outcome.getKey().endsWith("stale"))
                        .mapToInt(Map.Entry::getValue)
                        .sum());
    }

    private static CompletableFuture<HttpResponse<String>> closeAt(
            CyclicBarrier start, Gateway gateway, String token, ObjectNode closing) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        start.await();
                        return post(gateway, token, closing);
                    } catch (Exception failed) {
                        throw new IllegalStateException(failed);
                    }
                },
                task -> new Thread(task).start()); // all of them wait for each other
    }

    @Test
    void given_decisions_about_different_things_at_once_then_all_of_them_are_in_force() throws Exception {
        String organisation = "1382";
        reported(organisation, Set.of());
        List<String> departments =
                List.of("kommunstyrelsen", "barn-och-utbildning", "aldreomsorg-norr", "teknik", "kultur-och-fritid");
        List<String> held = new ArrayList<>();
        for (String department : departments) {
            held.add(token("Granskare " + department, Role.DEPARTMENT, organisation, Set.of(department)));
        }
        awaitKnown(held);
        CyclicBarrier start = new CyclicBarrier(departments.size());
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < departments.size(); i++) {
            ObjectNode comment = decision(organisation, "COMMENTED")
                    .put("subject", subject(organisation, departments.get(i)))
                    .put("text", "Så gick det.");
            answers.add(closeAt(start, i % 2 == 0 ? one : other, held.get(i), comment));
        }

        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.join().statusCode()).as(answer.join().body()).isEqualTo(201);
        }
        assertThat(status(one, operator, organisation).path("inForce").findValuesAsText("department"))
                .containsExactlyInAnyOrderElementsOf(departments);
        assertThat(read(organisation).losses()).isEmpty();
    }

    /** Returns an indicator that {@code department} reports. */
    private static String subject(String organisation, String department) {
        return new Vasteras(organisation)
                .observations().stream()
                        .filter(observation -> observation.cell().department().equals(department)
                                && observation.cell().year() == YEAR)
                        .findFirst()
                        .orElseThrow()
                        .cell()
                        .indicator();
    }
}
