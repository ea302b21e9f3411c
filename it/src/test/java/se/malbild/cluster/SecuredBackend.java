package se.malbild.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import se.malbild.local.EmbeddedKafka;
import se.malbild.schemas.ClientSettings;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.TopicPrefix;

/**
 * One node that speaks SASL_SSL alone, with SCRAM, and a registry behind HTTPS and basic authentication. Keys and passwords are
 * made anew for each.
 */
public final class SecuredBackend implements Backend {
    private static final String USER = "malbild";
    private static final int ITERATIONS = 4_096;

    private final EmbeddedKafka kafka;
    private final ProtectedRegistry registry;
    private final Map<String, String> passwords;
    private final Path clientConfig;

    private SecuredBackend(
            EmbeddedKafka kafka, ProtectedRegistry registry, Map<String, String> passwords, Path clientConfig) {
        this.kafka = kafka;
        this.registry = registry;
        this.passwords = passwords;
        this.clientConfig = clientConfig;
    }

    /** Starts both over {@code data}, and writes there what a client needs. */
    public static SecuredBackend start(Path data) throws Exception {
        Map<String, String> passwords = new HashMap<>();
        Path secrets = Files.createDirectories(data.resolve("secrets"));
        for (String name : List.of("store", "broker", "kafka", "registry")) {
            passwords.put(name, UUID.randomUUID().toString());
            Files.writeString(secrets.resolve(name), passwords.get(name));
        }
        Path keys = data.resolve("keys.p12");
        TestKeys.make(keys, passwords.get("store"));
        EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"), 1, 0, settings(keys, passwords));
        ProtectedRegistry registry =
                ProtectedRegistry.start(tls(keys, passwords.get("store")), USER, passwords.get("registry"));
        Path clientConfig = Files.writeString(data.resolve("client.properties"), """
                bootstrap.servers=%s
                security.protocol=SASL_SSL
                sasl.mechanism=SCRAM-SHA-512
                sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\
                  username="%s" password="${directory:%s:kafka}";
                ssl.truststore.location=%s
                ssl.truststore.type=PKCS12
                ssl.truststore.password=${directory:%3$s:store}
                schema.registry.url=%s
                schema.registry.ssl.truststore.location=%4$s
                schema.registry.ssl.truststore.type=PKCS12
                schema.registry.ssl.truststore.password=${directory:%3$s:store}
                basic.auth.credentials.source=USER_INFO
                basic.auth.user.info=%2$s:${directory:%3$s:registry}
                """.formatted(
                        kafka.bootstrapServers(), USER, secrets, keys, registry.url()));
        SecuredBackend started = new SecuredBackend(kafka, registry, passwords, clientConfig);
        started.addUser();
        return started;
    }

    /** The node's own connections use PLAIN, since it knows no SCRAM user before somebody has made one. */
    private static Map<String, String> settings(Path keys, Map<String, String> passwords) {
        Map<String, String> settings = new HashMap<>();
        settings.put("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
        settings.put(
                "listener.name.plaintext.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"broker\" password=\"%1$s\""
                                .formatted(passwords.get("broker"))
                        + " user_broker=\"%s\";".formatted(passwords.get("broker")));
        settings.put(
                "listener.name.plaintext.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        for (String store : List.of("ssl.keystore", "ssl.truststore")) {
            settings.put(store + ".location", keys.toString());
            settings.put(store + ".type", "PKCS12");
            settings.put(store + ".password", passwords.get("store"));
        }
        settings.put("ssl.key.password", passwords.get("store"));
        return settings;
    }

    private static SSLContext tls(Path keys, String password) throws GeneralSecurityException, IOException {
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(KeyStore.getInstance(keys.toFile(), password.toCharArray()), password.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keyManagers.getKeyManagers(), null, null);
        return tls;
    }

    private void addUser() throws ExecutionException, InterruptedException {
        Map<String, Object> asBroker = cluster(TopicPrefix.NONE).kafkaConfig();
        asBroker.put("sasl.mechanism", "PLAIN");
        asBroker.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"broker\" password=\"%s\";"
                        .formatted(passwords.get("broker")));
        try (Admin admin = Admin.create(asBroker)) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            USER,
                            new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                            passwords.get("kafka"))))
                    .all()
                    .get();
        }
    }

    /** Returns the file to give as {@code --client-config}. */
    public Path clientConfig() {
        return clientConfig;
    }

    /** Returns what nobody may ever read in an answer or a log. */
    public List<String> secrets() {
        return List.copyOf(passwords.values());
    }

    @Override
    public Cluster cluster(TopicPrefix prefix) {
        return new Cluster(bootstrapServers(), registryUrl(), prefix, ClientSettings.read(clientConfig));
    }

    @Override
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public String registryUrl() {
        return registry.url();
    }

    @Override
    public short replication() {
        return 1;
    }

    @Override
    public void stopKafka() {
        kafka.stop(0);
    }

    @Override
    public void startKafka() {
        kafka.start(0);
    }

    @Override
    public void stopRegistry() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void startRegistry() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        registry.close();
        kafka.close();
    }
}
