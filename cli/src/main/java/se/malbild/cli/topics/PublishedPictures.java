package se.malbild.cli.topics;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.OutputReader;
import se.malbild.schemas.registry.SchemaRegistry;

/** The pictures as they stand on their topic. */
public final class PublishedPictures {
    private final Cluster cluster;
    private final OutputReader reader;

    public PublishedPictures(Cluster cluster, SchemaRegistry registry) {
        this.cluster = cluster;
        this.reader = new OutputReader(registry);
    }

    /** Reads the topic to its end and returns every picture that stands. */
    public SortedMap<Pictures.Key, Picture> read() {
        Map<String, byte[]> latest = new HashMap<>();
        TopicScan.of(
                cluster,
                Topic.PICTURES,
                record -> latest.put(new String(record.key(), StandardCharsets.UTF_8), record.value()));
        SortedMap<Pictures.Key, Picture> pictures = new TreeMap<>();
        latest.values().stream().filter(value -> value != null).forEach(value -> {
            Picture picture = OutputReader.settled(() -> reader.picture(value));
            pictures.put(new Pictures.Key(picture.organisation(), picture.framework(), picture.year()), picture);
        });
        return pictures;
    }
}
