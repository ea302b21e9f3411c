package se.malbild.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.Fault;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.IndicatorEventReader.Reading;

class IndicatorEventTest {
    private static final int MANY = 5_000;
    private static final Schema SCHEMA = Topic.INDICATOR_EVENTS.schema();

    private final Wire wire = new Wire();
    private final RecordWriter writer = wire.writer();
    private final ObservationDraft draft = new ObservationDraft();

    /**
     * Confluent's serdes look for a generated class of the same name. Only here is there one, and Avro does not trust it
     * by itself.
     */
    @BeforeAll
    static void trustGeneratedClasses() {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.DEFAULT, type -> type.getPackageName().equals("se.malbild.avro")));
    }

    @AfterAll
    static void trustAsBefore() {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.DEFAULT);
    }

    @Test
    void what_is_written_by_hand_is_what_confluents_serializer_writes() {
        try (KafkaAvroSerializer confluent = new KafkaAvroSerializer(wire.client)) {
            confluent.configure(Map.of("schema.registry.url", "mock://unused", "auto.register.schemas", false), false);
            RandomObservations observations = new RandomObservations(1);
            for (int i = 0; i < MANY; i++) {
                Observation observation = observations.next();

                byte[] expected = confluent.serialize("indicator-events", generic(observation));

                assertThat(writer.event(observation))
                        .as("seed 1, %s", observation)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void what_is_written_by_hand_is_what_confluents_deserializer_reads() {
        try (KafkaAvroDeserializer confluent = new KafkaAvroDeserializer(wire.client)) {
            confluent.configure(Map.of("schema.registry.url", "mock://unused"), false);
            RandomObservations observations = new RandomObservations(2);
            for (int i = 0; i < MANY; i++) {
                Observation observation = observations.next();

                Object read = confluent.deserialize("indicator-events", writer.event(observation));

                assertThat(read).as("seed 2, %s", observation).isEqualTo(generic(observation));
            }
        }
    }

    @Test
    void what_is_written_is_read_back() {
        IndicatorEventReader reader = wire.eventReader();
        RandomObservations observations = new RandomObservations(3);
        for (int i = 0; i < MANY; i++) {
            Observation observation = observations.next();

            assertThat(read(reader, writer.event(observation))).as("seed 3").isEqualTo(observation);
        }
    }

    @Test
    void the_hand_written_decoder_reads_what_the_resolving_reader_reads() {
        int id = wire.register("padded-value", padded());
        IndicatorEventReader reader = wire.eventReader();
        wire.registry.lookup(id);
        RandomObservations observations = new RandomObservations(4);
        for (int i = 0; i < MANY; i++) {
            byte[] byHand = writer.event(observations.next());
            byte[] resolving = byHand.clone();
            WireFormat.header(resolving, id);

            assertThat(read(reader, resolving)).as("seed 4").isEqualTo(read(reader, byHand));
        }
    }

    /** The same bytes under another fingerprint. */
    private static Schema padded() {
        return new Schema.Parser().parse(SCHEMA.toString().replace("\"MEN\"", "\"MEN\",\"OTHER\""));
    }

    @Test
    void given_an_event_cut_off_at_any_byte_then_it_is_faulty() {
        int otherId = wire.register("padded-value", padded());
        IndicatorEventReader reader = wire.eventReader();
        wire.registry.lookup(otherId);
        RandomObservations observations = new RandomObservations(5);
        for (int i = 0; i < 50; i++) {
            byte[] whole = writer.event(observations.next());
            byte[] resolving = whole.clone();
            WireFormat.header(resolving, otherId);
            for (int length = 0; length < whole.length; length++) {
                assertThat(reader.read(Arrays.copyOf(whole, length), draft))
                        .as("seed 5, %s bytes", length)
                        .isInstanceOf(Reading.Faulty.class);
                assertThat(reader.read(Arrays.copyOf(resolving, length), draft))
                        .as("seed 5, resolving, %s bytes", length)
                        .isInstanceOf(Reading.Faulty.class);
            }
            assertThat(reader.read(Arrays.copyOf(whole, whole.length + 1), draft))
                    .isInstanceOf(Reading.Faulty.class);
            assertThat(reader.read(Arrays.copyOf(resolving, whole.length + 1), draft))
                    .isInstanceOf(Reading.Faulty.class);
        }
    }

    @Test
    void given_random_bytes_then_nothing_is_thrown() {
        int otherId = wire.register("padded-value", padded());
        IndicatorEventReader reader = wire.eventReader();
        wire.registry.lookup(otherId);
        long seed = System.nanoTime();
        System.out.println("IndicatorEventTest random bytes: seed " + seed);
        Random random = new Random(seed);
        RandomObservations observations = new RandomObservations(seed);
        for (int i = 0; i < 20 * MANY; i++) {
            byte[] bytes;
            if (random.nextBoolean()) {
                bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
            } else {
                bytes = writer.event(observations.next());
                for (int changes = random.nextInt(4); changes >= 0; changes--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            if (bytes.length >= WireFormat.HEADER_BYTES && random.nextInt(10) != 0) {
                WireFormat.header(bytes, random.nextBoolean() ? otherId : 1);
            }
            assertThatCode(() -> {
                        reader.read(bytes, draft);
                        draft.faults();
                    })
                    .as("seed %s, %s", seed, Arrays.toString(bytes))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, Long.MAX_VALUE, -1, Long.MIN_VALUE, 100_000_000})
    void given_a_huge_or_negative_length_then_it_is_faulty_without_room_for_it_being_made(long length) {
        int otherId = wire.register("padded-value", padded());
        IndicatorEventReader reader = wire.eventReader();
        wire.registry.lookup(otherId);
        AvroOutput output = new AvroOutput();
        for (int id : new int[] {1, otherId}) {
            output.start(id);
            output.writeLong(length);
            output.writeText("1880");

            long before = allocatedBytes();
            Reading reading = reader.read(output.finish(), draft);

            assertThat(reading).isInstanceOf(Reading.Faulty.class);
            assertThat(allocatedBytes() - before).isLessThan(10_000_000);
        }
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                        | not-avro
                    {"eventId":"x"}           | not-avro
                    1880;N00914;2018          | not-avro
                    """)
    void given_something_else_than_avro_then_the_fault_says_what_is_expected(String text, String code) {
        assertThat(faults(wire.eventReader().read(text.getBytes(StandardCharsets.UTF_8), draft)))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(code);
                    assertThat(fault.message().en()).contains("Confluent's header is expected");
                });
    }

    @Test
    void given_json_then_the_fault_says_so() {
        byte[] json = "{\"eventId\": \"x\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(faults(wire.eventReader().read(json, draft)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message().sv()).startsWith("Värdet ser ut som JSON."));
    }

    @Test
    void given_a_tombstone_then_the_fault_says_how_an_event_is_taken_back() {
        assertThat(faults(wire.eventReader().read(null, draft)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message().en()).contains("retracted"));
    }

    @Test
    void given_a_schema_id_that_is_not_remembered_then_it_is_named_and_once_looked_up_the_event_is_read() {
        IndicatorEventReader reader = new IndicatorEventReader(wire.registry);
        int id = wire.register("padded-value", padded());
        Observation observation = new RandomObservations(6).next();
        byte[] value = writer.event(observation);
        WireFormat.header(value, id);

        assertThat(reader.read(value, draft)).isEqualTo(new Reading.UnknownSchema(id));

        wire.registry.lookup(id);
        assertThat(read(reader, value)).isEqualTo(observation);
    }

    @Test
    void given_a_schema_that_is_no_event_then_the_fault_names_what_is_missing() {
        int id = wire.register("pictures-value", Topic.GOAL_FRAMEWORKS.schema());
        wire.registry.lookup(id);
        byte[] value = writer.framework("framework: x", Wire.JUSTIFICATION);

        assertThat(faults(wire.eventReader().read(withId(value, id), draft)))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo("schema-not-compatible");
                    assertThat(fault.message().en()).contains("eventId");
                });
    }

    @Test
    void given_a_schema_whose_value_has_another_scale_then_no_value_is_read_wrong() {
        Schema cents = new Schema.Parser().parse(SCHEMA.toString().replace("\"scale\":10", "\"scale\":2"));
        int id = wire.register("cents-value", cents);
        wire.registry.lookup(id);
        byte[] value = writer.event(new RandomObservations(7).next());

        assertThat(faults(wire.eventReader().read(withId(value, id), draft)))
                .extracting(Fault::code)
                .containsExactly("schema-not-compatible");
    }

    @Test
    void given_an_event_of_a_newer_schema_with_a_field_more_then_it_is_read_without_it() {
        Schema newer = new Schema.Parser()
                .parse(SCHEMA.toString()
                        .replace(
                                "{\"name\":\"year\"",
                                "{\"name\":\"quality\",\"type\":\"string\",\"default\":\"\"},{\"name\":\"year\""));
        GenericRecord event = event(newer);
        event.put("quality", "preliminary");

        IndicatorEventReader reader = wire.eventReader();
        Observation read = read(reader, bytes(event));

        assertThat(read.cell().indicator()).isEqualTo("N00914");
        assertThat(read.cell().year()).isEqualTo(2018);
    }

    @Test
    void given_an_event_of_an_older_schema_with_fewer_fields_then_the_defaults_stand() {
        String without = SCHEMA.toString()
                .replaceFirst("\\{\"name\":\"comment\".*?\"default\":null\\}", "")
                .replace(",]", "]");
        GenericRecord event = event(new Schema.Parser().parse(without));

        assertThat(read(wire.eventReader(), bytes(event)).comment()).isEmpty();
    }

    @Test
    void given_a_symbol_that_only_a_newer_schema_has_then_it_is_a_fault_beside_the_others() {
        Schema newer = new Schema.Parser().parse(SCHEMA.toString().replace("\"WOMEN\"", "\"WOMEN\",\"OTHER\""));
        GenericRecord event = event(newer);
        event.put("gender", new GenericData.EnumSymbol(newer.getField("gender").schema(), "OTHER"));
        event.put("department", " ");

        Reading reading = wire.eventReader().read(bytes(event), draft);

        assertThat(reading).isInstanceOf(Reading.Filled.class);
        assertThat(draft.faults())
                .extracting(fault -> fault.field() + " " + fault.code())
                .containsExactly("department blank", "gender unknown-symbol");
    }

    @ParameterizedTest
    @CsvSource({"gender, gender unknown-symbol", "kind, kind unknown-symbol", "missing, missing unknown-symbol"})
    void given_unknown_is_written_then_it_is_a_fault(String field, String fault) {
        GenericRecord event = event(SCHEMA);
        event.put(field, symbol(field, "UNKNOWN"));
        if (field.equals("missing")) {
            event.put("value", null);
        }

        wire.eventReader().read(bytes(event), draft);

        assertThat(draft.faults())
                .extracting(found -> found.field() + " " + found.code())
                .containsExactly(fault);
    }

    @ParameterizedTest
    @CsvSource({"0, not-a-number", "13, value-too-large", "17, value-too-large", "1000000, value-too-large"})
    void given_a_value_without_bytes_or_with_too_many_then_it_is_a_fault_beside_the_others(int length, String code) {
        byte[] number = new byte[length];
        Arrays.fill(number, (byte) 0x7f);

        for (Schema schema : List.of(SCHEMA, padded())) {
            GenericRecord event = event(schema);
            event.put("value", ByteBuffer.wrap(number));
            event.put("year", 1);
            wire.eventReader().read(bytes(event), draft);

            assertThat(draft.faults()).extracting(Fault::code).containsExactlyInAnyOrder("year-out-of-range", code);
        }
    }

    @Test
    void given_a_value_padded_with_leading_zero_bytes_then_it_is_the_same_value() {
        GenericRecord event = event(SCHEMA);
        event.put("value", ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 2, 84, 11, (byte) 0xe4, 0}));

        assertThat(read(wire.eventReader(), bytes(event)).content()).hasToString("Value[number=1]");
    }

    /** Cut off, overlong, half a surrogate pair, too great: what a lenient decoder mends. */
    @ParameterizedTest
    @ValueSource(strings = {"76e57264", "76c3", "c0af", "eda080", "f4908080", "76ff"})
    void given_a_text_that_is_no_utf_8_then_it_is_a_fault(String hex) {
        assertThat(faultsOfDepartment(HexFormat.of().parseHex(hex))).containsExactly("department not-utf-8");
    }

    @Test
    void given_the_character_that_stands_for_unreadable_ones_then_it_is_a_fault_of_its_own() {
        assertThat(faultsOfDepartment("v\ufffdrd".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("department unreadable-character");
    }

    @Test
    void given_a_text_that_was_decomposed_then_it_is_composed() {
        assertThat(faultsOfDepartment("va\u030ard ".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(draft.department()).isEqualTo("v\u00e5rd");
    }

    /** Decoded by hand twice, so that the second text is one that is remembered, and by Avro. */
    private List<String> faultsOfDepartment(byte[] department) {
        IndicatorEventReader reader = wire.eventReader();
        int otherId = wire.register("padded-value", padded());
        wire.registry.lookup(otherId);
        List<List<String>> faults = new ArrayList<>();
        for (int id : new int[] {1, 1, otherId}) {
            AvroOutput output = new AvroOutput();
            output.start(id);
            output.writeText("e1");
            output.writeText("1880");
            output.writeText("N00914");
            output.writeBytes(department);

            reader.read(withId(afterDepartment(output.finish(), bytes(event(SCHEMA))), id), draft);

            faults.add(draft.faults().stream()
                    .map(fault -> fault.field() + " " + fault.code())
                    .toList());
        }
        assertThat(faults).containsOnly(faults.get(0));
        return faults.get(0);
    }

    @Test
    void given_a_writer_that_has_bytes_for_a_text_then_they_are_judged_as_one() {
        Schema schema = new Schema.Parser()
                .parse(SCHEMA.toString()
                        .replace("\"department\",\"type\":\"string\"", "\"department\",\"type\":\"bytes\""));
        GenericRecord event = event(schema);
        event.put("department", ByteBuffer.wrap("v\u00e5rd".getBytes(StandardCharsets.ISO_8859_1)));

        wire.eventReader().read(bytes(event), draft);

        assertThat(draft.faults()).extracting(Fault::code).containsExactly("not-utf-8");
    }

    /** {@code start} holds everything to the department; the rest is taken from {@code event}. */
    private static byte[] afterDepartment(byte[] start, byte[] event) {
        int rest = WireFormat.HEADER_BYTES + "-e1-1880-N00914-kommunstyrelsen".length();
        byte[] joined = Arrays.copyOf(start, start.length + event.length - rest);
        System.arraycopy(event, rest, joined, start.length, event.length - rest);
        return joined;
    }

    private static GenericRecord generic(Observation observation) {
        GenericRecord event = event(SCHEMA);
        event.put("eventId", observation.eventId());
        event.put("organisation", observation.cell().organisation());
        event.put("indicator", observation.cell().indicator());
        event.put("department", observation.cell().department());
        event.put("year", observation.cell().year());
        event.put(
                "period",
                observation.cell().period().isWholeYear()
                        ? ""
                        : observation.cell().period().toString());
        event.put("gender", symbol("gender", observation.cell().gender().name()));
        event.put("district", presentText(observation.cell().district()));
        event.put("value", null);
        if (observation.content() instanceof Content.Value value) {
            event.put(
                    "value",
                    ByteBuffer.wrap(value.number().setScale(10).unscaledValue().toByteArray()));
        } else if (observation.content() instanceof Content.Missing missing) {
            event.put("missing", symbol("missing", missing.reason().name()));
        }
        event.put("retracted", observation.content() instanceof Content.Retracted);
        observation.count().ifPresent(count -> event.put("count", count));
        event.put("kind", symbol("kind", observation.cell().kind().name()));
        event.put("revision", observation.revision());
        event.put("observedAt", ChronoUnit.MICROS.between(Instant.EPOCH, observation.observedAt()));
        event.put("source", presentText(observation.source()));
        event.put("comment", presentText(observation.comment()));
        return event;
    }

    private static String presentText(String text) {
        return text.isEmpty() ? null : text;
    }

    private static GenericData.EnumSymbol symbol(String field, String symbol) {
        Schema type = SCHEMA.getField(field).schema();
        return new GenericData.EnumSymbol(
                type.getType() == Schema.Type.UNION ? type.getTypes().get(1) : type, symbol);
    }

    private static GenericRecord event(Schema schema) {
        GenericRecord event = new GenericData.Record(schema);
        Consumer<Schema.Field> defaults = field -> event.put(
                field.pos(), field.hasDefaultValue() ? GenericData.get().getDefaultValue(field) : null);
        schema.getFields().forEach(defaults);
        event.put("eventId", "e1");
        event.put("organisation", "1880");
        event.put("indicator", "N00914");
        event.put("department", "kommunstyrelsen");
        event.put("year", 2018);
        event.put("value", ByteBuffer.wrap(new byte[] {1}));
        event.put("observedAt", 0L);
        return event;
    }

    /** Encodes with Avro's own generic writer, under the schema's id. */
    private byte[] bytes(GenericRecord event) {
        int id = wire.register(Topic.INDICATOR_EVENTS.subject(), event.getSchema());
        wire.registry.lookup(id);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[WireFormat.HEADER_BYTES]);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<>(event.getSchema()).write(event, encoder);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return withId(bytes.toByteArray(), id);
    }

    private static byte[] withId(byte[] value, int id) {
        byte[] changed = value.clone();
        WireFormat.header(changed, id);
        return changed;
    }

    private Observation read(IndicatorEventReader reader, byte[] value) {
        assertThat(reader.read(value, draft)).isInstanceOf(Reading.Filled.class);
        try {
            return draft.build();
        } catch (InvalidObservationException invalid) {
            throw new AssertionError(invalid);
        }
    }

    private static List<Fault> faults(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Faulty.class);
        return ((Reading.Faulty) reading).faults();
    }
}
