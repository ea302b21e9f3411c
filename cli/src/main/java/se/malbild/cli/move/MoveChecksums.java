package se.malbild.cli.move;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.Text;

/**
 * The checksums of the files of a move, in the form that {@code sha256sum --check} reads. They are written last, so files without them
 * are not all there is.
 */
final class MoveChecksums {
    static final String FILE = "SHA256SUMS";

    private static final String BETWEEN = "  ";

    private MoveChecksums() {}

    /** @param files their names in {@code directory} */
    static void write(Path directory, List<String> files) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String file : files) {
            lines.append(sha256(directory.resolve(file)))
                    .append(BETWEEN)
                    .append(file)
                    .append('\n');
        }
        Files.writeString(directory.resolve(FILE), lines, StandardOpenOption.CREATE_NEW);
    }

    /**
     * Requires that {@code files} are what they were when they were written.
     *
     * @param files their names in {@code directory}
     */
    static void require(Path directory, List<String> files) throws IOException, CommandException {
        SortedMap<String, String> written = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(directory.resolve(FILE))) {
                String[] parts = line.split(BETWEEN, 2);
                written.put(parts[parts.length - 1], parts[0]);
            }
        } catch (NoSuchFileException missing) {
            throw new CommandException(new Text(
                    directory + " har ingen fil " + FILE + ", så exporten är inte hel. Kör ”malbild move export” igen,"
                            + " till en annan katalog.",
                    directory + " has no file " + FILE
                            + ", so the export is not whole. Run “malbild move export” again,"
                            + " to another directory."));
        }
        for (String file : files) {
            Path path = directory.resolve(file);
            if (!Files.exists(path) || !sha256(path).equals(written.get(file))) {
                throw new CommandException(new Text(
                        path + " är skadad eller avklippt: dess SHA-256 är inte den som står i " + FILE
                                + ". Kopiera katalogen igen, eller kör ”malbild move export” igen.",
                        path + " is damaged or cut off: its SHA-256 is not the one in " + FILE
                                + ". Copy the directory again, or run “malbild move export” again."));
            }
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has it
        }
    }
}
