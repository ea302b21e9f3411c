package se.malbild.applications;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** The broker's append time, or 0 where a record has none: no time in a record can stop the application. */
public final class AppendTime implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return of(record);
    }

    /** Returns it, in milliseconds since 1970. */
    public static long of(ConsumerRecord<?, ?> record) {
        return Math.max(0, record.timestamp());
    }
}
