package se.malbild.gateway;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Text;
import se.malbild.schemas.admin.PartitionWatch;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;
import se.malbild.service.HttpService;
import se.malbild.service.Tokens;

/** {@code POST /v1/observations}. For use by many threads. */
final class ObservationsEndpoint {
    static final String PATH = "/v1/observations";

    private static final Logger LOG = LoggerFactory.getLogger(ObservationsEndpoint.class);

    private final Optional<Tokens> tokens;
    private final PartitionWatch partitions;
    private final Submission intake;
    private final CurrentFrameworks frameworks;
    private final WholeBodies wholeBodies;
    private final InFlight inFlight;
    private final GatewayLimits limits;
    private final GatewayMetrics metrics;
    private volatile boolean isStopping;

    ObservationsEndpoint(
            Optional<Tokens> tokens,
            PartitionWatch partitions,
            Submission intake,
            CurrentFrameworks frameworks,
            WholeBodies wholeBodies,
            InFlight inFlight,
            GatewayLimits limits,
            GatewayMetrics metrics) {
        this.tokens = tokens;
        this.partitions = partitions;
        this.intake = intake;
        this.frameworks = frameworks;
        this.wholeBodies = wholeBodies;
        this.inFlight = inFlight;
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
            GatewayRequest request = GatewayRequest.of(context, tokens);
            if (partitions.problem().isPresent()) {
                throw GatewayProblems.partitionsDiffer();
            }
            InFlight.Claim claim = inFlight.claim(mostBytes(request));
            try {
                answer(context, request);
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

    private void answer(Context context, GatewayRequest request) throws IOException {
        RequestBody body =
                new RequestBody(context.req().getInputStream(), request.isPacked(), limits, () -> isStopping);
        if (request.kind() == BodyKind.NDJSON && request.idempotencyKey().isEmpty()) {
            new StreamedBody(intake, limits, request, context)
                    .exchange(body, new ObservationReader(frameworks, request.holder()));
            return;
        }
        Answer answer = wholeBodies.answer(request, body);
        answer.headers().forEach(context::header);
        context.status(answer.status());
        context.contentType(answer.contentType());
        context.result(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    /** What is not told beforehand may be as much as is read at all. */
    private long mostBytes(GatewayRequest request) {
        boolean isTold = request.length() >= 0 && !request.isPacked() && request.kind() != BodyKind.NDJSON;
        return isTold ? Math.min(request.length(), limits.maxBodyBytes()) : limits.maxBodyBytes();
    }
}
