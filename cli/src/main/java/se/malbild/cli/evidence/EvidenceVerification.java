package se.malbild.cli.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.assessment.RulesVersion;
import se.malbild.goals.certification.IndicatorCertificate;
import se.malbild.goals.decision.Basis;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.picture.PictureJsonReader;
import se.malbild.history.DecisionFinding;
import se.malbild.history.DecisionFinding.Kind;
import se.malbild.history.DecisionVerification;
import se.malbild.history.History;
import se.malbild.history.VerifiedDecisions;
import se.malbild.history.YearCertification;

/** Verifies a file of evidence by nothing but itself and the rules of this build. */
final class EvidenceVerification {
    /** When every line is another, nobody reads more of them. */
    private static final int MOST_DAMAGES = 100;
    /** How much of a line is shown around what differs, in bytes. */
    private static final int SHOWN = 60;

    private static final Set<Kind> OF_BASIS = EnumSet.of(Kind.BASIS_CHANGED, Kind.BASIS_MISSING);

    private EvidenceVerification() {}

    /**
     * Verifies {@code file}.
     *
     * @param certify whether the indicators are to be certified, too
     * @throws IOException when it cannot be read
     * @throws CommandException when it is no evidence, or in a format that only a later version can read
     */
    static VerifiedEvidence verify(Path file, boolean certify) throws IOException, CommandException {
        FileCheck.Checked checked = FileCheck.of(file);
        if (!checked.damages().isEmpty()) {
            return VerifiedEvidence.damaged(checked, checked.damages());
        }
        EvidenceReader.Reading reading = EvidenceReader.read(file);
        if (reading.evidence().isEmpty()) {
            return VerifiedEvidence.damaged(checked, reading.damages());
        }
        Evidence evidence = reading.evidence().get();
        List<Damage> damages = new ArrayList<>(writtenAgain(file, evidence, checked.lines()));
        ofAnotherCut(evidence).ifPresent(damages::add);
        DecisionVerification verification =
                new DecisionVerification(evidence.schemas(), DecisionVerification.Rules.CURRENT);
        VerifiedDecisions decisions = Evidence.certain(() -> verification.verify(evidence.log()));
        return new VerifiedEvidence(
                reading.evidence(),
                checked.lines(),
                checked.sha256(),
                damages,
                decisions,
                evidence.decisions().isClosed() ? Optional.empty() : ofOpenYear(evidence, verification),
                certify && damages.isEmpty() ? certificates(evidence, decisions) : List.of());
    }

    /** Compares every line with the one that the records give when they are written again. */
    private static List<Damage> writtenAgain(Path file, Evidence evidence, int last) throws IOException {
        List<Damage> damages = new ArrayList<>();
        try (InputStream bytes = Files.newInputStream(file)) {
            FileLines lines = new FileLines(bytes);
            EvidenceWriter.write(evidence, (number, right) -> {
                byte[] found = lines.next().orElse(new byte[0]);
                boolean followsFromOthers = number == last && !damages.isEmpty();
                if (!Arrays.equals(found, right) && !followsFromOthers && damages.size() < MOST_DAMAGES) {
                    damages.add(difference(number, found, right));
                }
            });
        }
        return damages;
    }

    private static Damage difference(int number, byte[] found, byte[] right) {
        int from = Math.max(0, Arrays.mismatch(found, right) - SHOWN / 2);
        return Damage.at(
                number,
                "raden säger annat än posternas byte. Där står …" + shown(found, from) + "…, men det ska stå …"
                        + shown(right, from) + "….",
                "the line says something else than the bytes of the records. It has …" + shown(found, from)
                        + "…, but is to have …" + shown(right, from) + "….");
    }

    private static String shown(byte[] line, int from) {
        int begin = Math.min(from, line.length);
        return new String(line, begin, Math.min(SHOWN, line.length - begin), StandardCharsets.UTF_8);
    }

    /** Evidence of a year that is closed has exactly what the closing rests on. */
    private static Optional<Damage> ofAnotherCut(Evidence evidence) {
        int events = evidence.log().end().events();
        int frameworks = evidence.log().end().frameworks();
        return evidence.decisions()
                .closing()
                .map(YearDecision::basis)
                .filter(basis -> basis.events() != events || basis.frameworks() != frameworks)
                .map(basis -> Damage.at(
                        1,
                        "filen har " + events + " händelser och " + frameworks + " versioner av styrmodeller, men"
                                + " bokslutet vilar på " + basis.events() + " och " + basis.frameworks() + ".",
                        "the file has " + events + " events and " + frameworks + " versions of frameworks, but the"
                                + " closing rests on " + basis.events() + " and " + basis.frameworks() + "."));
    }

    private static Optional<Kind> ofOpenYear(Evidence evidence, DecisionVerification verification) {
        EvidenceOrigin origin = evidence.origin();
        return evidence.picture()
                .flatMap(json -> Evidence.certain(() -> verification.difference(
                        evidence.log(), evidence.log().end(), origin.year(), origin.rules(), json)));
    }

    private static List<IndicatorCertificate> certificates(Evidence evidence, VerifiedDecisions verified) {
        Optional<YearDecision> closing = evidence.decisions().closing();
        boolean isIntact = verified.findings().stream()
                .filter(finding -> OF_BASIS.contains(finding.kind()))
                .map(DecisionFinding::decisionId)
                .noneMatch(closing.map(YearDecision::decisionId)::equals);
        int rules = closing.map(YearDecision::basis)
                .map(Basis::rules)
                .orElse(evidence.origin().rules());
        return Evidence.certain(() -> new YearCertification(new History(evidence.schemas()))
                .of(
                        evidence.log(),
                        evidence.origin().year(),
                        evidence.picture().flatMap(PictureJsonReader::read),
                        isIntact,
                        rules == RulesVersion.CURRENT));
    }
}
