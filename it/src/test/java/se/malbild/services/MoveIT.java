package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Said;
import se.malbild.schemas.admin.TopicAdmin;

/** All that was said, moved to another cluster and to another number of partitions, with its times and its order. */
class MoveIT {
    @TempDir
    private Path data;

    @Test
    void what_was_known_when_is_the_same_after_a_move() throws Exception {
        try (Moves moves = new Moves(data, List.of("1281", "1282"), List.of("1282"))) {
            List<Said> answers = moves.answers(moves.from);
            assertThat(answers).doesNotHaveDuplicates();

            Said exported = moves.move(moves.from, moves.to, answers);

            assertThat(exported.messages())
                    .contains(
                            "1 record of them in another partition than the organisation's",
                            "5 records of them that cannot be decoded");
            assertThat(TopicAdmin.plan(moves.to.cluster(), Moves.MORE, moves.to.replication()))
                    .isEmpty();
        }
    }
}
