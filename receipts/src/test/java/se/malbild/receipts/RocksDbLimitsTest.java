package se.malbild.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class RocksDbLimitsTest {
    private static final int STORES = 12;
    private static final int ENTRIES = 3_000;
    private static final int ENTRY_BYTES = 4 * 1024;

    /** Nothing is refused when the cache is full: what is on its way to the disk may be too much for a moment. */
    private static final long MOST_BYTES = RocksDbMemory.TOTAL_BYTES + RocksDbMemory.WRITE_BUFFERS_BYTES;

    @TempDir
    private Path directory;

    /** 144 MiB are written in turn and read back: more than there is memory for. */
    @Test
    void twelve_stores_share_what_memory_there_is() throws Exception {
        Random random = new Random(1);
        byte[] entry = new byte[ENTRY_BYTES];
        List<RocksDB> stores = new ArrayList<>();
        List<Options> options = new ArrayList<>();
        try (RocksDbMemory memory = new RocksDbMemory()) {
            try {
                for (int store = 0; store < STORES; store++) {
                    options.add(limited(memory));
                    stores.add(RocksDB.open(
                            options.get(store),
                            directory.resolve("store-" + store).toString()));
                }
                for (int number = 0; number < ENTRIES; number++) {
                    for (RocksDB store : stores) {
                        random.nextBytes(entry);
                        store.put(key(number), entry);
                    }
                    if (number % 100 == 0) {
                        await("what is on its way to the disk")
                                .forever()
                                .pollInterval(Duration.ofMillis(1))
                                .until(() -> sum(stores, "rocksdb.num-immutable-mem-table") == 0);
                        assertThat(sum(stores, "rocksdb.cur-size-all-mem-tables"))
                                .isLessThanOrEqualTo(memory.cache().getUsage());
                        assertThat(memory.cache().getUsage()).isLessThanOrEqualTo(MOST_BYTES);
                    }
                }
                for (int number = 0; number < ENTRIES; number++) {
                    for (RocksDB store : stores) {
                        assertThat(store.get(key(number))).hasSize(ENTRY_BYTES);
                    }
                }
                assertThat(memory.cache().getUsage()).isBetween(RocksDbMemory.TOTAL_BYTES * 3 / 4, MOST_BYTES);
            } finally {
                stores.forEach(RocksDB::close);
                options.forEach(Options::close);
            }
        }
    }

    private static Options limited(RocksDbMemory memory) {
        Options options = new Options().setCreateIfMissing(true).setTableFormatConfig(new BlockBasedTableConfig());
        new RocksDbLimits().setConfig("receipts", options, Map.of(RocksDbLimits.MEMORY, memory));
        return options;
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static long sum(List<RocksDB> stores, String property) throws RocksDBException {
        long sum = 0;
        for (RocksDB store : stores) {
            sum += store.getLongProperty(property);
        }
        return sum;
    }
}
