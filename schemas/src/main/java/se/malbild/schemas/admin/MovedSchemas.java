package se.malbild.schemas.admin;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/** The schemas that records of another cluster were written with, in the registry of this one. */
public final class MovedSchemas {
    private static final String SUBJECT = "moved-";

    private MovedSchemas() {}

    /**
     * Returns the ids that {@code schemas} have in the registry of {@code cluster}. What no subject of an input topic has is
     * registered under a subject of its own, {@code moved-} and the fingerprint of the schema: what was written with it was taken
     * in, or rejected, whether or not it is compatible.
     *
     * @param schemas by the ids that they had
     * @return by the ids that they had
     * @throws RegistryException when the registry is away or refuses
     */
    public static Map<Integer, Integer> ids(Cluster cluster, Map<Integer, Schema> schemas) throws RegistryException {
        Map<Integer, Integer> ids = new HashMap<>();
        try (SchemaRegistryClient registry = SchemaRegistry.client(cluster)) {
            for (Map.Entry<Integer, Schema> moved : schemas.entrySet()) {
                ids.put(moved.getKey(), id(cluster, registry, moved.getValue()));
            }
        } catch (RestClientException refusal) {
            throw RegistryException.refused(SchemaRegistry.why(refusal), refusal);
        } catch (IOException noAnswer) {
            throw RegistryException.unreachable(SchemaRegistry.why(noAnswer), noAnswer);
        }
        return ids;
    }

    private static int id(Cluster cluster, SchemaRegistryClient registry, Schema schema)
            throws IOException, RestClientException {
        for (Topic topic : Topic.inputs()) {
            try {
                return registry.getId(cluster.prefix().subject(topic), new AvroSchema(schema));
            } catch (RestClientException answer) {
                if (!SchemaRegistry.isNotFound(answer)) {
                    throw answer;
                }
            }
        }
        String fingerprint = HexFormat.of().toHexDigits(SchemaNormalization.parsingFingerprint64(schema));
        return registry.register(cluster.prefix().text() + SUBJECT + fingerprint, new AvroSchema(schema));
    }
}
