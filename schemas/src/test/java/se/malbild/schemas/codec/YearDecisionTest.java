package se.malbild.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import se.malbild.goals.Fault;
import se.malbild.goals.Language;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.Basis;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.Slot;
import se.malbild.goals.decision.YearDecision;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.YearDecisionReader.Reading;
import se.malbild.schemas.intake.DecisionIntake;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;

class YearDecisionTest {
    private static final int PARTITIONS = 12;
    private static final String KEY = "1880/orebro-2017-2019/2018";
    private static final Schema OURS = Topic.YEAR_DECISIONS.schema();

    private final Wire wire = new Wire();

    @BeforeEach
    void the_schema_is_remembered() throws Exception {
        wire.registry.preload(Topic.YEAR_DECISIONS);
    }

    @ParameterizedTest
    @EnumSource(DecisionKind.class)
    void what_is_written_is_read(DecisionKind kind) {
        YearDecision decision = decision(kind);

        Reading read = new YearDecisionReader(wire.registry).read(wire.writer().decision(decision));

        assertThat(read).usingRecursiveComparison().isEqualTo(new Reading.Decision(decision));
    }

    @ParameterizedTest
    @EnumSource(DecisionKind.class)
    void what_there_is_nothing_of_is_nothing_again(DecisionKind kind) {
        YearDecision bare = new YearDecision(
                "b-1",
                new DecisionYear("1880", "orebro-2017-2019", 2018),
                slot(kind, "", ""),
                kind,
                "",
                new Author("Ärendesystemet", Author.Role.DEPARTMENT, "t-1"),
                LocalDate.of(1969, 12, 31),
                "",
                "",
                "",
                "",
                List.of(),
                "",
                Language.EN,
                List.of(),
                new Basis(0, 0, "", 1, "", 1, List.of(), 0),
                Optional.empty(),
                "");

        assertThat(new YearDecisionReader(wire.registry).read(wire.writer().decision(bare)))
                .isEqualTo(new Reading.Decision(bare));
    }

    @Test
    void a_kind_and_a_role_of_a_later_version_are_faults_of_their_own() throws Exception {
        Schema later = new Schema.Parser()
                .parse(OURS.toString()
                        .replace("\"REOPENED\"]", "\"REOPENED\",\"AUDITED\"]")
                        .replace("\"STEERING_OFFICE\"]", "\"STEERING_OFFICE\",\"AUDITOR\"]"));
        Schema roles = later.getField("by").schema().getField("role").schema();

        byte[] value = written(later, record -> {
            record.put("kind", new GenericData.EnumSymbol(later.getField("kind").schema(), "AUDITED"));
            ((GenericRecord) record.get("by")).put("role", new GenericData.EnumSymbol(roles, "AUDITOR"));
        });

        assertThat(faults(value))
                .extracting(Fault::code, Fault::field)
                .containsExactly(tuple("unknown-kind", "kind"), tuple("unknown-role", "by.role"));
    }

    @Test
    void a_schema_that_nobody_has_asked_for_is_to_be_looked_up() {
        byte[] value = wire.writer().decision(decision(DecisionKind.READY));
        ByteBuffer.wrap(value).putInt(1, 4_711);

        assertThat(new YearDecisionReader(wire.registry).read(value)).isEqualTo(new Reading.UnknownSchema(4_711));
    }

    @Test
    void every_text_that_is_not_utf_8_is_named() throws Exception {
        Utf8 latin = new Utf8("Örebro".getBytes(StandardCharsets.ISO_8859_1));

        byte[] value = written(OURS, record -> {
            record.put("reason", latin);
            ((GenericRecord) record.get("by")).put("name", latin);
            record.put(
                    "indicators",
                    new GenericData.Array<>(OURS.getField("indicators").schema(), List.of(latin)));
            record.put("language", new Utf8("fi"));
        });

        assertThat(faults(value))
                .extracting(Fault::code, Fault::field)
                .containsExactly(
                        tuple("not-utf-8", "by.name"),
                        tuple("not-utf-8", "reason"),
                        tuple("not-utf-8", "indicators[0]"),
                        tuple("unknown-language", "language"));
    }

