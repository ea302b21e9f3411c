package se.malbild.schemas.registry;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * Schemas that came with the records, so that nobody has to be asked: there are no others.
 *
 * @param schemas by id
 */
public record GivenSchemas(SortedMap<Integer, Schema> schemas) implements WriterSchemas {
    public GivenSchemas {
        schemas = Collections.unmodifiableSortedMap(new TreeMap<>(schemas));
    }

    @Override
    public Optional<Schema> known(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    @Override
    public SchemaRegistry.Lookup lookup(int id) {
        return known(id)
                .<SchemaRegistry.Lookup>map(SchemaRegistry.Lookup.Known::new)
                .orElseGet(SchemaRegistry.Lookup.NoSuchId::new);
    }

    @Override
    public boolean doesNotExist(int id, long cameAt) {
        return !schemas.containsKey(id);
    }
}
