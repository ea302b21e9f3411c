package se.malbild.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import se.malbild.local.LoopbackPorts;

/**
 * An address of the shared registry where it can be away, as one that was stopped is, while it goes on for others. It is away
 * until it is started.
 */
public final class RegistryFront implements StoppableRegistry {
    private final URI registry = SharedRegistry.url();
    private final int port = LoopbackPorts.requireFree(0);
    private final Set<Socket> connected = new HashSet<>();
    private ServerSocket listening;
    private int toLeaveUnanswered;

    @Override
    public String url() {
        return "http://" + LoopbackPorts.HOST + ":" + port + registry.getPath();
    }

    @Override
    public synchronized void start() {
        try {
            ServerSocket started = new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
            listening = started;
            daemon(() -> accept(started));
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    @Override
    public synchronized void stop() {
        closeQuietly(listening);
        listening = null;
        connected.forEach(RegistryFront::closeQuietly);
        connected.clear();
    }

    /** Lets the next connection be accepted, and hear nothing more. */
    public synchronized void leaveNextUnanswered() {
        toLeaveUnanswered++;
    }

    private void accept(ServerSocket started) {
        try {
            while (true) {
                connect(started, started.accept());
            }
        } catch (IOException stopped) {
            return; // the registry is away
        }
    }

    private synchronized void connect(ServerSocket acceptedBy, Socket client) throws IOException {
        if (listening != acceptedBy) {
            client.close();
            return;
        }
        connected.add(client);
        if (toLeaveUnanswered > 0) {
            toLeaveUnanswered--;
            return;
        }
        Socket server = new Socket(registry.getHost(), registry.getPort());
        connected.add(server);
        daemon(() -> forward(client, server));
        daemon(() -> forward(server, client));
    }

    private void forward(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // one of them has ended it
        }
        synchronized (this) {
            connected.remove(from);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "registry-front");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (Exception closed) {
            // it is of no use any more, which is what was wanted
        }
    }
}
