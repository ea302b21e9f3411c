package se.malbild.service;

import com.fasterxml.jackson.databind.node.TextNode;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import io.micrometer.core.instrument.Gauge;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.schemas.StartupException;

/**
 * A service's HTTP server. Beside the service's own routes it answers {@code /health/live}, {@code /health/ready} and
 * {@code /metrics}. Whatever goes wrong is answered with a {@link HttpProblem}; what nobody foresaw goes to the log
 * with a number that the answer repeats, and no inner detail leaves the service.
 */
public final class HttpService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);
    private static final int LARGEST_HEADERS_BYTES = 16 * 1024;
    /** A connection on which nothing moves for so long is closed. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

    /** Java's own 50 are soon too few, and a connection that finds no place tries again after a second. */
    private static final int MOST_CONNECTIONS_AT_ONCE = 1_024;

    private static final Duration DRAINS_WITHIN = Duration.ofSeconds(5);

    private final Javalin javalin;
    private final String url;

    private HttpService(Javalin javalin, String url) {
        this.javalin = javalin;
        this.url = url;
    }

    /**
     * Starts to listen; no address has query parameters.
     *
     * @param routes adds what the service answers
     * @throws StartupException when the port is taken, the interface does not exist, or the key store cannot be used
     */
    public static HttpService start(
            HttpSettings settings, Metrics metrics, Health health, Consumer<JavalinConfig> routes) {
        return start(settings, Optional.empty(), metrics, health, QueryParameters.NONE, routes);
    }

    /**
     * Starts to listen, and answers {@code /metrics} to operators only, where there are tokens.
     *
     * @param query what requests may ask for
     * @param routes adds what the service answers
     * @throws StartupException when the port is taken, the interface does not exist, or the key store cannot be used
     */
    public static HttpService start(
            HttpSettings settings,
            Optional<Tokens> tokens,
            Metrics metrics,
            Health health,
            QueryParameters query,
            Consumer<JavalinConfig> routes) {
        Gauge.builder("malbild.ready", health, asked -> asked.state().ready() ? 1 : 0)
                .description("1 when the service's answers are complete and current, otherwise 0")
                .register(metrics.registry());
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.http.compressionStrategy = CompressionStrategy.GZIP;
            config.http.prefer405over404 = true;
            config.jetty.modifyHttpConfiguration(http -> {
                http.setSendServerVersion(false);
                http.setSendDateHeader(true);
                http.setRequestHeaderSize(LARGEST_HEADERS_BYTES);
            });
            config.jetty.modifyServer(server -> {
                server.setStopTimeout(DRAINS_WITHIN.toMillis());
                server.setErrorHandler(new BareErrors());
            });
            config.jetty.addConnector((server, http) -> connector(settings, server, http));
            errors(config);
            config.routes.before(HttpService::guard);
            config.routes.before(context -> requireOwnName(context, settings));
            config.routes.beforeMatched(HttpService::refuseHead);
            config.routes.beforeMatched(query::check);
            addHealthAndMetrics(config, tokens, metrics, health);
            routes.accept(config);
        });
        try {
            javalin.start();
        } catch (JavalinException failed) {
            throw notStarted(settings, failed);
        }
        String scheme = settings.tls().isPresent() ? "https" : "http";
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return new HttpService(javalin, scheme + "://" + host + ":" + javalin.port());
    }

    static void addHealthAndMetrics(JavalinConfig config, Optional<Tokens> tokens, Metrics metrics, Health health) {
        Handler live = context -> tell(context, health.state(), health.state().live());
        Handler ready = context -> tell(context, health.state(), health.state().ready());
        config.routes.get("/health/live", live);
        config.routes.get("/health/ready", ready);
        // Probes often ask for the head alone.
        config.routes.head("/health/live", live);
        config.routes.head("/health/ready", ready);
        config.routes.get("/metrics", context -> {
            requireOperator(context, tokens);
            context.contentType(Metrics.CONTENT_TYPE).result(metrics.scrape());
        });
    }

    /**
     * Ends a request that does not come from an operator, where there are tokens. A browser asks for the token.
     *
     * @throws HttpProblemException when it has no valid token, or one of a department
     */
    public static void requireOperator(Context context, Optional<Tokens> tokens) {
        if (tokens.isEmpty()) {
            return;
        }
        Tokens.Holder holder = tokens.get()
                .holder(context.header("Authorization"))
                .orElseThrow(() -> new HttpProblemException(HttpProblem.of(
                                401,
                                "no-valid-token",
                                new Text("Behörighet saknas", "Not authorised"),
                                new Text(
                                        "Ange en giltig token för drift: Authorization: Bearer … Den skapas med malbild"
                                                + " tokens create-operator --name NAMN.",
                                        "Give a valid operator's token: Authorization: Bearer … Create one with malbild"
                                                + " tokens create-operator --name NAME."))
                        .withHeader("WWW-Authenticate", "Basic realm=\"malbild\", Bearer")));
        if (!holder.isOperator()) {
            throw new HttpProblemException(HttpProblem.of(
                    403,
                    "not-an-operator",
                    new Text("Inte tillåtet", "Not allowed"),
                    new Text(
                            "Det här visas bara för driften; din token är en förvaltnings eller ledningskontorets.",
                            "This is shown to operators only; your token is a department's or a steering office's.")));
        }
    }

    /** Returns the port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Returns its address without a slash at the end, for example {@code http://127.0.0.1:8081}. */
    public String url() {
        return url;
    }

    /** Lets requests that are being answered finish, for some seconds, and stops. */
    @Override
    public void close() {
        try {
            javalin.stop();
        } catch (JavalinException unfinished) {
            LOG.warn("A request was cut off: it was not answered within {}", DRAINS_WITHIN, unfinished);
        }
    }

    private static StartupException notStarted(HttpSettings settings, JavalinException failed) {
        String where = settings.host() + ":" + settings.port();
        return new StartupException(
                new Text(
                        "Det går inte att lyssna på " + where
                                + ". Porten är upptagen eller adressen finns inte på den här datorn; välj en annan med"
                                + " --port eller --host.",
                        where + " cannot be listened on."
                                + " The port is in use or the address is not one of this computer's; choose another with"
                                + " --port or --host."),
                failed);
    }

    private static Connector connector(HttpSettings settings, Server server, HttpConfiguration http) {
        ServerConnector connector = settings.tls()
                .map(tls -> {
                    HttpConfiguration https = new HttpConfiguration(http);
                    https.addCustomizer(new SecureRequestCustomizer(false));
                    HttpConnectionFactory factory = new HttpConnectionFactory(https);
                    return new ServerConnector(
                            server, new SslConnectionFactory(keys(tls), factory.getProtocol()), factory);
                })
                .orElseGet(() -> new ServerConnector(server, new HttpConnectionFactory(http)));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        connector.setAcceptQueueSize(MOST_CONNECTIONS_AT_ONCE);
        return connector;
    }

    private static SslContextFactory.Server keys(HttpSettings.Tls tls) {
        try {
            String password =
                    Files.readString(tls.passwordFile(), StandardCharsets.UTF_8).strip();
            SslContextFactory.Server keys = new SslContextFactory.Server();
            keys.setKeyStore(KeyStore.getInstance(tls.keyStore().toFile(), password.toCharArray()));
            keys.setKeyStorePassword(password);
            return keys;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new StartupException(
                    new Text(
                            "Nyckelfilen " + tls.keyStore() + " eller lösenordsfilen " + tls.passwordFile()
                                    + " går inte att läsa, eller så är lösenordet ett annat.",
                            "The key store " + tls.keyStore() + " or the password file " + tls.passwordFile()
                                    + " cannot be read, or the password is wrong."),
                    unreadable);
        }
    }

    /** What a browser must not do with an answer, whatever is in it; a service's own pages allow themselves more. */
    private static void guard(Context context) {
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }

    /** Javalin itself says 200 to HEAD wherever there is a GET, without asking what GET would have said. */
    private static void refuseHead(Context context) {
        if (context.method().equals(HandlerType.HEAD) && context.endpoints().matchedHttpEndpoint() == null) {
            throw new HttpProblemException(
                    known(new HttpResponseException(405, "", Map.of())).withHeader("Allow", "GET"));
        }
    }

    /** A probe of a service's health uses an address or a name that only the probe knows. */
    private static void requireOwnName(Context context, HttpSettings settings) {
        String name = context.req().getServerName();
        if (settings.answersTo(name) || context.path().startsWith("/health/")) {
            return;
        }
        String shown = QueryParameters.shown(name);
        throw new HttpProblemException(HttpProblem.of(
                421,
                "not-this-host",
                new Text("Fel värdnamn", "Wrong host name"),
                new Text(
                        "Tjänsten svarar inte på värdnamnet ”" + shown
                                + "”, som begäran anger i Host. Använd localhost, eller starta tjänsten med --host-name och"
                                + " namnet.",
                        "The service does not answer to the host name “" + shown
                                + "”, which the request gives in Host. Use localhost, or start the service with --host-name"
                                + " and the name.")));
    }

    private static void tell(Context context, Health.State state, boolean good) {
        context.status(good ? 200 : 503);
        context.header("Cache-Control", "no-store");
        context.contentType("application/json");
        context.result("{\"status\":\"" + (good ? "up" : "down") + "\",\"state\":" + quoted(state.code())
                + ",\"message\":{\"sv\":" + quoted(state.text().sv()) + ",\"en\":"
                + quoted(state.text().en()) + "}}");
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    private static void errors(JavalinConfig config) {
        config.routes.exception(HttpProblemException.class, (thrown, context) -> answer(context, thrown.problem()));
        config.routes.exception(HttpResponseException.class, (thrown, context) -> answer(context, known(thrown)));
        config.routes.exception(Exception.class, (thrown, context) -> answer(context, unforeseen(context, thrown)));
    }

    /** Answers {@code context} with {@code problem}. */
    public static void answer(Context context, HttpProblem problem) {
        Language language = AcceptedLanguage.of(context.header("Accept-Language"));
        problem.headers().forEach(context::header);
        context.status(problem.status());
        context.header("Cache-Control", "no-store");
        context.contentType(HttpProblem.CONTENT_TYPE);
        // As bytes: JSON is UTF-8 without saying so, which Jetty does not know of this media type.
        context.result(problem.json(language).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static HttpProblem known(HttpResponseException thrown) {
        return switch (thrown.getStatus()) {
            case 404 ->
                HttpProblem.notFound(
                        new Text("Det finns ingenting på den adressen.", "There is nothing at that address."));
            case 405 ->
                HttpProblem.of(
                        405,
                        "method-not-allowed",
                        new Text("Metoden är inte tillåten", "Method not allowed"),
                        new Text(
                                "Adressen finns men svarar inte på den metoden.",
                                "The address exists but does not support that method."));
            case 413 ->
                HttpProblem.of(
                        413,
                        "too-large",
                        new Text("För stort", "Too large"),
                        new Text("Begäran är för stor.", "The request is too large."));
            default ->
                HttpProblem.of(
                        thrown.getStatus(),
                        "http-" + thrown.getStatus(),
                        new Text("Begäran avslogs", "The request was refused"),
                        new Text("Begäran kunde inte behandlas.", "The request could not be processed."));
        };
    }

    private static HttpProblem unforeseen(Context context, Exception thrown) {
        String reference = UUID.randomUUID().toString();
        LOG.error("Unexpected, reference {}, at {} {}", reference, context.method(), context.path(), thrown);
        return HttpProblem.of(
                500,
                "unexpected",
                new Text("Oväntat fel", "Unexpected error"),
                new Text(
                        "Något gick fel i tjänsten. Uppge referensen " + reference
                                + " om du kontaktar den som driver den.",
                        "Something went wrong in the service. Quote the reference " + reference
                                + " if you contact whoever runs it."));
    }

    /** What Jetty itself refuses, such as headers that are too large, is answered without a page of its own. */
    private static final class BareErrors extends ErrorHandler {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, HttpProblem.CONTENT_TYPE);
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            HttpProblem problem = known(new HttpResponseException(response.getStatus(), "", Map.of()));
            byte[] body = problem.json(Language.SV).toString().getBytes(StandardCharsets.UTF_8);
            response.write(true, ByteBuffer.wrap(body), callback);
            return true;
        }
    }
}
