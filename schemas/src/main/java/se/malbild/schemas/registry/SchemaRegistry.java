package se.malbild.schemas.registry;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Text;
import se.malbild.schemas.ClientSettings;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;

/**
 * Ids and schemas of a schema registry, remembered in memory and, where a directory is given, on disk, so that a service
 * can start while the registry is away. That it has no schema with an id is remembered for a minute, in memory. It never
 * registers anything. For use by many threads.
 */
public final class SchemaRegistry implements WriterSchemas, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistry.class);
    /** A registry that is starting may for a moment say no to what it has; to believe it would lose good events. */
    public static final Duration NO_COUNTS_AFTER = Duration.ofSeconds(5);

    private static final int REQUEST_TIMEOUT_MS = 5_000;
    private static final int REMEMBERED_BY_CLIENT = 1_000;

    /** What the registry says of an id. */
    public sealed interface Lookup {
        record Known(Schema schema) implements Lookup {}

        /** No Avro schema has the id, says a registry that has our own. {@link #doesNotExist} says if that counts. */
        record NoSuchId() implements Lookup {}

        /** It did not answer; asking again later may help. */
        record Unreachable(String why) implements Lookup {}
    }

    private final SchemaRegistryClient client;
    private final TopicPrefix prefix;
    private final Optional<SchemaCache> cache;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final LongSupplier nanoClock;
    private final LongSupplier millisClock;
    private final Denials denials = new Denials();

    /**
     * Returns the registry of {@code cluster}, without calling it yet. A request takes 5 seconds at most unless the
     * cluster's {@link ClientSettings} say otherwise.
     *
     * @param cacheDirectory where to remember across restarts; made when it is missing
     */
    public static SchemaRegistry connect(Cluster cluster, Optional<Path> cacheDirectory) {
        // Callers ask again by themselves; retrying inside would block them for several timeouts.
        SchemaRegistryClient client = client(cluster, Map.of(SchemaRegistryClientConfig.MAX_RETRIES_CONFIG, 0));
        return new SchemaRegistry(client, cluster.prefix(), cacheDirectory);
    }

    /**
     * Returns Confluent's client of the registry of {@code cluster}, without calling it yet. By itself it would wait for
     * an answer for ever; this one waits for 5 seconds unless the cluster's {@link ClientSettings} say otherwise.
     */
    public static SchemaRegistryClient client(Cluster cluster) {
        return client(cluster, Map.of());
    }

    private static SchemaRegistryClient client(Cluster cluster, Map<String, ?> config) {
        Map<String, Object> inTime = new HashMap<>();
        inTime.put(SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, REQUEST_TIMEOUT_MS);
        inTime.put(SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, REQUEST_TIMEOUT_MS);
        inTime.putAll(config);
        inTime.putAll(cluster.clients().registry());
        try {
            return SchemaRegistryClientFactory.newClient(
                    List.of(cluster.registryUrl().strip().split("\\s*,\\s*")),
                    REMEMBERED_BY_CLIENT,
                    List.of(new AvroSchemaProvider()),
                    inTime,
                    Map.of());
        } catch (RuntimeException unusable) {
            throw new StartupException(
                    new Text(
                            "Schemaregistrets klient kan inte använda inställningarna (" + unusable.getMessage()
                                    + "). Rätta basic.auth, bearer.auth eller schema.registry.ssl i filen som anges med"
                                    + " --client-config.",
                            "The schema registry's client cannot use the settings (" + unusable.getMessage()
                                    + "). Correct basic.auth, bearer.auth or schema.registry.ssl in the file given with"
                                    + " --client-config."),
                    unusable);
        }
    }

    /**
     * Returns the registry behind {@code client}, which is closed with it.
     *
     * @param prefix of the subjects there
     */
    public SchemaRegistry(SchemaRegistryClient client, TopicPrefix prefix, Optional<Path> cacheDirectory) {
        this(client, prefix, cacheDirectory, System::nanoTime);
    }

    /** As above, with a clock that only goes forward, in nanoseconds. */
    public SchemaRegistry(
            SchemaRegistryClient client, TopicPrefix prefix, Optional<Path> cacheDirectory, LongSupplier nanoClock) {
        this(client, prefix, cacheDirectory, nanoClock, System::currentTimeMillis);
    }

    /** As above, with this computer's clock, in milliseconds since 1970. */
    public SchemaRegistry(
            SchemaRegistryClient client,
            TopicPrefix prefix,
            Optional<Path> cacheDirectory,
            LongSupplier nanoClock,
            LongSupplier millisClock) {
        this.nanoClock = nanoClock;
        this.millisClock = millisClock;
        this.client = client;
        this.prefix = prefix;
        this.cache = cacheDirectory.map(directory -> new SchemaCache(directory, prefix));
        cache.ifPresent(stored -> schemas.putAll(stored.schemas()));
    }

    /**
     * Returns the id of {@link Topic#schema()} under the topic's subject. While the registry is away, the id that it
     * gave last time for this very schema does.
     *
     * @throws RegistryException when it is not registered, or the registry is away and was never asked
     */
    public int idOf(Topic topic) throws RegistryException {
        try {
            int id = client.getId(prefix.subject(topic), new AvroSchema(topic.schema()));
            remember(id, topic.schema());
            cache.ifPresent(stored -> stored.putId(topic, id));
            return id;
        } catch (RestClientException answer) {
            if (isNotFound(answer)) {
                throw RegistryException.notRegistered(prefix.subject(topic), answer);
            }
            return rememberedId(topic, RegistryException.unreachable(why(answer), answer));
        } catch (IOException noAnswer) {
            return rememberedId(topic, RegistryException.unreachable(why(noAnswer), noAnswer));
        }
    }

    private int rememberedId(Topic topic, RegistryException otherwise) throws RegistryException {
        OptionalInt id = cache.map(stored -> stored.id(topic)).orElse(OptionalInt.empty());
        if (id.isEmpty()) {
            throw otherwise;
        }
        LOG.warn(
                "{} The id {} of {} is taken from disk.", otherwise.getMessage(), id.getAsInt(), prefix.subject(topic));
        return id.getAsInt();
    }

    /**
     * Remembers every version of the topic's subject.
     *
     * @throws RegistryException when there is no such subject, or the registry is away
     */
    public void preload(Topic topic) throws RegistryException {
        try {
            long asked = nanoClock.getAsLong();
            for (int version : client.getAllVersions(prefix.subject(topic))) {
                int id =
                        client.getSchemaMetadata(prefix.subject(topic), version).getId();
                fetch(id).ifPresent(schema -> remember(id, schema));
            }
            if (topic == Topic.INDICATOR_EVENTS) {
                denials.hasOurs(asked);
            }
        } catch (RestClientException answer) {
            throw isNotFound(answer)
                    ? RegistryException.notRegistered(prefix.subject(topic), answer)
                    : RegistryException.unreachable(why(answer), answer);
        } catch (IOException noAnswer) {
            throw RegistryException.unreachable(why(noAnswer), noAnswer);
        }
    }

    /** Returns the schema with {@code id} if it is remembered. Never blocks and never calls the registry. */
    @Override
    public Optional<Schema> known(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    /**
     * Returns the schema with {@code id}. It asks the registry when that is not remembered, the same once
     * a second at most; blocks for two requests at most.
     */
    @Override
    public Lookup lookup(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return new Lookup.Known(known);
        }
        long asked = nanoClock.getAsLong();
        if (denials.hasJustDenied(id, asked)) {
            return new Lookup.NoSuchId();
        }
        Optional<Lookup.Unreachable> away = denials.hasJustFailed(asked);
        if (away.isPresent()) {
            return away.get();
        }
        long askedMillis = millisClock.getAsLong();
        try {
            Optional<Schema> found = fetch(id);
            if (found.isPresent()) {
                remember(id, found.get());
                denials.remove(id);
                return new Lookup.Known(found.get());
            }
        } catch (RestClientException answer) {
            if (!isNotFound(answer)) {
                return unreachable(asked, why(answer));
            }
        } catch (IOException noAnswer) {
            return unreachable(asked, why(noAnswer));
        }
        return denials.hasJustHadOurs(asked) ? noSuchId(id, asked, askedMillis) : ofOursToo(id, asked, askedMillis);
    }

    /** A registry that reads its storage while it already answers, or an empty one, has not even our own schemas. */
    private Lookup ofOursToo(int id, long asked, long askedMillis) {
        String subject = prefix.subject(Topic.INDICATOR_EVENTS);
        try {
            if (client.getAllVersions(subject).isEmpty()) {
                return unreachable(asked, "it does not have " + subject + " either");
            }
            denials.hasOurs(asked);
            return noSuchId(id, asked, askedMillis);
        } catch (RestClientException answer) {
            return unreachable(asked, "it does not have " + subject + " either: " + why(answer));
        } catch (IOException noAnswer) {
            return unreachable(asked, why(noAnswer));
        }
    }

    private Lookup noSuchId(int id, long asked, long askedMillis) {
        denials.add(id, asked, askedMillis);
        return new Lookup.NoSuchId();
    }

    private Lookup unreachable(long asked, String why) {
        Lookup.Unreachable away = new Lookup.Unreachable(why);
        denials.unanswered(asked, away);
        return away;
    }

    /**
     * Tells whether the no to {@code id} counts for a record. It has been said in the last minute, in reply to a question
     * put after the record came, and either for {@link #NO_COUNTS_AFTER} whenever the registry was asked, or of a record
     * that is older than a minute by a registry that has answered for as long. Never blocks and never calls the registry.
     *
     * @param cameAt when the record was appended or, where it is known and earlier, read; milliseconds since 1970
     */
    @Override
    public boolean doesNotExist(int id, long cameAt) {
        return denials.isCertain(id, nanoClock.getAsLong(), cameAt);
    }

    /** As above, whenever the record came. */
    public boolean doesNotExist(int id) {
        return denials.isCertain(id, nanoClock.getAsLong());
    }

    /** Returns the schema with {@code id}; empty when it is of another kind than Avro. */
    private Optional<Schema> fetch(int id) throws IOException, RestClientException {
        try {
            return client.getSchemaById(id) instanceof AvroSchema avro
                    ? Optional.of(avro.rawSchema())
                    : Optional.empty();
        } catch (IOException failure) {
            if (isOfAnotherKind(failure)) {
                return Optional.empty();
            }
            throw failure;
        } catch (RuntimeException failure) {
            if (isOfAnotherKind(failure)) {
                return Optional.empty();
            }
            throw new IOException(failure.getMessage(), failure);
        }
    }

    /** The client has no exception of its own for a schema of a kind that it was not set up to read. */
    private static boolean isOfAnotherKind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).startsWith("Invalid schema")) {
                return true;
            }
        }
        return false;
    }

    /** An id never changes its schema, so another schema than the remembered one means another registry. */
    private synchronized void remember(int id, Schema schema) {
        Schema before = schemas.get(id);
        if (schema.equals(before)) {
            return;
        }
        if (before != null) {
            LOG.warn(
                    "Schema {} is not what was remembered: this is another registry. Forgetting what was remembered.",
                    id);
            schemas.clear();
            cache.ifPresent(SchemaCache::clear);
        }
        schemas.put(id, schema);
        cache.ifPresent(stored -> stored.putSchema(id, schema));
    }

    /**
     * A registry says 40401 to 40403. A bare 404 comes from something else at a wrong address, and to take that for "no
     * such schema" would reject good events.
     */
    public static boolean isNotFound(RestClientException answer) {
        return answer.getErrorCode() / 100 == 404;
    }

    public static String why(Exception failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        // What is no registry answers with no message of a registry's; then the status is all there is to say.
        return failure instanceof RestClientException answer ? "HTTP " + answer.getStatus() + ": " + message : message;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException unclosed) {
            LOG.warn("Cannot close the connection to the schema registry: {}", unclosed.toString());
        }
    }
}
