package se.malbild.receipts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/**
 * Knows by its id which changelog the store on the disk belongs to. After a reset the changelog is another with the same
 * name, in which Kafka Streams would take the store for one that is up to date as soon as the offsets have come so far.
 */
final class StoreOrigin {
    private final Path file;

    StoreOrigin(Path file) {
        this.file = file;
    }

    /** Tells whether it is {@code changelog}; if there is none, or it was never kept, it is not. */
    boolean isIn(Optional<Uuid> changelog) throws IOException {
        return changelog.isPresent()
                && Files.exists(file)
                && Arrays.equals(
                        Files.readAllBytes(file), changelog.get().toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Keeps that it is {@code changelog}.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    void keep(Optional<Uuid> changelog) {
        try {
            Files.writeString(file, changelog.map(Uuid::toString).orElse(""));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
