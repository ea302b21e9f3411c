package se.malbild.ingest.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.observation.Observation;

/** Files as somebody has them, and what they say. */
final class Given {
    private Given() {}

    static Path file(Path directory, String name, String text) {
        return file(directory, name, text, StandardCharsets.UTF_8);
    }

    static Path file(Path directory, String name, String text, Charset charset) {
        try {
            return Files.write(directory.resolve(name), text.getBytes(charset));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static List<FileRow> rows(Path file, Defaults defaults) throws IOException, UnreadableFileException {
        List<FileRow> rows = new ArrayList<>();
        try (ObservationFile open = ObservationFile.open(file, defaults, Optional.empty())) {
            for (Optional<FileRow> row = open.next(); row.isPresent(); row = open.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    /** The observations of a file without faults. */
    static List<Observation> observations(Path file, Defaults defaults) throws IOException, UnreadableFileException {
        return rows(file, defaults).stream()
                .map(row -> {
                    if (row instanceof FileRow.Good good) {
                        return good.observation();
                    }
                    throw new AssertionError(row);
                })
                .toList();
    }

    /** Every fault as {@code row column code}. */
    static List<String> faults(Path file, Defaults defaults) throws IOException, UnreadableFileException {
        return rows(file, defaults).stream()
                .filter(FileRow.Faulty.class::isInstance)
                .map(FileRow.Faulty.class::cast)
                .flatMap(row -> row.faults().stream()
                        .map(fault -> row.number() + " " + fault.column() + " "
                                + fault.fault().code()))
                .toList();
    }
}
