package se.malbild.applications;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import se.malbild.schemas.TopicPrefix;

/** How a topology is to be described: a change of the names or of what hangs together breaks the state of those who run it. */
public final class TopologyOnRecord {
    /** Enough to build a topology and describe it. */
    public static final TopologyContext CONTEXT = with(TopicPrefix.NONE);

    private TopologyOnRecord() {}

    /** Returns surroundings with {@code prefix}. */
    public static TopologyContext with(TopicPrefix prefix) {
        return new TopologyContext(prefix, 1, null, () -> null, null);
    }

    /** Returns what {@code topology.txt} beside {@code test} says. */
    public static String beside(Class<?> test) throws IOException {
        try (InputStream in = Objects.requireNonNull(test.getResourceAsStream("topology.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
