package se.malbild.cli.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import se.malbild.cli.terminal.VerifiedJson;
import se.malbild.goals.Text;
import se.malbild.goals.Word;
import se.malbild.goals.certification.CertificationClass;
import se.malbild.goals.certification.IndicatorCertificate;
import se.malbild.goals.decision.Sha256;
import se.malbild.goals.decision.YearDecision;
import se.malbild.history.VerifiedDecisions;

/** What became of the verification of a file of evidence, as JSON on one line. */
final class VerifiedEvidenceJson {
    private VerifiedEvidenceJson() {}

    static String of(VerifiedEvidence verified, boolean certify) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("right", verified.isRight());
        node.put("lines", verified.lines());
        node.put("sha256", verified.sha256().isEmpty() ? null : verified.sha256());
        ArrayNode damages = node.putArray("damages");
        verified.damages()
                .forEach(damage ->
                        damages.addObject().put("line", damage.line()).set("message", text(damage.message())));
        verified.evidence().ifPresent(evidence -> add(node, evidence, verified));
        if (certify && verified.damages().isEmpty()) {
            node.set("certification", certification(verified.certificates()));
        }
        return node.toString();
    }

    private static void add(ObjectNode node, Evidence evidence, VerifiedEvidence verified) {
        node.put("organisation", evidence.origin().year().organisation())
                .put("framework", evidence.origin().year().framework())
                .put("year", evidence.origin().year().year())
                .put(
                        "closing",
                        evidence.decisions()
                                .closing()
                                .map(YearDecision::decisionId)
                                .orElse(null))
                .put("events", evidence.log().end().events())
                .put("frameworks", evidence.log().end().frameworks())
                .put("digest", evidence.digest())
                .put(
                        "picture",
                        evidence.picture()
                                .map(json -> Sha256.hex(json.getBytes(StandardCharsets.UTF_8)))
                                .orElse(null))
                .put("openPicture", verified.openPicture().map(Word::of).orElse(null));
        Optional<YearDecision> newest = evidence.newest();
        if (newest.isPresent()) {
            node.putObject("newestDecision")
                    .put("decisionId", newest.get().decisionId())
                    .put("sha256", newest.get().sha256());
        } else {
            node.putNull("newestDecision");
        }
        VerifiedDecisions of = verified.decisions();
        ObjectNode decisions = node.putObject("decisions")
                .put("records", of.decisions())
                .put("closings", of.closings())
                .put("reproduced", of.reproduced());
        ArrayNode findings = decisions.putArray("findings");
        of.findings()
                .forEach(finding -> findings.add(VerifiedJson.finding(
                        finding, json -> json.put("line", finding.place().offset()))));
    }

    private static ObjectNode certification(List<IndicatorCertificate> certificates) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode classes = node.putArray("classes");
        for (CertificationClass each : CertificationClass.values()) {
            ObjectNode one = classes.addObject()
                    .put("class", each.id())
                    .put("indicators", CertificateTable.count(certificates, each));
            one.set("label", text(each.label()));
            one.set("definition", text(each.definition()));
        }
        ArrayNode indicators = node.putArray("indicators");
        for (IndicatorCertificate certificate : certificates) {
            ObjectNode one = indicators.addObject().put("id", certificate.id());
            one.set("title", text(certificate.title()));
            one.put("class", certificate.certification().id());
            ArrayNode checks = one.putArray("checks");
            certificate
                    .checks()
                    .forEach(check -> checks.addObject()
                            .put("check", check.kind().id())
                            .put("outcome", Word.of(check.outcome()))
                            .set("message", text(check.message())));
        }
        return node;
    }

    private static ObjectNode text(Text text) {
        return JsonNodeFactory.instance.objectNode().put("sv", text.sv()).put("en", text.en());
    }
}
