package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Backend;
import se.malbild.cluster.BrokerClock;
import se.malbild.cluster.Said;
import se.malbild.cluster.SentLog;
import se.malbild.cluster.TestCluster;
import se.malbild.dashboard.Dashboard;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.history.History;
import se.malbild.history.LogReader;
import se.malbild.history.OrganisationLog;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.admin.GivenTimes;
import se.malbild.schemas.admin.TopicAdmin;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.service.HttpSettings;
import se.malbild.streams.StreamsApplication;

/** What the dashboard has once said of a moment, it says after everything that may happen to a log. */
@Tag("proof")
class KeptAnswersIT {
    private static final String ORGANISATION = "1281";
    private static final int LATE_EVENTS = 1_000;
    private static final int PARTITIONS = 12;
    private static final Duration BEHIND = Duration.ofMinutes(-10);
    private static final Duration AHEAD = Duration.ofHours(1);

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    private final BrokerClock clock = new BrokerClock();
    private final Random random = new Random(16);
    private final List<Instant> moments = new ArrayList<>();
    private List<String> kept = List.of();
    private SentLog sent;
    /** What has been sent of the share of pupils with a diploma, which each event corrects. */
    private int revision = 100;

    @Test
    void five_answers_stay_the_same_to_the_byte_whatever_happens_to_the_log() throws Exception {
        try (Backend backend = Backend.embedded(data.resolve("first"), clock);
                TestCluster cluster = with(PARTITIONS, backend, TopicPrefix.NONE)) {
            Instant hidden = sendYear(cluster);
            StreamsApplication application = cluster.startApplication("malbild");
            requireLive(cluster);
            kept = answers(cluster);
            String keptOfHidden = answer(cluster, hidden);
            assertThat(new HashSet<>(kept)).hasSize(5);
            assertThat(kept)
                    .allSatisfy(answer -> assertThat(JSON.readTree(answer)
                                    .at("/asOf/preliminary")
                                    .asBoolean())
                            .isFalse());

            cluster.publish(late(LATE_EVENTS));
            requireKept("1,000 late events", cluster);

            application.close();
            Said reset = command(cluster, "reset", "--execute");
            assertThat(reset.exitCode()).as(reset.messages()).isZero();
            application = cluster.startApplication("malbild");
            requireKept("a reset", cluster);

            restart(cluster, BEHIND);
            Instant appended = sendOne(cluster);
            assertThat(appended).isBefore(hidden);
            requireKept("a broker's clock 10 minutes behind", cluster);
            requireSamePicture(keptOfHidden, answer(cluster, hidden));
            assertThat(warnings(keptOfHidden)).isEmpty();
            assertThat(warnings(answer(cluster, hidden))).containsExactly("times-run-back");

            restart(cluster, AHEAD);
            assertThat(sendOne(cluster)).isAfter(Instant.now().plus(AHEAD.dividedBy(2)));
            requireKept("a broker's clock 1 hour ahead", cluster);

            restart(cluster, Duration.ZERO);
            assertThat(sendOne(cluster)).isBefore(Instant.now().plusSeconds(1));
            requireKept("the right time again", cluster);
            application.close();

            move(backend);
        }
    }

    /** To 24 partitions on the same cluster, and from there to another one. */
    private void move(Backend backend) throws Exception {
        try (Backend other = Backend.embedded(data.resolve("second"))) {
            TopicPrefix prefix = new TopicPrefix("grown.");
            export(backend, TopicPrefix.NONE, "moved-to-24");
            importInto(backend, prefix, "moved-to-24", "--partitions=24");
            requireKeptOn(backend, prefix, "24 partitions");
            export(backend, prefix, "moved");
            importInto(other, TopicPrefix.NONE, "moved");
            requireKeptOn(other, TopicPrefix.NONE, "another cluster");
        }
    }

    /**
     * Sends a year of 2018 and two more events, the last of them a while ago; returns a moment between these two, less than ten minutes
     * ago.
     */
    private Instant sendYear(TestCluster cluster) throws Exception {
        Instant last = Instant.now().minus(2, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MILLIS);
        try (GivenTimes given = GivenTimes.begin(cluster.cluster())) {
            assertThat(given).isNotNull();
            sent = SentLog.year(cluster, ORGANISATION, random);
            Duration year = Duration.between(SentLog.BEGINNING, sent.clock());
            for (int quarter = 1; quarter <= 4; quarter++) {
                moments.add(SentLog.BEGINNING.plus(year.multipliedBy(quarter).dividedBy(4)));
            }
            sent.observe(last.minus(30, ChronoUnit.MINUTES), next());
            sent.observe(last, next());
        }
        moments.add(last.minus(20, ChronoUnit.MINUTES));
        return last.minus(61, ChronoUnit.SECONDS);
    }

    private Observation next() {
        revision++;
        return sent.organisation().pupilsWithDiploma(2018, revision, Integer.toString(random.nextInt(101)));
    }

