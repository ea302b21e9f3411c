package se.malbild.publisher.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;

/**
 * Puts events on disk with one forced write for all that came during the last: forcing costs as much for one as for many.
 */
final class GroupCommit {
    private static final int MOST_PENDING = 1_000;

    /** Puts events on disk, such as {@link Spool#append}. */
    @FunctionalInterface
    interface Disk {
        void append(List<Pending> events) throws SpoolException;
    }

    private final Disk disk;
    private final IntConsumer onForced;
    private final Thread thread;
    private final Semaphore room = new Semaphore(MOST_PENDING);
    // Guarded by this.
    private List<Pending> pending = new ArrayList<>();
    private boolean closed;

    /** @param onForced called after every forced write with the number of its events */
    GroupCommit(Disk disk, IntConsumer onForced) {
        this.disk = disk;
        this.onForced = onForced;
        thread = new Thread(this::run, "malbild-spool-to-disk");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Takes {@code event} to disk; blocks while the disk is behind. */
    void add(Pending event) throws SpoolException {
        room.acquireUninterruptibly();
        synchronized (this) {
            if (closed) {
                room.release();
                throw SpoolException.closed();
            }
            pending.add(event);
            notifyAll();
        }
    }

    private void run() {
        try {
            for (List<Pending> batch = next(); !batch.isEmpty(); batch = next()) {
                room.release(batch.size());
                write(batch);
            }
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    /** Waits for events; none means that no more will come. */
    private synchronized List<Pending> next() throws InterruptedException {
        while (pending.isEmpty() && !closed) {
            wait();
        }
        List<Pending> batch = pending;
        pending = new ArrayList<>();
        return batch;
    }

    private void write(List<Pending> batch) {
        try {
            disk.append(batch);
        } catch (SpoolException | RuntimeException failed) {
            batch.forEach(event -> event.onDisk().completeExceptionally(failed));
            return;
        }
        onForced.accept(batch.size());
        batch.forEach(event -> event.onDisk().complete(event.spooled()));
    }

    /** Takes no more, and returns when what was taken is on disk. */
    void close() throws InterruptedException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        thread.join();
    }
}
