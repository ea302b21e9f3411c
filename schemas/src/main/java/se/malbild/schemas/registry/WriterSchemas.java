package se.malbild.schemas.registry;

import java.util.Optional;
import org.apache.avro.Schema;

/** The schemas that records were written with, by the ids that their values name. For use by many threads. */
public interface WriterSchemas {
    /** Returns the schema with {@code id} if it is at hand. Never blocks. */
    Optional<Schema> known(int id);

    /** Returns the schema with {@code id}, which may have to be asked for. */
    SchemaRegistry.Lookup lookup(int id);

    /**
     * Tells whether it is certain that no schema has {@code id}. Never blocks.
     *
     * @param cameAt when a record that names it was appended or, where it is known and earlier, read; milliseconds since 1970
     */
    boolean doesNotExist(int id, long cameAt);
}
