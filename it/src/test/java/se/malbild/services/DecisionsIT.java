package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import se.malbild.cluster.Said;
import se.malbild.service.Tokens.Role;

/** Who may decide what about a year, and what stands in the way. */
class DecisionsIT extends AgainstTwoGateways {
    @Test
    void a_departments_token_cannot_close_judge_or_speak_in_anothers_name_and_nobody_in_anothers_role()
            throws Exception {
        String organisation = "1383";
        reported(organisation, Set.of());
        String school = token("Siv Ring", Role.DEPARTMENT, organisation, Set.of("barn-och-utbildning"));
        String office = office("Anna Ek", organisation);
        String elsewhere = office("Eva Dal", "1384");
        awaitKnown(List.of(school, office, elsewhere));
        String picture = status(one, school, organisation).path("picture").asText();
        ObjectNode judgement = decision(organisation, "JUDGED").put("level", "uppnatt");
        ObjectNode comment =
                decision(organisation, "COMMENTED").put("subject", "N17461").put("text", "Bra.");

        assertThat(refused(school, closing(organisation, picture, EVERYTHING))).isEqualTo("403 role");
        assertThat(refused(school, judgement)).isEqualTo("403 role");
        assertThat(refused(school, decision(organisation, "MARKED").put("subject", "2018-08-31")))
                .isEqualTo("403 role");
        assertThat(refused(school, decision(organisation, "REOPENED").put("reason", "Fel")))
                .isEqualTo("403 role");
        assertThat(refused(school, comment.deepCopy().put("department", "teknik")))
                .isEqualTo("403 other-department");
        assertThat(refused(school, decision(organisation, "READY").put("department", "teknik")))
                .isEqualTo("403 other-department");
        assertThat(refused(office, comment.deepCopy().put("department", "barn-och-utbildning")))
                .isEqualTo("403 role");
        assertThat(refused(office, decision(organisation, "READY").put("department", "teknik")))
                .isEqualTo("403 role");
        assertThat(refused(elsewhere, judgement)).isEqualTo("403 other-organisation");
        assertThat(refused(operator, judgement)).isEqualTo("403 role");
        assertThat(refused("malbild_fel", judgement)).isEqualTo("401 no-token");
        assertThat(get(one, elsewhere, organisation).statusCode()).isEqualTo(403);

        assertThat(read(organisation).records()).isEmpty();
        assertThat(post(one, school, comment).statusCode()).isEqualTo(201);
    }

    @Test
    void two_departments_that_are_withheld_are_named_and_the_year_is_not_closed_without_the_word() throws Exception {
        String organisation = "1385";
        reported(organisation, Set.of("teknik", "kultur-och-fritid"));
        String office = office("Anna Ek", organisation);
        awaitKnown(List.of(office));
        JsonNode status = status(other, office, organisation);
        String picture = status.path("picture").asText();
        List<String> others =
                EVERYTHING.stream().filter(code -> !code.equals("missing")).toList();

        assertThat(about(status.path("conditions"), "missing"))
                .containsExactlyInAnyOrder("teknik", "kultur-och-fritid");
        HttpResponse<String> refused = post(one, office, closing(organisation, picture, others));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(code(json(refused))).isEqualTo("conditions-not-met");
        assertThat(json(refused).path("conditions").findValuesAsText("code")).containsExactly("missing");
        assertThat(about(json(refused).path("conditions"), "missing"))
                .containsExactlyInAnyOrder("teknik", "kultur-och-fritid");
        assertThat(refused(office, closing(organisation, "0".repeat(8), EVERYTHING)))
                .isEqualTo("409 picture-changed");
        assertThat(read(organisation).records()).isEmpty();

        HttpResponse<String> closed = post(one, office, closing(organisation, picture.substring(0, 8), EVERYTHING));
        assertThat(closed.statusCode()).as(closed.body()).isEqualTo(201);
        assertThat(texts(json(closed).path("decision").path("acknowledged"))).contains("missing", "not-ready");
        assertThat(json(closed).path("decision").path("picture").asText()).isEqualTo(picture);
    }

    private static List<String> about(JsonNode conditions, String code) {
        List<String> about = new ArrayList<>();
        conditions.forEach(condition -> {
            if (condition.path("code").asText().equals(code)) {
                about.addAll(texts(condition.path("about")));
            }
        });
        return about;
    }

