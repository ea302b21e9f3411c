package se.malbild.receipts;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/** Lets a store use the memory that all of them share. Kafka Streams makes one of these for every store. */
public final class RocksDbLimits implements RocksDBConfigSetter {
    /** The setting under which it finds the {@link RocksDbMemory}. */
    static final String MEMORY = "malbild.rocksdb.memory";

    /** RocksDB takes an eighth of it at the first entry; the default of 16 MiB would fill the memory with twelve stores. */
    private static final long WRITE_BUFFER_BYTES = 4L * 1024 * 1024;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        RocksDbMemory memory = (RocksDbMemory) configs.get(MEMORY);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        // Indexes and filters grow with the state; in the cache they are bounded with the rest.
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.writeBuffers());
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    }

    /** The memory is the application's, which closes it. */
    @Override
    public void close(String storeName, Options options) {}
}
