package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Backend;
import se.malbild.cluster.Logged;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.dashboard.Dashboard;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.service.HttpSettings;
import se.malbild.streams.StreamsApplication;

/** A dashboard whose user may not read the events. */
class PastWithoutRightsIT {
    private static final Vasteras VASTERAS = new Vasteras("1980");
    private static final String PICTURE = "/v1/organisations/1980/pictures/2018";

    @TempDir
    private static Path data;

    @Test
    void what_is_known_now_is_shown_and_what_is_missing_is_said_without_a_trace_of_the_inside() throws Exception {
        try (Logged log = Logged.under("se.malbild.dashboard");
                TestCluster cluster = TestCluster.on(Backend.embeddedWithAcls(data), data);
                StreamsApplication streams = cluster.startApplication("malbild");
                Dashboard dashboard = Dashboard.start(
                        new DashboardSettings(cluster.cluster(), HttpSettings.loopback(0), Set.of()),
                        PageRoutes::new)) {
            assertThat(streams.isRunning()).isTrue();
            cluster.apply(VASTERAS.framework());
            cluster.publish(VASTERAS.observations());
            cluster.awaitPicturesOf("1980");
            await("shown").until(() -> get(dashboard, PICTURE).statusCode() == 200);
            try (Admin admin = AdminClients.create(cluster.cluster())) {
                admin.createAcls(List.of(new AclBinding(
                                new ResourcePattern(
                                        ResourceType.TOPIC, Topic.INDICATOR_EVENTS.topicName(), PatternType.LITERAL),
                                new AccessControlEntry("User:*", "*", AclOperation.READ, AclPermissionType.DENY))))
                        .all()
                        .get();
            }

            String now = Instant.now().toString();
            await("refused")
                    .untilAsserted(() -> assertThat(
                                    get(dashboard, PICTURE + "?asOf=" + now).body())
                            .contains("history-not-permitted")
                            .doesNotContain("indicator-events"));
            HttpResponse<String> refused = get(dashboard, PICTURE + "?asOf=" + now);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
            assertThat(get(dashboard, PICTURE).statusCode()).isEqualTo(200);
            assertThat(log.events())
                    .filteredOn(event -> event.getFormattedMessage().contains("--history-bytes=0"))
                    .hasSize(1);
        }
    }

    private static HttpResponse<String> get(Dashboard dashboard, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(dashboard.url() + path)).build(), BodyHandlers.ofString());
    }
}
