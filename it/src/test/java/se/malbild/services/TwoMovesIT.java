package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Said;
import se.malbild.cluster.TestCluster;
import se.malbild.schemas.TopicPrefix;

/** What several organisations have said, moved twice, and what the applications make of it at each place. */
@Tag("proof")
class TwoMovesIT {
    private static final int STILL_MORE = 7;

    @TempDir
    private Path data;

    @Test
    void what_was_known_when_is_the_same_after_each_move_and_so_is_what_is_published() throws Exception {
        List<String> organisations = List.of("1281", "1282", "1283", "1284");
        try (Moves moves = new Moves(data, organisations, organisations);
                TestCluster grown = moves.withPartitions(STILL_MORE, new TopicPrefix("grown."))) {
            List<Said> answers = moves.answers(moves.from);

            String digest = Moves.digest(moves.move(moves.from, moves.to, answers));
            SortedMap<String, Integer> faults = moves.live(moves.from, digest);
            assertThat(moves.live(moves.to, digest)).isEqualTo(faults);
            assertThat(faults.keySet())
                    .contains(
                            "wrong-partition",
                            "wrong-key",
                            "not-avro",
                            "no-value",
                            "unknown-schema",
                            "record-too-large");

            assertThat(Moves.digest(moves.move(moves.to, grown, answers))).isEqualTo(digest);
            assertThat(moves.live(grown, digest)).isEqualTo(faults);
        }
    }
}
