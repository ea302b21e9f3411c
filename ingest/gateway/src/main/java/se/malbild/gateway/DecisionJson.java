package se.malbild.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import se.malbild.goals.Text;
import se.malbild.goals.Word;
import se.malbild.goals.decision.Basis;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.Condition;
import se.malbild.goals.decision.Conditions;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.DecisionRecord;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.KnownYear;
import se.malbild.goals.decision.PlacedDecision;
import se.malbild.goals.decision.Slot;
import se.malbild.goals.decision.VoidDecision;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.goals.framework.Department;

/** Decisions as JSON, always with the same fields in the same order. */
public final class DecisionJson {
    private DecisionJson() {}

    /** Returns a decision; of its picture only the hash. */
    public static ObjectNode decision(YearDecision decision) {
        ObjectNode json = object();
        json.put("decisionId", decision.decisionId());
        json.put("sha256", decision.sha256());
        json.put("organisation", decision.year().organisation());
        json.put("framework", decision.year().framework());
        json.put("year", decision.year().year());
        json.put("kind", decision.kind().name());
        json.put("subject", orNull(decision.slot().subject()));
        json.put("department", orNull(decision.slot().department()));
        json.put("follows", orNull(decision.follows()));
        json.putObject("by")
                .put("name", decision.by().name())
                .put("role", Word.of(decision.by().role()))
                .put("token", decision.by().token());
        json.put("decidedOn", decision.decidedOn().toString());
        json.put("reference", orNull(decision.reference()));
        json.put("reason", orNull(decision.reason()));
        json.put("level", orNull(decision.level()));
        json.put("computed", orNull(decision.computed()));
        texts(json, "indicators", decision.indicators());
        json.put("text", orNull(decision.text()));
        json.put("language", decision.language().name().toLowerCase(Locale.ROOT));
        texts(json, "acknowledged", decision.acknowledged());
        json.set("basis", basis(decision.basis()));
        json.put("picture", decision.picture().map(ClosedPicture::sha256).orElse(null));
        json.put("previous", orNull(decision.previous()));
        return json;
    }

    private static ObjectNode basis(Basis basis) {
        ObjectNode json = object();
        json.put("events", basis.events());
        json.put("frameworks", basis.frameworks());
        json.put("digest", basis.digest());
        json.put("frameworkVersion", basis.frameworkVersion());
        json.put("frameworkSha256", basis.frameworkSha256());
        json.put("rules", basis.rules());
        texts(json, "senders", basis.senders());
        json.put("unknownSenders", basis.unknownSenders());
        return json;
    }

    /**
     * Returns how it stands with a year.
     *
     * @param known empty when no framework in force covers it
     */
    static ObjectNode status(DecisionYear year, YearDecisions decisions, Optional<KnownYear> known) {
        ObjectNode json = object();
        json.put("organisation", year.organisation());
        json.put("framework", year.framework());
        json.put("year", year.year());
        json.put("closed", decisions.isClosed());
        json.put(
                "picture",
                known.map(KnownYear::picture).map(ClosedPicture::sha256).orElse(null));
        ArrayNode departments = json.putArray("departments");
        known.ifPresent(now -> now.missing()
                .departments()
                .forEach(department -> departments.add(readiness(department, now, decisions))));
        json.set(
                "conditions",
                conditions(
                        known.map(now -> Conditions.ofClosing(now, decisions)).orElse(List.of())));
        json.set("inForce", decisions(decisions.inForce().values()));
        json.set("closings", decisions(decisions.closings()));
        ArrayNode voids = json.putArray("voids");
        decisions.voids().forEach(one -> voids.add(isVoid(one)));
        return json;
    }

    private static ObjectNode readiness(Department department, KnownYear known, YearDecisions decisions) {
        Optional<YearDecision> said = decisions.inForce(Slot.of(DecisionKind.READY, "", department.id()));
        ObjectNode json = object();
        json.put("id", department.id());
        json.put("ready", Conditions.isReady(known, decisions, department.id()));
        json.put("by", said.map(ready -> ready.by().name()).orElse(null));
        json.put("decidedOn", said.map(ready -> ready.decidedOn().toString()).orElse(null));
        json.put(
                "unknownSenders",
                said.map(ready -> ready.basis().unknownSenders()).orElse(null));
        return json;
    }

    private static ObjectNode isVoid(VoidDecision one) {
        ObjectNode json = object();
        json.put("place", one.place());
        json.put("code", one.code().id());
        json.set("message", text(one.code().message()));
        json.set(
                "decision",
                one.record() instanceof DecisionRecord.Decided decided ? decision(decided.decision()) : null);
        json.set("first", one.first().map(DecisionJson::decision).orElse(null));
        json.put("lost", one.lost().orElse(null));
        return json;
    }

    static ArrayNode conditions(List<Condition> conditions) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        conditions.forEach(condition -> {
            ObjectNode json = list.addObject();
            json.put("code", condition.code().id());
            texts(json, "about", condition.about());
            json.set("message", text(condition.message()));
        });
        return list;
    }

    private static ArrayNode decisions(Collection<PlacedDecision> placed) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        placed.forEach(one -> list.add(decision(one.decision())));
        return list;
    }

    private static void texts(ObjectNode json, String name, List<String> texts) {
        texts.forEach(json.putArray(name)::add);
    }

    private static ObjectNode text(Text text) {
        return object().put("sv", text.sv()).put("en", text.en());
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
