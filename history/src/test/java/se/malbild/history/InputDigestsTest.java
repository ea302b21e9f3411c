package se.malbild.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Justification;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.registry.SchemaRegistry;

class InputDigestsTest {
    private static final int PARTITIONS = 12;
    private static final String OREBRO = "1880";
    private static final String VASTERAS = "1980";
    private static final String FRAMEWORK = "1980/vasteras-exempel-2017-2019";

    /** A registry and what is written with its ids. */
    private record Side(SchemaRegistry registry, RecordWriter writer) {
        static Side of(Topic... registered) throws Exception {
            MockSchemaRegistryClient client = new MockSchemaRegistryClient();
            SchemaRegistry registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty());
            for (Topic topic : registered) {
                client.register(topic.subject(), new AvroSchema(topic.schema()));
                registry.preload(topic);
            }
            return new Side(registry, new RecordWriter(registry, Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS));
        }

        byte[] event(int i) {
            List<Observation> sample = SampleEvents.of(VASTERAS);
            return writer.event(sample.get(i));
        }

        byte[] framework() {
            return writer.framework(
                    SampleEvents.framework("vasteras-exempel-2017-2019"),
                    new Justification("Sara Lind", "Nya mål", Optional.empty()));
        }
    }

    @Test
    void given_a_copy_with_other_ids_offsets_and_partitions_then_the_digests_are_the_same() throws Exception {
        Side one = Side.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS);
        Side other = Side.of(Topic.PICTURES, Topic.GOAL_FRAMEWORKS, Topic.INDICATOR_EVENTS);
        assertThat(one.event(0)).isNotEqualTo(other.event(0)); // the ids differ

        InputDigests here = new InputDigests(one.registry(), PARTITIONS);
        here.add(
                Topic.INDICATOR_EVENTS,
                record(PARTITIONS, 1, OREBRO, 3_000, "no Avro".getBytes(StandardCharsets.UTF_8)));
        here.add(Topic.GOAL_FRAMEWORKS, record(PARTITIONS, 2, FRAMEWORK, 1_000, one.framework()));
        here.add(Topic.INDICATOR_EVENTS, record(PARTITIONS, 3, VASTERAS, 1_000, one.event(0)));
        here.add(Topic.INDICATOR_EVENTS, record(PARTITIONS, 4, VASTERAS, 2_000, null));
        InputDigests there = new InputDigests(other.registry(), 5);
        there.add(Topic.INDICATOR_EVENTS, record(5, 10, VASTERAS, 1_000, other.event(0)));
        there.add(Topic.INDICATOR_EVENTS, record(5, 20, VASTERAS, 2_000, null));
        there.add(Topic.INDICATOR_EVENTS, record(5, 30, OREBRO, 3_000, "no Avro".getBytes(StandardCharsets.UTF_8)));
        there.add(Topic.GOAL_FRAMEWORKS, record(5, 40, FRAMEWORK, 1_000, other.framework()));

        assertThat(there.organisations()).isEqualTo(here.organisations()).containsOnlyKeys(OREBRO, VASTERAS);
        assertThat(there.organisations().get(VASTERAS).records()).isEqualTo(new Cut(2, 1));
        assertThat(there.whole()).isEqualTo(here.whole());
        assertThat(there.whole().records()).isEqualTo(new Cut(3, 1));
    }

    @Test
    void decisions_have_digests_of_their_own_and_leave_those_of_the_log_as_they_are() throws Exception {
        Side side = Side.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS);
        byte[] closed = "closed".getBytes(StandardCharsets.UTF_8);
        InputRecord event = record(PARTITIONS, 1, VASTERAS, 1_000, side.event(0));
        LogDigest before = digests(side, List.of(event)).whole();

        InputDigests digests = digests(side, List.of(event));
        assertThat(digests.wholeOfDecisions().decisions()).isZero();
        digests.add(Topic.YEAR_DECISIONS, record(PARTITIONS, 1, FRAMEWORK + "/2018", 2_000, closed));
        digests.add(Topic.YEAR_DECISIONS, record(PARTITIONS, 2, OREBRO + "/orebro-2017-2019/2018", 3_000, closed));
        InputDigests other = digests(side, List.of(event));
        other.add(Topic.YEAR_DECISIONS, record(PARTITIONS, 1, FRAMEWORK + "/2018", 2_001, closed));

        assertThat(digests.whole()).isEqualTo(before);
        assertThat(digests.organisations()).containsOnlyKeys(VASTERAS);
        assertThat(digests.of(OREBRO)).isEmpty();
        assertThat(digests.decisionsOf(VASTERAS)).contains(new DecisionsDigest(1, ofOneDecision(2_000, closed)));
        assertThat(other.decisionsOf(VASTERAS)).contains(new DecisionsDigest(1, ofOneDecision(2_001, closed)));
        assertThat(other.decisionsOf(OREBRO)).isEmpty();
        assertThat(digests.wholeOfDecisions().decisions()).isEqualTo(2);
        assertThat(digests.wholeOfDecisions().sha256())
                .isNotEqualTo(other.wholeOfDecisions().sha256());
        assertThat(digests.ownerless()).isZero();
    }

    /** As the class describes it, of a value that is no Avro. */
    private static String ofOneDecision(long time, byte[] value) throws Exception {
        byte[] key = (FRAMEWORK + "/2018").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(records);
        out.writeLong(time);
        out.writeInt(key.length);
        out.write(key);
        out.writeByte(1);
        out.writeInt(value.length);
        out.write(value);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        new DataOutputStream(all).writeInt(1);
        all.write(MessageDigest.getInstance("SHA-256").digest(records.toByteArray()));
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all.toByteArray()));
    }

    static Stream<List<InputRecord>> others() throws Exception {
        Side side = Side.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS);
        InputRecord first = record(PARTITIONS, 1, VASTERAS, 1_000, side.event(0));
        InputRecord second = record(PARTITIONS, 2, VASTERAS, 2_000, side.event(1));
        byte[] flipped = side.event(1);
        flipped[flipped.length - 1] ^= 1;
        byte[] anotherSchema = side.event(1);
        ByteBuffer.wrap(anotherSchema).putInt(1, 2);
        byte[] noSchema = side.event(1);
        ByteBuffer.wrap(noSchema).putInt(1, 99);
        return Stream.of(
                List.of(first),
                List.of(second, first),
                List.of(first, second, second),
                List.of(first, record(PARTITIONS, 2, VASTERAS, 2_001, side.event(1))),
                List.of(first, record(PARTITIONS, 2, VASTERAS, 2_000, flipped)),
                List.of(first, record(PARTITIONS, 2, VASTERAS, 2_000, anotherSchema)),
                List.of(first, record(PARTITIONS, 2, VASTERAS, 2_000, noSchema)),
                List.of(first, record(PARTITIONS, 2, VASTERAS, 2_000, null)),
                List.of(first, record(PARTITIONS, 2, VASTERAS, 2_000, new byte[0])),
                List.of(first, record(PARTITIONS, 2, OREBRO, 2_000, side.event(1))));
    }

    @ParameterizedTest
    @MethodSource("others")
    void given_anything_else_in_the_log_then_the_digest_is_another(List<InputRecord> other) throws Exception {
        Side side = Side.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS);
        List<InputRecord> usual = List.of(
                record(PARTITIONS, 1, VASTERAS, 1_000, side.event(0)),
                record(PARTITIONS, 2, VASTERAS, 2_000, side.event(1)));

        assertThat(digests(side, other).organisations().get(VASTERAS).sha256())
                .isNotEqualTo(digests(side, usual).organisations().get(VASTERAS).sha256());
        assertThat(digests(side, other).whole().sha256())
                .isNotEqualTo(digests(side, usual).whole().sha256());
    }

    @Test
    void given_records_of_no_organisation_then_they_are_counted_and_not_covered() throws Exception {
        Side side = Side.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS);
        InputRecord own = record(PARTITIONS, 1, VASTERAS, 1_000, side.event(0));
        int elsewhere = (own.partition() + 1) % PARTITIONS;
        InputDigests digests = digests(side, List.of(own));
        digests.add(Topic.INDICATOR_EVENTS, new InputRecord(elsewhere, 1, 1_000, own.key(), own.value()));
        digests.add(Topic.INDICATOR_EVENTS, new InputRecord(own.partition(), 2, 1_000, null, own.value()));
        digests.add(Topic.INDICATOR_EVENTS, record(PARTITIONS, 3, "Västerås", 1_000, own.value()));
        digests.add(Topic.GOAL_FRAMEWORKS, record(PARTITIONS, 4, VASTERAS, 1_000, side.framework()));

        assertThat(digests.ownerless()).isEqualTo(4);
        assertThat(digests.whole()).isEqualTo(digests(side, List.of(own)).whole());
    }

    @Test
    void given_one_record_then_the_digest_is_what_the_documentation_says() throws Exception {
        Side side = Side.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS);
        byte[] value = side.event(0);
        byte[] ofTopic = sha256(out -> {
            out.writeLong(1_000);
            out.writeInt(4);
            out.writeBytes(VASTERAS);
            out.writeByte(2);
            out.write(sha256(schema ->
                    schema.write(Topic.INDICATOR_EVENTS.schema().toString().getBytes(StandardCharsets.UTF_8))));
            out.writeInt(value.length - 5);
            out.write(Arrays.copyOfRange(value, 5, value.length));
        });
        byte[] ofOrganisation = sha256(out -> {
            out.writeInt(1);
            out.write(ofTopic);
            out.writeInt(0);
            out.write(sha256(nothing -> {}));
        });

        InputDigests digests = digests(side, List.of(record(PARTITIONS, 1, VASTERAS, 1_000, value)));

        assertThat(digests.organisations())
                .isEqualTo(Collections.singletonMap(
                        VASTERAS, new LogDigest(new Cut(1, 0), HexFormat.of().formatHex(ofOrganisation))));
        assertThat(digests.whole().sha256()).isEqualTo(HexFormat.of().formatHex(sha256(out -> {
            out.writeBytes(VASTERAS);
            out.write(ofOrganisation);
        })));
    }

    @Test
    void given_two_schemas_that_differ_in_a_decimals_scale_then_the_digests_differ() throws Exception {
        assertThat(digestOfIdOne(decimal(2))).isNotEqualTo(digestOfIdOne(decimal(3)));
    }

    private static Schema decimal(int scale) {
        Schema number = org.apache.avro.LogicalTypes.decimal(10, scale).addToSchema(Schema.create(Schema.Type.BYTES));
        return SchemaBuilder.record("R")
                .fields()
                .name("n")
                .type(number)
                .noDefault()
                .endRecord();
    }

    private static LogDigest digestOfIdOne(Schema schema) throws Exception {
        MockSchemaRegistryClient client = new MockSchemaRegistryClient();
        assertThat(client.register("any", new AvroSchema(schema))).isEqualTo(1);
        InputDigests digests =
                new InputDigests(new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty()), PARTITIONS);
        digests.add(Topic.INDICATOR_EVENTS, record(PARTITIONS, 1, VASTERAS, 1_000, new byte[] {0, 0, 0, 0, 1, 2, 7}));
        return digests.whole();
    }

    private static InputDigests digests(Side side, List<InputRecord> events) throws Exception {
        InputDigests digests = new InputDigests(side.registry(), PARTITIONS);
        for (InputRecord record : events) {
            digests.add(Topic.INDICATOR_EVENTS, record);
        }
        return digests;
    }

    private static InputRecord record(int partitions, long offset, String key, long appendedAt, byte[] value) {
        String organisation = key.substring(0, key.contains("/") ? key.indexOf('/') : key.length());
        return new InputRecord(
                Partitioning.of(organisation, partitions),
                offset,
                appendedAt,
                key.getBytes(StandardCharsets.UTF_8),
                value);
    }

    private interface Writing {
        void to(DataOutputStream out) throws Exception;
    }

    private static byte[] sha256(Writing writing) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
    }
}