    @Test
    void a_judgement_that_departs_without_a_reason_is_refused() throws Exception {
        String organisation = "1386";
        reported(organisation, Set.of());
        String office = office("Anna Ek", organisation);
        awaitKnown(List.of(office));
        Map<String, String> answers = new TreeMap<>();

        for (String level : List.of("uppnatt", "delvis-uppnatt", "ej-uppnatt")) {
            HttpResponse<String> answer =
                    post(one, office, decision(organisation, "JUDGED").put("level", level));
            answers.put(level, answer.statusCode() + (answer.statusCode() == 201 ? "" : " " + code(json(answer))));
        }

        assertThat(answers.values()).containsExactlyInAnyOrder("201", "409 no-reason", "409 no-reason");
        String departing = answers.entrySet().stream()
                .filter(answer -> answer.getValue().startsWith("409"))
                .findFirst()
                .orElseThrow()
                .getKey();
        ObjectNode reasoned =
                decision(organisation, "JUDGED").put("level", departing).put("reason", "Ny mätmetod");
        assertThat(refused(office, reasoned)).as("without an indicator").isEqualTo("409 no-reason");
        reasoned.putArray("indicators").add("N17461");
        HttpResponse<String> judged = post(one, office, reasoned);
        assertThat(judged.statusCode()).as(judged.body()).isEqualTo(201);
        assertThat(json(judged).path("decision").path("computed").asText()).isNotEqualTo(departing);
    }

    @Test
    void who_sent_the_values_cannot_say_that_they_are_ready_and_what_comes_later_is_not() throws Exception {
        String organisation = "1387";
        String department = "barn-och-utbildning";
        reported(organisation, Set.of());
        String sender = token("Siv Ring", Role.DEPARTMENT, organisation, Set.of(department));
        String sameName = token("SIV RING", Role.DEPARTMENT, organisation, Set.of(department));
        String reviewer = token("Per Alm", Role.DEPARTMENT, organisation, Set.of(department));
        awaitKnown(List.of(sender, sameName, reviewer));
        observe(sender, event(organisation, department, 1, "80.1"));
        ObjectNode ready = decision(organisation, "READY");
        HttpResponse<String> first = post(one, reviewer, ready);
        if (code(json(first)).equals("conditions-not-met")) {
            for (String area : about(json(first).path("conditions"), "uncommented")) {
                ObjectNode comment =
                        decision(organisation, "COMMENTED").put("subject", area).put("text", "Vi arbetar på det.");
                assertThat(post(one, reviewer, comment).statusCode()).isEqualTo(201);
            }
        }

        assertThat(refused(sender, ready)).isEqualTo("409 same-person");
        assertThat(refused(sameName, ready)).isEqualTo("409 same-person");
        HttpResponse<String> said = post(other, reviewer, ready);
        assertThat(said.statusCode()).as(said.body()).isEqualTo(201);
        JsonNode basis = json(said).path("decision").path("basis");
        assertThat(texts(basis.path("senders"))).containsExactly("Siv Ring");
        assertThat(basis.path("unknownSenders").asInt()).isPositive();
        assertThat(isReady(organisation, department)).isTrue();

        observe(sender, event(organisation, department, 2, "80.2"));
        assertThat(isReady(organisation, department)).isFalse();
    }

    private static boolean isReady(String organisation, String department) throws Exception {
        for (JsonNode one : status(other, operator, organisation).path("departments")) {
            if (one.path("id").asText().equals(department)) {
                return one.path("ready").asBoolean();
            }
        }
        throw new AssertionError("no department " + department);
    }

    private static String event(String organisation, String department, int revision, String value) {
        return "{\"eventId\": \"siv-" + revision + "\", \"organisation\": \"" + organisation
                + "\", \"indicator\": \"N17461\", \"department\": \"" + department + "\", \"year\": " + YEAR
                + ", \"value\": \"" + value + "\", \"revision\": " + (10 + revision)
                + ", \"observedAt\": \"2020-03-01T12:00:00+01:00\"}";
    }

    private static void observe(String token, String event) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(one.url() + "/v1/observations"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(event))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    @Test
    void every_fault_of_a_decision_is_told_at_once() throws Exception {
        String organisation = "1388";
        reported(organisation, Set.of());
        String office = office("Anna Ek", organisation);
        awaitKnown(List.of(office));

        HttpResponse<String> bad = post(
                one,
                office,
                JSON.readValue(
                        "{\"framework\": \"nej\", \"year\": \"2018\", \"kind\": \"JUDGED\", \"level\": 3, \"colour\": \"red\","
                                + " \"decidedOn\": \"igår\", \"language\": \"fi\", \"picture\": \"abc\"}",
                        ObjectNode.class));

        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(code(json(bad))).isEqualTo("invalid-decision");
        List<String> faults = new ArrayList<>();
        json(bad)
                .path("faults")
                .forEach(fault -> faults.add(
                        fault.path("field").asText() + " " + fault.path("code").asText()));
        assertThat(faults)
                .contains(
                        "framework unknown-framework",
                        "year wrong-type",
                        "level wrong-type",
                        "colour unknown-field",
                        "decidedOn not-a-date",
                        "language unknown-symbol",
                        "picture not-for-this-kind");
        HttpResponse<String> question = client.send(
                HttpRequest.newBuilder(URI.create(one.url() + "/v1/decisions?year=18"))
                        .header("Authorization", "Bearer " + office)
                        .build(),
                BodyHandlers.ofString());
        assertThat(question.statusCode()).isEqualTo(400);
        assertThat(json(question).path("faults").findValuesAsText("field"))
                .containsExactly("organisation", "framework", "year");
    }

