package se.malbild.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import se.malbild.schemas.Reflects;

/** When each committed picture came, and what it reflects. */
final class CommittedPictures implements CommittedReader.Visitor {
    private final Map<String, List<Arrival>> arrivals = new ConcurrentHashMap<>();

    /**
     * A picture that has come.
     *
     * @param events as {@link Reflects#events}
     * @param drawn when drawing began, to the millisecond
     * @param nanos when it had come
     */
    record Arrival(long events, long drawn, long nanos) {}

    @Override
    public void visit(ConsumerRecord<byte[], byte[]> record, long nanos) {
        List<Arrival> own =
                arrivals.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>());
        long events = Reflects.of(record.headers()).orElseThrow().events();
        long ago = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - record.timestamp());
        synchronized (own) {
            own.add(new Arrival(events, nanos - ago, nanos));
        }
    }

    /** Returns the first picture with {@code key} that reflects the event at {@code offset} of its partition. */
    Optional<Arrival> first(String key, long offset) {
        List<Arrival> own = arrivals.getOrDefault(key, List.of());
        synchronized (own) {
            int from = 0;
            int to = own.size();
            while (from < to) {
                int middle = (from + to) / 2;
                if (own.get(middle).events() < offset) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            return from < own.size() ? Optional.of(own.get(from)) : Optional.empty();
        }
    }
}
