package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.dashboard.Dashboard;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.goals.observation.Observation;
import se.malbild.receipts.ReceiptsService;
import se.malbild.receipts.ReceiptsSettings;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.service.HttpSettings;
import se.malbild.streams.StreamsApplication;

/** Explanations with what the receipts application has published, everything real between. */
class ExplanationIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Vasteras VASTERAS = new Vasteras("1980");
    private static final String PAGES = "/sv/1980/vasteras-exempel-2017-2019/";

    @TempDir
    private Path data;

    @Test
    void superseded_and_disregarded_events_are_shown_with_their_ids_and_places_and_a_parked_one_is_in_no_chain()
            throws Exception {
        Observation first = VASTERAS.pupilsWithDiploma(2018, 1, "70");
        Observation second = VASTERAS.pupilsWithDiploma(2018, 2, "71.5");
        Observation impossible = VASTERAS.pupilsWithDiploma(2017, 1, "170");
        Observation parked = VASTERAS.pupilsWithDiploma(2030, 1, "70");
        try (TestCluster cluster = TestCluster.start(data);
                StreamsApplication streams = cluster.startApplication("malbild");
                ReceiptsService receipts = receipts(cluster)) {
            receipts.start();
            cluster.apply(VASTERAS.framework());
            cluster.publish(VASTERAS.observations());
            cluster.publish(first, second);
            cluster.publish(impossible, parked);
            cluster.awaitPicturesOf(VASTERAS.organisation());
            assertThat(streams.isRunning()).isTrue();
            await("receipts")
                    .until(() ->
                            published(cluster, second) && published(cluster, impossible) && published(cluster, parked));
            await("receipts to be asked").until(receipts::isReady);
            assertThat(get(receipts.url() + "/v1/receipts/" + parked.eventId())).contains("\"parked\"");

            try (Dashboard dashboard = dashboard(cluster)) {
                await("ready").until(dashboard::isReady);
                JsonNode year = explained(dashboard, 2018);
                JsonNode cell = cell(year, second.eventId());
                assertThat(cell.get("use").asText()).isEqualTo("counted");
                assertThat(cell.get("receipt").toString())
                        .contains("\"partition\":" + Partitioning.of("1980", TestCluster.PARTITIONS));
                List<String> superseded = cell.get("superseded").findValuesAsText("eventId");
                assertThat(superseded.get(0)).isEqualTo(first.eventId());
                assertThat(superseded).hasSize(2);
                String page = get(dashboard.url() + PAGES + "2018/nyckeltal/N17461/forklaring");
                assertThat(page).contains("Ersatt av en senare händelse");
                List<String> shown = new ArrayList<>(superseded);
                shown.add(second.eventId());
                shown.forEach(id -> assertThat(page).contains("<code>" + id + "</code>"));
                JsonNode offset = cell.get("receipt").findValue("offset");
                assertThat(page)
                        .contains("indicator-events-" + Partitioning.of("1980", TestCluster.PARTITIONS) + "-"
                                + offset.asLong());

                JsonNode disregarded = cell(explained(dashboard, 2017), impossible.eventId());
                assertThat(disregarded.get("use").asText()).isEqualTo("disregarded");
                assertThat(get(dashboard.url() + PAGES + "2017/nyckeltal/N17461/forklaring"))
                        .contains(impossible.eventId(), "Bortses från");

                for (int each = 2017; each <= 2019; each++) {
                    assertThat(explained(dashboard, each).toString()).doesNotContain(parked.eventId());
                }
            }
        }
    }

    private ReceiptsService receipts(TestCluster cluster) {
        return new ReceiptsService(
                new ReceiptsSettings(cluster.cluster(), "receipts", data.resolve("receipts"), 1, 1, Map.of()),
                HttpSettings.loopback(0),
                Optional.empty());
    }

    private static boolean published(TestCluster cluster, Observation observation) {
        byte[] value = cluster.standing(Topic.CELL_RECEIPTS).get(Keys.cell(observation.cell()));
        return value != null
                && cluster.reader.receipts(value).receipts().stream()
                        .anyMatch(receipt -> receipt.observation().equals(observation));
    }

    private static Dashboard dashboard(TestCluster cluster) {
        return Dashboard.start(
                new DashboardSettings(cluster.cluster(), HttpSettings.loopback(0), Set.of()), PageRoutes::new);
    }

    private static JsonNode explained(Dashboard dashboard, int year) throws Exception {
        return new JsonMapper()
                .readTree(get(dashboard.url() + "/v1/organisations/1980/explain/" + year + "/indicator/N17461"));
    }

    private static JsonNode cell(JsonNode explained, String winner) {
        for (JsonNode cell : explained.get("cells")) {
            if (cell.at("/winner/eventId").asText().equals(winner)) {
                return cell;
            }
        }
        throw new AssertionError(winner + " is not in " + explained);
    }

    private static String get(String address) throws Exception {
        HttpResponse<String> answer =
                HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        return answer.body();
    }
}
