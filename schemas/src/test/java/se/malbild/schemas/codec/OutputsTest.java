package se.malbild.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Assessment;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.assessment.ObservationSet;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.observation.Period;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.EventReceipt;
import se.malbild.schemas.GoalAreaRecord;
import se.malbild.schemas.IndicatorRecord;
import se.malbild.schemas.PageFeedback;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.SchemaRegistry;

class OutputsTest {
    private static final long SEED = 11;

    private final Wire wire = new Wire();
    private final RecordWriter writer = wire.writer();
    private final OutputReader reader = new OutputReader(wire.registry);

    @ParameterizedTest
    @ValueSource(strings = {"orebro-2017-2019", "vasteras-exempel-2017-2019"})
    void a_picture_comes_back_as_it_was(String name) throws Exception {
        GoalFramework framework = framework(name);
        for (ObservationSet observations : List.of(new ObservationSet(), observations(framework))) {
            for (int year : framework.years().toArray()) {
                Picture picture = new Assessment(framework).picture(year, observations);

                byte[] value = writer.picture(picture);

                Picture read = reader.picture(value);
                assertThat(read).isEqualTo(picture);
                assertThat(PictureJson.compact(read)).isEqualTo(PictureJson.compact(picture));
                assertThat(value.length).isLessThan(Topic.MAX_OUTPUT_BYTES / 4);
            }
        }
    }

    @Test
    void equal_pictures_are_equal_bytes() throws Exception {
        GoalFramework framework = framework("orebro-2017-2019");
        Picture picture = new Assessment(framework).picture(2018, observations(framework));

        assertThat(writer.picture(reader.picture(writer.picture(picture)))).isEqualTo(writer.picture(picture));
    }

    @Test
    void a_goal_area_comes_back_as_it_was() throws Exception {
        GoalFramework framework = framework("orebro-2017-2019");
        Picture picture = new Assessment(framework).picture(2018, observations(framework));
        for (StrategicAreaPicture area : picture.strategicAreas()) {
            for (GoalAreaPicture goalArea : area.goalAreas()) {
                byte[] value = writer.goalArea("1880", framework.id(), 1, 2018, area.id(), goalArea);

                assertThat(reader.goalArea(value))
                        .isEqualTo(new GoalAreaRecord("1880", framework.id(), 1, 2018, area.id(), goalArea));
            }
        }
    }

    @Test
    void an_indicator_comes_back_as_it_was_with_its_observations() throws Exception {
        GoalFramework framework = framework("orebro-2017-2019");
        ObservationSet observations = observations(framework);
        for (Indicator indicator : framework.indicators()) {
            IndicatorAssessment assessed = new Assessment(framework).indicator(indicator, 2018, observations);

            byte[] value =
                    writer.indicator("1880", framework.id(), 1, 2018, assessed.picture(), assessed.observations());

            assertThat(reader.indicator(value))
                    .isEqualTo(new IndicatorRecord(
                            "1880",
                            framework.id(),
                            1,
                            2018,
                            assessed.picture(),
                            assessed.observations().stream()
                                    .map(Winner::observation)
                                    .toList(),
                            0));
        }
    }

    @Test
    void observations_of_every_shape_come_back_as_they_were() throws Exception {
        GoalFramework framework = framework("orebro-2017-2019");
        IndicatorAssessment assessed =
                new Assessment(framework).indicator(framework.indicators().get(0), 2018, new ObservationSet());
        RandomObservations random = new RandomObservations(SEED);
        List<Winner> winners = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            winners.add(Winner.of(random.next()));
        }

        byte[] value = writer.indicator("1880", framework.id(), 1, 2018, assessed.picture(), winners);

