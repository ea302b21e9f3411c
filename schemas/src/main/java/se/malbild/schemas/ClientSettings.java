package se.malbild.schemas;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.utils.Utils;
import se.malbild.goals.Text;

/**
 * Settings of the clients of Kafka and of the schema registry, above all how they authenticate. The names are those of
 * Kafka's clients ({@code security.protocol}, {@code sasl.jaas.config}) and of Confluent's registry client
 * ({@code basic.auth.user.info}, {@code bearer.auth.token}, {@code schema.registry.ssl.truststore.location}). Values may be
 * secrets, so {@link #toString} has the names alone.
 *
 * @param all by name
 */
public record ClientSettings(Map<String, String> all) {
    /** Nothing beside the addresses. */
    public static final ClientSettings NONE = new ClientSettings(Map.of());

    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final String REGISTRY_PREFIX = "schema.registry.";
    private static final String REGISTRY_URL = REGISTRY_PREFIX + "url";
    private static final List<String> REGISTRY_PREFIXES = List.of(REGISTRY_PREFIX, "basic.auth.", "bearer.auth.");
    /** They go before what is set without a prefix, such as the isolation level. */
    private static final Pattern REFUSED = Pattern.compile(
            "((main\\.|restore\\.|global\\.)?consumer|producer|admin|topic)\\..*|transactional\\.id|group\\.instance\\.id");

    private static final Pattern LINE_BREAK_AT_END = Pattern.compile("\\R\\z");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(file|directory|env):[^}]*}");

    /** @throws StartupException when a setting would take away what Målbild promises */
    public ClientSettings {
        all = Map.copyOf(all);
        String refused = all.keySet().stream()
                .filter(name -> REFUSED.matcher(name).matches())
                .sorted()
                .collect(Collectors.joining(", "));
        if (!refused.isEmpty()) {
            throw new StartupException(new Text(
                    "Inställningarna för Kafkas klienter får inte innehålla " + refused
                            + ": de gäller enskilda klienter, som Målbild själv ställer in.",
                    "The settings of Kafka's clients must not contain " + refused
                            + ": they are for single clients, which Målbild sets up itself."));
        }
    }

    /**
     * Reads a properties file in UTF-8, such as Kafka's own tools take. A value may refer to a secret that is elsewhere, as
     * Kafka's configuration providers say: {@code ${env:NAME}}, {@code ${directory:/run/secrets:password}} or
     * {@code ${file:/etc/secrets.properties:password}}.
     *
     * @throws StartupException when the file cannot be read, or what it refers to is not there
     */
    public static ClientSettings read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new StartupException(
                    new Text(
                            "Filen " + file + " går inte att läsa; den ska vara en egenskapsfil i UTF-8, med en rad"
                                    + " namn=värde för varje inställning av Kafkas klienter.",
                            "The file " + file + " cannot be read; it must be a properties file in UTF-8 with a line"
                                    + " name=value for each setting of Kafka's clients."),
                    unreadable);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return new ClientSettings(resolved(settings, file));
    }

    private static Map<String, String> resolved(Map<String, String> settings, Path file) {
        Map<String, ConfigProvider> providers = Map.of(
                "file", new FileConfigProvider(),
                "directory", new SecretFiles(),
                "env", new EnvVarConfigProvider());
        try {
            providers.values().forEach(provider -> provider.configure(Map.of()));
            Map<String, String> resolved =
                    new ConfigTransformer(providers).transform(settings).data();
            List<String> open = references(settings)
                    .filter(reference -> resolved.values().stream().anyMatch(value -> value.contains(reference)))
                    .toList();
            if (!open.isEmpty()) {
                throw missing(file, String.join(", ", open), null);
            }
            return resolved;
        } catch (ConfigException unreadable) {
            throw missing(file, references(settings).collect(Collectors.joining(", ")), unreadable);
        } finally {
            providers.values().forEach(provider -> Utils.closeQuietly(provider, "configuration provider"));
        }
    }

    /** Returns the references in the file itself; what they refer to may look like one, and be a secret. */
    private static Stream<String> references(Map<String, String> settings) {
        return settings.values().stream()
                .flatMap(value -> REFERENCE.matcher(value).results().map(MatchResult::group))
                .sorted();
    }

    /** Files that hold one secret each, without the line break that an editor leaves at their end. */
    private static final class SecretFiles extends DirectoryConfigProvider {
        @Override
        public ConfigData get(String path, Set<String> keys) {
            Map<String, String> secrets = new HashMap<>();
            super.get(path, keys)
                    .data()
                    .forEach((name, secret) ->
                            secrets.put(name, LINE_BREAK_AT_END.matcher(secret).replaceFirst("")));
            return new ConfigData(secrets);
        }
    }

    private static StartupException missing(Path file, String references, Throwable cause) {
        return new StartupException(
                new Text(
                        "Filen " + file + " hänvisar till något som inte går att läsa: " + references + ".",
                        "The file " + file + " refers to something that cannot be read: " + references + "."),
                cause);
    }

    /** Returns Kafka's addresses, where they are given. */
    public Optional<String> bootstrapServers() {
        return Optional.ofNullable(all.get(BOOTSTRAP_SERVERS));
    }

    /** Returns the registry's address, where it is given. */
    public Optional<String> registryUrl() {
        return Optional.ofNullable(all.get(REGISTRY_URL));
    }

    /** Returns the settings of Kafka's clients without the addresses. */
    public Map<String, String> kafka() {
        Map<String, String> kafka = new HashMap<>();
        all.forEach((name, value) -> {
            if (!name.equals(BOOTSTRAP_SERVERS) && !isRegistrys(name)) {
                kafka.put(name, value);
            }
        });
        return kafka;
    }

    /** Returns the registry client's settings without the address; with the prefix and without, as it wants either. */
    public Map<String, String> registry() {
        Map<String, String> registry = new HashMap<>();
        all.forEach((name, value) -> {
            if (!name.equals(REGISTRY_URL) && isRegistrys(name)) {
                registry.put(name, value);
                if (name.startsWith(REGISTRY_PREFIX)) {
                    registry.put(name.substring(REGISTRY_PREFIX.length()), value);
                }
            }
        });
        return registry;
    }

    private static boolean isRegistrys(String name) {
        return REGISTRY_PREFIXES.stream().anyMatch(name::startsWith);
    }

    @Override
    public String toString() {
        return "ClientSettings" + new TreeSet<>(all.keySet());
    }
}
