package se.malbild.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.history.DecisionDesk;
import se.malbild.history.History;
import se.malbild.history.KnownPlaces;
import se.malbild.history.LogReader;
import se.malbild.history.OrganisationLogs;
import se.malbild.publisher.FrameworkFollower;
import se.malbild.publisher.ObservationPublisher;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.PartitionCounts;
import se.malbild.schemas.admin.PartitionWatch;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.service.ConnectionWatch;
import se.malbild.service.Health;
import se.malbild.service.HttpProblemException;
import se.malbild.service.HttpService;
import se.malbild.service.Metrics;
import se.malbild.service.NoTokenException;
import se.malbild.service.QueryParameters;
import se.malbild.service.TokenFile;
import se.malbild.service.Tokens;

/** The HTTP gateway. It is ready, and accepts events, when it has read the goal frameworks. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    /** Somebody waits for the answer, so a batch is waited for less than otherwise. */
    private static final String LINGER_MS = "5";

    private final Deque<AutoCloseable> parts;
    private final FrameworkFollower follower;
    private final HttpService http;

    private Gateway(Deque<AutoCloseable> parts, FrameworkFollower follower, HttpService http) {
        this.parts = parts;
        this.follower = follower;
        this.http = http;
    }

    /**
     * Starts the gateway and returns when it listens.
     *
     * @throws RegistryException when the registry is away, or the schemas are not registered in it
     * @throws StartupException when the token file cannot be read, the port is taken, or others than programs on this
     *     computer would reach it without tokens
     */
    public static Gateway start(GatewaySettings settings) throws RegistryException {
        Optional<Tokens> tokens = settings.tokens().map(Gateway::open);
        if (tokens.isEmpty()) {
            requireLoopback(settings);
            LOG.warn(
                    "There are no tokens, so the gateway listens on {} only.",
                    settings.http().host());
        }
        GatewayLimits limits = settings.limits();
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            PartitionWatch partitions = push(parts, PartitionWatch.start(settings.cluster(), PartitionCounts.TOPICS));
            SchemaRegistry registry = push(parts, SchemaRegistry.connect(settings.cluster(), Optional.empty()));
            for (Topic topic : Topic.inputs()) {
                registry.preload(topic);
            }
            Metrics metrics = push(parts, new Metrics("gateway"));
            ObservationPublisher publisher = push(
                    parts,
                    ObservationPublisher.connect(settings.cluster(), producerConfig(settings), metrics.registry()));
            CurrentFrameworks frameworks = new CurrentFrameworks();
            FrameworkFollower follower =
                    push(parts, new FrameworkFollower(frameworks, settings.cluster(), registry, metrics.registry()));
            InFlight inFlight = new InFlight(limits);
            GatewayMetrics gatewayMetrics = new GatewayMetrics(metrics.registry(), inFlight);
            Submission intake = new Submission(publisher, frameworks, gatewayMetrics);
            ObservationsEndpoint endpoint = new ObservationsEndpoint(
                    tokens,
                    () -> refusal(follower, partitions),
                    intake,
                    frameworks,
                    new WholeBodies(intake, frameworks, new IdempotencyKeys(System::nanoTime), limits),
                    inFlight,
                    push(parts, new ConnectionWatch()),
                    limits,
                    gatewayMetrics);
            DecisionsEndpoint decisions = new DecisionsEndpoint(
                    tokens,
                    () -> refusal(follower, partitions),
                    desk(settings, registry),
                    push(parts, DecisionLog.connect(settings.cluster(), limits.brokerWithin())),
                    inFlight,
                    push(parts, new ConnectionWatch()),
                    limits,
                    gatewayMetrics);
            QueryParameters query = QueryParameters.describedBeside(DescriptionPages.class);
            HttpService http = HttpService.start(
                    settings.http(), tokens, metrics, () -> state(follower, partitions), query, config -> {
                        config.routes.post(ObservationsEndpoint.PATH, endpoint::post);
                        config.routes.post(ObservationsEndpoint.CHECK_PATH, endpoint::post);
                        config.routes.get(DecisionsEndpoint.PATH, decisions::get);
                        config.routes.post(DecisionsEndpoint.PATH, decisions::post);
                        DescriptionPages.addTo(config, tokens.isPresent());
                    });
            parts.push(http);
            parts.push(endpoint::stop);
            return new Gateway(parts, follower, http);
        } catch (RuntimeException | RegistryException failed) {
            closeAll(parts);
            throw failed;
        }
    }

    private static DecisionDesk desk(GatewaySettings settings, SchemaRegistry registry) {
        long bytes = settings.historyBytes();
        History history = new History(registry);
        return new DecisionDesk(
                new OrganisationLogs(new LogReader(settings.cluster()), bytes),
                new KnownPlaces(history, bytes),
                history,
                registry);
    }

    private static <T extends AutoCloseable> T push(Deque<AutoCloseable> parts, T part) {
        parts.push(part);
        return part;
    }

    private static Tokens open(Path file) {
        try {
            return TokenFile.open(file);
        } catch (NoTokenException malformed) {
            throw new StartupException(malformed.text(), malformed);
        } catch (IOException unreadable) {
            throw new StartupException(
                    new Text(
                            "Tokenfilen " + file + " går inte att läsa; skapa den med malbild tokens create.",
                            "The token file " + file + " cannot be read; create it with malbild tokens create."),
                    unreadable);
        }
    }

    private static void requireLoopback(GatewaySettings settings) {
        if (!settings.http().isLoopback()) {
            String host = settings.http().host();
            throw new StartupException(new Text(
                    "Utan tokens lyssnar ingången bara på den här datorn (127.0.0.1), inte på " + host
                            + ". Skapa en token med malbild tokens create och ange filen med --tokens.",
                    "Without tokens the gateway listens on this computer only (127.0.0.1), not on " + host
                            + ". Create a token with malbild tokens create and name the file with --tokens."));
        }
    }

    private static Map<String, String> producerConfig(GatewaySettings settings) {
        String patienceMs = Long.toString(settings.limits().brokerWithin().toMillis());
        Map<String, String> config = new HashMap<>();
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        // What the response calls unconfirmed must not go on being sent for minutes afterwards.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patienceMs);
        config.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Long.toString(settings.limits().brokerWithin().toMillis() / 2));
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patienceMs);
        return config;
    }

    /** Before the frameworks are read a department's name would pass for the id of another department. */
    private static Optional<HttpProblemException> refusal(FrameworkFollower follower, PartitionWatch partitions) {
        if (partitions.problem().isPresent()) {
            return Optional.of(GatewayProblems.partitionsDiffer());
        }
        return follower.isCaughtUp() ? Optional.empty() : Optional.of(GatewayProblems.readingFrameworks());
    }

    private static Health.State state(FrameworkFollower follower, PartitionWatch partitions) {
        Optional<Text> added = partitions.problem();
        if (added.isPresent()) {
            return new Health.State(true, false, "partitions-differ", added.get());
        }
        return follower.isCaughtUp()
                ? Health.State.running()
                : new Health.State(
                        true,
                        false,
                        "reading-frameworks",
                        new Text("Läser styrmodellerna.", "Reading the goal frameworks."));
    }

    /** Returns its address without a slash at the end, for example {@code http://127.0.0.1:8081}. */
    public String url() {
        return http.url();
    }

    /** Waits until it is closed, or ended by a defect, which is then in the log. */
    public void awaitEnd() throws InterruptedException {
        follower.awaitEnd();
    }

    /** Stops to listen, lets what is being answered finish, and ends. */
    @Override
    public void close() {
        closeAll(parts);
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception alsoFailed) {
                LOG.error("A part of the gateway did not close", alsoFailed);
            }
        }
    }
}
