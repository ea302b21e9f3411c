package se.malbild.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;
import se.malbild.avro.CellReceipts;
import se.malbild.avro.GoalAreaAttainment;
import se.malbild.avro.GoalFramework;
import se.malbild.avro.IndicatorAttainment;
import se.malbild.avro.IndicatorEvent;
import se.malbild.avro.IndicatorObservations;
import se.malbild.avro.PageFeedback;
import se.malbild.avro.Picture;
import se.malbild.avro.RejectedEvent;
import se.malbild.avro.YearDecision;

/** The topics that the parts of the system meet in. Keys are UTF-8 text, made by {@link Keys}; values are Avro. */
public enum Topic {
    /** What departments say: one record per observation. Read again from the start by replays and as-of, so it is kept. */
    INDICATOR_EVENTS(
            "indicator-events",
            IndicatorEvent.SCHEMA$,
            Audience.INSIDE,
            "<organisation>, for example 1880",
            Kept.EVERYTHING,
            Compression.AS_SENT),
    /** Every version of every goal framework. */
    GOAL_FRAMEWORKS(
            "goal-frameworks",
            GoalFramework.SCHEMA$,
            Audience.INSIDE,
            "<organisation>/<framework>, for example 1880/orebro-2017-2019",
            Kept.EVERYTHING,
            Compression.AS_SENT),
    /** What is decided about a year: who is ready, what the board judges, and that it is closed. */
    YEAR_DECISIONS(
            "year-decisions",
            YearDecision.SCHEMA$,
            Audience.INSIDE,
            "<organisation>/<framework>/<year>, for example 1880/orebro-2017-2019/2018",
            Kept.EVERYTHING,
            Compression.AS_SENT),
    /** One record is one whole picture. */
    PICTURES(
            "pictures",
            Picture.SCHEMA$,
            Audience.OUTSIDE,
            "<organisation>/<framework>/<year>, for example 1880/orebro-2017-2019/2018",
            Kept.LATEST_PER_KEY,
            Compression.GZIP),
    /** One record per goal area and year, in plain columns for tools that speak SQL. */
    GOAL_AREA_ATTAINMENT(
            "goal-area-attainment",
            GoalAreaAttainment.SCHEMA$,
            Audience.OUTSIDE,
            "<organisation>/<framework>/<year>/<goal area>, for example 1880/orebro-2017-2019/2018/hallbar-tillvaxt-1",
            Kept.LATEST_PER_KEY,
            Compression.GZIP),
    /** One record per indicator and year, in plain columns for tools that speak SQL. */
    INDICATOR_ATTAINMENT(
            "indicator-attainment",
            IndicatorAttainment.SCHEMA$,
            Audience.OUTSIDE,
            "<organisation>/<framework>/<year>/<indicator>, for example 1880/orebro-2017-2019/2018/N00914",
            Kept.LATEST_PER_KEY,
            Compression.GZIP),
    /** One record per indicator and year, with the observations it rests on. */
    INDICATOR_OBSERVATIONS(
            "indicator-observations",
            IndicatorObservations.SCHEMA$,
            Audience.INSIDE,
            "<organisation>/<framework>/<year>/<indicator>, for example 1880/orebro-2017-2019/2018/N00914",
            Kept.LATEST_PER_KEY,
            Compression.AS_SENT),
    /** Records of the two inputs that could not be taken in, with every fault. A replay writes the same keys again. */
    REJECTED_EVENTS(
            "rejected-events",
            RejectedEvent.SCHEMA$,
            Audience.INSIDE,
            "<topic>/<partition>/<offset> of the rejected record, for example indicator-events/3/17",
            Kept.LATEST_PER_KEY,
            Compression.GZIP),
    /** One record per cell, with every event that was ever taken in about it. */
    CELL_RECEIPTS(
            "cell-receipts",
            CellReceipts.SCHEMA$,
            Audience.INSIDE,
            "<organisation>/<year>/<series>/<department>/<period>/<gender>/<district or nothing>/<kind>,"
                    + " for example 1880/2018/N00914/kommunstyrelsen/2018/TOTAL//OUTCOME",
            Kept.LATEST_PER_KEY,
            Compression.AS_SENT),
    /** What visitors say of the pages. They are asked for no personal data, but may write some: it is not kept for ever. */
    PAGE_FEEDBACK(
            "page-feedback",
            PageFeedback.SCHEMA$,
            Audience.INSIDE,
            "<path of the page>, for example /sv/1880/orebro-2017-2019/2018",
            Kept.FOR_A_YEAR,
            Compression.AS_SENT);

    /** Partitions of a topic unless the operator chooses otherwise; fixed once the topic is made. */
    public static final int DEFAULT_PARTITIONS = 12;
    /** The largest record of an input topic that is taken in: its key and value, uncompressed, in bytes. */
    public static final int MAX_INPUT_BYTES = 1024 * 1024;
    /** The largest batch that an input topic takes, in bytes: the largest record, with its headers and what wraps it. */
    public static final int MAX_INPUT_BATCH_BYTES = MAX_INPUT_BYTES + 16 * 1024;
    /** The largest record that an output topic takes, in bytes. A picture holds texts of all 15 goal areas and more. */
    public static final int MAX_OUTPUT_BYTES = 4 * 1024 * 1024;
    /** The largest value of an output, in bytes: what its topic takes, less what the record around it needs. */
    public static final int MAX_OUTPUT_VALUE_BYTES = MAX_OUTPUT_BYTES - 64 * 1024;

