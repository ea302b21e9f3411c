package se.malbild.cli.evidence;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import se.malbild.cli.move.CarriedSchemas;
import se.malbild.goals.assessment.RulesVersion;
import se.malbild.goals.decision.Basis;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.YearDecision;
import se.malbild.history.Cut;
import se.malbild.history.History;
import se.malbild.history.OrganisationLog;
import se.malbild.history.UndecodedException;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.registry.GivenSchemas;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * A file of evidence that was written.
 *
 * @param isClosed whether the year was closed
 * @param lines how many it has
 * @param sha256 of all lines but the last, in hexadecimal
 * @param newest the newest decision about the year that was in force when it came
 */
public record EvidenceFile(boolean isClosed, int lines, String sha256, Optional<YearDecision> newest) {
    /**
     * Writes the evidence of {@code year}: of what it was closed with, or of what was known when it is open. The file is there whole
     * or not at all, and for its owner only where the file system can tell who that is.
     *
     * @param version of the program
     * @param log all of the organisation
     * @param asOf the moment to read the log up to; empty for all of it
     * @param known the place in the log then
     * @param registry with the schemas of the input topics preloaded
     * @throws IOException when the file cannot be written
     * @throws CarriedSchemas.UnansweredException when the registry does not tell a schema
     * @throws UndecodedException when the registry does not tell a schema
     */
    public static EvidenceFile write(
            Path file,
            Optional<String> version,
            DecisionYear year,
            OrganisationLog log,
            Optional<Instant> asOf,
            Cut known,
            SchemaRegistry registry)
            throws IOException, UndecodedException {
        List<InputRecord> decisions = decisions(log, year, asOf);
        Cut cut = new History(registry)
                .decisions(part(log, Cut.BEGINNING, decisions))
                .of(year)
                .decisions()
                .closing()
                .map(YearDecision::basis)
                .map(EvidenceFile::cut)
                .orElse(known);
        OrganisationLog part = part(log, within(cut, log.end()), decisions);
        Evidence evidence = Evidence.of(
                new EvidenceOrigin(version, RulesVersion.CURRENT, year, asOf), schemas(part, registry), part);
        return write(file, evidence);
    }

    private static List<InputRecord> decisions(OrganisationLog log, DecisionYear year, Optional<Instant> asOf) {
        byte[] key = Keys.decisions(year.organisation(), year.framework(), year.year())
                .getBytes(StandardCharsets.UTF_8);
        long through = asOf.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        return log.records(Topic.YEAR_DECISIONS).stream()
                .takeWhile(record -> record.appendedAt() <= through)
                .filter(record -> Arrays.equals(record.key(), key))
                .toList();
    }

    private static Cut cut(Basis basis) {
        return new Cut(basis.events(), basis.frameworks());
    }

    /** A log that has lost what a closing rests on is written as it is. */
    private static Cut within(Cut cut, Cut end) {
        return new Cut(Math.min(cut.events(), end.events()), Math.min(cut.frameworks(), end.frameworks()));
    }

    private static OrganisationLog part(OrganisationLog log, Cut cut, List<InputRecord> decisions) {
        return OrganisationLog.of(
                log.organisation(),
                log.records(Topic.INDICATOR_EVENTS).subList(0, cut.events()),
                log.records(Topic.GOAL_FRAMEWORKS).subList(0, cut.frameworks()),
                decisions);
    }

    private static GivenSchemas schemas(OrganisationLog log, SchemaRegistry registry) throws IOException {
        CarriedSchemas carried = new CarriedSchemas(registry);
        for (Topic topic : Topic.inputs()) {
            for (InputRecord record : log.records(topic)) {
                carried.find(record.value(), record.appendedAt());
            }
        }
        return new GivenSchemas(carried.found());
    }

    static EvidenceFile write(Path file, Evidence evidence) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(directory, file.getFileName().toString(), ".tmp");
        try {
            int[] lines = {0};
            String sha256;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
                sha256 = EvidenceWriter.write(evidence, (number, line) -> {
                    out.write(line);
                    out.write('\n');
                    lines[0] = number;
                });
            }
            move(unfinished, file);
            return new EvidenceFile(evidence.decisions().isClosed(), lines[0], sha256, evidence.newest());
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException other) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
