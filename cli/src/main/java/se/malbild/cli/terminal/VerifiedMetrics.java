package se.malbild.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Locale;
import se.malbild.goals.Text;

/**
 * The outcome of a verification for Prometheus, in a file that the text file collector of its node exporter reads.
 *
 * @param differences how many outputs are not what follows from the log
 * @param readNowRejectedThen how many records were rejected and can be read now
 * @param decisionFaults how much is wrong with what was decided about years
 * @param unchecked whether the verification could not be finished, so that the others say nothing
 */
public record VerifiedMetrics(int differences, int readNowRejectedThen, int decisionFaults, boolean unchecked) {

    /**
     * Writes the file as of {@code now}; a reader sees all of it or what was there before.
     *
     * @throws CommandException when it cannot be written
     */
    public void write(Path file, Instant now) throws CommandException {
        StringBuilder text = new StringBuilder();
        append(
                text,
                "malbild_verify_unchecked",
                "1 when the last verification could not be finished, otherwise 0.",
                unchecked ? 1 : 0);
        append(
                text,
                "malbild_verify_seconds",
                "When the last verification ended, in seconds since 1970.",
                now.getEpochSecond());
        if (!unchecked) {
            append(
                    text,
                    "malbild_verify_differences",
                    "Outputs that are not what follows from the input topics.",
                    differences);
            append(
                    text,
                    "malbild_verify_read_now_rejected_then",
                    "Records that were rejected and can be read now, and are missing from the pictures.",
                    readNowRejectedThen);
            append(
                    text,
                    "malbild_verify_decision_faults",
                    "Decisions about years that were removed or changed, or whose pictures cannot be computed again.",
                    decisionFaults);
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new CommandException(new Text(
                    "Filen " + file + " går inte att skriva; kontrollera att katalogen finns och dess rättigheter.",
                    "The file " + file + " cannot be written; check that its directory exists and its permissions."));
        }
    }

    private static void append(StringBuilder text, String name, String help, long value) {
        text.append(
                String.format(Locale.ROOT, "# HELP %s %s%n# TYPE %s gauge%n%s %d%n", name, help, name, name, value));
    }
}
