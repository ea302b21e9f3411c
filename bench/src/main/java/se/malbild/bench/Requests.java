package se.malbild.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks for one address again and again over connections that stay open, all of it on the calling thread. */
final class Requests implements AutoCloseable {
    private static final int RECEIVED_BYTES = 64 * 1024;
    private static final int MOST_HEADERS_BYTES = 4 * 1024;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final ByteBuffer received = ByteBuffer.allocateDirect(RECEIVED_BYTES);
    private final byte[] request;
    private final Latencies latencies = new Latencies();
    private long answered;

    private static final class Connection {
        private final SocketChannel channel;
        private final StringBuilder headers = new StringBuilder();
        private long bodyBytesLeft;
        private boolean inBody;
        private long intendedNanos;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /**
     * Connects.
     *
     * @param headers further lines of every request, each with its end
     */
    Requests(URI address, int count, String headers) throws IOException {
        request = ("GET " + address.getRawPath() + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n" + headers
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
            channel.configureBlocking(false);
            Connection connection = new Connection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            connections.add(connection);
        }
    }

    /**
     * Asks {@code perSecond} times a second whether or not answers come, and returns how long each answer took from when
     * its request was meant to be sent.
     *
     * @throws IOException when an answer is not 200, or a connection ends
     */
    Latencies openLoop(int perSecond, Duration time) throws IOException {
        latencies.clear();
        idle.addAll(connections);
        long total = perSecond * time.toSeconds();
        long start = System.nanoTime();
        answered = 0;
        for (long sent = 0; answered < total; ) {
            long now = System.nanoTime();
            while (sent < total && !idle.isEmpty() && intended(start, sent, perSecond) <= now) {
                send(idle.remove(), intended(start, sent, perSecond));
                sent++;
            }
            receive(1, idle::add);
        }
        idle.clear();
        return latencies;
    }

    private static long intended(long start, long number, int perSecond) {
        return start + number * Duration.ofSeconds(1).toNanos() / perSecond;
    }

    /**
     * Asks on every connection as soon as it has been answered; returns how many answers came.
     *
     * @throws IOException when an answer is not 200, or a connection ends
     */
    long closedLoop(Duration time) throws IOException {
        latencies.clear();
        answered = 0;
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (Connection connection : connections) {
            send(connection, start);
        }
        List<Connection> ready = new ArrayList<>();
        while (System.nanoTime() < end) {
            receive(1, ready::add);
            for (Connection connection : ready) {
                send(connection, System.nanoTime());
            }
            ready.clear();
        }
        long inTime = answered;
        // The last answers are waited for, so that what comes after does not share the processors with them.
        while (answered < inTime + connections.size()) {
            receive(1, connection -> {});
        }
        return inTime;
    }

    private void send(Connection connection, long intendedNanos) throws IOException {
        connection.intendedNanos = intendedNanos;
        ByteBuffer bytes = ByteBuffer.wrap(request);
        connection.channel.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("an idle connection takes no request");
        }
    }

    private interface Ready {
        void answered(Connection connection);
    }

    private void receive(long waitMillis, Ready ready) throws IOException {
        selector.select(waitMillis);
        for (SelectionKey key : selector.selectedKeys()) {
            Connection connection = (Connection) key.attachment();
            received.clear();
            if (connection.channel.read(received) < 0) {
                throw new IOException("a connection was closed");
            }
            if (isWhole(connection, received.flip())) {
                latencies.add(System.nanoTime() - connection.intendedNanos);
                answered++;
                ready.answered(connection);
            }
        }
        selector.selectedKeys().clear();
    }

    /** Takes in what has come; true when that was the end of the answer. */
    private static boolean isWhole(Connection connection, ByteBuffer bytes) throws IOException {
        while (!connection.inBody && bytes.hasRemaining()) {
            StringBuilder headers = connection.headers;
            headers.append((char) bytes.get());
            int length = headers.length();
            if (length > MOST_HEADERS_BYTES) {
                throw new IOException(headers.toString());
            }
            if (length >= 4 && headers.charAt(length - 1) == '\n' && headers.charAt(length - 3) == '\n') {
                begin(connection);
            }
        }
        connection.bodyBytesLeft -= bytes.remaining();
        if (connection.inBody && connection.bodyBytesLeft == 0) {
            connection.inBody = false;
            return true;
        }
        return false;
    }

    private static void begin(Connection connection) throws IOException {
        String headers = connection.headers.toString();
        connection.headers.setLength(0);
        Matcher length = LENGTH.matcher(headers);
        if (!headers.startsWith("HTTP/1.1 200 ") || !length.find()) {
            throw new IOException(headers);
        }
        connection.bodyBytesLeft = Long.parseLong(length.group(1));
        connection.inBody = true;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }
}
