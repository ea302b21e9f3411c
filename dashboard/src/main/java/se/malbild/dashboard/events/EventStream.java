package se.malbild.dashboard.events;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/**
 * One reader of changes. Nobody waits for it: what its connection does not take at once waits in a bounded queue, and a
 * reader that lets that fill up is dropped. It can come back and be sent what it missed.
 */
final class EventStream implements WriteListener {
    /** More may not be waiting when the next comes, however large that is; what the connection itself holds comes on top. */
    static final int MOST_WAITING_BYTES = 256 * 1024;

    private final ServletOutputStream out;
    private final EndPoint connection;
    private final Consumer<EventStream> gone;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean unflushed;
    private boolean closed;

    private EventStream(ServletOutputStream out, EndPoint connection, Consumer<EventStream> gone) {
        this.out = out;
        this.connection = connection;
        this.gone = gone;
    }

    /**
     * Begins the answer of {@code context}, whose request is handled asynchronously.
     *
     * @param gone called when the reader has gone
     */
    static EventStream open(Context context, Consumer<EventStream> gone) {
        context.res().setStatus(200);
        context.res().setContentType("text/event-stream");
        context.res().setCharacterEncoding("UTF-8");
        context.res().setHeader("Cache-Control", "no-store");
        // A proxy that collects what it passes on would hold changes back.
        context.res().setHeader("X-Accel-Buffering", "no");
        EndPoint connection = ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        try {
            EventStream stream = new EventStream(context.res().getOutputStream(), connection, gone);
            stream.out.setWriteListener(stream);
            return stream;
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    /** Returns what is completed when the reader is gone. */
    CompletableFuture<Void> done() {
        return done;
    }

    /** Sends {@code bytes}, now or when the connection takes them; false when the reader is too slow and was dropped. */
    boolean offer(byte[] bytes) {
        synchronized (this) {
            if (closed) {
                return true;
            }
            if (waitingBytes <= MOST_WAITING_BYTES) {
                waiting.add(bytes);
                waitingBytes += bytes.length;
                drain();
                return true;
            }
        }
        drop();
        return false;
    }

    /** Ends the connection, whatever is still to be written. */
    void drop() {
        close();
        connection.close();
    }

    @Override
    public synchronized void onWritePossible() {
        drain();
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }

    private void drain() {
        try {
            while (!closed && out.isReady()) {
                byte[] next = waiting.poll();
                if (next != null) {
                    waitingBytes -= next.length;
                    out.write(next);
                    unflushed = true;
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    return;
                }
            }
        } catch (IOException failure) {
            close();
        }
    }

    private void close() {
        synchronized (this) {
            closed = true;
            waiting.clear();
        }
        gone.accept(this);
        done.complete(null);
    }
}
