package se.malbild.receipts;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory outside the heap that all stores of the application share, so that it does not grow with the partitions. What
 * is written and not on disk yet counts as part of the cache.
 */
final class RocksDbMemory implements AutoCloseable {
    static final long TOTAL_BYTES = 64L * 1024 * 1024;
    static final long WRITE_BUFFERS_BYTES = 24L * 1024 * 1024;

    /** Closing the books reads everything; what is kept of indexes and filters it may not push out. */
    private static final double FOR_INDEXES_AND_FILTERS = 0.25;

    private static final int CHOSEN_BY_SIZE = -1;
    private static final boolean REFUSES_WHEN_FULL = false;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    RocksDbMemory() {
        RocksDB.loadLibrary();
        cache = new LRUCache(TOTAL_BYTES, CHOSEN_BY_SIZE, REFUSES_WHEN_FULL, FOR_INDEXES_AND_FILTERS);
        writeBuffers = new WriteBufferManager(WRITE_BUFFERS_BYTES, cache);
    }

    Cache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    /** To be called when the stores are closed. */
    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }
}
