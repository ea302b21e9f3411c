package se.malbild.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions.TimestampMillisConversion;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.Fault;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Assessment;
import se.malbild.goals.assessment.Disclosure;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.GoalAreaAssessment;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.assessment.ObservationSet;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.framework.StrategicArea;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.observation.Period;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.goals.picture.Suppressed;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.EventReceipt;
import se.malbild.schemas.IndicatorObservations;
import se.malbild.schemas.Justification;
import se.malbild.schemas.PageFeedback;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.SchemaRegistry;

class OutputsTest {
    private static final long SEED = 11;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    /** The columns of a goal area, each with its place in the picture's JSON; of a list its length. */
    private static final String GOAL_AREA_IN_PICTURE = """
            goal_area/id
            statement_sv/statement/sv
            statement_en/statement/en
            attainment/attainment
            coverage/coverage
            level/level
            reason/reason/code
            trend/trend
            forecast_attainment/forecast/attainment
            forecast_coverage/forecast/coverage
            forecast_level/forecast/level
            forecast_reason/forecast/reason/code
            weakest/weakest
            stands/robustness/stands
            decisive_indicators/robustness/decisive
            """;
    /** The same of an indicator. */
    private static final String INDICATOR_IN_PICTURE = """
            indicator/id
            title_sv/title/sv
            title_en/title/en
            unit_sv/unit/sv
            unit_en/unit/en
            measure/measure
            rule/rule
            direction/direction
            baseline/baseline/value
            baseline_year/baseline/year
            target/target
            target_source_sv/targetSource/sv
            target_source_en/targetSource/en
            target_is_comparison/targetIsComparison
            ideal/ideal
            lower/lower
            upper/upper
            tolerance/tolerance
            comparison/comparison/value
            comparison_year/comparison/year
            control/control
            value/value
            attainment/attainment
            level/level
            reason/reason/code
            trend/trend
            change/change
            change_since/changeSince
            forecast/forecast/value
            forecast_attainment/forecast/attainment
            forecast_level/forecast/level
            forecast_reason/forecast/reason/code
            women/women
            men/men
            departments_reported/departments/reported
            departments_expected/departments/expected
            problems/problems
            """;

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
    void what_is_behind_an_indicator_comes_back_as_it_was() throws Exception {
        GoalFramework framework = framework("orebro-2017-2019");
        ObservationSet observations = observations(framework);
        for (Indicator indicator : framework.indicators()) {
            IndicatorObservations behind = IndicatorObservations.of(
                    framework, 2018, new Assessment(framework).indicator(indicator, 2018, observations));

            assertThat(reader.observations(writer.observations(behind))).isEqualTo(behind);
        }
    }

    @Test
    void observations_of_every_shape_come_back_as_they_were() throws Exception {
        GoalFramework framework = framework("orebro-2017-2019");
        RandomObservations random = new RandomObservations(SEED);
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            observations.add(random.next());
        }
        IndicatorObservations behind = new IndicatorObservations(
                "1880",
                framework.id(),
                1,
                2018,
                unmeasured(framework).picture(),
                new Disclosure(true, true, false, new TreeSet<>(List.of("norrby", "vivalla"))),
                new Disclosure(true, false, false, new TreeSet<>()),
                observations,
                0);

        assertThat(reader.observations(writer.observations(behind)))
                .as("seed " + SEED)
                .isEqualTo(behind);
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

    static List<Justification> justifications() {
        return List.of(
                Wire.JUSTIFICATION,
                new Justification("Åsa Öberg", "Nytt mål för 2018", Optional.of("KS 2018/114 § 7")));
    }

    @ParameterizedTest
    @MethodSource("justifications")
    void a_framework_comes_back_as_it_was_written(Justification justification) throws Exception {
        String document = document("orebro-2017-2019");
        wire.registry.preload(Topic.GOAL_FRAMEWORKS);

        GoalFrameworkReader.Reading reading =
                new GoalFrameworkReader(wire.registry).read(writer.framework(document, justification));

        assertThat(reading).isEqualTo(new GoalFrameworkReader.Reading.Document(document, justification));
    }

    @Test
    void given_a_framework_in_latin_1_then_it_is_a_fault_that_names_utf_8() throws Exception {
        AvroOutput output = new AvroOutput();
        output.start(wire.registry.idOf(Topic.GOAL_FRAMEWORKS));
        output.writeBytes("framework: \u00f6rebro".getBytes(StandardCharsets.ISO_8859_1));
        output.writeText("Sara Lind");
        output.writeBytes("h\u00f6jt m\u00e5l".getBytes(StandardCharsets.ISO_8859_1));
        output.writeOptionalText("");
        wire.registry.preload(Topic.GOAL_FRAMEWORKS);

        GoalFrameworkReader.Reading reading = new GoalFrameworkReader(wire.registry).read(output.finish());

        assertThat(((GoalFrameworkReader.Reading.Faulty) reading).faults())
                .extracting(fault -> fault.field() + " " + fault.code())
                .containsExactly("document not-utf-8", "reason not-utf-8");
    }