    /** Returns corrections of what was known long ago, in any order: some win, and some are older than what is known. */
    private List<Observation> late(int count) {
        List<Observation> late = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            late.add(sent.organisation()
                    .pupilsWithDiploma(
                            2017 + random.nextInt(3),
                            1_000 + random.nextInt(count),
                            Integer.toString(random.nextInt(101))));
        }
        revision = 1_000 + count;
        return late;
    }

    /** Returns when the broker says that it appended an event. */
    private Instant sendOne(TestCluster cluster) throws Exception {
        return Instant.ofEpochMilli(cluster.send(
                        Topic.INDICATOR_EVENTS,
                        Partitioning.of(ORGANISATION, PARTITIONS),
                        ORGANISATION.getBytes(StandardCharsets.UTF_8),
                        cluster.writer.event(next()))
                .timestamp());
    }

    private void restart(TestCluster cluster, Duration ahead) {
        cluster.stopKafka();
        clock.put(ahead);
        cluster.startKafka();
    }

    private TestCluster with(int partitions, Backend backend, TopicPrefix prefix) throws Exception {
        TopicAdmin.apply(backend.cluster(prefix), partitions, backend.replication());
        return TestCluster.on(backend, data, prefix);
    }

    private void export(Backend backend, TopicPrefix prefix, String directory) {
        requireDone(command(backend, prefix, "move", "export", "--directory=" + data.resolve(directory)));
    }

    private void importInto(Backend backend, TopicPrefix prefix, String directory, String... partitions) {
        requireDone(command(
                backend,
                prefix,
                Stream.concat(Stream.of("topics", "apply"), Stream.of(partitions))
                        .toArray(String[]::new)));
        requireDone(command(backend, prefix, "move", "import", "--directory=" + data.resolve(directory)));
    }

    private static void requireDone(Said said) {
        assertThat(said.exitCode()).as(said.messages()).isZero();
    }

    private void requireKeptOn(Backend backend, TopicPrefix prefix, String after) throws Exception {
        try (TestCluster cluster = TestCluster.on(backend, data.resolve(after), prefix);
                StreamsApplication application = cluster.startApplication("malbild")) {
            assertThat(application.isRunning()).isTrue();
            requireKept(after, cluster);
        }
    }

    private void requireKept(String after, TestCluster cluster) throws Exception {
        requireLive(cluster);
        assertThat(answers(cluster)).as("after %s", after).isEqualTo(kept);
        System.out.printf("after %s: the same %d answers, and what is known now is what is live%n", after, kept.size());
    }

    /** What is known at the end of the log is what is published, and what the dashboard shows without a moment. */
    private static void requireLive(TestCluster cluster) throws Exception {
        SortedMap<Integer, Picture> live = cluster.awaitPicturesOf(ORGANISATION);
        requireDone(command(cluster, "verify"));
        OrganisationLog log = new LogReader(cluster.cluster()).read(ORGANISATION);
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster.cluster(), Optional.empty())) {
            registry.preload(Topic.INDICATOR_EVENTS);
            registry.preload(Topic.GOAL_FRAMEWORKS);
            assertThat(new History(registry).at(log, log.end()).pictures().values())
                    .containsExactlyElementsOf(live.values());
        }
        try (Dashboard dashboard = dashboard(cluster)) {
            await("live")
                    .untilAsserted(
                            () -> assertThat(get(dashboard, "")).isEqualTo(PictureJson.indented(live.get(2018))));
        }
    }

    /** Asks a dashboard that has read nothing before. */
    private List<String> answers(TestCluster cluster) throws Exception {
        List<String> answers = new ArrayList<>();
        try (Dashboard dashboard = dashboard(cluster)) {
            for (Instant moment : moments) {
                answers.add(get(dashboard, "?asOf=" + moment));
            }
        }
        return answers;
    }

    private static String answer(TestCluster cluster, Instant moment) throws Exception {
        try (Dashboard dashboard = dashboard(cluster)) {
            return get(dashboard, "?asOf=" + moment);
        }
    }

    private static Dashboard dashboard(TestCluster cluster) {
        Dashboard started = Dashboard.start(
                new DashboardSettings(
                        cluster.cluster(), HttpSettings.loopback(0), Set.of(), DashboardSettings.DEFAULT_HISTORY_BYTES),
                PageRoutes::new);
        await("ready").until(started::isReady);
        return started;
    }

    private static String get(Dashboard dashboard, String query) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(
                                dashboard.url() + "/v1/organisations/" + ORGANISATION + "/pictures/2018" + query))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static void requireSamePicture(String one, String other) throws Exception {
        ObjectNode first = (ObjectNode) JSON.readTree(one);
        ObjectNode second = (ObjectNode) JSON.readTree(other);
        assertThat(second.remove("asOf").get("cut"))
                .isEqualTo(first.remove("asOf").get("cut"));
        assertThat(second).isEqualTo(first);
    }

    private static List<String> warnings(String answer) throws Exception {
        List<String> codes = new ArrayList<>();
        for (JsonNode warning : JSON.readTree(answer).at("/asOf/warnings")) {
            codes.add(warning.path("code").asText());
        }
        return codes;
    }

    private static Said command(TestCluster on, String... args) {
        return Said.malbild(
                Stream.concat(Stream.of(args), on.options().stream()).toArray(String[]::new));
    }

    private static Said command(Backend on, TopicPrefix prefix, String... args) {
        return Said.malbild(Stream.concat(
                        Stream.of(args),
                        Stream.of(
                                "--bootstrap-servers=" + on.bootstrapServers(),
                                "--registry=" + on.registryUrl(),
                                "--topic-prefix=" + prefix.text()))
                .toArray(String[]::new));
    }
}
