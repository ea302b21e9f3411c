package se.malbild.schemas.codec;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import se.malbild.schemas.Justification;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/** A registry for tests, Confluent's own mock, with all our schemas registered. */
final class Wire {
    static final Justification JUSTIFICATION = new Justification("Sara Lind", "Första versionen", Optional.empty());

    final SchemaRegistryClient client = new MockSchemaRegistryClient();
    /** What the registry takes for the time. */
    final AtomicLong nanos = new AtomicLong();

    final SchemaRegistry registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty(), nanos::get);

    Wire() {
        for (Topic topic : Topic.values()) {
            register(topic.subject(), topic.schema());
        }
    }

    int register(String subject, Schema schema) {
        try {
            return client.register(subject, new AvroSchema(schema));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (RestClientException failure) {
            throw new IllegalStateException(failure);
        }
    }

    RecordWriter writer() {
        try {
            return new RecordWriter(registry, Topic.values());
        } catch (RegistryException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A reader that remembers every version of the event's schema. */
    IndicatorEventReader eventReader() {
        try {
            registry.preload(Topic.INDICATOR_EVENTS);
            return new IndicatorEventReader(registry);
        } catch (RegistryException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
