package se.malbild.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import se.malbild.goals.Text;
import se.malbild.schemas.StartupException;

/** TCP ports on the loopback address, which is the only one that anything here listens on. */
public final class LoopbackPorts {
    /** In numbers and not as {@code localhost}, which may mean {@code ::1} to one program and this to another. */
    public static final String HOST = "127.0.0.1";

    private static final int LARGEST = 65_535;

    private LoopbackPorts() {}

    /**
     * Returns {@code port}, or a free one when it is 0.
     *
     * @throws StartupException when something else listens on {@code port}, or it is no port
     */
    public static int requireFree(int port) {
        return requireFree(port, new Text("", ""));
    }

    /** As {@link #requireFree(int)}; a refusal says that {@code option} of the command line chooses another port. */
    public static int requireFree(int port, String option) {
        return requireFree(port, new Text(" med " + option, " with " + option));
    }

    private static int requireFree(int port, Text way) {
        if (port < 0 || port > LARGEST) {
            throw new StartupException(new Text(
                    "%d är ingen port; ange 0–%d%s.".formatted(port, LARGEST, way.sv()),
                    "%d is not a port; give 0–%d%s.".formatted(port, LARGEST, way.en())));
        }
        if (port == 0) {
            return free(1).get(0);
        }
        if (!isFree(port)) {
            throw new StartupException(new Text(
                    "Port %d är upptagen. Stoppa det som använder den eller välj en annan port%s."
                            .formatted(port, way.sv()),
                    "Port %d is in use. Stop what uses it or choose another port%s.".formatted(port, way.en())));
        }
        return port;
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** Returns {@code count} different ports that were free a moment ago; nothing keeps another process from taking one. */
    public static List<Integer> free(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            while (held.size() < count) {
                held.add(bind(0));
            }
            List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : held) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #free}, one port that is none of {@code promised}, which are free too but spoken for. */
    static int freeOtherThan(Collection<Integer> promised) {
        return Stream.generate(() -> free(1).get(0))
                .filter(port -> !promised.contains(port))
                .findFirst()
                .orElseThrow();
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
