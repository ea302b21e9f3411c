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
        private final StringBuilder text = new StringBuilder();
        private long bodyBytesLeft;
        private boolean isChunked;
        private long intendedNanos;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        /** Takes in a character of the headers or of what is between chunks; true when it ends the answer. */
        boolean line(char next) throws IOException {
            text.append(next);
            int length = text.length();
            if (length > MOST_HEADERS_BYTES) {
                throw new IOException(text.toString());
            }
            if (next != '\n') {
                return false;
            }
            return isChunked ? chunk() : length >= 4 && text.charAt(length - 3) == '\n' && begin();
        }

        private boolean begin() throws IOException {
            String headers = text.toString();
            text.setLength(0);
            Matcher length = LENGTH.matcher(headers);
            isChunked = headers.contains("Transfer-Encoding: chunked");
            if (!headers.startsWith("HTTP/1.1 200 ") || isChunked == length.find()) {
                throw new IOException(headers);
            }
            bodyBytesLeft = isChunked ? 0 : Long.parseLong(length.group(1));
            return false;
        }

        /** After a chunk there is an empty line, then the size of the next; a chunk of size 0 and an empty line are the end. */
        private boolean chunk() {
            String line = text.toString();
            if (line.equals("0\r\n")) {
                return false; // kept: the empty line comes after it
            }
            text.setLength(0);
            if (line.equals("0\r\n\r\n")) {
                isChunked = false;
                return true;
            }
            bodyBytesLeft = line.isBlank() ? 0 : Long.parseLong(line.strip(), 16);
            return false;
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
        boolean whole = false;
        while (bytes.hasRemaining()) {
            if (connection.bodyBytesLeft > 0) {
                int skipped = (int) Math.min(connection.bodyBytesLeft, bytes.remaining());
                bytes.position(bytes.position() + skipped);
                connection.bodyBytesLeft -= skipped;
                whole = connection.bodyBytesLeft == 0 && !connection.isChunked;
            } else {
                whole = connection.line((char) bytes.get());
            }
        }
        return whole;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }
}
