package se.malbild.kolada;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Asks Kolada's API, version 3, one request at a time. What is too much, away or slow is asked again a few times, with
 * longer and longer pauses. It never leaves the host it was given.
 */
public final class KoladaClient {
    /** Where Kolada is. */
    public static final URI KOLADA = URI.create("https://api.kolada.se/v3");

    private static final int MOST_ATTEMPTS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(10);
    private static final int MOST_BODY_BYTES = 64 * 1024 * 1024;
    private static final int MOST_PAGES = 10_000;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Set<Integer> WORTH_ANOTHER_ATTEMPT = Set.of(TOO_MANY_REQUESTS, 500, 502, 503, 504);

    /** Lets time pass between attempts. */
    @FunctionalInterface
    public interface Pause {
        void take(Duration length) throws InterruptedException;
    }

    /** @param body empty when it is too large */
    private record Answer(int status, HttpHeaders headers, Optional<String> body) {}

    private final URI base;
    private final Duration answersWithin;
    private final Pause pause;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECTS_WITHIN)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * Returns a client that waits a minute for an answer.
     *
     * @param base {@link #KOLADA}, or another place that speaks as it does
     */
    public KoladaClient(URI base) {
        this(base, Duration.ofMinutes(1), length -> TimeUnit.NANOSECONDS.sleep(length.toNanos()));
    }

    KoladaClient(URI base, Duration answersWithin, Pause pause) {
        this.base = URI.create(base.toString().replaceFirst("/+$", ""));
        this.answersWithin = answersWithin;
        this.pause = pause;
    }

    /**
     * Gives {@code pages} the whole answer to {@code query}.
     *
     * @throws KoladaException when Kolada does not give it; what has been given until then is right
     */
    public void fetch(KoladaQuery query, Consumer<KoladaPage> pages) throws KoladaException, InterruptedException {
        for (String request : query.requests()) {
            Set<URI> asked = new HashSet<>();
            Optional<URI> next = Optional.of(URI.create(base + request));
            while (next.isPresent()) {
                if (!asked.add(next.get()) || asked.size() > MOST_PAGES) {
                    throw new KoladaException(
                            "Kolada hänvisar i en ring: " + next.get() + " har redan hämtats.",
                            "Kolada's pages form a loop: " + next.get() + " has been fetched already.");
                }
                KoladaPage page = page(next.get());
                pages.accept(page);
                next = page.next().isPresent()
                        ? Optional.of(following(page.next().get()))
                        : Optional.empty();
            }
        }
    }

    private KoladaPage page(URI address) throws KoladaException, InterruptedException {
        Answer answer = ask(address);
        try {
            List<KoladaPage> pages = KoladaPage.readAll(
                    new ByteArrayInputStream(answer.body().orElseThrow().getBytes(StandardCharsets.UTF_8)));
            return pages.get(0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the answer is in memory
        }
    }

    /** The path and query of {@code next} on our own host, which it must name if it names any. */
    private URI following(String next) throws KoladaException {
        try {
            URI target = base.resolve(next);
            boolean isOurs = base.getHost().equalsIgnoreCase(target.getHost())
                    && (target.getPort() == -1 || target.getPort() == base.getPort())
                    && target.getRawUserInfo() == null
                    && target.getRawPath() != null;
            if (isOurs) {
                String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
                return URI.create(base.getScheme() + "://" + base.getRawAuthority() + target.getRawPath() + query);
            }
        } catch (IllegalArgumentException noAddress) {
            throw elsewhere(next);
        }
        throw elsewhere(next);
    }

    private KoladaException elsewhere(String next) {
        return new KoladaException(
                "Nästa sida ligger inte hos " + base.getHost() + " utan på " + next + "; den hämtas inte.",
                "The next page is not at " + base.getHost() + " but at " + next + "; it is not fetched.");
    }

    private Answer ask(URI address) throws KoladaException, InterruptedException {
        Duration wait = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            String why;
            Optional<Duration> asked = Optional.empty();
            try {
                Answer answer = send(address);
                if (answer.body().isEmpty()) {
                    throw refused(address, "> " + MOST_BODY_BYTES + " bytes");
                }
                if (answer.status() == 200) {
                    return answer;
                }
                why = "HTTP " + answer.status();
                if (!WORTH_ANOTHER_ATTEMPT.contains(answer.status())) {
                    throw refused(address, why + " " + excerpt(answer.body().get()));
                }
                asked = retryAfter(answer.headers());
            } catch (IOException away) {
                String name = away.getClass().getSimpleName();
                why = away.getMessage() == null ? name : name + ": " + away.getMessage();
            } catch (TimeoutException slow) {
                why = "> " + answersWithin.toSeconds() + " s";
            }
            Duration length = asked.isPresent() && asked.get().compareTo(wait) > 0 ? asked.get() : wait;
            if (attempt == MOST_ATTEMPTS || length.compareTo(LONGEST_PAUSE) > 0) {
                throw refused(address, why + ", " + attempt + "/" + MOST_ATTEMPTS);
            }
            pause.take(length);
            wait = wait.multipliedBy(2);
        }
    }

    private Answer send(URI address) throws IOException, TimeoutException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .build();
        CompletableFuture<HttpResponse<InputStream>> response =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        // Never by this thread, as when the response is already there: it would read a body without an end for ever.
        CompletableFuture<Answer> answer = response.thenApplyAsync(KoladaClient::read);
        try {
            return answer.get(answersWithin.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            Throwable cause =
                    failed.getCause() instanceof UncheckedIOException reading ? reading.getCause() : failed.getCause();
            throw cause instanceof IOException away ? away : new IOException(cause);
        } finally {
            answer.cancel(true);
            // Nobody reads the body of a response that comes just as it is given up.
            response.thenAccept(given -> close(given.body())).exceptionally(none -> null);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Answer read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MOST_BODY_BYTES + 1);
            Optional<String> text = bytes.length > MOST_BODY_BYTES
                    ? Optional.empty()
                    : Optional.of(new String(bytes, StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.headers(), text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** In seconds, the only form that Kolada has any use for. */
    private static Optional<Duration> retryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    private static KoladaException refused(URI address, String why) {
        return new KoladaException(
                "Kolada svarade inte som väntat på " + address + " (" + why + ").",
                "Kolada did not answer " + address + " as expected (" + why + ").");
    }

    private static String excerpt(String body) {
        return body.substring(0, Math.min(body.length(), 200))
                .replaceAll("\\s+", " ")
                .strip();
    }
}