    @Test
    void the_commands_say_what_became_of_a_decision_and_who_was_first() throws Exception {
        String organisation = "1389";
        reported(organisation, Set.of("teknik"));
        Path anna = file("anna", office("Anna Ek", organisation));
        Path bo = file("bo", office("Bo Lund", organisation));
        Path school = file("school", token("Per Alm", Role.DEPARTMENT, organisation, Set.of("barn-och-utbildning")));
        awaitKnown(List.of(Files.readString(bo), Files.readString(school)));

        Said open = year(anna, organisation, "status");
        assertThat(open.exitCode()).as(open.messages()).isZero();
        assertThat(open.results()).contains(organisation + " " + FRAMEWORK + " 2018: öppet", "missing: ", "inte klar");
        String picture = open.results().replaceAll("(?s).*Målbilden nu: (\\w{8}).*", "$1");
        Said commented = year(
                school,
                organisation,
                "comment",
                "--department=barn-och-utbildning",
                "--subject=N17461",
                "--text=Fler klarar sig.");
        assertThat(commented.exitCode()).as(commented.messages()).isZero();
        assertThat(commented.messages()).startsWith("2018: Per Alm kommenterade N17461. Beslut ");
        Said marked = year(anna, organisation, "mark", "--date=2018-08-31", "--reference=Ks 12/2018");
        assertThat(marked.exitCode()).as(marked.messages()).isZero();
        Said refused = year(anna, organisation, "close", "--picture=" + picture, "--acknowledge=not-ready,undecoded");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.messages())
                .contains("missing: Rapporter saknas från Tekniska nämnden", "earlier-year-open: ");
        String all = "--acknowledge=" + String.join(",", EVERYTHING);
        Said closed = year(anna, organisation, "close", "--picture=" + picture, all, "--lang=en");
        assertThat(closed.exitCode()).as(closed.messages()).isZero();
        assertThat(closed.messages()).startsWith("2018: Anna Ek closed the year. Decision ");

        Said late = year(bo, organisation, "close", "--picture=" + picture, all);
        assertThat(late.exitCode()).isEqualTo(3);
        assertThat(late.messages()).endsWith("Anna Ek stängde året före dig.\n");
        assertThat(year(bo, organisation, "close", all).exitCode())
                .as("no picture")
                .isEqualTo(2);
        assertThat(year(bo, organisation, "reopen", "--reason=Fel i underlaget").exitCode())
                .isZero();
        Said judged = year(bo, organisation, "judge", "--level=uppnatt", "--reason=Ny mätmetod", "--indicator=N17461");
        assertThat(judged.exitCode()).as(judged.messages()).isZero();
        Said ended = year(anna, organisation, "status", "--format=json");
        JsonNode status = JSON.readTree(ended.results());
        assertThat(status.path("closed").asBoolean()).isFalse();
        assertThat(status.path("closings").findValuesAsText("kind")).containsExactly("CLOSED", "REOPENED");
        Said nobody = year(file("nobody", "malbild_fel"), organisation, "status");
        assertThat(nobody.failure()).contains("kräver en giltig token");
    }

    private static Path file(String name, String token) throws IOException {
        return Files.writeString(data.resolve(name), token);
    }

    private static Said year(Path token, String organisation, String command, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "year",
                command,
                "--gateway=" + one.url(),
                "--token-file=" + token,
                "--organisation=" + organisation,
                "--framework=" + FRAMEWORK,
                "--year=" + YEAR));
        words.addAll(List.of(more));
        return Said.malbild(words.toArray(String[]::new));
    }

    /** Returns the status and the code of what is refused. */
    private static String refused(String token, ObjectNode decision) throws Exception {
        HttpResponse<String> answer = post(one, token, decision);
        return answer.statusCode() + " " + code(json(answer));
    }
}
