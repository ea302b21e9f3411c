package se.malbild.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

class StateFailureTest {
    @TempDir
    private Path state;

    private Path store;

    @BeforeEach
    void write() throws Exception {
        store = Files.createDirectories(state.resolve("0_0").resolve("rocksdb")).resolve("receipts");
        try (Options options = new Options().setCreateIfMissing(true);
                RocksDB opened = RocksDB.open(options, store.toString());
                FlushOptions flush = new FlushOptions()) {
            opened.put("key".getBytes(StandardCharsets.UTF_8), "value".getBytes(StandardCharsets.UTF_8));
            opened.flush(flush);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CURRENT", "MANIFEST-\\d+", "\\d+\\.sst"})
    void what_means_nothing_is_damage(String name) throws Exception {
        for (Path file : files(name)) {
            byte[] noise = new byte[(int) Files.size(file)];
            Arrays.fill(noise, (byte) 0xff);
            Files.write(file, noise);
        }

        ProcessorStateException failure = opened();

        assertThat(StateFailure.isDamage(failure, state))
                .as("%s", failure.getCause())
                .isTrue();
        assertThat(StateFailure.isDiskFull(failure, state)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MANIFEST-\\d+", "\\d+\\.sst"})
    void what_is_gone_is_damage(String name) throws Exception {
        for (Path file : files(name)) {
            Files.delete(file);
        }

        ProcessorStateException failure = opened();

        assertThat(StateFailure.isDamage(failure, state))
                .as("%s", failure.getCause())
                .isTrue();
    }

    @Test
    void a_store_that_was_not_closed_holds_what_was_never_committed() {
        ProcessorStateException notClosed = new ProcessorStateException(
                "Invalid state during store open. Expected state to be either empty or closed");

        assertThat(StateFailure.isDamage(notClosed, state)).isTrue();
        assertThat(StateFailure.isDamage(opening(notClosed), state)).isTrue();
    }

    @Test
    void a_store_that_somebody_else_has_opened_is_not_damaged() throws Exception {
        try (Options options = new Options();
                RocksDB other = RocksDB.open(options, store.toString())) {
            assertThat(other).isNotNull();

            ProcessorStateException failure = opened();

            assertThat(StateFailure.isDamage(failure, state)).isFalse();
            assertThat(StateFailure.isDiskFull(failure, state)).isFalse();
            assertThat(StateFailure.message(failure)).contains("LOCK");
        }
    }

    @Test
    void what_the_operating_system_refuses_is_not_damage_whatever_it_names() {
        Path manifest = store.resolve("MANIFEST-000001");
        for (Exception refused : List.of(
                new RocksDBException(
                        "While open a file for sequentially reading: "
                                + files("MANIFEST-\\d+").get(0) + ": Permission denied",
                        new Status(Status.Code.IOError, Status.SubCode.None, null)),
                new RocksDBException("Too many open files: " + manifest),
                new IOException("Input/output error: " + manifest),
                new LockException("Corruption of " + manifest))) {
            assertThat(StateFailure.isDamage(opening(refused), state))
                    .as("%s", refused)
                    .isFalse();
        }
    }

    @Test
    void a_full_disk_is_told_by_its_code_and_never_by_its_text() {
        Status full = new Status(Status.Code.IOError, Status.SubCode.NoSpace, null);

        assertThat(StateFailure.isDiskFull(opening(new RocksDBException("Enheten är full", full)), state))
                .isTrue();
        assertThat(StateFailure.isDiskFull(opening(new IOException("No space left on device")), state))
                .isFalse();
        assertThat(StateFailure.isDiskFull(
                        new IOException(), state.resolve("not").resolve("yet")))
                .isFalse();
    }

    @Test
    void the_message_is_that_of_the_innermost_cause_that_says_something() {
        assertThat(StateFailure.message(opening(new IOException("Input/output error", new IOException()))))
                .isEqualTo("Input/output error.");
        assertThat(StateFailure.message(new LockException("Held by another."))).isEqualTo("Held by another.");
    }

    /** Opens the store as Kafka Streams does, and returns what that fails with. */
    private ProcessorStateException opened() {
        try (Options options = new Options().setCreateIfMissing(true)) {
            return opening(catchThrowableOfType(
                    RocksDBException.class,
                    () -> RocksDB.open(options, store.toString()).close()));
        }
    }

    private static ProcessorStateException opening(Exception cause) {
        assertThat(cause).isNotNull();
        return new ProcessorStateException("Error opening store receipts", cause);
    }

    private List<Path> files(String name) {
        try (Stream<Path> all = Files.list(store)) {
            List<Path> found = all.filter(file -> file.getFileName().toString().matches(name))
                    .toList();
            assertThat(found).as(name).isNotEmpty();
            return found;
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
