package se.malbild.applications;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What a consumer has read of a partition at once, as the header of one record: what Kafka Streams does for every record costs more
 * than taking a plain event in. A {@link RecordProcessor} takes the records one by one, within one call, so a commit lies between two bundles. That one
 * record has the offset and the time of the first: Streams commits the offset of the next record that it has not processed.
 */
public final class Bundle implements Header {
    private static final String KEY = "bundle";
    private static final byte[] NO_BYTES = {};

    private final List<ConsumerRecord<byte[], byte[]>> records;

    private Bundle(List<ConsumerRecord<byte[], byte[]>> records) {
        this.records = records;
    }

    /** Returns what was {@code read}, that of each partition of {@code topic} in one bundle. */
    public static ConsumerRecords<byte[], byte[]> bundled(ConsumerRecords<byte[], byte[]> read, String topic) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        for (TopicPartition partition : read.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> own = read.records(partition);
            records.put(partition, partition.topic().equals(topic) ? List.of(bundle(own)) : own);
        }
        return new ConsumerRecords<>(records, read.nextOffsets());
    }

    /**
     * Returns one record that stands for {@code records}.
     *
     * @param records of one partition, in their order; not empty
     */
    public static ConsumerRecord<byte[], byte[]> bundle(List<ConsumerRecord<byte[], byte[]>> records) {
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                first.timestamp(),
                first.timestampType(),
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                null,
                null,
                new RecordHeaders(List.<Header>of(new Bundle(records))),
                first.leaderEpoch());
    }

    /** Returns the bundle among {@code headers}. No sender can send one: what comes from Kafka is of another class. */
    static Optional<Bundle> in(Headers headers) {
        return headers.lastHeader(KEY) instanceof Bundle bundle ? Optional.of(bundle) : Optional.empty();
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public byte[] value() {
        return NO_BYTES;
    }
}
