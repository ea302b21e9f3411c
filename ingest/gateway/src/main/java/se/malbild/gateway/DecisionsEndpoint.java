package se.malbild.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.gateway.DecisionProcedure.AwayException;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.DecisionDraft;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.InvalidDecisionException;
import se.malbild.goals.decision.KnownYear;
import se.malbild.history.DecisionDesk;
import se.malbild.history.Sitting;
import se.malbild.service.AcceptedLanguage;
import se.malbild.service.ConnectionWatch;
import se.malbild.service.ConnectionWatch.Watched;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;
import se.malbild.service.HttpService;
import se.malbild.service.Tokens;
import se.malbild.service.Tokens.Holder;

/** {@code /v1/decisions}: decides something about a year, and tells what has been decided. For use by many threads. */
final class DecisionsEndpoint {
    static final String PATH = "/v1/decisions";

    private static final Logger LOG = LoggerFactory.getLogger(DecisionsEndpoint.class);
    private static final String JSON = "application/json";

    private final Optional<Tokens> tokens;
    private final Supplier<Optional<HttpProblemException>> refusal;
    private final DecisionProcedure procedure;
    private final InFlight inFlight;
    private final ConnectionWatch connections;
    private final GatewayLimits limits;
    private final GatewayMetrics metrics;

    /** @param refusal why nothing is accepted from anybody, while that is so */
    DecisionsEndpoint(
            Optional<Tokens> tokens,
            Supplier<Optional<HttpProblemException>> refusal,
            DecisionDesk desk,
            DecisionLog log,
            InFlight inFlight,
            ConnectionWatch connections,
            GatewayLimits limits,
            GatewayMetrics metrics) {
        this.tokens = tokens;
        this.refusal = refusal;
        this.procedure = new DecisionProcedure(desk, log, limits.brokerWithin());
        this.inFlight = inFlight;
        this.connections = connections;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** Something to do for whoever holds a token. */
    private interface Work {
        void run(Context context, Holder holder) throws IOException, AwayException;
    }

    /** Tells what has been decided about a year, and what closing it lacks. */
    void get(Context context) {
        answer(context, 0, this::tell);
    }

    /** Decides something. */
    void post(Context context) {
        answer(context, limits.maxBodyBytes(), this::decide);
    }

    /** @param mostBytes that a request may hold */
    private void answer(Context context, long mostBytes, Work work) {
        long start = System.nanoTime();
        try {
            Holder holder = tokens.orElseThrow(DecisionProblems::noTokens)
                    .holder(context.header("Authorization"))
                    .orElseThrow(GatewayProblems::unauthorised);
            Optional<HttpProblemException> refused = refusal.get();
            if (refused.isPresent()) {
                throw refused.get();
            }
            InFlight.Claim claim = inFlight.claim(holder.id(), mostBytes);
            try {
                work.run(context, holder);
            } finally {
                claim.close();
            }
        } catch (HttpProblemException told) {
            HttpService.answer(context, told.problem());
        } catch (AwayException away) {
            LOG.warn("The log cannot be read", away);
            HttpService.answer(context, DecisionProblems.away());
        } catch (IOException gone) {
            LOG.debug("The sender is gone", gone);
            HttpService.answer(
                    context,
                    HttpProblem.badRequest(
                            "cut-off", new Text("Begäran avbröts innan den var hel.", "The request was cut off.")));
        }
        metrics.request(context.statusCode(), Duration.ofNanos(System.nanoTime() - start));
    }

    private void tell(Context context, Holder holder) throws AwayException {
        DecisionYear year = year(context);
        if (!holder.isOperator() && !holder.organisation().equals(year.organisation())) {
            throw DecisionProblems.otherOrganisation(holder.organisation());
        }
        Sitting sitting = procedure.sit(year.organisation());
        boolean isCovered = sitting.framework(year.framework())
                .filter(framework -> framework.years().anyMatch(covered -> covered == year.year()))
                .isPresent();
        Optional<KnownYear> known = isCovered ? Optional.of(DecisionProcedure.known(sitting, year)) : Optional.empty();
        answer(context, 200, DecisionJson.status(year, sitting.decisions(year), known));
    }

    private static DecisionYear year(Context context) {
        List<Fault> faults = new ArrayList<>();
        String organisation = parameter(context, "organisation", "[0-9]{4}", "1880", faults);
        String framework = parameter(context, "framework", "\\S.*", "orebro-2017-2019", faults);
        String year = parameter(context, "year", "[0-9]{4}", "2018", faults);
        if (!faults.isEmpty()) {
            throw new HttpProblemException(DecisionProblems.invalidQuestion(faults));
        }
        return new DecisionYear(organisation, framework, Integer.parseInt(year));
    }

    private static String parameter(Context context, String name, String form, String example, List<Fault> faults) {
        String given = context.queryParam(name);
        if (given == null || !given.matches(form)) {
            faults.add(new Fault(
                    given == null ? "required" : "invalid-" + name,
                    name,
                    new Text(
                            "Ange " + name + ", till exempel " + example + ".",
                            "Give " + name + ", for example " + example + ".")));
        }
        return given;
    }

    private void decide(Context context, Holder holder) throws IOException, AwayException {
        if (BodyKind.of(context.header("Content-Type"), false) != BodyKind.JSON) {
            throw GatewayProblems.unsupported("Content-Type: " + context.header("Content-Type"));
        }
        DecisionDraft draft = DecisionReader.read(body(context), holder);
        requireAuthority(draft, holder);
        Author by = new Author(
                holder.name(),
                holder.isDepartment() ? Author.Role.DEPARTMENT : Author.Role.STEERING_OFFICE,
                holder.id());
        try {
            DecisionOutcome outcome = procedure.take(draft, by);
            metrics.decision(draft.kind().orElseThrow(), outcome.word());
            answer(context, outcome);
        } catch (InvalidDecisionException invalid) {
            HttpService.answer(context, DecisionProblems.invalid(invalid.faults()));
        }
    }

    /** What a department may not decide is refused before anything about it is told. */
    private static void requireAuthority(DecisionDraft draft, Holder holder) {
        boolean isForRole = draft.kind()
                .map(kind -> kind.role() == Author.Role.DEPARTMENT ? holder.isDepartment() : isSteeringOffice(holder))
                .orElse(!holder.isOperator());
        if (!isForRole) {
            throw DecisionProblems.wrongRole();
        }
        if (!draft.organisation().equals(holder.organisation())) {
            throw DecisionProblems.otherOrganisation(holder.organisation());
        }
        if (holder.isDepartment()
                && !draft.department().isEmpty()
                && !holder.departments().contains(draft.department())) {
            throw DecisionProblems.otherDepartment(List.copyOf(new TreeSet<>(holder.departments())));
        }
    }

    private static boolean isSteeringOffice(Holder holder) {
        return holder.role() == Tokens.Role.STEERING_OFFICE;
    }

    private String body(Context context) throws IOException {
        String authorization = context.header("Authorization");
        InputStream in = context.req().getInputStream();
        try (Watched connection = connections.watch(
                context,
                () -> tokens.stream()
                        .anyMatch(known -> known.holder(authorization).isPresent()))) {
            byte[] bytes = new RequestBody(
                            (buffer, offset, length, deadline) -> connection.read(in, buffer, offset, length, deadline),
                            GatewayRequest.isPacked(context.header("Content-Encoding")),
                            limits,
                            () -> connection.isEnded()
                                    ? GatewayProblems.unauthorised()
                                    : GatewayProblems.slow(limits.bodyWithin()))
                    .readAll();
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw GatewayProblems.notUtf8();
        }
    }

    private static void answer(Context context, DecisionOutcome outcome) {
        if (outcome instanceof DecisionOutcome.InForce inForce) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.set("decision", DecisionJson.decision(inForce.decision()));
            answer(context, 201, json);
        } else if (outcome instanceof DecisionOutcome.NoDecision isVoid) {
            answer(
                    context,
                    DecisionProblems.isVoid(isVoid.code()),
                    json -> isVoid.first().ifPresent(first -> json.set("first", DecisionJson.decision(first))));
        } else if (outcome instanceof DecisionOutcome.Refused refused) {
            answer(
                    context,
                    DecisionProblems.conditions(),
                    json -> json.set("conditions", DecisionJson.conditions(refused.conditions())));
        } else if (outcome instanceof DecisionOutcome.PictureChanged changed) {
            answer(context, DecisionProblems.pictureChanged(changed.now()), json -> json.put("picture", changed.now()));
        } else {
            HttpService.answer(context, DecisionProblems.unconfirmed());
        }
    }

    private static void answer(Context context, HttpProblem problem, Consumer<ObjectNode> more) {
        HttpService.answer(context, problem);
        ObjectNode json = problem.json(AcceptedLanguage.of(context.header("Accept-Language")));
        more.accept(json);
        context.result(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(Context context, int status, ObjectNode json) {
        context.status(status);
        context.header("Cache-Control", "no-store");
        context.contentType(JSON);
        context.result(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
