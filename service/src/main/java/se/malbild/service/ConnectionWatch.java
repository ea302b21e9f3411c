package se.malbild.service;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the wait for a sender that is too slow, and for one that may not go on. The server itself only closes a connection on
 * which nothing moves at all, so a byte now and then would hold a thread for ever. For use by many threads.
 */
public final class ConnectionWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);
    /** What has to be taken of an answer within the time that there is for it. */
    public static final int TAKEN_AT_ONCE_BYTES = 32 * 1024;

    /** A token is looked up as often, so it is well within the second that a revoked one may go on working. */
    private static final Duration LOOKS_EVERY = Duration.ofMillis(250);

    private static final long AT_ONCE_MS = 1;
    private static final long NEVER = Long.MAX_VALUE;

    private final Set<Watched> connections = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor watch =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "connection-watch"));

    public ConnectionWatch() {
        ScheduledFuture<?> unused = watch.scheduleWithFixedDelay(
                () -> connections.forEach(Watched::look),
                LOOKS_EVERY.toMillis(),
                LOOKS_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * Begins to watch the connection of {@code context}, until it is closed.
     *
     * @param mayGoOn asked several times a second by another thread
     */
    public Watched watch(Context context, BooleanSupplier mayGoOn) {
        EndPoint connection = ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        Watched watched = new Watched(connection, mayGoOn);
        connections.add(watched);
        return watched;
    }

    /** Stops watching; a client that is waited for is waited for as long as the server does. */
    @Override
    public void close() {
        watch.shutdownNow();
    }

    /** A connection that one thread reads from and writes to. */
    public final class Watched implements AutoCloseable {
        private final EndPoint connection;
        private final BooleanSupplier mayGoOn;
        private final long idleTimeoutMs;
        private long readsUntil = NEVER;
        private long writesUntil = NEVER;
        private boolean isHurried;
        private volatile boolean isEnded;

        private Watched(EndPoint connection, BooleanSupplier mayGoOn) {
            this.connection = connection;
            this.mayGoOn = mayGoOn;
            this.idleTimeoutMs = connection.getIdleTimeout();
        }

        /** Returns whether the sender was found not to be allowed to go on. */
        public boolean isEnded() {
            return isEnded;
        }

        /**
         * Reads as {@link InputStream#read(byte[], int, int)} does.
         *
         * @param deadline until when it waits, by {@link System#nanoTime()}
         * @throws IOException caused by a {@link TimeoutException} when the deadline passed, when the sender may not go on, and
         *     when the server waits no longer; another one when the sender is gone
         */
        public int read(InputStream in, byte[] buffer, int offset, int length, long deadline) throws IOException {
            if (isEnded) {
                throw new IOException(new TimeoutException("the sender may not go on"));
            }
            synchronized (this) {
                readsUntil = deadline;
            }
            try {
                return in.read(buffer, offset, length);
            } finally {
                waitForNothing();
            }
        }

        /**
         * Bounds how long is waited for what others read of the connection from now on. When it passes, they get an
         * {@link IOException} caused by a {@link TimeoutException}.
         *
         * @param deadline by {@link System#nanoTime()}
         */
        public synchronized void waitUntil(long deadline) {
            readsUntil = deadline;
        }

        /**
         * Returns {@code out} for someone who has to take what is written in time.
         *
         * @param within how long {@link #TAKEN_AT_ONCE_BYTES} may take; after that the connection is closed
         */
        public OutputStream output(OutputStream out, Duration within) {
            return new WatchedOutput(out, within);
        }

        private synchronized void waitForNothing() {
            readsUntil = NEVER;
            if (isHurried) {
                isHurried = false;
                connection.setIdleTimeout(idleTimeoutMs);
            }
        }

        private void look() {
            try {
                if (!mayGoOn.getAsBoolean()) {
                    isEnded = true;
                }
                end(System.nanoTime());
            } catch (RuntimeException defect) {
                LOG.error("A connection cannot be watched", defect);
            }
        }

        private synchronized void end(long now) {
            if (writesUntil != NEVER && now - writesUntil > 0) {
                connection.close();
            } else if (readsUntil != NEVER && (isEnded || now - readsUntil > 0)) {
                // Closed, it could not be answered any more.
                isHurried = true;
                connection.setIdleTimeout(AT_ONCE_MS);
            }
        }

        @Override
        public void close() {
            connections.remove(this);
            waitForNothing();
        }

        private final class WatchedOutput extends OutputStream {
            private final OutputStream out;
            private final Duration within;

            WatchedOutput(OutputStream out, Duration within) {
                this.out = out;
                this.within = within;
            }

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                for (int done = 0; done < length; done += TAKEN_AT_ONCE_BYTES) {
                    begin();
                    try {
                        out.write(bytes, offset + done, Math.min(TAKEN_AT_ONCE_BYTES, length - done));
                    } finally {
                        end();
                    }
                }
            }

            @Override
            public void flush() throws IOException {
                begin();
                try {
                    out.flush();
                } finally {
                    end();
                }
            }

            private void begin() {
                synchronized (Watched.this) {
                    writesUntil = System.nanoTime() + within.toNanos();
                }
            }

            private void end() {
                synchronized (Watched.this) {
                    writesUntil = NEVER;
                }
            }
        }
    }
}