    @Test
    void a_value_that_is_cut_off_or_gone_is_told() {
        byte[] value = wire.writer().decision(decision(DecisionKind.CLOSED));

        assertThat(faults(Arrays.copyOf(value, value.length - 1)))
                .extracting(Fault::code)
                .containsExactly("undecodable");
        assertThat(faults(null)).extracting(Fault::code).containsExactly("no-value");
        assertThat(faults("{}".getBytes(StandardCharsets.UTF_8)))
                .extracting(Fault::code)
                .containsExactly("not-avro");
    }

    @Test
    void a_decision_is_taken_in_where_its_organisation_lies_and_nowhere_else() {
        YearDecision decision = decision(DecisionKind.JUDGED);
        byte[] value = wire.writer().decision(decision);
        int right = Partitioning.of("1880", PARTITIONS);
        DecisionIntake intake = new DecisionIntake(wire.registry, PARTITIONS);

        assertThat(intake.judge(record(right, KEY, value))).isEqualTo(new Intake.Accepted<>(decision));
        assertThat(codes(intake.judge(record(right + 1, "1880", value))))
                .containsExactly("wrong-key", "wrong-partition");
        assertThat(codes(DecisionIntake.anywhere(wire.registry).judge(record(right + 1, "1880", value))))
                .containsExactly("wrong-key");
        assertThat(codes(intake.judge(record(right, KEY, new byte[Topic.MAX_INPUT_BYTES]))))
                .containsExactly("record-too-large");
    }

    private static InputRecord record(int partition, String key, byte[] value) {
        return new InputRecord(partition, 0, 0, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private static List<String> codes(Intake<YearDecision> intake) {
        return ((Intake.Rejected<YearDecision>) intake)
                .faults().stream().map(Fault::code).toList();
    }

    private List<Fault> faults(byte[] value) {
        return ((Reading.Faulty) new YearDecisionReader(wire.registry).read(value)).faults();
    }

    /** Writes a decision with {@code schema}, after {@code change}. */
    private byte[] written(Schema schema, Consumer<GenericRecord> change) throws Exception {
        byte[] ours = wire.writer().decision(decision(DecisionKind.COMMENTED));
        GenericRecord record = new GenericDatumReader<GenericRecord>(OURS, schema)
                .read(
                        null,
                        DecoderFactory.get()
                                .binaryDecoder(
                                        ours, WireFormat.HEADER_BYTES, ours.length - WireFormat.HEADER_BYTES, null));
        change.accept(record);
        int id = wire.register(Topic.YEAR_DECISIONS.subject(), schema);
        wire.registry.preload(Topic.YEAR_DECISIONS);
        return bytes(schema, record, id);
    }

    private static byte[] bytes(Schema schema, GenericRecord record, int id) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] header = new byte[WireFormat.HEADER_BYTES];
        WireFormat.header(header, id);
        out.write(header);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static Slot slot(DecisionKind kind, String subject, String department) {
        return new Slot(kind == DecisionKind.REOPENED ? DecisionKind.CLOSED : kind, subject, department);
    }

    /** One with something in every field, whether or not its kind has it. */
    private static YearDecision decision(DecisionKind kind) {
        Optional<ClosedPicture> picture = kind == DecisionKind.CLOSED
                ? Optional.of(new ClosedPicture(new byte[] {31, -117, 8, 0}, "ef".repeat(32)))
                : Optional.empty();
        return new YearDecision(
                "b-2",
                new DecisionYear("1880", "orebro-2017-2019", 2018),
                slot(kind, "hallbar-tillvaxt-1", "kommunstyrelsen"),
                kind,
                "b-1",
                new Author("Anna Ek", Author.Role.STEERING_OFFICE, "t-2"),
                LocalDate.of(2019, 3, 26),
                "Ks 113/2019, § 41",
                "Två indikatorer mäter annat än målet",
                "hall-i",
                "fortsatt-sa",
                List.of("N00914", "U07451"),
                "Målet bedöms *delvis* uppfyllt.",
                Language.SV,
                List.of("missing", "not-ready"),
                new Basis(1_203, 2, "ab".repeat(32), 3, "cd".repeat(32), 1, List.of("Anna Ek", "Ärendesystemet"), 4),
                picture,
                "01".repeat(32));
    }
}
