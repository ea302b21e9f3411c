package se.malbild.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.intake.EventIntake;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.registry.SchemaRegistry;

/** What is taken in from its bytes is held against what the long way makes of the same events, good and bad. */
class PlainEventsTest {
    private static final int EVENTS = Integer.getInteger("malbild.plain.events", 200_000);
    private static final long SEED = Long.getLong("malbild.plain.seed", 2027);
    private static final int EVENTS_A_STORE = 2_000;
    private static final int PARTITIONS = 3;
    private static final int PARTITION = Partitioning.of("1880", PARTITIONS);
    private static final Schema SCHEMA = Topic.INDICATOR_EVENTS.schema();

    private final MockSchemaRegistryClient client = new MockSchemaRegistryClient(List.of(new AvroSchemaProvider()));
    private final SchemaRegistry registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty());
    private final EventIntake intake = new EventIntake(registry, PARTITIONS);
    private final Random random = new Random(SEED);
    private final Map<PlainEvents.Taken, Integer> seen = new EnumMap<>(PlainEvents.Taken.class);
    private KeyValueStore<Bytes, byte[]> byBytes;
    private KeyValueStore<Bytes, byte[]> theLongWay;
    private CellStore cells;
    private PlainEvents plain;
    private int ourId;
    private int otherId;
    private long offset;

    @BeforeEach
    void register() throws Exception {
        ourId = client.register(Topic.INDICATOR_EVENTS.subject(), new AvroSchema(SCHEMA));
        Schema other = new Schema.Parser().parse(SCHEMA.toString());
        other.addProp("version", "2");
        otherId = client.register("other", new AvroSchema(other));
        registry.preload(Topic.INDICATOR_EVENTS);
        registry.lookup(otherId);
        begin();
    }

    private void begin() {
        byBytes = OrganisationMapStore.supplier("bytes").get();
        theLongWay = OrganisationMapStore.supplier("long").get();
        cells = new CellStore(byBytes);
        plain = new PlainEvents(registry, PARTITIONS, cells);
    }

    @Test
    void what_is_taken_in_from_its_bytes_is_what_the_long_way_makes_of_it() throws IOException {
        for (int event = 0; event < EVENTS; event++) {
            if (event % EVENTS_A_STORE == 0) {
                begin();
            }
            byte[] value = value();
            byte[] key = random.nextInt(50) == 0 ? any(null, bytes("0380"), bytes("18801"), bytes("")) : keyOf(value);
            int partition = random.nextInt(50) == 0 ? random.nextInt(PARTITIONS) : PARTITION;
            offset += random.nextInt(3) - (random.nextInt(20) == 0 ? 3 : 0);
            compare(new InputRecord(partition, offset, 0, key, value), event);
            if (event % EVENTS_A_STORE == EVENTS_A_STORE - 1) {
                cells.put();
                assertThat(contents(byBytes)).isEqualTo(contents(theLongWay));
            }
        }

        System.out.printf("Of %d events, seed %d: %s%n", EVENTS, SEED, seen);
        for (PlainEvents.Taken taken : PlainEvents.Taken.values()) {
            assertThat(seen.get(taken)).as("%s", taken).isGreaterThan(EVENTS / 100);
        }
    }

    private void compare(InputRecord record, int event) {
        PlainEvents.Taken taken = plain.take(record.key(), record.value(), record.partition(), record.offset());
        seen.merge(taken, 1, Integer::sum);
        Intake<Observation> judged = intake.judge(record);
        CellStore.Merged merged = judged instanceof Intake.Accepted<Observation> accepted
                ? new CellStore(theLongWay).merge(accepted.content(), record.offset())
                : CellStore.Merged.UNDECIDED;
        if (taken == PlainEvents.Taken.NOT_PLAIN) {
            if (judged instanceof Intake.Accepted<Observation> accepted) {
                plain.learn(accepted.content());
                assertThat(cells.merge(accepted.content(), record.offset()))
                        .as("event %d", event)
                        .isEqualTo(merged);
            }
            return;
        }
        assertThat(merged)
                .as("event %d", event)
                .isEqualTo(taken == PlainEvents.Taken.NEW_CELL ? CellStore.Merged.NEW_CELL : CellStore.Merged.NOTHING);
        Cell cell = ((Intake.Accepted<Observation>) judged).content().cell();
        assertThat(List.of(plain.organisation(), plain.series(), plain.year(), plain.reporter()))
                .isEqualTo(List.of(
                        cell.organisation(),
                        cell.indicator(),
                        cell.year(),
                        new CellStore.Reporter(cell.department(), cell.district())));
        if (random.nextInt(4) == 0) { // the last event of a bundle
            cells.put();
        } else {
            return;
        }
        Bytes slice =
                CellStore.key(cell.organisation(), cell.year(), cell.indicator(), cell.department(), cell.district());
        assertThat(byBytes.get(slice)).as("event %d", event).isEqualTo(theLongWay.get(slice));
    }

    private static Map<Bytes, String> contents(KeyValueStore<Bytes, byte[]> store) {
        Map<Bytes, String> contents = new TreeMap<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> contents.put(entry.key, Arrays.toString(entry.value)));
        }
        return contents;
    }

    private byte[] latest;

    /** Returns an event, or what is left of one; sometimes the same as before. */
    private byte[] value() throws IOException {
        if (latest != null && random.nextInt(10) == 0) {
            return latest;
        }
        byte[] value = encoded(event());
        latest = value;
        return switch (random.nextInt(20)) {
            case 0 -> Arrays.copyOf(value, random.nextInt(value.length));
            case 1 -> Arrays.copyOf(value, value.length + 1 + random.nextInt(3));
            case 2, 3 -> withAnotherByte(value);
            default -> value;
        };
    }

    private byte[] withAnotherByte(byte[] value) {
        byte[] other = value.clone();
        other[random.nextInt(other.length)] = (byte) random.nextInt();
        return other;
    }

    private GenericRecord event() {
        GenericRecord event = new GenericData.Record(SCHEMA);
        event.put("eventId", random.nextInt(20) == 0 ? text() : "e" + random.nextInt(5));
        event.put("organisation", random.nextInt(30) == 0 ? any("0380", "188", "188a", "1881") : "1880");
        event.put(
                "indicator",
                random.nextInt(20) == 0 ? text() : any("N00914", "N" + random.nextInt(100), "Närhet till park"));
        event.put("department", random.nextInt(20) == 0 ? text() : any("skola", "Förskola", "Vård och omsorg"));
        event.put("year", random.nextInt(30) == 0 ? any(0, -1, 1899, 1900, 2200, 2201) : 2018 + random.nextInt(3));
        event.put("period", random.nextInt(20) == 0 ? any("2018-T1", "2018", "2019-Q4", "2018-13", " ") : "");
        event.put("gender", symbol("gender", random.nextInt(30) == 0 ? 0 : 1 + random.nextInt(3)));
        event.put("district", random.nextInt(4) == 0 ? any("norr", "Söder", "", "Öster Mälarstrand") : null);
        boolean hasValue = random.nextInt(15) > 0;
        event.put("value", hasValue ? ByteBuffer.wrap(number()) : null);
        event.put("missing", random.nextInt(hasValue ? 40 : 2) == 0 ? symbol("missing", random.nextInt(4)) : null);
        event.put("count", random.nextInt(3) == 0 ? any(0L, 1L, 4L, 5_000_000_000L, -1L) : null);
        event.put("kind", symbol("kind", random.nextInt(30) == 0 ? 0 : 1 + random.nextInt(2)));
        event.put("retracted", random.nextInt(30) == 0);
        event.put("revision", random.nextInt(20) == 0 ? any(1, 2, 300_000_000, -1) : 0);
        event.put(
                "observedAt",
                random.nextInt(20) == 0
                        ? any(0L, -1L, -2_208_988_800_000_000L, 7_289_654_399_999_999L, 7_289_654_400_000_000L)
                        : 1_577_836_800_000_000L + random.nextInt(2));
        event.put("source", random.nextInt(20) == 0 ? text() : any(null, "Kolada", "Påhittat värde", "Kolada 2"));
        event.put("comment", random.nextInt(20) == 0 ? text() : null);
        return event;
    }

    private Object symbol(String field, int index) {
        Schema schema = SCHEMA.getField(field).schema();
        Schema of = schema.getType() == Schema.Type.UNION ? schema.getTypes().get(1) : schema;
        return new GenericData.EnumSymbol(of, of.getEnumSymbols().get(index));
    }

    private String text() {
        return any(
                "",
                " ",
                "a b",
                " a",
                "a ",
                "a\u00a0b",
                "o\u0308ster",
                "\ufffd",
                "a\nb",
                "\u200ba",
                "x".repeat(200),
                "x".repeat(201),
                "å".repeat(200),
                "x".repeat(2_001),
                "å".repeat(1_999),
                "😀");
    }

    private byte[] number() {
        return switch (random.nextInt(8)) {
            case 0 -> new byte[random.nextInt(3)];
            case 1 -> new byte[] {0, 0, (byte) random.nextInt()};
            case 2 -> random(1 + random.nextInt(18));
            case 3 -> BigInteger.valueOf(random.nextLong()).toByteArray();
            default ->
                BigInteger.valueOf((random.nextInt(2_000) - 1_000) * (long) Math.pow(10, random.nextInt(13)))
                        .toByteArray();
        };
    }

    private byte[] random(int length) {
        byte[] made = new byte[length];
        random.nextBytes(made);
        return made;
    }

    private byte[] encoded(GenericRecord event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        int id = random.nextInt(30) == 0 ? any(otherId, 4711) : ourId;
        out.write(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(SCHEMA).write(event, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** Returns the key that an event should have, as far as that can be seen. */
    private static byte[] keyOf(byte[] value) {
        String text = new String(value, StandardCharsets.ISO_8859_1);
        return text.contains("0380") ? bytes("0380") : text.contains("1881") ? bytes("1881") : bytes("1880");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @SafeVarargs
    private <T> T any(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
