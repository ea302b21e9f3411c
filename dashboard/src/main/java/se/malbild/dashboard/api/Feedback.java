package se.malbild.dashboard.api;

import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
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
 * has no secret in it and there is no cookie: a browser itself says which site a form was sent from, in
 * {@code Sec-Fetch-Site} or {@code Origin}, and only our own will do.
 */
public final class Feedback implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feedback.class);
    private static final String THANKS = "#feedback-thanks";
    private static final Duration READ_WITHIN = Duration.ofSeconds(20);
    private static final Duration SENT_WITHIN = Duration.ofSeconds(5);
    /** Of all visitors together: to tell them apart, something about each would have to be kept. */
    private static final int MOST_A_MINUTE = 60;

    private static final String FORM = "application/x-www-form-urlencoded";
    /** The longest page and text make less than 14 KiB when every character is percent-encoded. */
    private static final int LARGEST_FORM_BYTES = 16 * 1024;

    private static final int DISCARDED_BYTES = 1024 * 1024;

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
            requireEncoded(context);
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
        // Back to the page, at the address where it says thank you; asked for again, it does not send the answer twice.
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

    private static void requireEncoded(Context context) {
        String type = Optional.ofNullable(context.header("Content-Type")).orElse("");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase(FORM)) {
            throw new HttpProblemException(HttpProblem.of(
                    415,
                    "unsupported-media-type",
                    new Text("Formatet stöds inte", "Unsupported media type"),
                    new Text(
                            "Svar tas bara emot som " + FORM + ", så som formuläret på sidan skickar dem.",
                            "Answers are only taken as " + FORM + ", as the form on the page sends them.")));
        }
    }

    private PageFeedback readInTime(Context context) {
        long deadline = System.nanoTime() + READ_WITHIN.toNanos();
        try (ConnectionWatch.Watched connection = connections.watch(context, () -> true)) {
            connection.waitUntil(deadline);
            return read(fields(body(context.req().getInputStream(), deadline)));
        } catch (IOException late) {
            throw tooSlow();
        }
    }

    /** Javalin would hold a body of any length if that is not declared. */
    private static String body(InputStream in, long deadline) throws IOException {
        byte[] buffer = new byte[LARGEST_FORM_BYTES + 1];
        int length = 0;
        for (int count = 0; count >= 0; count = in.read(buffer, length, buffer.length - length)) {
            length += count;
            if (length > LARGEST_FORM_BYTES) {
                discardRest(in, deadline);
                throw tooLarge();
            }
            if (System.nanoTime() - deadline > 0) {
                throw tooSlow();
            }
        }
        return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }

    /** A connection that is closed before all of it is taken off the wire is reset, and the answer lost on its way. */
    private static void discardRest(InputStream in, long deadline) {
        byte[] buffer = new byte[LARGEST_FORM_BYTES];
        int discarded = 0;
        int count = 0;
        try {
            while (count >= 0 && discarded < DISCARDED_BYTES && System.nanoTime() - deadline < 0) {
                count = in.read(buffer);
                discarded += count;
            }
        } catch (IOException late) {
            LOG.debug("The rest of a form that is too large did not come", late);
        }
    }

    /** Of a field that is there twice, the first. */
    private static Map<String, String> fields(String form) {
        Map<String, String> fields = new HashMap<>();
        try {
            for (String pair : form.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                fields.putIfAbsent(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
            }
        } catch (IllegalArgumentException malformed) {
            throw Asked.badRequest(List.of(new Fault(
                    "bad-percent-encoding",
                    "",
                    new Text(
                            "Formuläret är inte procentkodat: efter % väntas två hexadecimala siffror.",
                            "The form is not percent-encoded: two hexadecimal digits are expected after %."))));
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Reads the form; every fault at once. */
    private static PageFeedback read(Map<String, String> form) {
        List<Fault> faults = new ArrayList<>();
        String page = form.getOrDefault("page", "");
        String language = page.equals("/") ? "sv" : page.length() >= 3 ? page.substring(1, 3) : "";
        boolean isPage = (page.equals("/") || page.matches("/(sv|en)(/[\\p{L}\\p{N}%._~/-]*)?"))
                && page.length() <= PageFeedback.LONGEST_PAGE;
        if (!isPage) {
            faults.add(new Fault(
                    "page", "page", new Text("Sidan anges med sin sökväg.", "The page is given by its path.")));
        }
        String useful = form.getOrDefault("useful", "");
        if (!Set.of("yes", "no").contains(useful)) {
            faults.add(new Fault("useful", "useful", new Text("Svara ja eller nej.", "Answer yes or no.")));
        }
        String text = form.getOrDefault("text", "").replace("\r\n", "\n").strip();
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

    private static HttpProblemException tooLarge() {
        return new HttpProblemException(HttpProblem.of(
                413,
                "form-too-large",
                new Text("För stort", "Too large"),
                new Text(
                        "Svaret är större än " + LARGEST_FORM_BYTES + " byte.",
                        "The answer is larger than " + LARGEST_FORM_BYTES + " bytes.")));
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
