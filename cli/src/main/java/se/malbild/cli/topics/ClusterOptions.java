package se.malbild.cli.topics;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.malbild.goals.Text;
import se.malbild.schemas.ClientSettings;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.StartupException;

/** Where a command finds Kafka and the schema registry, and what it needs to get there. */
public final class ClusterOptions {
    private static final String DEFAULT_BOOTSTRAP_SERVERS = "127.0.0.1:9092";
    private static final String DEFAULT_REGISTRY = "http://127.0.0.1:8085/apis/ccompat/v7";

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = {
                "Kafkas adress. (" + DEFAULT_BOOTSTRAP_SERVERS + ")",
                "Kafka's address. (" + DEFAULT_BOOTSTRAP_SERVERS + ")"
            })
    private Optional<String> bootstrapServers = Optional.empty();

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = {
                "Schemaregistrets adress. (" + DEFAULT_REGISTRY + ")",
                "The schema registry's address. (" + DEFAULT_REGISTRY + ")"
            })
    private Optional<String> registry = Optional.empty();

    @Option(
            names = "--client-config",
            paramLabel = "FIL/FILE",
            description = {
                "Egenskapsfil för Kafkas och schemaregistrets klienter, som inloggning och TLS.",
                "Properties file for the clients of Kafka and the registry, such as credentials and TLS."
            })
    private Optional<Path> clientConfig = Optional.empty();

    @Mixin
    private TopicPrefixOption prefix;

    /**
     * Returns what was given.
     *
     * @throws StartupException when Kafka would not take the prefix, the file of the clients cannot be used, or the
     *     registry's address has a password in it
     */
    public Cluster cluster() {
        ClientSettings clients = clientConfig.map(ClientSettings::read).orElse(ClientSettings.NONE);
        String registryUrl = registry.or(clients::registryUrl).orElse(DEFAULT_REGISTRY);
        if (registryUrl.contains("@")) {
            // Addresses are shown and logged.
            throw new StartupException(new Text(
                    "Schemaregistrets adress får inte innehålla användare och lösenord. Ange basic.auth.user.info i filen"
                            + " för --client-config.",
                    "The schema registry's address must not contain a user and a password. Give basic.auth.user.info in"
                            + " the file for --client-config."));
        }
        return new Cluster(
                bootstrapServers.or(clients::bootstrapServers).orElse(DEFAULT_BOOTSTRAP_SERVERS),
                registryUrl,
                prefix.prefix(),
                clients);
    }
}
