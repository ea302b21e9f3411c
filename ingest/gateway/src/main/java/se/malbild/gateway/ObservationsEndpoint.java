package se.malbild.gateway;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.service.ConnectionWatch;
import se.malbild.service.ConnectionWatch.Watched;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;
import se.malbild.service.HttpService;
import se.malbild.service.Tokens;
import se.malbild.service.Tokens.Holder;

/** {@code POST /v1/observations}, and the same that only checks. For use by many threads. */
final class ObservationsEndpoint {
    static final String PATH = "/v1/observations";
    /** Where the same is judged in the same way, and nothing is sent on. */
    static final String CHECK_PATH = PATH + "/check";

    private static final Logger LOG = LoggerFactory.getLogger(ObservationsEndpoint.class);

    private final Optional<Tokens> tokens;
    private final Supplier<Optional<HttpProblemException>> refusal;
    private final Submission intake;
    private final CurrentFrameworks frameworks;
    private final WholeBodies wholeBodies;
    private final InFlight inFlight;
    private final ConnectionWatch connections;
    private final GatewayLimits limits;
    private final GatewayMetrics metrics;
    private volatile boolean isStopping;

    /** @param refusal why nothing is accepted from anybody, while that is so */
    ObservationsEndpoint(
            Optional<Tokens> tokens,
            Supplier<Optional<HttpProblemException>> refusal,
            Submission intake,
            CurrentFrameworks frameworks,
            WholeBodies wholeBodies,
            InFlight inFlight,
            ConnectionWatch connections,
            GatewayLimits limits,
            GatewayMetrics metrics) {
        this.tokens = tokens;
        this.refusal = refusal;
        this.intake = intake;
        this.frameworks = frameworks;
        this.wholeBodies = wholeBodies;
        this.inFlight = inFlight;
        this.connections = connections;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** From now on a sender that is silent is not waited for. */
    void stop() {
        isStopping = true;
    }

    /** Answers a request. */
    void post(Context context) {
        long start = System.nanoTime();
        try {
            String authorization = context.header(Header.AUTHORIZATION);
            GatewayRequest request = GatewayRequest.of(context, tokens);
            if (!request.holder().map(Holder::isDepartment).orElse(true)) {
                throw GatewayProblems.ofNoDepartment();
            }
            Optional<HttpProblemException> refused = refusal.get();
            if (refused.isPresent()) {
                throw refused.get();
            }
            InFlight.Claim claim = inFlight.claim(sender(context, request), mostBytes(request));
            try (Watched connection = connections.watch(context, () -> isValid(request, authorization))) {
                answer(context, request, connection);
            } finally {
                claim.close();
            }
        } catch (HttpProblemException told) {
            HttpService.answer(context, told.problem());
        } catch (IOException gone) {
            // Nobody is left to hear it; what was sent on before stays, and sending it again does no harm.
            LOG.debug("The sender is gone", gone);
            HttpService.answer(
                    context,
                    HttpProblem.badRequest(
                            "cut-off", new Text("Begäran avbröts innan den var hel.", "The request was cut off.")));
        }
        metrics.request(context.statusCode(), Duration.ofNanos(System.nanoTime() - start));
    }

    /** Whose part of what is dealt with it takes: an address can be shared by many who hold tokens. */
    private static String sender(Context context, GatewayRequest request) {
        return request.holder().map(Holder::id).orElseGet(() -> context.req().getRemoteAddr());
    }

    private boolean isValid(GatewayRequest request, String authorization) {
        return tokens.isEmpty() || tokens.get().holder(authorization).equals(request.holder());
    }

    private void answer(Context context, GatewayRequest request, Watched connection) throws IOException {
        InputStream in = context.req().getInputStream();
        RequestBody body = new RequestBody(
                (buffer, offset, length, deadline) -> connection.read(in, buffer, offset, length, deadline),
                request.isPacked(),
                limits,
                () -> silence(connection));
        if (request.kind() == BodyKind.NDJSON && request.idempotencyKey().isEmpty()) {
            new StreamedBody(intake, limits, request, context, connection)
                    .exchange(body, new ObservationReader(frameworks, request.holder()));
            return;
        }
        Answer answer = wholeBodies.answer(request, body);
        answer.headers().forEach(context::header);
        context.status(answer.status());
        context.contentType(answer.contentType());
        connection
                .output(context.outputStream(), limits.bodyWithin())
                .write(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    /** The problem for a sender that is no longer waited for. */
    private HttpProblemException silence(Watched connection) {
        if (connection.isEnded()) {
            return GatewayProblems.unauthorised();
        }
        return isStopping ? GatewayProblems.stopping() : GatewayProblems.slow(limits.bodyWithin());
    }

    /** A body whose length is not known beforehand may be as long as the limit allows. */
    private long mostBytes(GatewayRequest request) {
        boolean isTold = request.length() >= 0 && !request.isPacked() && request.kind() != BodyKind.NDJSON;
        return isTold ? Math.min(request.length(), limits.maxBodyBytes()) : limits.maxBodyBytes();
    }
}
