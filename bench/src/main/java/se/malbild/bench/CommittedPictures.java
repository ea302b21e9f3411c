package se.malbild.bench;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import se.malbild.schemas.Reflects;

/** When each committed picture came, and what it reflects. */
final class CommittedPictures implements CommittedReader.Visitor {
    private final ByPosition<Arrival> arrivals = new ByPosition<>();

    /**
     * A picture that has come.
     *
     * @param offset of its record
     * @param drawn when drawing began, to the millisecond
     * @param nanos when it had come
     */
    record Arrival(long offset, long drawn, long nanos) {}

    @Override
    public void visit(ConsumerRecord<byte[], byte[]> record, long nanos) {
        long ago = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - record.timestamp());
        arrivals.add(
                new String(record.key(), StandardCharsets.UTF_8),
                Reflects.of(record.headers()).orElseThrow().events(),
                new Arrival(record.offset(), nanos - ago, nanos));
    }

    /** Returns the first picture with {@code key} that reflects the event at {@code offset} of its partition. */
    Optional<Arrival> first(String key, long offset) {
        return arrivals.first(key, offset);
    }
}
