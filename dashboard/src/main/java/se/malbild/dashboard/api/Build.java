package se.malbild.dashboard.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import se.malbild.goals.picture.Picture;
import se.malbild.history.Known;
import se.malbild.schemas.IndicatorObservations;

/** The code that answers are made by, which may make others of the same records after an upgrade. */
final class Build {
    /** Stands for the jars of this and of what is read; it is the same wherever they are. */
    static final String HASH =
            hash(List.of(jar(Build.class), jar(Picture.class), jar(IndicatorObservations.class), jar(Known.class)));

    private Build() {}

    /** @param jars those that are directories instead, where nothing was packaged yet, are left out */
    static String hash(List<Path> jars) {
        try {
            ByteArrayOutputStream hashes = new ByteArrayOutputStream();
            for (Path jar : jars) {
                if (Files.isRegularFile(jar)) {
                    hashes.write(Answers.hash(Files.readAllBytes(jar)).getBytes(StandardCharsets.US_ASCII));
                }
            }
            return Answers.hash(hashes.toByteArray()).substring(0, 8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable); // classes are read from it
        }
    }

    private static Path jar(Class<?> of) {
        try {
            return Path.of(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible); // it is a file
        }
    }
}