        assertThat(reader.indicator(value).observations())
                .as("seed " + SEED)
                .isEqualTo(winners.stream().map(Winner::observation).toList());
    }

    @Test
    void a_rejected_event_comes_back_as_it_was() {
        byte[] key = {'1', '8'};
        byte[] value = {0, 1, 2, (byte) 255};
        List<Fault> faults = List.of(
                new Fault("wrong-partition", "", new Text("Fel partition", "Wrong partition")),
                new Fault("blank", "department", new Text("Tomt", "Blank")));

        for (Optional<byte[]> present :
                List.of(Optional.of(value), Optional.of(new byte[0]), Optional.<byte[]>empty())) {
            RejectedEvent rejected = new RejectedEvent(
                    "indicator-events",
                    3,
                    17,
                    Instant.parse("2018-09-01T12:00:00.123Z"),
                    Optional.of(key),
                    present,
                    Optional.of("kommunstyrelsen"),
                    faults);

            assertThat(reader.rejected(writer.rejected(rejected)))
                    .usingRecursiveComparison()
                    .isEqualTo(rejected);
        }
    }

    @Test
    void the_largest_input_that_is_rejected_fits_in_an_output() {
        RejectedEvent rejected = new RejectedEvent(
                "indicator-events",
                0,
                0,
                Instant.EPOCH,
                Optional.of(new byte[1_000]),
                Optional.of(new byte[Topic.MAX_INPUT_BYTES]),
                Optional.empty(),
                List.of());

        assertThat(writer.rejected(rejected).length).isLessThan(Topic.MAX_OUTPUT_BYTES / 2);
    }

    @Test
    void the_receipts_of_a_cell_come_back_as_they_were_and_fit_at_their_longest() {
        RandomObservations random = new RandomObservations(SEED);
        List<EventReceipt> receipts = new ArrayList<>();
        for (int i = 0; i < CellReceipts.MOST_LISTED; i++) {
            receipts.add(new EventReceipt(
                    random.next(), 3, i, Instant.parse("2018-09-01T12:00:00.123Z"), i % 4, i % 3 == 0));
        }
        CellReceipts whole = new CellReceipts(receipts, 17);

        assertThat(reader.receipts(writer.receipts(whole))).as("seed " + SEED).isEqualTo(whole);
        assertThat(writer.receipts(new CellReceipts(Collections.nCopies(CellReceipts.MOST_LISTED, longest()), 0))
                        .length)
                .isLessThan(Topic.MAX_OUTPUT_BYTES);
    }

    @Test
    void what_a_visitor_says_comes_back_as_it_was() {
        PageFeedback feedback = new PageFeedback(
                "/sv/1880/orebro-2017-2019/2018",
                "sv",
                true,
                "Bra, men varför är ”trygghet” röd? <b>=1+1</b>",
                Instant.parse("2019-03-01T12:00:00.123456Z"));

        assertThat(reader.feedback(writer.feedback(feedback))).isEqualTo(feedback);
    }

    /** Every text as long as it may be, of characters that take three bytes. */
    private static EventReceipt longest() {
        String id = "€".repeat(ObservationDraft.LONGEST_ID);
        String text = "€".repeat(ObservationDraft.LONGEST_TEXT);
        Observation observation = new Observation(
                id,
                new Cell("1880", id, id, Period.of(2018), Gender.TOTAL, id, Kind.OUTCOME),
                new Content.Value(BigDecimal.ONE),
                OptionalLong.empty(),
                0,
                Instant.EPOCH,
                text,
                text);
        return new EventReceipt(observation, 0, 0, Instant.EPOCH, 0, false);
    }

    @Test
    void a_framework_comes_back_as_it_was_written() throws Exception {
        String document = document("orebro-2017-2019");
        wire.registry.preload(Topic.GOAL_FRAMEWORKS);

        GoalFrameworkReader.Reading reading = new GoalFrameworkReader(wire.registry).read(writer.framework(document));

        assertThat(reading).isEqualTo(new GoalFrameworkReader.Reading.Document(document));
    }

    @Test
    void given_a_framework_in_latin_1_then_it_is_a_fault_that_names_utf_8() throws Exception {
        AvroOutput output = new AvroOutput();
        output.start(wire.registry.idOf(Topic.GOAL_FRAMEWORKS));
        output.writeBytes("framework: \u00f6rebro".getBytes(StandardCharsets.ISO_8859_1));
        wire.registry.preload(Topic.GOAL_FRAMEWORKS);

        GoalFrameworkReader.Reading reading = new GoalFrameworkReader(wire.registry).read(output.finish());

        assertThat(((GoalFrameworkReader.Reading.Faulty) reading).faults())
                .extracting(fault -> fault.field() + " " + fault.code())
                .containsExactly("document not-utf-8");
    }

    @Test
    void a_framework_takes_as_many_bytes_as_is_said_before_it_is_written() {
        for (String document : List.of("", "framework: örebro", "å".repeat(8_191), "å".repeat(8_192))) {
            assertThat(RecordWriter.frameworkBytes(document)).isEqualTo(writer.framework(document).length);
        }
    }

    @Test
    void given_a_damaged_framework_then_it_is_faulty_at_every_length() throws Exception {
        wire.registry.preload(Topic.GOAL_FRAMEWORKS);
        GoalFrameworkReader frameworks = new GoalFrameworkReader(wire.registry);
        byte[] whole = writer.framework("framework: örebro");

        for (int length = 0; length < whole.length; length++) {
            assertThat(frameworks.read(Arrays.copyOf(whole, length)))
                    .isInstanceOf(GoalFrameworkReader.Reading.Faulty.class);
        }
        assertThat(frameworks.read(null)).isInstanceOf(GoalFrameworkReader.Reading.Faulty.class);
        byte[] unknown = whole.clone();
        WireFormat.header(unknown, 4711);
        assertThat(frameworks.read(unknown)).isEqualTo(new GoalFrameworkReader.Reading.UnknownSchema(4711));
    }

    @Test
    void given_a_picture_of_a_newer_schema_then_it_is_read_without_what_is_new() throws Exception {
        GoalFramework framework = framework("orebro-2017-2019");
        Picture picture = new Assessment(framework).picture(2018, observations(framework));
        byte[] value = writer.picture(picture);
        Schema newer = new Schema.Parser()
                .parse(
                        Topic.PICTURES
                                .schema()
                                .toString()
                                .replace(
                                        "{\"name\":\"organisation\"",
                                        "{\"name\":\"closed\",\"type\":\"boolean\",\"default\":false},{\"name\":\"organisation\""));
        byte[] written = new byte[value.length + 1]; // the new field comes first and takes one byte
        System.arraycopy(value, WireFormat.HEADER_BYTES, written, WireFormat.HEADER_BYTES + 1, value.length - 5);
        WireFormat.header(written, wire.register(Topic.PICTURES.subject(), newer));

        assertThat(reader.picture(written)).isEqualTo(picture);
    }

    @Test
    void given_bytes_that_are_no_picture_then_the_exception_says_why() throws Exception {
        byte[] picture =
                writer.picture(new Assessment(framework("orebro-2017-2019")).picture(2018, new ObservationSet()));
        byte[] unknown = picture.clone();
        WireFormat.header(unknown, 4711);

        assertThatThrownBy(() -> reader.picture(Arrays.copyOf(picture, picture.length - 1)))
                .isInstanceOf(UnreadableRecordException.class);
        assertThatThrownBy(() -> reader.picture(Arrays.copyOf(picture, picture.length + 1)))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("left");
        assertUnreadable(unknown, UnreadableRecordException.Obstacle.SCHEMA_UNKNOWN_YET);
        wire.nanos.addAndGet(SchemaRegistry.NO_COUNTS_AFTER.toNanos());
        assertUnreadable(unknown, UnreadableRecordException.Obstacle.RECORD);
        assertThatThrownBy(() -> reader.picture(writer.framework("x")))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void unknown_schemas_that_were_asked_for_before_are_waited_for_together() {
        byte[] one = new byte[WireFormat.HEADER_BYTES];
        WireFormat.header(one, 4711);
        byte[] other = new byte[WireFormat.HEADER_BYTES];
        WireFormat.header(other, 4712);
        reader.ask(one);
        reader.ask(other);
        reader.ask(new byte[0]);

        wire.nanos.addAndGet(SchemaRegistry.NO_COUNTS_AFTER.toNanos());

        for (byte[] value : List.of(one, other)) {
            assertThatThrownBy(() -> reader.picture(value))
                    .isInstanceOfSatisfying(
                            UnreadableRecordException.class,
                            unreadable -> assertThat(unreadable.obstacle())
                                    .isEqualTo(UnreadableRecordException.Obstacle.RECORD));
        }
    }

    private void assertUnreadable(byte[] picture, UnreadableRecordException.Obstacle obstacle) {
        assertThatThrownBy(() -> reader.picture(picture))
                .isInstanceOfSatisfying(
                        UnreadableRecordException.class,
                        unreadable -> assertThat(unreadable.obstacle()).isEqualTo(obstacle))
                .hasMessageContaining("4711");
    }

    @Test
    void numbers_beyond_every_value_fit() throws Exception {
        GoalFramework framework = framework("orebro-2017-2019");
        Picture picture = new Assessment(framework).picture(2018, new ObservationSet());
        GoalAreaPicture goalArea = picture.strategicAreas().get(0).goalAreas().get(0);
        BigDecimal huge = BigDecimal.TEN.pow(49).negate();
        GoalAreaPicture weighty = new GoalAreaPicture(
                goalArea.id(),
                goalArea.statement(),
                goalArea.standing(),
                goalArea.trend(),
                List.of(new GoalAreaPicture.WeightedIndicator(
                        huge, goalArea.indicators().get(0).indicator())));

        byte[] value = writer.goalArea("1880", framework.id(), 1, 2018, "hallbar-tillvaxt", weighty);

        assertThat(reader.goalArea(value).goalArea()).isEqualTo(weighty);
    }

    /** A value for every series in every year, so that every part of a picture is filled somewhere. */
    private static ObservationSet observations(GoalFramework framework) {
        ObservationSet set = new ObservationSet();
        RandomObservations random = new RandomObservations(SEED);
        for (Indicator indicator : framework.indicators()) {
            for (int year = framework.from() - 1; year <= framework.to(); year++) {
                for (int i = 0; i < 12; i++) {
                    Observation drawn = random.next();
                    Content content = drawn.content() instanceof Content.Value value
                            ? new Content.Value(value.number().abs().remainder(BigDecimal.valueOf(100)))
                            : drawn.content();
                    set.add(new Observation(
                            drawn.eventId(),
                            new Cell(
                                    framework.organisation(),
                                    indicator.series(),
                                    indicator.departments().get(0),
                                    Period.of(year),
                                    drawn.cell().gender(),
                                    i % 3 == 0 ? "" : drawn.cell().district(),
                                    drawn.cell().kind()),
                            content,
                            drawn.count(),
                            drawn.revision(),
                            drawn.observedAt(),
                            drawn.source(),
                            drawn.comment()));
                }
            }
        }
        return set;
    }

    private static GoalFramework framework(String name) throws IOException, InvalidFrameworkException {
        return FrameworkVersion.read(document(name)).framework();
    }

    private static String document(String name) throws IOException {
        try (InputStream file =
                GoalFramework.class.getResourceAsStream("/se/malbild/goals/frameworks/" + name + ".yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
