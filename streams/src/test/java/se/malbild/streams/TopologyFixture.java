package se.malbild.streams;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import se.malbild.applications.DrivenTopology;
import se.malbild.applications.ExpectedOutputs;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.PictureJson;
import se.malbild.schemas.Keys;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.RegistryException;

/** The topology under Kafka's test driver, with its outputs read. */
final class TopologyFixture extends DrivenTopology {
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
    private static final Duration LONG_ENOUGH_TO_FLUSH = Duration.ofSeconds(5);
    /** Bytes before the Avro of every value. */
    private static final int HEADER = 5;

    final MeterRegistry meters = new SimpleMeterRegistry();
    final TopologyMetrics counts = new TopologyMetrics(meters);
    final LatencyMetrics latency = new LatencyMetrics(meters, this::nowMillis);

    private final CommitPace pace;
    private Duration frozen = Duration.ZERO;
    private Duration freeze = Duration.ZERO;
    private int looksUntilFreeze;

    TopologyFixture() throws IOException, RestClientException, RegistryException {
        this(Topic.values());
    }

    /** @param written what the topology's own writers can encode; they throw at anything else */
    TopologyFixture(Topic... written) throws IOException, RestClientException, RegistryException {
        super(written);
        pace = new CommitPace(COMMIT_INTERVAL, this::nanos);
        drive(new MalbildTopology(context(), pace, counts, latency, this::nanos).build());
    }

    private long nanos() {
        if (--looksUntilFreeze == 0) {
            frozen = frozen.plus(freeze);
        }
        return TimeUnit.MILLISECONDS.toNanos(nowMillis()) + frozen.toNanos();
    }

    /** Lets the computer stand still for {@code time} just before a flush looks at the clock for the {@code look}th time. */
    void freeze(int look, Duration time) {
        looksUntilFreeze = look;
        freeze = time;
    }

    /** @param traceparent the header of that name */
    void send(Observation observation, String traceparent) {
        send(observation, headers(traceparent));
    }

    /** Puts a record with a trace context on the events' topic as it is. */
    void send(byte[] key, byte[] value, String traceparent) {
        send(key, value, headers(traceparent));
    }

    private static Headers headers(String traceparent) {
        return new RecordHeaders().add("traceparent", bytes(traceparent));
    }

    /** Puts a framework in the store as an earlier start has left it. */
    void keep(FrameworkStore.Entry framework) {
        new FrameworkStore(store(FrameworkStore.NAME)).put(framework);
    }

    /** Returns a store, to look at or to change. */
    KeyValueStore<Bytes, byte[]> kept(String name) {
        return store(name);
    }

    /** Stands for the thread's commit, which the test driver makes without a producer of ours. */
    void commit() {
        latency.committed();
        pace.committed();
    }

    /** Lets time pass until everything that changed has been judged and published. */
    void flush() {
        pass(LONG_ENOUGH_TO_FLUSH);
    }

    /** Reads the pictures published since the last time into {@code pictures}, as a reader of the compacted topic would. */
    void readPictures(SortedMap<String, String> pictures) {
        for (TestRecord<byte[], byte[]> record : read(Topic.PICTURES)) {
            String key = text(record.key());
            if (record.value() == null) {
                pictures.remove(key);
            } else {
                pictures.put(key, PictureJson.compact(reader().picture(record.value())));
            }
        }
    }

    /** Reads what was published since the last time into {@code outputs}, in the form of {@link ExpectedOutputs}. */
    void readOutputs(SortedMap<String, String> outputs) {
        for (Topic topic : ExpectedOutputs.TOPICS) {
            for (TestRecord<byte[], byte[]> record : read(topic)) {
                String place = ExpectedOutputs.place(topic, text(record.key()));
                if (record.value() == null) {
                    outputs.remove(place);
                } else {
                    outputs.put(place, ExpectedOutputs.text(record.value()));
                }
            }
        }
    }

    /** Returns the rows published on {@code topic} since the last time, read with nothing but its schema. */
    List<GenericRecord> readRows(Topic topic) {
        return read(topic).stream().map(record -> row(topic, record)).toList();
    }

    /** Returns a row of {@code topic}, read with nothing but its schema. */
    static GenericRecord row(Topic topic, TestRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        try {
            return new GenericDatumReader<GenericRecord>(topic.schema())
                    .read(null, DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the value is in memory
        }
    }

    List<RejectedEvent> readRejected() {
        return read(Topic.REJECTED_EVENTS).stream()
                .map(record -> reader().rejected(record.value()))
                .toList();
    }

    /** Returns what the pictures' topic is to hold according to the function itself. */
    static SortedMap<String, String> expected(List<FrameworkVersion> frameworks, List<Observation> observations) {
        SortedMap<String, String> expected = new TreeMap<>();
        Pictures.of(frameworks, observations)
                .forEach((key, picture) -> expected.put(
                        Keys.picture(key.organisation(), key.framework(), key.year()), PictureJson.compact(picture)));
        return expected;
    }
}
