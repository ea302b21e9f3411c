package se.malbild.streams.simulation;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * The registry of a story: the one that has every schema, which answers or not, and denies a later schema of each input until
 * it is registered.
 */
final class Registry extends MockSchemaRegistryClient {
    private static final int NOT_FOUND = 404;
    private static final int SCHEMA_NOT_FOUND = 40403;
    private static final int NEVER_REGISTERED = 1_000;
    /** Where ids stand in a value. */
    private static final int ID = 1;

    private static final ThreadLocal<Registry> ONES = ThreadLocal.withInitial(Registry::make);

    private final ConcurrentHashMap<Topic, Integer> later = new ConcurrentHashMap<>();
    private RecordWriter writer;
    private boolean isAway;
    private boolean hasLater;
    private boolean hasDenied;

    private Registry() {
        super(List.of(new AvroSchemaProvider()));
    }

    /** Returns this thread's, as it is at the start of every story. */
    static Registry ofThisThread() {
        Registry one = ONES.get();
        one.isAway = false;
        one.hasLater = false;
        one.hasDenied = false;
        return one;
    }

    private static Registry make() {
        try {
            Registry made = new Registry();
            for (Topic topic : Topic.values()) {
                made.register(topic.subject(), new AvroSchema(topic.schema()));
            }
            for (Topic topic : List.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS)) {
                Schema schema = new Schema.Parser().parse(topic.schema().toString());
                schema.addProp("version", "2");
                made.later.put(topic, made.register("later-" + topic.subject(), new AvroSchema(schema)));
            }
            SchemaRegistry registry = new SchemaRegistry(made, TopicPrefix.NONE, Optional.empty());
            made.writer = new RecordWriter(registry, Topic.values());
            return made;
        } catch (IOException | RestClientException | RegistryException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    RecordWriter writer() {
        return writer;
    }

    /** Returns {@code value}, of {@code topic}, as written with its later schema. */
    byte[] withLater(Topic topic, byte[] value) {
        return withId(later.get(topic), value);
    }

    /** Returns {@code value} as written with a schema that there never is. */
    byte[] withUnknown(byte[] value) {
        return withId(NEVER_REGISTERED, value);
    }

    private static byte[] withId(int id, byte[] value) {
        byte[] other = value.clone();
        ByteBuffer.wrap(other).putInt(ID, id);
        return other;
    }

    void goAway() {
        isAway = true;
    }

    void comeBack() {
        isAway = false;
    }

    void registerLater() {
        hasLater = true;
    }

    /** Returns whether it has ever said no. */
    boolean hasDenied() {
        return hasDenied;
    }

    @Override
    public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
        boolean isLater = later.containsValue(id);
        if (isAway && (isLater || id == NEVER_REGISTERED)) {
            throw new IOException("away");
        }
        if (id == NEVER_REGISTERED || (isLater && !hasLater)) {
            hasDenied = true;
            throw new RestClientException("Schema not found", NOT_FOUND, SCHEMA_NOT_FOUND);
        }
        return super.getSchemaById(id);
    }

    /** Returns a memory of its own, as a process has it: of what it asked at its start. */
    SchemaRegistry memory(Clock clock) {
        SchemaRegistry memory =
                new SchemaRegistry(this, TopicPrefix.NONE, Optional.empty(), clock::nanos, clock::millis);
        try {
            memory.preload(Topic.INDICATOR_EVENTS);
            memory.preload(Topic.GOAL_FRAMEWORKS);
        } catch (RegistryException impossible) {
            throw new IllegalStateException(impossible);
        }
        return memory;
    }
}
