package se.malbild.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.EveryRule;
import se.malbild.dashboard.SampleServer;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.FrameworkVersion;

class ApiTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void the_years_say_why_not_everything_could_be_assessed() throws Exception {
        JsonNode year2018 =
                json("/v1/organisations/1880/pictures").path("pictures").path(1);

        assertThat(year2018.path("year").asInt()).isEqualTo(2018);
        assertThat(year2018.path("unassessedGoalAreas")).isEmpty();
        assertThat(year2018.path("unassessedIndicators"))
                .hasToString("[{\"code\":\"method-changed\",\"number\":1,\"text\":{\"sv\":\"metodbyte\","
                        + "\"en\":\"method changed\"}}]");
    }

    @Test
    void a_department_has_the_years_that_the_framework_gives_it() throws Exception {
        assertThat(json("/v1/organisations/1980/frameworks/vasteras-exempel-2017-2019")
                        .path("departments"))
                .extracting(department -> department.path("id").asText() + " "
                        + department.path("validFrom").asText() + "-"
                        + department.path("validTo").asText())
                .contains("kommunstyrelsen null-null", "aldreomsorg-norr null-2018", "aldreomsorg 2019-null");
    }

    @Test
    void a_framework_has_its_deadlines_and_warnings() throws Exception {
        JsonNode framework = json("/v1/organisations/1980/frameworks/vasteras-exempel-2017-2019");

        assertThat(framework.path("reporting").path(4))
                .hasToString("{\"department\":\"teknik\",\"of\":\"T1\",\"by\":\"05-20\"}");
        assertThat(framework.path("atMostPerDepartment")).hasToString("{\"goalAreas\":2,\"indicators\":5}");
        JsonNode finances =
                framework.path("strategicAreas").path(1).path("goalAreas").path(1);
        assertThat(finances.path("responsible").asText()).isEqualTo("kommunstyrelsen");
        assertThat(finances.path("financialManagement").asBoolean()).isTrue();
        assertThat(framework.path("warnings").findValuesAsText("code"))
                .containsExactly(
                        "no-own-target",
                        "no-own-control",
                        "dominant-indicator",
                        "means-not-followed",
                        "short-history",
                        "no-deadline",
                        "too-many-goal-areas");
        assertThat(framework.path("warnings").path(6).path("number").asInt()).isEqualTo(1);
        assertThat(framework.path("warnings").path(6).path("of").asInt()).isEqualTo(7);
        assertThat(framework
                        .path("warnings")
                        .path(6)
                        .path("warnings")
                        .path(0)
                        .path("about")
                        .asText())
                .isEqualTo("kommunstyrelsen");
    }

    @Test
    void a_framework_lists_every_time_it_was_applied_with_by_whom_and_why() throws Exception {
        JsonNode applied = json("/v1/organisations/1980/frameworks/vasteras-exempel-2017-2019")
                .path("applied");

        String hash = FrameworkVersion.read(SampleEvents.framework("vasteras-exempel-2017-2019"))
                .contentHash();
        assertThat(applied)
                .hasToString("[{\"version\":1,\"contentHash\":\"" + hash
                        + "\",\"appliedAt\":\"2020-03-01T12:00:00Z\",\"appliedBy\":\"Sara Lind\","
                        + "\"reason\":\"Mål & budget 2017–2019\",\"reference\":\"KS 2016/1 § 12\"}]");
    }

    @Test
    void the_tag_of_the_openapi_description_changes_with_its_content() throws Exception {
        try (SampleServer server = new SampleServer()) {
            HttpResponse<byte[]> description = server.get("/openapi.json");

            String hash = Answers.hash(description.body());
            assertThat(description.headers().firstValue("ETag")).hasValue("W/\"" + hash + "\"");
        }
    }

    @Test
    void answers_that_java_has_one_hash_code_for_have_different_tags() {
        byte[] one = "Aa".getBytes(StandardCharsets.UTF_8);
        byte[] other = "BB".getBytes(StandardCharsets.UTF_8);

        assertThat(Arrays.hashCode(one)).isEqualTo(Arrays.hashCode(other));
        assertThat(Answers.hash(one)).isNotEqualTo(Answers.hash(other)).isEqualTo(Answers.hash(one.clone()));
    }

    @Test
    void a_framework_lists_the_districts_that_are_the_whole_municipality() throws Exception {
        try (SampleServer server = new SampleServer(EveryRule.view())) {
            HttpResponse<byte[]> framework =
                    server.get("/v1/organisations/" + EveryRule.ORGANISATION + "/frameworks/" + EveryRule.FRAMEWORK);

            assertThat(JSON.readTree(framework.body()).get("districts"))
                    .extracting(JsonNode::asText)
                    .containsExactly("centrum", "norr", "soder");
        }
    }

    private static JsonNode json(String path) throws IOException, InterruptedException {
        try (SampleServer server = new SampleServer()) {
            return server.json(path);
        }
    }
}
