package se.malbild.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.malbild.goals.Fault;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;

class RejectionTest {
    private static final byte[] OREBRO = TopologyFixture.bytes("1880");

    private TopologyFixture topology;

    @BeforeEach
    void start() throws Exception {
        topology = new TopologyFixture();
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void plain_json_is_rejected_with_its_bytes_and_coordinates() {
        byte[] json = TopologyFixture.bytes("{\"indicator\": \"N00914\"}");

        RejectedEvent rejected = rejectedAfter(OREBRO, json);

        assertThat(rejected.topic()).isEqualTo("indicator-events");
        assertThat(rejected.partition()).isZero();
        assertThat(rejected.offset()).isZero();
        assertThat(rejected.key()).hasValueSatisfying(key -> assertThat(key).isEqualTo(OREBRO));
        assertThat(rejected.value())
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(json));
        assertThat(rejected.faults()).hasSize(1);
        assertThat(rejected.faults().get(0).message().en()).contains("JSON");
    }

    @Test
    void a_null_value_is_rejected() {
        assertThat(rejectedAfter(OREBRO, null).faults()).hasSize(1);
    }

    @Test
    void truncated_bytes_are_rejected() {
        byte[] whole = topology.writer().event(observation());

        assertThat(rejectedAfter(OREBRO, Arrays.copyOf(whole, whole.length - 3)).faults())
                .hasSize(1);
    }

    @Test
    void an_unknown_schema_id_is_rejected_once_the_registry_has_said_so() {
        byte[] value = topology.writer().event(observation());
        ByteBuffer.wrap(value).putInt(1, 987_654);

        assertThat(codes(rejectedAfter(OREBRO, value))).containsExactly("unknown-schema");
    }

    @Test
    void an_event_is_kept_when_a_registry_that_is_starting_says_no_for_a_moment() throws Exception {
        String document = ShippedFrameworks.documents().get(0);
        FrameworkVersion framework = FrameworkVersion.read(document);
        topology.apply(document);
        Schema later = new Schema.Parser().parse(Topic.INDICATOR_EVENTS.schema().toString());
        later.addProp("version", "2");
        byte[] value = topology.writer().event(observation());
        ByteBuffer.wrap(value).putInt(1, Topic.values().length + 1);

        topology.send(OREBRO, value);
        topology.pass(Duration.ofSeconds(3));
        assertThat(topology.register(Topic.INDICATOR_EVENTS, later)).isEqualTo(Topic.values().length + 1);
        topology.pass(Duration.ofSeconds(2)); // asks again
        topology.pass(Duration.ofSeconds(1)); // tries again
        topology.flush();

        SortedMap<String, String> published = new TreeMap<>();
        topology.readPictures(published);
        assertThat(topology.readRejected()).isEmpty();
        assertThat(published).isEqualTo(TopologyFixture.expected(List.of(framework), List.of(observation())));
    }

    @Test
    void a_wrong_key_is_rejected() {
        byte[] value = topology.writer().event(observation());

        assertThat(codes(rejectedAfter(TopologyFixture.bytes("1980"), value))).containsExactly("wrong-key");
        assertThat(codes(rejectedAfter(null, value))).containsExactly("wrong-key");
    }

    @Test
    void every_fault_of_an_event_is_listed() throws Exception {
        GenericRecord event = new GenericData.Record(Topic.INDICATOR_EVENTS.schema());
        Topic.INDICATOR_EVENTS.schema().getFields().forEach(field -> {
            if (field.hasDefaultValue()) {
                event.put(field.pos(), GenericData.get().getDefaultValue(field));
            }
        });
        event.put("eventId", "e1");
        event.put("organisation", "1880");
        event.put("indicator", "N00914");
        event.put("department", " ");
        event.put("year", 20188);
        event.put("period", "");
        event.put(
                "gender",
                new GenericData.EnumSymbol(event.getSchema().getField("gender").schema(), "UNKNOWN"));
        event.put("value", ByteBuffer.wrap(new byte[0]));
        event.put("observedAt", 0L);

        RejectedEvent rejected = rejectedAfter(TopologyFixture.bytes("0180"), encoded(event));

        assertThat(codes(rejected))
                .contains("blank", "year-out-of-range", "not-a-number", "wrong-key", "unknown-symbol");
        assertThat(rejected.faults()).allSatisfy(fault -> {
            assertThat(fault.message().sv()).isNotBlank();
            assertThat(fault.message().en()).isNotBlank();
        });
    }

    @Test
    void the_topology_goes_on_after_what_it_rejected() throws Exception {
        String document = ShippedFrameworks.documents().get(0);
        FrameworkVersion framework = FrameworkVersion.read(document);
        Observation good = observation();

        topology.send(OREBRO, new byte[] {1, 2, 3});
        topology.apply(document);
        topology.send(OREBRO, null);
        topology.send(good);
        topology.flush();

        SortedMap<String, String> published = new TreeMap<>();
        topology.readPictures(published);
        assertThat(topology.readRejected()).hasSize(2);
        assertThat(published).isEqualTo(TopologyFixture.expected(List.of(framework), List.of(good)));
    }

    @Test
    void the_largest_record_an_input_takes_can_be_rejected() {
        byte[] largest = new byte[Topic.MAX_INPUT_BYTES];
        Arrays.fill(largest, (byte) '{');

        assertThat(rejectedAfter(OREBRO, largest).value())
                .hasValueSatisfying(value -> assertThat(value).hasSize(Topic.MAX_INPUT_BYTES));
    }

    @Test
    void a_record_that_grew_when_it_was_uncompressed_is_rejected_with_its_beginning() {
        RejectedEvent rejected = rejectedAfter(OREBRO, new byte[5 * Topic.MAX_INPUT_BYTES]);

        assertThat(codes(rejected)).containsExactly("record-too-large");
        assertThat(rejected.value())
                .hasValueSatisfying(value -> assertThat(value).hasSize(Topic.MAX_INPUT_BYTES));
    }

    @Test
    void a_framework_with_very_many_faults_is_rejected_in_a_record_that_its_topic_takes() {
        StringBuilder document = new StringBuilder();
        for (int key = 0; key < 20_000; key++) {
            document.append('k').append(key).append(": 1\n");
        }

        topology.sendFramework(
                TopologyFixture.bytes("1880/x"),
                topology.writer().framework(document.toString(), TopologyFixture.JUSTIFICATION));

        List<TestRecord<byte[], byte[]>> rejected = topology.read(Topic.REJECTED_EVENTS);
        assertThat(rejected).hasSize(1);
        assertThat(rejected.get(0).value()).hasSizeLessThan(Topic.MAX_OUTPUT_BYTES);
    }

    private RejectedEvent rejectedAfter(byte[] key, byte[] value) {
        topology.send(key, value);
        topology.flush();
        List<RejectedEvent> rejected = topology.readRejected();
        assertThat(rejected).hasSize(1);
        return rejected.get(0);
    }

    private static List<String> codes(RejectedEvent rejected) {
        return rejected.faults().stream().map(Fault::code).toList();
    }

    private byte[] encoded(GenericRecord event) throws Exception {
        var bytes = new ByteArrayOutputStream();
        bytes.write(topology.writer().event(observation()), 0, 5);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(event.getSchema()).write(event, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static Observation observation() {
        try {
            return new ObservationDraft()
                    .eventId("kolada-N00914-1880-2018-T")
                    .organisation("1880")
                    .indicator("N00914")
                    .department("kommunstyrelsen")
                    .year(2018)
                    .value("78.369539")
                    .observedAt(Instant.parse("2019-03-01T00:00:00Z"))
                    .build();
        } catch (InvalidObservationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
