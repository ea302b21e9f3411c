package se.malbild.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import se.malbild.schemas.Cluster;

/**
 * What a contender is asked to do.
 *
 * @param cluster whose topic of events is replayed from its start
 * @param name of this replay, another each time: for groups, transactions and topics
 * @param events in the topic
 * @param directory for the state of this replay
 * @param commitInterval of all that commit
 * @param threads that work on events, of those that can have several
 * @param streamsConfig what of Kafka Streams is set otherwise than by ours
 */
record Replay(
        Cluster cluster,
        String name,
        long events,
        GoalAreas goalAreas,
        Path directory,
        Duration commitInterval,
        int threads,
        Map<String, String> streamsConfig) {

    /** Returns what a contender that makes topics of its own calls its output. */
    String output() {
        return name + "-output";
    }
}
