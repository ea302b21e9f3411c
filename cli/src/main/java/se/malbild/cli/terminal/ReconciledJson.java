package se.malbild.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Collectors;
import se.malbild.dashboard.api.Json;
import se.malbild.goals.Word;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;
import se.malbild.history.Arrival;
import se.malbild.history.Reconciliation;
import se.malbild.schemas.Sender;

/** A figure of a comparison as JSON on one line: numbers as plain decimals, what does not exist as {@code null}. */
public final class ReconciledJson {
    private ReconciledJson() {}

    public static String of(Reconciled reconciled) {
        Cell cell = reconciled.figure().cell();
        ObjectNode node = Json.object()
                .put("verdict", Word.of(reconciled.figure().verdict()))
                .put(
                        "row",
                        reconciled
                                .figure()
                                .row()
                                .map(Reconciliation.Row::number)
                                .orElse(null))
                .put("organisation", cell.organisation())
                .put("indicator", cell.indicator())
                .put("department", cell.department())
                .put("year", cell.year())
                .put("period", cell.period().toString())
                .put("gender", cell.gender().name())
                .put("district", cell.district().isEmpty() ? null : cell.district())
                .put("kind", cell.kind().name());
        node.set(
                "theirs",
                reconciled
                        .figure()
                        .row()
                        .<JsonNode>map(row -> figure(row.said()))
                        .orElseGet(ReconciledJson::none));
        node.set("ours", event(reconciled.figure().standing()));
        node.set("theirFigure", event(reconciled.figure().theirs()));
        node.set("replacedBy", event(reconciled.figure().replacedBy()));
        node.set("sameId", event(reconciled.figure().sameId()));
        node.putArray("rejected")
                .addAll(reconciled.rejected().stream()
                        .map(ReconciledJson::rejected)
                        .collect(Collectors.toList()));
        return Json.string(node);
    }

    private static JsonNode event(Optional<Arrival> arrival) {
        return arrival.<JsonNode>map(ReconciledJson::event).orElseGet(ReconciledJson::none);
    }

    private static ObjectNode event(Arrival arrival) {
        Observation said = arrival.observation();
        ObjectNode node = figure(said);
        return node.put("eventId", said.eventId())
                .put("cameInAt", arrival.at().toString())
                .put("sender", arrival.sender().map(Sender::name).orElse(null))
                .put("revision", said.revision())
                .put("observedAt", said.observedAt().toString())
                .put("source", said.source())
                .put("comment", said.comment());
    }

    private static ObjectNode figure(Observation said) {
        Content content = said.content();
        return Json.object()
                .put("value", content instanceof Content.Value value ? value.number() : null)
                .put(
                        "missing",
                        content instanceof Content.Missing missing
                                ? missing.reason().name()
                                : null)
                .put("retracted", content instanceof Content.Retracted)
                .put("count", said.count().isPresent() ? said.count().getAsLong() : null);
    }

    private static JsonNode rejected(RejectedClaim claim) {
        ObjectNode node = Json.object()
                .put("key", claim.key())
                .put("cameInAt", claim.at().toString())
                .put("hasSameEventId", claim.hasSameId());
        claim.faults()
                .forEach(fault -> node.withArray("faults")
                        .addObject()
                        .put("code", fault.code())
                        .put("field", fault.field())
                        .putObject("message")
                        .put("sv", fault.message().sv())
                        .put("en", fault.message().en()));
        return node;
    }

    private static JsonNode none() {
        return JsonNodeFactory.instance.nullNode();
    }
}
