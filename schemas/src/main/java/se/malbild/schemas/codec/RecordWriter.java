package se.malbild.schemas.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import se.malbild.goals.assessment.GoalAreaAssessment;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.StrategicArea;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.IndicatorObservations;
import se.malbild.schemas.Justification;
import se.malbild.schemas.PageFeedback;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/** Encodes values for the topics. It keeps its buffers, so it is for one thread. */
public final class RecordWriter {
    private final GeneratedClasses generated = new GeneratedClasses();
    private final Map<Topic, Integer> ids = new EnumMap<>(Topic.class);
    private final Map<Topic, SpecificDatumWriter<SpecificRecordBase>> writers = new EnumMap<>(Topic.class);
    private final AvroOutput eventOutput = new AvroOutput();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream(4_096);
    private BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(output, null);

    /**
     * Asks for the ids of the topics' schemas, once.
     *
     * @param topics those that will be written to
     * @throws RegistryException when a schema is not registered, or its id cannot be known now
     */
    public RecordWriter(SchemaRegistry registry, Topic... topics) throws RegistryException {
        for (Topic topic : topics) {
            ids.put(topic, registry.idOf(topic));
        }
    }

    private RecordWriter(RecordWriter other) {
        ids.putAll(other.ids);
    }

    /** Returns a writer for another thread, without asking for the ids again. */
    public RecordWriter forAnotherThread() {
        return new RecordWriter(this);
    }

    /** Returns the value for {@link Topic#INDICATOR_EVENTS}. */
    public byte[] event(Observation observation) {
        Cell cell = observation.cell();
        Content content = observation.content();
        AvroOutput out = eventOutput;
        out.start(id(Topic.INDICATOR_EVENTS));
        out.writeText(observation.eventId());
        out.writeText(cell.organisation());
        out.writeText(cell.indicator());
        out.writeText(cell.department());
        out.writeLong(cell.year());
        out.writeText(ToAvro.period(observation));
        out.writeLong(symbol(cell.gender()));
        out.writeOptionalText(cell.district());
        out.writeIsPresent(content instanceof Content.Value);
        if (content instanceof Content.Value value) {
            out.writeBytes(ToAvro.number(value.number()).unscaledValue().toByteArray());
        }
        out.writeIsPresent(content instanceof Content.Missing);
        if (content instanceof Content.Missing missing) {
            out.writeLong(symbol(missing.reason()));
        }
        out.writeIsPresent(observation.count().isPresent());
        observation.count().ifPresent(out::writeLong);
        out.writeLong(symbol(cell.kind()));
        out.writeBoolean(content instanceof Content.Retracted);
        out.writeLong(observation.revision());
        out.writeLong(micros(observation.observedAt()));
        out.writeOptionalText(observation.source());
        out.writeOptionalText(observation.comment());
        return out.finish();
    }

    private static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
    }

    private static int symbol(Gender gender) {
        return switch (gender) {
            case TOTAL -> 1;
            case WOMEN -> 2;
            case MEN -> 3;
        };
    }

    private static int symbol(MissingReason reason) {
        return switch (reason) {
            case DROPOUT -> 1;
            case NOT_APPLICABLE -> 2;
            case SECRECY -> 3;
        };
    }

    private static int symbol(Kind kind) {
        return switch (kind) {
            case OUTCOME -> 1;
            case FORECAST -> 2;
        };
    }

    /**
     * Returns the value for {@link Topic#GOAL_FRAMEWORKS}.
     *
     * @param document the framework's YAML as it was written
     */
    public byte[] framework(String document, Justification justification) {
        return encode(
                Topic.GOAL_FRAMEWORKS,
                new se.malbild.avro.GoalFramework(
                        document,
                        justification.appliedBy(),
                        justification.reason(),
                        justification.reference().orElse(null)));
    }

    /** Returns how many bytes {@link #framework} makes. */
    public static int frameworkBytes(String document, Justification justification) {
        AvroOutput out = new AvroOutput();
        out.start(0);
        out.writeText(document);
        out.writeText(justification.appliedBy());
        out.writeText(justification.reason());
        out.writeOptionalText(justification.reference().orElse(""));
        return out.finish().length;
    }

    /** Returns the value for {@link Topic#YEAR_DECISIONS}. */
    public byte[] decision(YearDecision decision) {
        return encode(Topic.YEAR_DECISIONS, DecisionToAvro.decision(decision));
    }

    /** Returns the value for {@link Topic#PICTURES}. */
    public byte[] picture(Picture picture) {
        return encode(Topic.PICTURES, ToAvro.picture(picture));
    }

    /**
     * Returns the value for {@link Topic#GOAL_AREA_ATTAINMENT}.
     *
     * @param framework that {@code assessed} is judged by
     * @param area that the goal area belongs to
     */
    public byte[] goalArea(GoalFramework framework, int year, StrategicArea area, GoalAreaAssessment assessed) {
        return encode(Topic.GOAL_AREA_ATTAINMENT, ToAvro.goalArea(framework, year, area, assessed));
    }

    /**
     * Returns the value for {@link Topic#INDICATOR_ATTAINMENT}.
     *
     * @param framework that {@code assessed} is judged by
     */
    public byte[] indicator(GoalFramework framework, int year, IndicatorAssessment assessed) {
        return encode(Topic.INDICATOR_ATTAINMENT, ToAvro.indicator(framework, year, assessed));
    }

    /** Returns the value for {@link Topic#INDICATOR_OBSERVATIONS}. */
    public byte[] observations(IndicatorObservations observations) {
        return encode(Topic.INDICATOR_OBSERVATIONS, ToAvro.observations(observations));
    }

    /** Returns the value for {@link Topic#REJECTED_EVENTS}. */
    public byte[] rejected(RejectedEvent rejected) {
        return encode(Topic.REJECTED_EVENTS, ToAvro.rejected(rejected));
    }

    /** Returns the value for {@link Topic#CELL_RECEIPTS}. */
    public byte[] receipts(CellReceipts receipts) {
        return encode(Topic.CELL_RECEIPTS, ToAvro.receipts(receipts));
    }

    /** Returns the value for {@link Topic#PAGE_FEEDBACK}. */
    public byte[] feedback(PageFeedback feedback) {
        return encode(Topic.PAGE_FEEDBACK, ToAvro.feedback(feedback));
    }

    private byte[] encode(Topic topic, SpecificRecordBase value) {
        byte[] header = new byte[WireFormat.HEADER_BYTES];
        WireFormat.header(header, id(topic));
        output.reset();
        output.writeBytes(header);
        encoder = EncoderFactory.get().directBinaryEncoder(output, encoder);
        try {
            writers.computeIfAbsent(topic, key -> new SpecificDatumWriter<>(value.getSchema(), generated))
                    .write(value, encoder);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the output is in memory
        }
        return output.toByteArray();
    }

    private int id(Topic topic) {
        Integer id = ids.get(topic);
        if (id == null) {
            throw new IllegalStateException("made without the topic " + topic.topicName());
        }
        return id;
    }
}
