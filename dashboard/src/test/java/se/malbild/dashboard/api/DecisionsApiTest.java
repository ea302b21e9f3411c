package se.malbild.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.SampleServer;
import se.malbild.dashboard.SampleView;
import se.malbild.goals.decision.ClosedPicture;

class DecisionsApiTest {
    private static final String VASTERAS = "/v1/organisations/1980";
    private static SampleServer server;

    @BeforeAll
    static void start() {
        server = new SampleServer(SampleView.decided());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everything_in_force_about_a_year_is_told_but_not_who_sent_or_with_which_token() throws Exception {
        JsonNode year = server.json(VASTERAS + "/decisions/2018");

        assertThat(year.path("isClosed").asBoolean()).isTrue();
        assertThat(year.path("pictureSha256").asText()).isEqualTo(ClosedPicture.sha256(SampleView.vasteras(2018)));
        assertThat(year.path("inForce").findValuesAsText("kind"))
                .containsExactly(
                        "marked",
                        "judged",
                        "judged",
                        "judged",
                        "commented",
                        "commented",
                        "commented",
                        "commented",
                        "ready",
                        "closed");
        JsonNode departure = year.path("inForce").path(1);
        assertThat(departure.path("departs").asBoolean()).isTrue();
        assertThat(departure.path("level").asText()).isEqualTo("delvis-uppnatt");
        assertThat(departure.path("computed").asText()).isEqualTo("ej-uppnatt");
        assertThat(departure.path("reason").asText()).isEqualTo("Värdet kom för sent.");
        assertThat(year.toString()).doesNotContain("t-1", "t-2", "senders");
    }

    @Test
    void every_closing_and_reopening_is_told_in_order() throws Exception {
        JsonNode closings = server.json(VASTERAS + "/decisions/2017.json").path("closings");

        assertThat(closings.findValuesAsText("kind")).containsExactly("closed", "reopened", "closed");
        assertThat(closings.path(0).path("pictureSha256").asText())
                .isNotEqualTo(closings.path(2).path("pictureSha256").asText());
        assertThat(closings.path(1).path("pictureSha256").isNull()).isTrue();
    }

    @Test
    void the_closed_picture_is_what_its_hash_is_of() throws Exception {
        String hash = server.json(VASTERAS + "/decisions/2018")
                .path("inForce")
                .path(9)
                .path("pictureSha256")
                .asText();
        byte[] picture = server.bytes(VASTERAS + "/decisions/2018/picture");

        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(picture)))
                .isEqualTo(hash);
        assertThat(picture).isNotEqualTo(server.bytes(VASTERAS + "/pictures/2018"));
        assertThat(server.get(VASTERAS + "/decisions/2019/picture").statusCode())
                .isEqualTo(404);
    }

    @Test
    void the_ledger_is_told_as_json_and_as_a_table() throws Exception {
        JsonNode years = server.json(VASTERAS + "/judgements").path("years");

        assertThat(years.findValuesAsText("year")).startsWith("2017");
        assertThat(years.path(1).path("judged").toString())
                .isEqualTo("{\"uppnatt\":1,\"delvis-uppnatt\":1,\"ej-uppnatt\":0}");
        assertThat(years.path(1).path("computed").toString())
                .isEqualTo("{\"uppnatt\":1,\"delvis-uppnatt\":0,\"ej-uppnatt\":1}");
        assertThat(years.path(1).path("departures")).hasSize(2);
        assertThat(server.text(VASTERAS + "/judgements.csv?lang=en").lines())
                .hasSize(5)
                .anyMatch(row -> row.contains("2018,hallbar-stad-1,Partly achieved,Not achieved,Yes,ex-feriejobb"));
    }

    @Test
    void where_nothing_is_decided_nothing_is_told() throws Exception {
        assertThat(server.json("/v1/organisations/1880/decisions/2018").path("inForce"))
                .isEmpty();
        assertThat(server.json("/v1/organisations/1880/judgements").path("years"))
                .isEmpty();
    }
}
