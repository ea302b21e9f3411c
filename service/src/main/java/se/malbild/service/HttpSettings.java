package se.malbild.service;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a service listens.
 *
 * @param host name or address of the interface to listen on
 * @param port 0 for a free one
 * @param tls given when the service speaks HTTPS
 * @param names host names that it answers to beside the computer's own; without any, a service that others can reach answers
 *     to every name
 */
public record HttpSettings(String host, int port, Optional<Tls> tls, Set<String> names) {
    /** The only interface that a service listens on by default. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int LARGEST_PORT = 65_535;

    /** As browsers send it: a name with other letters than these comes as {@code xn--...}. */
    private static final Pattern HOST_NAME =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

    private static final int LONGEST_HOST_NAME = 253;

    /**
     * What HTTPS needs.
     *
     * @param keyStore a PKCS #12 file with the private key and the certificates that vouch for it
     * @param passwordFile a file with the key store's password on its only line
     */
    public record Tls(Path keyStore, Path passwordFile) {}

    public HttpSettings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(tls, "tls");
        names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        if (port < 0 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("port " + port);
        }
        names.stream().filter(name -> !isHostName(name)).findFirst().ifPresent(wrong -> {
            throw new IllegalArgumentException("host name " + wrong);
        });
    }

    /** Tells whether {@code name} can be what the {@code Host} of a request says, without a port. */
    public static boolean isHostName(String name) {
        return name.length() <= LONGEST_HOST_NAME
                && HOST_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** Returns settings for plain HTTP on the loopback interface. */
    public static HttpSettings loopback(int port) {
        return new HttpSettings(LOOPBACK, port, Optional.empty(), Set.of());
    }

    /**
     * Tells whether a request for {@code name} is meant for this service. A page elsewhere can let a name of its own lead to
     * this computer, and read through the visitor's browser what is for this computer only; it cannot do so with an address.
     *
     * @param name that the request's {@code Host} says, without a port
     */
    boolean answersTo(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("localhost")
                || isAddress(lower)
                || lower.equals(host.toLowerCase(Locale.ROOT))
                || names.contains(lower)
                || (names.isEmpty() && !isLoopback());
    }

    private static boolean isAddress(String name) {
        return name.startsWith("[") || name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    /** Tells whether only programs on the same computer can reach the service. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