    /**
     * Of {@code message.timestamp.after.max.ms}: what is written has the time of the input record that it follows from, and a broker
     * whose clock was ahead may have stamped that. By default a time more than an hour ahead is refused, and the writer stops.
     */
    public static final String ANY_TIME = Long.toString(Long.MAX_VALUE);

    /** Whom a topic is for. docs/outputs.md says it of every other output, too. */
    public enum Audience {
        /** Any reader: what could point out a person is left out. */
        OUTSIDE,
        /** The services and their operators: it may be about small groups, and hold free text. */
        INSIDE
    }

    /** How the generated classes mark strings for Java; other languages have no use for it. */
    private static final String JAVA_STRING = "{\"type\":\"string\",\"avro.java.string\":\"String\"}";

    private enum Kept {
        EVERYTHING,
        LATEST_PER_KEY,
        FOR_A_YEAR
    }

    private enum Compression {
        /** Compressing again would cost the broker time and gain nothing. */
        AS_SENT("producer"),
        /** What every client reads, while many do not read lz4; for other systems, and for operators' own tools. */
        GZIP("gzip");

        private final String config;

        Compression(String config) {
            this.config = config;
        }
    }

    private final String topicName;
    private final Schema schema;
    private final Audience audience;
    private final String key;
    private final Kept kept;
    private final Compression compression;

    Topic(String topicName, Schema generated, Audience audience, String key, Kept kept, Compression compression) {
        this.topicName = topicName;
        this.schema = languageNeutral(generated);
        this.audience = audience;
        this.key = key;
        this.kept = kept;
        this.compression = compression;
    }

    private static Schema languageNeutral(Schema generated) {
        return new Schema.Parser().parse(generated.toString().replace(JAVA_STRING, "\"string\""));
    }

    /** Returns the topic's name, as keys and answers have it. In Kafka a {@link TopicPrefix} may stand before it. */
    public String topicName() {
        return topicName;
    }

    /** Returns the subject of the values' schema. In the registry a {@link TopicPrefix} may stand before it. */
    public String subject() {
        return topicName + "-value";
    }

    /** Returns whom the topic is for. */
    public Audience audience() {
        return audience;
    }

    /** Returns what the key of a record consists of, for a person. */
    public String key() {
        return key;
    }

    /** Returns the schema that values are written in, as it is registered. */
    public Schema schema() {
        return schema;
    }

    /**
     * Returns the topics that everything else follows from: all that was said, kept for ever. The pictures follow from
     * {@link #INDICATOR_EVENTS} and {@link #GOAL_FRAMEWORKS} alone.
     */
    public static List<Topic> inputs() {
        return Stream.of(values())
                .filter(topic -> topic.kept == Kept.EVERYTHING)
                .toList();
    }

    /** Returns the topic's configuration where it differs from the broker's or must not depend on the broker's. */
    public Map<String, String> configs() {
        return switch (kept) {
            case EVERYTHING ->
                Map.of(
                        // Replays and as-of read every event there ever was, superseded ones included.
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1",
                        // When it was known: the broker's clock, which no sender can set.
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime",
                        // A big framework nears this.
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(MAX_INPUT_BATCH_BYTES),
                        TopicConfig.COMPRESSION_TYPE_CONFIG,
                        compression.config);
            case LATEST_PER_KEY ->
                Map.of(
                        // Derived from the inputs: only the newest of each key is of use, but that one for ever.
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                        ANY_TIME,
                        // Larger than the inputs': a rejected event carries a whole input record and its faults.
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(MAX_OUTPUT_BYTES),
                        TopicConfig.COMPRESSION_TYPE_CONFIG,
                        compression.config);
            case FOR_A_YEAR ->
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(Duration.ofDays(365).toMillis()),
                        // A segment is deleted as a whole, when its newest record is old enough.
                        TopicConfig.SEGMENT_MS_CONFIG,
                        Long.toString(Duration.ofDays(7).toMillis()),
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime",
                        TopicConfig.COMPRESSION_TYPE_CONFIG,
                        compression.config);
        };
    }

    /** Returns the released versions of the schema, oldest first. A released version is never changed. */
    public List<Schema> releasedSchemas() {
        List<Schema> released = new ArrayList<>();
        for (Optional<String> text = released(1); text.isPresent(); text = released(released.size() + 1)) {
            released.add(new Schema.Parser().parse(text.get()));
        }
        return released;
    }

    /** Returns the topic that is called {@code topicName}. */
    public static Optional<Topic> named(String topicName) {
        return Stream.of(values())
                .filter(topic -> topic.topicName.equals(topicName))
                .findFirst();
    }

    private Optional<String> released(int version) {
        String name = "released/" + subject() + "/v" + version + ".avsc";
        try (InputStream file = Topic.class.getResourceAsStream(name)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name, unreadable);
        }
    }
}
