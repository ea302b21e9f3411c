package se.malbild.cli.move;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import se.malbild.history.Cut;
import se.malbild.history.DecisionsDigest;
import se.malbild.history.LogDigest;
import se.malbild.schemas.Topic;

/**
 * What the files of a move hold.
 *
 * @param partitions how many partitions the topics were made with
 * @param schemas what values were written with, by the ids that the registry there gave them
 * @param digest of all organisations together
 * @param decisions digest of the decisions of all organisations together
 */
public record MoveManifest(
        int partitions,
        List<MovedTopic> topics,
        SortedMap<Integer, Schema> schemas,
        LogDigest digest,
        DecisionsDigest decisions) {
    /** Changes whenever files of an earlier one can no longer be read. */
    static final int FORMAT = 2;

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * The file of one topic: its partitions one after the other, each in its order.
     *
     * @param misplaced how many records lay in another partition than their key's
     * @param undecodable how many values were not Avro, or named a schema that the registry did not have
     */
    public record MovedTopic(Topic topic, List<MovedPartition> partitions, long misplaced, long undecodable) {
        String file() {
            return topic.topicName() + ".records";
        }

        public long records() {
            return partitions.stream().mapToLong(MovedPartition::records).sum();
        }
    }

    /**
     * A partition's part of the file.
     *
     * @param bytes how long it is
     */
    public record MovedPartition(int partition, long records, long bytes) {}

    public long records() {
        return topics.stream().mapToLong(MovedTopic::records).sum();
    }

    public long misplaced() {
        return topics.stream().mapToLong(MovedTopic::misplaced).sum();
    }

    public long undecodable() {
        return topics.stream().mapToLong(MovedTopic::undecodable).sum();
    }

    void write(Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT).put("partitions", partitions);
        root.putObject("digest")
                .put("events", digest.records().events())
                .put("frameworks", digest.records().frameworks())
                .put("sha256", digest.sha256());
        root.putObject("decisions").put("records", decisions.decisions()).put("sha256", decisions.sha256());
        ArrayNode all = root.putArray("topics");
        for (MovedTopic topic : topics) {
            ObjectNode one = all.addObject().put("topic", topic.topic().topicName());
            one.put("misplaced", topic.misplaced()).put("undecodable", topic.undecodable());
            ArrayNode parts = one.putArray("partitions");
            topic.partitions()
                    .forEach(part -> parts.addObject()
                            .put("partition", part.partition())
                            .put("records", part.records())
                            .put("bytes", part.bytes()));
        }
        ArrayNode texts = root.putArray("schemas");
        schemas.forEach((id, schema) -> texts.addObject().put("id", id).put("schema", schema.toString()));
        Files.writeString(
                file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root), StandardOpenOption.CREATE_NEW);
    }

    /** Returns the format that {@code file} is in, the only thing that every format says in the same way. */
    static int format(Path file) throws IOException {
        return JSON.readTree(file.toFile()).path("format").asInt();
    }

    /** Reads what {@link #write} wrote. */
    static MoveManifest read(Path file) throws IOException {
        JsonNode root = JSON.readTree(file.toFile());
        List<MovedTopic> topics = new ArrayList<>();
        for (JsonNode topic : root.get("topics")) {
            List<MovedPartition> partitions = new ArrayList<>();
            for (JsonNode part : topic.get("partitions")) {
                partitions.add(new MovedPartition(
                        part.get("partition").asInt(),
                        part.get("records").asLong(),
                        part.get("bytes").asLong()));
            }
            topics.add(new MovedTopic(
                    Topic.named(topic.get("topic").asText()).orElseThrow(),
                    partitions,
                    topic.get("misplaced").asLong(),
                    topic.get("undecodable").asLong()));
        }
        SortedMap<Integer, Schema> schemas = new TreeMap<>();
        for (JsonNode schema : root.get("schemas")) {
            schemas.put(
                    schema.get("id").asInt(),
                    new Schema.Parser().parse(schema.get("schema").asText()));
        }
        JsonNode digest = root.get("digest");
        JsonNode decisions = root.get("decisions");
        return new MoveManifest(
                root.get("partitions").asInt(),
                topics,
                schemas,
                new LogDigest(
                        new Cut(
                                digest.get("events").asInt(),
                                digest.get("frameworks").asInt()),
                        digest.get("sha256").asText()),
                new DecisionsDigest(
                        decisions.get("records").asInt(),
                        decisions.get("sha256").asText()));
    }
}
