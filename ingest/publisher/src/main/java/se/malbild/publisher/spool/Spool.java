package se.malbild.publisher.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of events that wait to be sent, in segments that are deleted once everything in them is. One thread
 * appends, another takes and settles, any may ask.
 */
final class Spool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final String LOCK = "in-use.lock";
    private static final String DEAD = "dead.ndjson";
    /** So that a full spool is this many open files, and an acknowledged part of it gives its room back. */
    private static final int SEGMENTS = 64;

    private final Path directory;
    private final long maxBytes;
    private final FileChannel lock;
    private final DeadFile dead;

    // Guarded by this.
    private final Deque<Segment> segments = new ArrayDeque<>(); // oldest first
    private final List<CompletableFuture<Void>> awaitingEmpty = new ArrayList<>();
    private Optional<Segment> open = Optional.empty(); // the last segment, while it is appended to
    private boolean appending;
    private long bytes;
    private long events;
    private long nextNumber = 1;

    private Spool(Path directory, long maxBytes, FileChannel lock, DeadFile dead) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.lock = lock;
        this.dead = dead;
    }

    /**
     * Takes {@code directory}, which is made when it is missing, with what an earlier run left in it.
     *
     * @throws SpoolException when another publisher has it, or it cannot be read and written
     */
    static Spool open(Path directory, long maxBytes) throws SpoolException {
        try {
            Files.createDirectories(directory);
            FileChannel lock =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (!isLocked(lock)) {
                    throw SpoolException.inUse(directory);
                }
                Spool spool = new Spool(directory, maxBytes, lock, new DeadFile(directory.resolve(DEAD)));
                spool.recover();
                return spool;
            } catch (IOException | SpoolException failed) {
                lock.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw SpoolException.notWritable(directory, failed);
        }
    }

    private static boolean isLocked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    private synchronized void recover() throws IOException {
        for (long number : Segment.numbers(directory)) {
            Segment segment = Segment.recover(directory, number);
            nextNumber = number + 1;
            segments.add(segment);
            bytes += segment.durableBytes();
            events += segment.recoveredEvents();
            deleteIfSettled(segment);
        }
        if (events > 0) {
            LOG.info("{} events wait in {} from an earlier run", events, directory);
        }
    }

    /**
     * Keeps room for one event.
     *
     * @throws SpoolException when there is none
     */
    synchronized void reserve(Pending event) throws SpoolException {
        if (bytes + dead.bytes() + event.bytes() > maxBytes) {
            throw SpoolException.full(directory, maxBytes);
        }
        bytes += event.bytes();
        events++;
    }

    /** Puts events, for which room is kept, on disk. When it throws, none of them is there and their room is free. */
    void append(List<Pending> batch) throws SpoolException {
        Segment segment = null;
        try {
            segment = beginAppending();
            segment.append(batch);
        } catch (IOException failed) {
            release(batch);
            throw SpoolException.notWritable(directory, failed);
        } finally {
            endAppending(Optional.ofNullable(segment));
        }
    }

    private synchronized Segment beginAppending() throws IOException {
        if (open.isEmpty()) {
            Segment segment = Segment.create(directory, nextNumber++);
            segments.add(segment);
            open = Optional.of(segment);
        }
        appending = true;
        return open.get();
    }

    private synchronized void endAppending(Optional<Segment> segment) {
        appending = false;
        if (segment.isPresent()) {
            if (segment.get().durableBytes() >= maxBytes / SEGMENTS) {
                open = Optional.empty();
            }
            deleteIfSettled(segment.get());
        }
    }

    /** Returns the oldest event on disk that was not taken yet, if there is one. */
    Optional<Segment.Entry> take() throws IOException {
        Optional<Segment> segment = firstUnread();
        return segment.isPresent() ? segment.get().next() : Optional.empty();
    }

    private synchronized Optional<Segment> firstUnread() {
        return segments.stream().filter(segment -> !segment.isRead()).findFirst();
    }

    /** Notes that the broker has {@code entry}, or that it is dead. Entries are settled in the order they were taken in. */
    void settle(Segment.Entry entry) {
        List<CompletableFuture<Void>> told;
        synchronized (this) {
            entry.segment().settle(entry.end());
            deleteIfSettled(entry.segment());
            told = forget(1);
        }
        told.forEach(waiting -> waiting.complete(null));
    }

    /** Gives back the room that is kept for events which do not come to disk. */
    void release(List<Pending> unwritten) {
        List<CompletableFuture<Void>> told;
        synchronized (this) {
            bytes -= unwritten.stream().mapToLong(Pending::bytes).sum();
            told = forget(unwritten.size());
        }
        told.forEach(waiting -> waiting.complete(null));
    }

    /** Returns what to complete if nothing waits any more, once the lock is given back: callbacks may do anything. */
    private List<CompletableFuture<Void>> forget(int count) {
        events -= count;
        if (events > 0) {
            return List.of();
        }
        List<CompletableFuture<Void>> told = List.copyOf(awaitingEmpty);
        awaitingEmpty.clear();
        return told;
    }

    private void deleteIfSettled(Segment segment) {
        boolean isOpen = open.isPresent() && open.get() == segment;
        if (!segment.isSettled() || (isOpen && appending) || !segments.remove(segment)) {
            return;
        }
        if (isOpen) {
            open = Optional.empty();
        }
        bytes -= segment.durableBytes();
        try {
            segment.delete();
        } catch (IOException undeleted) {
            // Its events are sent again after the next start, which does no harm.
            LOG.warn("Cannot delete a segment of {}: {}", directory, undeleted.toString());
        }
    }

    /** Returns what is completed when no event waits, which may be now. */
    synchronized CompletableFuture<Void> empty() {
        if (events == 0) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> empty = new CompletableFuture<>();
        awaitingEmpty.add(empty);
        return empty;
    }

    /** Returns how many bytes the events and the dead file take. */
    synchronized long bytes() {
        return bytes + dead.bytes();
    }

    /** Returns how many events wait. */
    synchronized long events() {
        return events;
    }

    DeadFile dead() {
        return dead;
    }

    Path directory() {
        return directory;
    }

    /** Gives the directory back, with everything that waits in it. Nobody may append or take any more. */
    @Override
    public synchronized void close() {
        awaitingEmpty.forEach(waiting -> waiting.completeExceptionally(SpoolException.closed()));
        awaitingEmpty.clear();
        try {
            for (Segment segment : segments) {
                segment.close();
            }
            lock.close();
        } catch (IOException unclosed) {
            // The lock goes with the process at the latest, and everything is on disk already.
            LOG.warn("Cannot close {}: {}", directory, unclosed.toString());
        }
    }
}
