package se.malbild.publisher.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    @Test
    void what_comes_while_the_disk_is_busy_is_the_next_batch() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        List<Integer> batches = new ArrayList<>();
        GroupCommit commit = new GroupCommit(
                events -> {
                    writing.countDown();
                    uninterrupted(mayGoOn);
                },
                batches::add);
        commit.start();
        List<CompletableFuture<Spooled>> onDisk = new ArrayList<>();

        onDisk.add(add(commit));
        uninterrupted(writing);
        for (int i = 0; i < 10; i++) {
            onDisk.add(add(commit));
        }
        assertThat(onDisk).noneMatch(CompletableFuture::isDone);
        mayGoOn.countDown();
        commit.close();

        assertThat(batches).containsExactly(1, 10);
        assertThat(onDisk).allMatch(CompletableFuture::isDone);
        assertThatThrownBy(() -> add(commit)).isInstanceOf(SpoolException.class);
    }

    @Test
    void a_failed_write_is_told_to_its_own_events_alone() throws Exception {
        List<Integer> batches = new ArrayList<>();
        GroupCommit commit = new GroupCommit(
                events -> {
                    if (batches.isEmpty()) {
                        batches.add(0);
                        throw SpoolException.closed();
                    }
                },
                batches::add);
        commit.start();

        assertThatThrownBy(add(commit)::join).hasCauseInstanceOf(SpoolException.class);
        assertThat(add(commit).join()).isNotNull();
        commit.close();
    }

    private static CompletableFuture<Spooled> add(GroupCommit commit) throws SpoolException {
        Pending event = Given.pending("händelse");
        commit.add(event);
        return event.onDisk();
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }
}
