package se.malbild.service;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a service listens.
 *
 * @param host name or address of the interface to listen on
 * @param port 0 for a free one
 * @param tls given when the service speaks HTTPS
 */
public record HttpSettings(String host, int port, Optional<Tls> tls) {
    /** The only interface that a service listens on unless it is told otherwise. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int LARGEST_PORT = 65_535;

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
        if (port < 0 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("port " + port);
        }
    }

    /** Returns settings for plain HTTP on the loopback interface. */
    public static HttpSettings loopback(int port) {
        return new HttpSettings(LOOPBACK, port, Optional.empty());
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
