package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

/** A dashboard that cannot read the decisions about years: its user may not, or there is no such topic. */
class DecisionsNotReadIT {
    private static final Vasteras VASTERAS = new Vasteras("1980");

    @TempDir
    private Path data;

    private interface Obstacle {
        void put(Admin admin) throws Exception;
    }

    @ParameterizedTest
    @EnumSource(
            value = AclOperation.class,
            names = {"READ", "DESCRIBE"})
    void without_the_right_everything_else_is_shown_and_the_log_says_so_once(AclOperation refused) throws Exception {
        everythingElseIsShown(
                admin -> admin.createAcls(List.of(new AclBinding(
                                new ResourcePattern(
                                        ResourceType.TOPIC, Topic.YEAR_DECISIONS.topicName(), PatternType.LITERAL),
                                new AccessControlEntry("User:*", "*", refused, AclPermissionType.DENY))))
                        .all()
                        .get(),
                "year-decisions may not be read");
    }

    @Test
    void without_the_topic_everything_else_is_shown_and_the_log_says_so_once() throws Exception {
        everythingElseIsShown(
                admin -> {
                    String topic = Topic.YEAR_DECISIONS.topicName();
                    admin.deleteTopics(List.of(topic)).all().get();
                    await("deleted")
                            .until(() -> !admin.listTopics().names().get().contains(topic));
                },
                "There is no topic year-decisions");
    }

    private void everythingElseIsShown(Obstacle obstacle, String told) throws Exception {
        try (Logged log = Logged.under("se.malbild.dashboard");
                TestCluster cluster = TestCluster.on(Backend.embeddedWithAcls(data), data);
                StreamsApplication streams = cluster.startApplication("malbild");
                Admin admin = AdminClients.create(cluster.cluster())) {
            cluster.apply(VASTERAS.framework());
            cluster.publish(VASTERAS.observations());
            cluster.awaitPicturesOf("1980");
            assertThat(streams.isRunning()).isTrue();
            obstacle.put(admin);

            try (Dashboard dashboard = Dashboard.start(
                    new DashboardSettings(cluster.cluster(), HttpSettings.loopback(0), Set.of()), PageRoutes::new)) {
                await("ready").until(dashboard::isReady);
                assertThat(status(dashboard)).isEqualTo(200);
            }

            assertThat(log.events())
                    .filteredOn(event -> event.getFormattedMessage().contains(told))
                    .hasSize(1);
        }
    }

    private static int status(Dashboard dashboard) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(dashboard.url() + "/v1/organisations/1980/pictures/2018"))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
