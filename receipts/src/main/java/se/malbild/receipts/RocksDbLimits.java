package se.malbild.receipts;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/**
 * Keeps a partition's store to some 32 MiB of memory outside the heap. The defaults allow about 100 MiB, which twelve
 * partitions would make more than a gigabyte.
 */
public final class RocksDbLimits implements RocksDBConfigSetter {
    private static final long BLOCK_CACHE_BYTES = 16L * 1024 * 1024;
    private static final long WRITE_BUFFER_BYTES = 8L * 1024 * 1024;
    private static final int WRITE_BUFFERS = 2;

    private final Map<String, Cache> caches = new ConcurrentHashMap<>();

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Cache cache = new LRUCache(BLOCK_CACHE_BYTES);
        caches.put(storeName, cache);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        // Indexes and filters grow with the state; in the cache they are bounded with the rest.
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    }

    @Override
    public void close(String storeName, Options options) {
        Cache cache = caches.remove(storeName);
        if (cache != null) {
            cache.close();
        }
    }
}
