package se.malbild.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys for TLS on the loopback address. */
public final class TestKeys {
    private TestKeys() {}

    /** Puts a new key with a certificate of its own in {@code store}, and nothing else. */
    public static void make(Path store, String password) throws IOException, InterruptedException {
        Files.deleteIfExists(store);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        password)
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed");
        }
    }
}
