package se.malbild.cli.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.VerifiedLines;
import se.malbild.goals.Text;
import se.malbild.goals.decision.Sha256;
import se.malbild.goals.decision.YearDecision;
import se.malbild.history.DecisionFinding;
import se.malbild.history.LogDigest;

/** Verifies a file of evidence for a person, or a program, and tells what was found. */
public final class EvidenceCheck {
    /** More damages than a person reads; in JSON all are told. */
    private static final int MOST_TOLD = 20;

    private final Path file;
    private final boolean certify;
    private final Console console;

    /** @param certify whether the indicators are to be certified, too */
    public EvidenceCheck(Path file, boolean certify, Console console) {
        this.file = file;
        this.certify = certify;
        this.console = console;
    }

    /**
     * Verifies the file and tells what was found; returns whether everything is right.
     *
     * @param json whether a program is told
     * @throws CommandException when it cannot be read, is no evidence, or in a format that only a later version can read
     */
    public boolean run(boolean json) throws CommandException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw CommandException.cannotRead(file);
        }
        try {
            VerifiedEvidence verified = EvidenceVerification.verify(file, certify);
            if (json) {
                console.result(VerifiedEvidenceJson.of(verified, certify) + "\n");
            } else {
                tell(verified);
            }
            return verified.isRight();
        } catch (IOException failed) {
            throw new CommandException(new Text(
                    file + " kan inte läsas: " + failed.getMessage() + ".",
                    file + " cannot be read: " + failed.getMessage() + "."));
        }
    }

    private void tell(VerifiedEvidence verified) {
        verified.damages().stream()
                .limit(MOST_TOLD)
                .forEach(damage -> result(
                        "Rad " + damage.line() + ": " + damage.message().sv(),
                        "Line " + damage.line() + ": " + damage.message().en()));
        int more = verified.damages().size() - MOST_TOLD;
        if (more > 0) {
            result("… och " + more + " rader till.", "… and " + more + " more lines.");
        }
        for (DecisionFinding finding : verified.decisions().findings()) {
            Text place = new Text(
                    "rad " + finding.place().offset(), "line " + finding.place().offset());
            console.result(VerifiedLines.finding(finding, place.in(console.language()), console.language()));
        }
        verified.openPicture().ifPresent(kind -> openPicture(kind, verified.lines() - 1));
        if (verified.evidence().isEmpty()) {
            console.say(
                    file + " är inte som den skrevs, så ingenting i den har kontrollerats.",
                    file + " is not as it was written, so nothing in it was verified.");
        } else {
            tell(verified, verified.evidence().get());
        }
    }

    private void openPicture(DecisionFinding.Kind kind, int line) {
        if (kind == DecisionFinding.Kind.RULES_CHANGED) {
            result(
                    "Rad " + line + ": reglerna har ändrats sedan filen skrevs och ger en annan målbild.",
                    "Line " + line + ": the rules have changed since the file was written and give another picture.");
        } else {
            result(
                    "Rad " + line + ": samma regler ger en annan målbild av det som står i filen.",
                    "Line " + line + ": the same rules make another picture of what is in the file.");
        }
    }

    private void tell(VerifiedEvidence verified, Evidence evidence) {
        if (certify && verified.damages().isEmpty()) {
            console.result(new CertificateTable(console.language()).of(verified.certificates()));
        }
        console.say(EvidenceWriter.state(evidence));
        Text lines = Text.count(verified.lines(), "rad", "rader", "line", "lines");
        if (verified.damages().isEmpty()) {
            console.say(
                    lines.sv() + " är som de skrevs; filens kontrollsumma är " + verified.sha256() + ".",
                    lines.en() + " are as they were written; the checksum of the file is " + verified.sha256() + ".");
        }
        console.say(VerifiedLines.digest(
                Optional.of(evidence.log().organisation()),
                Optional.of(new LogDigest(evidence.log().end(), evidence.digest()))));
        console.say(VerifiedLines.decisions(verified.decisions()));
        evidence.picture()
                .map(json -> Sha256.hex(json.getBytes(StandardCharsets.UTF_8)))
                .ifPresent(hash -> console.say(
                        "Målbildens kontrollsumma (SHA-256): " + hash, "Checksum of the picture (SHA-256): " + hash));
        evidence.newest().ifPresent(this::tellNewest);
        if (verified.isRight()) {
            console.say(
                    "Allt stämmer. Vem som har skickat ett värde, och om det senaste beslutet har tagits bort, kan filen inte visa.",
                    "Everything is right. Who sent a value, and whether the newest decision was removed, the file cannot"
                            + " show.");
        }
    }

    private void tellNewest(YearDecision newest) {
        console.say(
                "Det senaste beslutet, " + newest.decidedOn() + " av "
                        + newest.by().name() + ", har kontrollsumman " + newest.sha256()
                        + ". Jämför den med protokollet.",
                "The newest decision, on " + newest.decidedOn() + " by "
                        + newest.by().name() + ", has the checksum " + newest.sha256()
                        + ". Compare it with the minutes.");
    }

    private void result(String sv, String en) {
        console.result(new Text(sv, en).in(console.language()) + "\n");
    }
}
