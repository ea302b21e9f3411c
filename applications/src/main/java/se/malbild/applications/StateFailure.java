package se.malbild.applications;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * What it is that keeps the state in a directory from being used. What the operating system says of it comes in the
 * language of the machine, so it is judged by codes and by what is on the disk.
 */
final class StateFailure {
    /** A file system that refuses to write may still have some blocks to give away. */
    private static final long NEARLY_NOTHING_BYTES = 1024 * 1024;

    /** Files of a store without which it cannot be opened; without CURRENT it is a new one. */
    private static final String NEEDED = ".*?[/\\\\](?:MANIFEST-\\d+|\\d+\\.sst)";

    /** Kafka Streams' own words, without a class of their own, for a store whose process was killed. */
    private static final String NOT_CLOSED = "Invalid state during store open";

    private StateFailure() {}

    /** Tells whether files of a store in {@code directory} are damaged or missing, or hold what was never committed. */
    static boolean isDamage(Throwable failure, Path directory) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProcessorStateException
                    && String.valueOf(cause.getMessage()).startsWith(NOT_CLOSED)) {
                return true;
            }
        }
        return ofRocksDb(failure).stream().anyMatch(thrown -> saysDamage(thrown, directory));
    }

    private static boolean saysDamage(RocksDBException thrown, Path directory) {
        String message = String.valueOf(thrown.getMessage());
        Status status = thrown.getStatus();
        if (status == null) {
            return message.startsWith("Corruption");
        }
        return status.getCode() == Status.Code.Corruption
                || (status.getCode() == Status.Code.IOError && isOfMissing(message, directory));
    }

    private static boolean isOfMissing(String message, Path directory) {
        Matcher file = Pattern.compile(Pattern.quote(directory.toAbsolutePath().toString()) + NEEDED)
                .matcher(message);
        return file.find() && Files.notExists(Path.of(file.group()));
    }

    /** Tells whether the disk with {@code directory} is full. */
    static boolean isDiskFull(Throwable failure, Path directory) {
        return ofRocksDb(failure).stream()
                        .map(RocksDBException::getStatus)
                        .anyMatch(status -> status != null && status.getSubCode() == Status.SubCode.NoSpace)
                || usableBytes(directory) < NEARLY_NOTHING_BYTES;
    }

    private static long usableBytes(Path directory) {
        Path existing = directory.toAbsolutePath();
        while (existing.getParent() != null && Files.notExists(existing)) {
            existing = existing.getParent();
        }
        try {
            return Files.getFileStore(existing).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    /** Returns what the innermost cause that says something says, as a sentence. */
    static String message(Throwable failure) {
        String message = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                message = cause.getMessage().strip();
            }
        }
        return message.endsWith(".") ? message : message + ".";
    }

    private static List<RocksDBException> ofRocksDb(Throwable failure) {
        List<RocksDBException> thrown = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RocksDBException ofRocksDb) {
                thrown.add(ofRocksDb);
            }
        }
        return thrown;
    }
}
