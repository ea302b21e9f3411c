package se.malbild.applications;

import java.util.function.Supplier;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.SchemaLookups;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * What a topology needs of its surroundings.
 *
 * @param prefix of every topic
 * @param partitions of every topic
 * @param registry remembers the schemas of the inputs
 * @param writers makes a writer for the output topics; each processor has its own
 * @param lookups asks the registry beside the stream threads
 */
public record TopologyContext(
        TopicPrefix prefix,
        int partitions,
        SchemaRegistry registry,
        Supplier<RecordWriter> writers,
        SchemaLookups lookups) {}
