package se.malbild.dashboard.api;

import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.PageFeedback;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.service.ConnectionWatch;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;

/**
 * Takes visitors' answers to the question whether a page was of use. Nothing of who they are is looked at or kept. The form
 * has no secret in it and there is no cookie: a browser itself tells which site a form was sent from, in
 * {@code Sec-Fetch-Site} or {@code Origin}, and only our own will do.
 */
public final class Feedback implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feedback.class);
    private static final String THANKS = "#feedback-thanks";
    private static final Duration READ_WITHIN = Duration.ofSeconds(20);
    private static final Duration SENT_WITHIN = Duration.ofSeconds(5);
    /** Of all visitors together: to tell them apart, something about each would have to be kept. */
    private static final int MOST_A_MINUTE = 60;

    private final SchemaRegistry registry;
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaClientMetrics producerMetrics;
    private final ConnectionWatch connections = new ConnectionWatch();
    private final RateLimit limit = new RateLimit(MOST_A_MINUTE, Duration.ofMinutes(1), System::nanoTime);
    private final Counter received;
    private final Counter refused;
    private Optional<RecordWriter> writer = Optional.empty();

    public Feedback(Cluster cluster, SchemaRegistry registry, MeterRegistry meters) {
        this.registry = registry;
        topic = cluster.prefix().topic(Topic.PAGE_FEEDBACK);
        Map<String, Object> config = cluster.kafkaConfig();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, SENT_WITHIN.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) SENT_WITHIN.toMillis());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) SENT_WITHIN.toMillis());
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        producerMetrics = new KafkaClientMetrics(producer);
        producerMetrics.bindTo(meters);
        received = Counter.builder("malbild.dashboard.feedback.received").register(meters);
        refused = Counter.builder("malbild.dashboard.feedback.refused")
                .description("Answers that came from another site's form, were malformed, or were too many")
                .register(meters);
    }

    public void receive(Context context) {
        PageFeedback feedback;
        try {
            requireOwnForm(context);
            // Before it is read: whoever sends forms slowly must not keep everybody else's pages waiting.
            if (!limit.admits()) {
                throw tooMany();
            }
            feedback = readInTime(context);
        } catch (HttpProblemException no) {
            refused.increment();
            throw no;
        }
        send(feedback);
        received.increment();
        // Back to the page, which thanks where it is told to; asked for again, it does not send the answer twice.
        context.status(303).header("Location", feedback.page() + THANKS);
    }

    private static void requireOwnForm(Context context) {
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        boolean isOwn = site != null
                ? site.equals("same-origin")
                : origin != null && origin.equals(context.scheme() + "://" + context.header("Host"));
        if (!isOwn) {
            throw new HttpProblemException(HttpProblem.of(
                    403,
                    "other-site",
                    new Text("Från en annan webbplats", "From another site"),
                    new Text(
                            "Svar tas bara emot från formuläret på sidan.",
                            "Answers are only taken from the form on the page.")));
        }
    }

    private PageFeedback readInTime(Context context) {
        try (ConnectionWatch.Watched connection = connections.watch(context, () -> true)) {
            connection.waitUntil(System.nanoTime() + READ_WITHIN.toNanos());
            return read(context);
        } catch (IOException late) {
            throw tooSlow();
        }
    }

    /**
     * Reads the form; every fault at once.
     *
     * @throws IOException when it does not arrive, which Javalin throws without declaring it
     */
    private static PageFeedback read(Context context) throws IOException {
        List<Fault> faults = new ArrayList<>();
        String page = Optional.ofNullable(context.formParam("page")).orElse("");
        String language = page.equals("/") ? "sv" : page.length() >= 3 ? page.substring(1, 3) : "";
        boolean isPage = (page.equals("/") || page.matches("/(sv|en)(/[\\p{L}\\p{N}%._~/-]*)?"))
                && page.length() <= PageFeedback.LONGEST_PAGE;
        if (!isPage) {
            faults.add(new Fault(
                    "page", "page", new Text("Sidan anges med sin sökväg.", "The page is given by its path.")));
        }
        String useful = Optional.ofNullable(context.formParam("useful")).orElse("");
        if (!Set.of("yes", "no").contains(useful)) {
            faults.add(new Fault("useful", "useful", new Text("Svara ja eller nej.", "Answer yes or no.")));
        }
        String text = Optional.ofNullable(context.formParam("text"))
                .orElse("")
                .replace("\r\n", "\n")
                .strip();
        if (text.length() > PageFeedback.LONGEST_TEXT) {
            faults.add(new Fault(
                    "text",
                    "text",
                    new Text(
                            "Texten är längre än " + PageFeedback.LONGEST_TEXT + " tecken.",
                            "The text is longer than " + PageFeedback.LONGEST_TEXT + " characters.")));
        }
        if (!faults.isEmpty()) {
            throw Asked.badRequest(faults);
        }
        return new PageFeedback(
                page, language, useful.equals("yes"), text, Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    private void send(PageFeedback feedback) {
        try {
            producer.send(new ProducerRecord<>(
                            topic, feedback.page().getBytes(StandardCharsets.UTF_8), encoded(feedback)))
                    .get(SENT_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw notNow();
        } catch (ExecutionException | TimeoutException | RegistryException | KafkaException failed) {
            LOG.warn("An answer could not be published: {}", failed.toString());
            throw notNow();
        }
    }

    private synchronized byte[] encoded(PageFeedback feedback) throws RegistryException {
        if (writer.isEmpty()) {
            writer = Optional.of(new RecordWriter(registry, Topic.PAGE_FEEDBACK));
        }
        return writer.get().feedback(feedback);
    }

    private static HttpProblemException tooMany() {
        return new HttpProblemException(HttpProblem.of(
                        429,
                        "too-many",
                        new Text("För många svar", "Too many answers"),
                        new Text(
                                "Det kommer många svar just nu; försök igen om en minut.",
                                "Many answers are coming in at the moment; try again in a minute."))
                .withHeader("Retry-After", "60"));
    }

    private static HttpProblemException tooSlow() {
        return new HttpProblemException(HttpProblem.of(
                408,
                "too-slow",
                new Text("För långsamt", "Too slow"),
                new Text(
                        "Svaret kom inte fram inom " + READ_WITHIN.toSeconds() + " sekunder; skicka det igen.",
                        "The answer did not arrive within " + READ_WITHIN.toSeconds() + " seconds; send it again.")));
    }

    private static HttpProblemException notNow() {
        return new HttpProblemException(HttpProblem.of(
                        503,
                        "not-now",
                        new Text("Går inte just nu", "Not possible at the moment"),
                        new Text(
                                "Svaret kunde inte sparas; försök igen om en stund.",
                                "The answer could not be saved; try again in a while."))
                .withHeader("Retry-After", "30"));
    }

    @Override
    public void close() {
        connections.close();
        producerMetrics.close();
        producer.close(SENT_WITHIN);
    }
}
