package se.malbild.publisher.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.publisher.ObservationPublisher.Published;

/**
 * A file of events, one frame after another. One thread appends, another reads and settles; what is not yet forced to
 * disk is not read.
 */
final class Segment {
    private static final Pattern NAME = Pattern.compile("(\\d{20})\\.events");
    private static final Logger LOG = LoggerFactory.getLogger(Segment.class);

    /**
     * An event as it lies in a segment.
     *
     * @param published completed with what became of it
     */
    record Entry(Segment segment, SpoolFrame.Found found, long end, CompletableFuture<Published> published) {}

    private final Path path;
    private final FileChannel file;
    /** Of the events of this run, in their order; nobody waits for those of an earlier one. */
    private final Queue<CompletableFuture<Published>> waiting = new ConcurrentLinkedQueue<>();

    private final long recoveredEvents;
    private volatile long durableBytes;
    private volatile long readBytes;
    private volatile long settledBytes;

    private Segment(Path path, FileChannel file, long durableBytes, long recoveredEvents) {
        this.path = path;
        this.file = file;
        this.durableBytes = durableBytes;
        this.recoveredEvents = recoveredEvents;
    }

    private static Path path(Path directory, long number) {
        return directory.resolve(String.format(Locale.ROOT, "%020d.events", number));
    }

    /** Returns the numbers of the segments in {@code directory}, the oldest first. */
    static List<Long> numbers(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> Long.valueOf(name.group(1)))
                    .sorted()
                    .toList();
        }
    }

    static Segment create(Path directory, long number) throws IOException {
        Path path = path(directory, number);
        FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            forceName(directory);
        } catch (IOException failed) {
            file.close();
            throw failed;
        }
        return new Segment(path, file, 0, 0);
    }

    /** A new file survives the loss of power only when its name does. */
    private static void forceName(Path directory) throws IOException {
        // Elsewhere a directory cannot be opened, and the name is safe without.
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    /** Opens what an earlier run left, and cuts off what it never finished writing. */
    static Segment recover(Path directory, long number) throws IOException {
        Path path = path(directory, number);
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        long size = file.size();
        long end = 0;
        long events = 0;
        while (end < size) {
            SpoolFrame.Found found = SpoolFrame.at(file, end, size);
            if (found instanceof SpoolFrame.Found.Torn) {
                LOG.warn("{} ends in {} bytes of an event whose writing was not finished: cut off.", path, size - end);
                file.truncate(end);
                break;
            }
            end = end(found);
            events++;
        }
        return new Segment(path, file, end, events);
    }

    private static long end(SpoolFrame.Found found) {
        if (found instanceof SpoolFrame.Found.Whole whole) {
            return whole.end();
        }
        if (found instanceof SpoolFrame.Found.Damaged damaged) {
            return damaged.end();
        }
        throw new IllegalStateException("torn");
    }

    /** Writes {@code events} and forces them to disk. When it throws, the segment stays as it was before. */
    void append(List<Pending> events) throws IOException {
        ByteBuffer[] frames = events.stream().map(Pending::frame).toArray(ByteBuffer[]::new);
        long end = durableBytes
                + events.stream().mapToLong(event -> event.frame().remaining()).sum();
        try {
            file.position(durableBytes);
            while (file.position() < end) {
                file.write(frames);
            }
            file.force(false);
        } catch (IOException failed) {
            cutUnfinished(failed);
            throw failed;
        }
        for (Pending event : events) {
            waiting.add(event.spooled().published());
        }
        durableBytes = end;
    }

    private void cutUnfinished(IOException failed) {
        try {
            file.truncate(durableBytes);
        } catch (IOException alsoFailed) {
            failed.addSuppressed(alsoFailed); // what is appended next is written over it
        }
    }

    /** Returns the next event that is on disk, if there is one. */
    Optional<Entry> next() throws IOException {
        if (isRead()) {
            return Optional.empty();
        }
        SpoolFrame.Found found = SpoolFrame.at(file, readBytes, durableBytes);
        if (found instanceof SpoolFrame.Found.Torn) {
            throw new IOException(path + " is not what was written to it");
        }
        readBytes = end(found);
        CompletableFuture<Published> published =
                Optional.ofNullable(waiting.poll()).orElseGet(CompletableFuture::new);
        return Optional.of(new Entry(this, found, readBytes, published));
    }

    /** Notes that the event that ends at {@code end}, and all before it, need not be kept. */
    void settle(long end) {
        settledBytes = end;
    }

    boolean isRead() {
        return readBytes == durableBytes;
    }

    boolean isSettled() {
        return settledBytes == durableBytes;
    }

    long durableBytes() {
        return durableBytes;
    }

    /** Returns how many events an earlier run left in it. */
    long recoveredEvents() {
        return recoveredEvents;
    }

    /** Keeps what is in it for the next run. */
    void close() throws IOException {
        waiting.forEach(published -> published.completeExceptionally(SpoolException.closed()));
        file.close();
    }

    void delete() throws IOException {
        file.close();
        Files.delete(path);
    }
}
