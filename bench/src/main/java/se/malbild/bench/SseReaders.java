package se.malbild.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Readers of server-sent events, all of them on one thread. */
final class SseReaders implements AutoCloseable {
    private static final int RECEIVED_BYTES = 256 * 1024;
    /** As many as fit in the server's queue of connections. */
    private static final int CONNECTING_AT_A_TIME = 32;

    private final Selector selector;
    private final Thread thread;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean closing;

    /** A reader and the address that it reads. */
    record Reading(URI address, SseReader reader) {}

    private SseReaders(Selector selector, List<Reading> readings) {
        this.selector = selector;
        this.thread = new Thread(() -> run(readings), "event-readers");
    }

    /** Starts to connect. */
    static SseReaders connect(List<Reading> readings) throws IOException {
        SseReaders readers = new SseReaders(Selector.open(), readings);
        readers.thread.start();
        return readers;
    }

    /** Returns why they do not read any more: the first stream that ended or could not be understood. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    private void run(List<Reading> readings) {
        Deque<Reading> toConnect = new ArrayDeque<>(readings);
        List<SocketChannel> all = new ArrayList<>();
        ByteBuffer received = ByteBuffer.allocateDirect(RECEIVED_BYTES);
        int connecting = 0;
        try {
            while (!closing) {
                while (connecting < CONNECTING_AT_A_TIME && !toConnect.isEmpty()) {
                    all.add(connect(toConnect.remove()));
                    connecting++;
                }
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isConnectable()) {
                        ask(key);
                        connecting--;
                    } else {
                        read(key, received);
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException | RuntimeException failed) {
            failure.set(failed);
        } finally {
            close(all);
        }
    }

    private SocketChannel connect(Reading reading) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress(
                reading.address().getHost(), reading.address().getPort()));
        channel.register(selector, SelectionKey.OP_CONNECT, reading);
        return channel;
    }

    private static void ask(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        URI address = ((Reading) key.attachment()).address();
        channel.finishConnect();
        String request = "GET " + address.getRawPath() + "?" + address.getRawQuery() + " HTTP/1.1\r\nHost: "
                + address.getAuthority() + "\r\nAccept: text/event-stream\r\n\r\n";
        ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("a new connection takes no request");
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    private static void read(SelectionKey key, ByteBuffer received) throws IOException {
        received.clear();
        if (((SocketChannel) key.channel()).read(received) < 0) {
            throw new IOException("a connection was closed");
        }
        long now = System.nanoTime();
        ((Reading) key.attachment()).reader().take(received.flip(), now);
    }

    private void close(List<SocketChannel> all) {
        try {
            for (SocketChannel channel : all) {
                channel.close();
            }
            selector.close();
        } catch (IOException failed) {
            failure.compareAndSet(null, failed);
        }
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
