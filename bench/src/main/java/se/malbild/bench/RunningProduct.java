package se.malbild.bench;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import se.malbild.cli.demo.Samples;
import se.malbild.goals.assessment.Assessment;
import se.malbild.goals.assessment.ObservationSet;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.local.LocalCluster;
import se.malbild.publisher.ObservationJson;
import se.malbild.publisher.ObservationPublisher;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * Broker, registry, streams application and dashboard, with Örebro's framework and values under the codes of some
 * municipalities. The streams application and the dashboard are processes of their own.
 */
final class RunningProduct implements AutoCloseable {
    /** Heap and garbage collector of a dashboard that many ask, as docs/dashboard.md has them. */
    static final List<String> SHORT_PAUSES = List.of("-Xmx768m", "-XX:MaxGCPauseMillis=10");

    private static final String OREBRO = "1880";
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    /** As the gateway has it. */
    private static final Map<String, String> PUBLISHER = Map.of(ProducerConfig.LINGER_MS_CONFIG, "5");

    private final GoalFramework framework;
    private final List<Observation> observations;
    private final LocalCluster cluster;
    private final ObservationPublisher publisher;
    private final Child streams;
    private final Child dashboard;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * Starts everything and waits until the dashboard shows every picture.
     *
     * @param data where everything is kept
     * @param organisations municipality codes
     * @param ofDashboard options of Java for the dashboard
     */
    RunningProduct(Path data, List<String> organisations, int commitIntervalMillis, List<String> ofDashboard)
            throws Exception {
        String document = ShippedFrameworks.documents().stream()
                .filter(text -> text.contains(quoted(OREBRO)))
                .findFirst()
                .orElseThrow();
        framework = FrameworkReader.read(document);
        observations = observations(organisations);
        cluster = LocalCluster.start(data, 0, 0, TopicPrefix.NONE);
        cluster.applyTopics();
        apply(document, organisations);
        publisher = ObservationPublisher.connect(cluster.cluster(), PUBLISHER, new CompositeMeterRegistry());
        observations.stream().map(publisher::publish).toList().forEach(CompletableFuture::join);
        streams = serve(
                data,
                List.of(),
                "streams",
                "--state",
                data.resolve("streams").toString(),
                "--commit-interval",
                Integer.toString(commitIntervalMillis));
        dashboard = serve(data, ofDashboard, "dashboard");
        for (String organisation : organisations) {
            ObservationSet observed = new ObservationSet();
            observations.stream()
                    .filter(observation -> observation.cell().organisation().equals(organisation))
                    .forEach(observed::add);
            GoalFramework own = FrameworkReader.read(of(organisation, document));
            for (int year : own.years().toArray()) {
                await("the picture of " + organisation + " " + year, () -> isShown(own, year, observed));
            }
        }
    }

    private static String of(String organisation, String text) {
        return text.replace(quoted(OREBRO), quoted(organisation));
    }

    private static String quoted(String organisation) {
        return "\"" + organisation + "\"";
    }

    private static List<Observation> observations(List<String> organisations) throws InvalidObservationException {
        List<Observation> all = new ArrayList<>();
        for (String organisation : organisations) {
            for (String event : Samples.events()) {
                if (event.contains(quoted(OREBRO))) {
                    all.add(ObservationJson.read(
                            of(organisation, event).replace("-" + OREBRO + "-", "-" + organisation + "-")));
                }
            }
        }
        return all;
    }

    private void apply(String document, List<String> organisations)
            throws InvalidFrameworkException, RegistryException {
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.cluster().bootstrapServers());
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster.cluster(), Optional.empty());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            RecordWriter writer = new RecordWriter(registry, Topic.GOAL_FRAMEWORKS);
            for (String organisation : organisations) {
                String own = of(organisation, document);
                String key =
                        Keys.framework(organisation, FrameworkReader.read(own).id());
                var unused = producer.send(new ProducerRecord<>(
                        Topic.GOAL_FRAMEWORKS.topicName(),
                        Partitioning.of(organisation, Topic.DEFAULT_PARTITIONS),
                        key.getBytes(StandardCharsets.UTF_8),
                        writer.framework(own, MadeUpEvents.JUSTIFICATION)));
            }
            producer.flush();
        }
    }

    private Child serve(Path data, List<String> javaOptions, String service, String... more)
            throws IOException, InterruptedException {
        List<String> args = new ArrayList<>(List.of(
                "serve",
                service,
                "--port",
                "0",
                "--bootstrap-servers",
                cluster.cluster().bootstrapServers(),
                "--registry",
                cluster.cluster().registryUrl()));
        args.addAll(List.of(more));
        return Child.start(Child.OfMalbild.class, javaOptions, data.resolve(service + ".log"), args);
    }

    /** Returns whether the picture of {@code year} is the one that follows from all observations. */
    private boolean isShown(GoalFramework own, int year, ObservationSet observed)
            throws IOException, InterruptedException {
        Picture picture = new Assessment(own).picture(year, observed);
        HttpResponse<String> answer = get("/v1/organisations/" + own.organisation() + "/pictures/" + year);
        return answer.statusCode() == 200 && answer.body().equals(PictureJson.indented(picture));
    }

    /** What is waited for. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException, ExecutionException;
    }

    /** Waits until {@code condition} holds. */
    static void await(String what, Condition condition) throws IOException, InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(what + ": not within " + READY_WITHIN.toMinutes() + " minutes");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
        }
    }

    /** Returns corrections of what decides the values of the framework's years. */
    Corrections corrections() {
        return new Corrections(observations.stream()
                .filter(observation -> framework
                        .years()
                        .anyMatch(year -> year == observation.cell().year()))
                .toList());
    }

    ObservationPublisher publisher() {
        return publisher;
    }

    Cluster cluster() {
        return cluster.cluster();
    }

    /** Returns the key of the picture that shows {@code cell}. */
    String picture(Cell cell) {
        return Keys.picture(cell.organisation(), framework.id(), cell.year());
    }

    Child dashboard() {
        return dashboard;
    }

    /** Returns the address of {@code path} under {@code organisation} on the dashboard. */
    URI address(String organisation, String path) {
        return URI.create(dashboard.address() + "/v1/organisations/" + organisation + path);
    }

    /** Returns where an open page of {@code organisation} listens. */
    URI changes(String organisation) {
        return address(organisation, "/events?framework=" + framework.id());
    }

    /** Returns what the dashboard measures of itself as {@code series}, all labels together. */
    double measured(String series) throws IOException, InterruptedException {
        Matcher values = Pattern.compile("(?m)^" + series + "(?:\\{[^}]*\\})? (\\S+)$")
                .matcher(get("/metrics").body());
        double sum = 0;
        boolean found = false;
        while (values.find()) {
            sum += Double.parseDouble(values.group(1));
            found = true;
        }
        if (!found) {
            throw new IllegalStateException("the dashboard does not measure " + series);
        }
        return sum;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(dashboard.address() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        dashboard.close();
        streams.close();
        publisher.close();
        cluster.close();
    }
}
