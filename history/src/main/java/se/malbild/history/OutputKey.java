package se.malbild.history;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import se.malbild.schemas.Topic;

/** Names an output that follows from the log. */
public record OutputKey(Topic topic, String key) implements Comparable<OutputKey> {
    /** The topics of such outputs. */
    static final Set<Topic> TOPICS = EnumSet.of(
            Topic.PICTURES, Topic.GOAL_AREA_ATTAINMENT, Topic.INDICATOR_ATTAINMENT, Topic.INDICATOR_OBSERVATIONS);

    private static final Comparator<OutputKey> ORDER =
            Comparator.comparing(OutputKey::topic).thenComparing(OutputKey::key);

    /** Returns what stands before the first {@code /}: whose output it is. */
    String owner() {
        int end = key.indexOf('/');
        return end < 0 ? key : key.substring(0, end);
    }

    @Override
    public int compareTo(OutputKey other) {
        return ORDER.compare(this, other);
    }
}
