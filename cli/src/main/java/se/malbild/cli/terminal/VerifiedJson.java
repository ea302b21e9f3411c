package se.malbild.cli.terminal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import se.malbild.goals.Word;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.history.DecisionFinding;
import se.malbild.history.LogDigest;
import se.malbild.history.VerifiedDecisions;
import se.malbild.history.VerifiedOrganisation;

/** What became of the verification of an organisation, as JSON on one line. */
public final class VerifiedJson {
    private VerifiedJson() {}

    public static String of(VerifiedOrganisation verified) {
        ObjectNode node = object().put("organisation", verified.organisation());
        node.set("digest", digest(verified.digest()));
        node.put("outputs", verified.outputs());
        ArrayNode differences = node.putArray("differences");
        verified.differences().forEach(difference -> {
            ObjectNode one = differences
                    .addObject()
                    .put("kind", difference.kind().name().toLowerCase(Locale.ROOT))
                    .put("topic", difference.output().topic().topicName())
                    .put("key", difference.output().key());
            ArrayNode fields = one.putArray("fields");
            difference
                    .fields()
                    .forEach(field -> fields.addObject()
                            .put("field", field.field())
                            .put("expected", field.expected())
                            .put("found", field.found()));
        });
        ArrayNode rejected = node.putArray("readNowRejectedThen");
        verified.readNowRejectedThen().forEach(record -> {
            ObjectNode one = rejected.addObject()
                    .put("topic", record.topic().topicName())
                    .put("partition", record.partition())
                    .put("offset", record.offset());
            ArrayNode faults = one.putArray("faults");
            record.faults().forEach(faults::add);
        });
        VerifiedDecisions verifiedDecisions = verified.decisions();
        ObjectNode decisions = node.putObject("decisions")
                .put("records", verifiedDecisions.decisions())
                .put("closings", verifiedDecisions.closings())
                .put("reproduced", verifiedDecisions.reproduced());
        ArrayNode findings = decisions.putArray("findings");
        verifiedDecisions
                .findings()
                .forEach(finding -> findings.add(finding(
                        finding,
                        json -> json.put("partition", finding.place().partition())
                                .put("offset", finding.place().offset()))));
        return node.toString();
    }

    /**
     * Returns what was found about a decision.
     *
     * @param place writes where the decision lies
     */
    public static ObjectNode finding(DecisionFinding finding, Consumer<ObjectNode> place) {
        ObjectNode one = object().put("kind", Word.of(finding.kind()))
                .put("fault", finding.isFault())
                .put("framework", finding.year().map(DecisionYear::framework).orElse(null))
                .put("year", finding.year().map(DecisionYear::year).orElse(null));
        place.accept(one);
        one.put("decisionId", finding.decisionId().orElse(null));
        one.putObject("message")
                .put("sv", finding.message().sv())
                .put("en", finding.message().en());
        return one;
    }

    private static ObjectNode digest(Optional<LogDigest> digest) {
        return digest.map(known -> object().put("events", known.records().events())
                        .put("frameworks", known.records().frameworks())
                        .put("sha256", known.sha256()))
                .orElse(null);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