    @Test
    void a_framework_takes_as_many_bytes_as_is_said_before_it_is_written() {
        for (String document : List.of("", "framework: örebro", "å".repeat(8_191), "å".repeat(8_192))) {
            for (Justification justification : justifications()) {
                assertThat(RecordWriter.frameworkBytes(document, justification))
                        .isEqualTo(writer.framework(document, justification).length);
            }
        }
    }

    @Test
    void given_a_damaged_framework_then_it_is_faulty_at_every_length() throws Exception {
        wire.registry.preload(Topic.GOAL_FRAMEWORKS);
        GoalFrameworkReader frameworks = new GoalFrameworkReader(wire.registry);
        byte[] whole = writer.framework("framework: örebro", Wire.JUSTIFICATION);

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
        assertThatThrownBy(() -> reader.picture(writer.framework("x", Wire.JUSTIFICATION)))
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
        BigDecimal huge = BigDecimal.TEN.pow(49).negate();
        IndicatorObservations behind =
                IndicatorObservations.of(framework, 2018, withValue(unmeasured(framework), huge));

        assertThat(reader.observations(writer.observations(behind))).isEqualTo(behind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orebro-2017-2019", "vasteras-exempel-2017-2019"})
    void the_row_of_a_goal_area_says_what_the_picture_says(String name) throws Exception {
        GoalFramework framework = framework(name);
        ObservationSet observations = observations(framework);
        Map<String, IndicatorAssessment> thisYear = indicators(framework, 2018, observations);
        Map<String, IndicatorAssessment> yearBefore = indicators(framework, 2017, observations);
        for (StrategicArea strategicArea : framework.strategicAreas()) {
            for (GoalArea area : strategicArea.goalAreas()) {
                GoalAreaAssessment assessed = new Assessment(framework).goalArea(area, thisYear, yearBefore);

                Map<String, String> row =
                        row(Topic.GOAL_AREA_ATTAINMENT, writer.goalArea(framework, 2018, strategicArea, assessed));

                assertSame(row, GOAL_AREA_IN_PICTURE, PictureJson.compact(assessed.picture()));
                assertThat(row)
                        .isEqualTo(Map.of(
                                "organisation", framework.organisation(),
                                "framework", framework.id(),
                                "framework_version", "1",
                                "year", "2018",
                                "strategic_area", strategicArea.id(),
                                "strategic_area_title_sv", strategicArea.title().sv(),
                                "strategic_area_title_en", strategicArea.title().en(),
                                "observed_through", millis(assessed.observedThrough())));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"orebro-2017-2019", "vasteras-exempel-2017-2019"})
    void the_row_of_an_indicator_says_what_the_picture_says(String name) throws Exception {
        GoalFramework framework = framework(name);
        for (ObservationSet observations : List.of(new ObservationSet(), observations(framework))) {
            for (IndicatorAssessment assessed :
                    indicators(framework, 2018, observations).values()) {
                Map<String, String> row = row(Topic.INDICATOR_ATTAINMENT, writer.indicator(framework, 2018, assessed));

                assertSame(row, INDICATOR_IN_PICTURE, PictureJson.compact(assessed.picture()));
                assertThat(row)
                        .isEqualTo(Map.of(
                                "organisation", framework.organisation(),
                                "framework", framework.id(),
                                "framework_version", "1",
                                "year", "2018",
                                "value_suppressed", isSuppressed(assessed, Suppressed.VALUE),
                                "forecast_suppressed", isSuppressed(assessed, Suppressed.FORECAST),
                                "change_suppressed", isSuppressed(assessed, Suppressed.CHANGE),
                                "women_suppressed", isSuppressed(assessed, Suppressed.WOMEN),
                                "men_suppressed", isSuppressed(assessed, Suppressed.MEN),
                                "observed_through", millis(assessed.observedThrough())));
            }
        }
    }

    private static String isSuppressed(IndicatorAssessment assessed, Suppressed field) {
        return String.valueOf(assessed.picture().suppressed().contains(field));
    }

    @Test
    void what_a_small_group_hides_is_said_and_not_left_empty() throws Exception {
        GoalFramework framework = framework("orebro-2017-2019");
        ObservationSet observations = new ObservationSet();
        Indicator indicator = framework.indicators().get(0);
        for (Gender gender : Gender.values()) {
            observations.add(new ObservationDraft()
                    .eventId("h-" + gender)
                    .organisation("1880")
                    .indicator(indicator.series())
                    .department(indicator.departments().get(0))
                    .year(2018)
                    .gender(gender)
                    .value("80")
                    .count(gender == Gender.WOMEN ? 2L : 3L)
                    .observedAt(Instant.parse("2019-03-01T00:00:00Z"))
                    .build());
        }
        IndicatorAssessment assessed = new Assessment(framework).indicator(indicator, 2018, observations);
        IndicatorObservations behind = IndicatorObservations.of(framework, 2018, assessed);

        assertThat(assessed.picture().suppressed())
                .containsExactly(Suppressed.VALUE, Suppressed.CHANGE, Suppressed.WOMEN, Suppressed.MEN);
        assertThat(reader.observations(writer.observations(behind))).isEqualTo(behind);
        assertThat(row(Topic.INDICATOR_ATTAINMENT, writer.indicator(framework, 2018, assessed)))
                .containsEntry("value", "null")
                .containsEntry("reason", "small-group")
                .containsEntry("value_suppressed", "true")
                .containsEntry("change_suppressed", "true")
                .containsEntry("women_suppressed", "true")
                .containsEntry("men_suppressed", "true");
    }

    @Test
    void a_number_of_more_digits_than_a_column_has_is_null_in_the_row() throws Exception {
        GoalFramework framework = framework("orebro-2017-2019");
        BigDecimal tooWide = BigDecimal.TEN.pow(28);
        BigDecimal widest = tooWide.subtract(new BigDecimal("0.0000000001"));
        for (BigDecimal number : List.of(widest, widest.negate())) {
            byte[] value = writer.indicator(framework, 2018, withValue(unmeasured(framework), number));
            assertThat(row(Topic.INDICATOR_ATTAINMENT, value)).containsEntry("value", number.toPlainString());
        }
        for (BigDecimal number : List.of(tooWide, tooWide.negate())) {
            byte[] value = writer.indicator(framework, 2018, withValue(unmeasured(framework), number));
            assertThat(row(Topic.INDICATOR_ATTAINMENT, value)).containsEntry("value", "null");
        }
    }

    private static IndicatorAssessment unmeasured(GoalFramework framework) {
        return new Assessment(framework).indicator(framework.indicators().get(0), 2018, new ObservationSet());
    }

    private static IndicatorAssessment withValue(IndicatorAssessment assessed, BigDecimal value) {
        IndicatorPicture shown = assessed.picture();
        IndicatorPicture changed = new IndicatorPicture(
                shown.id(),
                shown.title(),
                shown.unit(),
                shown.measure(),
                shown.control(),
                shown.comparison(),
                shown.rule(),
                Optional.of(value),
                shown.attainment(),
                shown.level(),
                shown.reason(),
                shown.development(),
                shown.forecast(),
                shown.divisions(),
                shown.suppressed(),
                shown.departments(),
                shown.problems());
        return new IndicatorAssessment(
                assessed.attainment(),
                assessed.wholeYear(),
                assessed.isComparable(),
                changed,
                assessed.observedThrough(),
                assessed.observations(),
                assessed.outcomes(),
                assessed.forecasts());
    }

    private static Map<String, IndicatorAssessment> indicators(
            GoalFramework framework, int year, ObservationSet observations) {
        Map<String, IndicatorAssessment> assessed = new HashMap<>();
        for (Indicator indicator : framework.indicators()) {
            assessed.put(indicator.id(), new Assessment(framework).indicator(indicator, year, observations));
        }
        return assessed;
    }

    /** Reads a row with nothing but its schema, as other systems do: its columns, as text. */
    private static Map<String, String> row(Topic topic, byte[] value) throws IOException {
        GenericData types = new GenericData();
        types.addLogicalTypeConversion(new DecimalConversion());
        types.addLogicalTypeConversion(new TimestampMillisConversion());
        int header = WireFormat.HEADER_BYTES;
        GenericRecord row = new GenericDatumReader<GenericRecord>(topic.schema(), topic.schema(), types)
                .read(null, DecoderFactory.get().binaryDecoder(value, header, value.length - header, null));
        Map<String, String> columns = new HashMap<>();
        for (Schema.Field field : topic.schema().getFields()) {
            Object column = row.get(field.pos());
            columns.put(field.name(), column instanceof BigDecimal number ? plain(number) : String.valueOf(column));
        }
        return columns;
    }

    /** Asserts that the columns that {@code places} names are as in {@code picture}, and takes them out of {@code row}. */
    private static void assertSame(Map<String, String> row, String places, String picture) throws IOException {
        JsonNode json = JSON.readTree(picture);
        places.lines().forEach(place -> {
            int path = place.indexOf('/');
            String column = place.substring(0, path);
            assertThat(row.remove(column)).as(column).isEqualTo(text(json.at(place.substring(path))));
        });
    }

    private static String text(JsonNode shown) {
        if (shown.isMissingNode() || shown.isNull()) {
            return "null";
        }
        if (shown.isArray()) {
            return String.valueOf(shown.size());
        }
        return shown.isNumber() ? plain(shown.decimalValue()) : shown.asText();
    }

    private static String plain(BigDecimal number) {
        return Fraction.plain(number).toPlainString();
    }

    private static String millis(Optional<Instant> time) {
        return time.map(exact -> exact.truncatedTo(ChronoUnit.MILLIS).toString())
                .orElse("null");
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
