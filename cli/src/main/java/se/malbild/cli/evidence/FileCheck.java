package se.malbild.cli.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.Text;
import se.malbild.goals.decision.Sha256;

/** Finds out whether the lines of a file of evidence are as they were written, whatever they say. */
final class FileCheck {
    private static final byte[] BEGINNING = "{\"inside\":".getBytes(StandardCharsets.UTF_8);
    private static final int GZIP = 0x1f;

    /**
     * What was found.
     *
     * @param lines how many there are
     * @param sha256 of all lines but the last, in hexadecimal, as the last line says; {@code ""} when it does not say it
     * @param damages in the order of the lines
     */
    record Checked(int lines, String sha256, List<Damage> damages) {
        Checked {
            damages = List.copyOf(damages);
        }
    }

    private final List<Damage> damages = new ArrayList<>();
    private final MessageDigest beforeLast = Sha256.digest();
    private byte[] last = new byte[0];
    private int lines;
    private int expected = 1;

    private FileCheck() {}

    /**
     * Checks {@code file}.
     *
     * @throws CommandException when it is no evidence
     */
    static Checked of(Path file) throws IOException, CommandException {
        FileCheck check = new FileCheck();
        try (InputStream bytes = Files.newInputStream(file)) {
            FileLines in = new FileLines(bytes);
            for (Optional<byte[]> line = in.next(); line.isPresent(); line = in.next()) {
                check.take(file, line.get());
            }
            if (check.lines == 0) {
                throw noEvidence(file);
            }
            return check.result(in.isEnded());
        }
    }

    private static CommandException noEvidence(Path file) {
        return new CommandException(new Text(
                file
                        + " är inget underlag som ”malbild evidence” har skrivit: första raden börjar inte med {\"inside\":.",
                file + " is no evidence written by “malbild evidence”: its first line does not begin with"
                        + " {\"inside\":."));
    }

    private static void requireEvidence(Path file, byte[] first) throws CommandException {
        if (first.length > 0 && first[0] == GZIP) {
            throw new CommandException(new Text(
                    file + " är komprimerad. Packa upp den först, till exempel med gunzip.",
                    file + " is compressed. Unpack it first, for example with gunzip."));
        }
        boolean begins = first.length >= BEGINNING.length
                && Arrays.equals(first, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length);
        if (!begins && NumberedLine.of(first).isEmpty()) {
            throw noEvidence(file);
        }
    }

    private void take(Path file, byte[] line) throws CommandException {
        if (lines == 0) {
            requireEvidence(file, line);
        } else {
            beforeLast.update(last);
            beforeLast.update((byte) '\n');
        }
        lines++;
        last = line;
        Optional<NumberedLine> numbered = NumberedLine.of(line);
        if (numbered.filter(NumberedLine::isWhole).isPresent()) {
            place(numbered.get().number());
        } else {
            String sum = numbered.map(NumberedLine::sum).orElse("–");
            String right = numbered.map(NumberedLine::rightSum).orElse("–");
            damage(
                    "raden har ändrats: dess kontrollsumma är " + sum + ", men innehållet ger " + right
                            + ". Hämta filen igen.",
                    "the line was changed: its checksum is " + sum + ", but its content gives " + right
                            + ". Fetch the file again.");
            expected++;
        }
    }

    private void place(int number) {
        if (number > expected) {
            int until = number - 1;
            String gone = until == expected ? Integer.toString(expected) : expected + "–" + until;
            damage(
                    "rad " + gone + " saknas: här står rad " + number + ". Hämta filen igen.",
                    "line " + gone + " is missing: here stands line " + number + ". Fetch the file again.");
        } else if (number < expected) {
            damage(
                    "här står rad " + number + ", men rad " + expected + " skulle komma. Hämta filen igen.",
                    "here stands line " + number + ", but line " + expected + " was to come. Fetch the file again.");
        }
        expected = Math.max(expected, number + 1);
    }

    private Checked result(boolean isLastEnded) {
        String stated = "";
        if (!isLastEnded) {
            damage(
                    "raden är inte avslutad: filen är avklippt. Hämta den igen.",
                    "the line has no end: the file was cut off. Fetch it again.");
        } else if (damages.isEmpty()) {
            stated = end();
        }
        return new Checked(lines, stated, damages);
    }

    /** Returns the checksum of the whole that the last line says. */
    private String end() {
        Optional<JsonNode> end = EvidenceJson.parsed(last)
                .filter(line -> line.path("type").asText().equals("end"));
        if (end.isEmpty()) {
            damage(
                    "sista raden (end) saknas: filen är avklippt här. Hämta den igen.",
                    "the last line (end) is missing: the file was cut off here. Fetch it again.");
            return "";
        }
        String stated = end.get().path("sha256").asText();
        String right = HexFormat.of().formatHex(beforeLast.digest());
        if (!stated.equals(right)) {
            damage(
                    "kontrollsumman för hela filen är " + stated + ", men raderna ovanför ger " + right + ".",
                    "the checksum of the whole file is " + stated + ", but the lines above give " + right + ".");
        }
        return stated;
    }

    private void damage(String sv, String en) {
        damages.add(Damage.at(lines, sv, en));
    }
}
