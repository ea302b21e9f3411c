package se.malbild.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import se.malbild.goals.observation.Observation;
import se.malbild.publisher.ObservationPublisher.Published;

/**
 * Sends a file's observations, a bounded number at a time, and notes how far every one of them has been acknowledged.
 * Interrupted, it waits for the answers to what is on its way and ends; run again it goes on from there.
 */
public final class FilePublication {
    private static final int MOST_ON_THEIR_WAY = 5_000;
    private static final Duration NOTE_EVERY = Duration.ofSeconds(1);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    /** Takes observations, such as {@link se.malbild.publisher.ObservationPublisher#publish(Observation)}. */
    @FunctionalInterface
    public interface Sender {
        CompletableFuture<Published> send(Observation observation);
    }

    /** How a publication ended. */
    public enum End {
        /** Every observation has been acknowledged. */
        COMPLETE,
        /** It was interrupted. */
        STOPPED,
        /** The sender refused an observation, or the file could not be read on, or the note not be written. */
        FAILED
    }

    /**
     * What became of a file's observations.
     *
     * @param sent acknowledged now
     * @param sentBefore acknowledged in an earlier run of the same job
     * @param unanswered sent without an answer, or refused: they may or may not have arrived, and are sent again next time
     * @param lastRow up to which every observation has been acknowledged
     * @param failure why it failed, when it did
     */
    public record Outcome(
            End end, long sent, long sentBefore, long unanswered, long lastRow, Optional<Throwable> failure) {}

    private record OnItsWay(long row, CompletableFuture<Published> answer) {}

    private final ObservationFile file;
    private final FileProgress progress;
    private final Sender sender;
    private final LongConsumer onRow;
    private final Deque<OnItsWay> onTheirWay = new ArrayDeque<>();
    private long lastRow;
    private long sent;
    private long sentBefore;
    private long unanswered;
    private long notedAt = System.nanoTime();
    private Optional<Throwable> failure = Optional.empty();

    /** @param onRow called with the number of every row that is done with */
    public FilePublication(ObservationFile file, FileProgress progress, Sender sender, LongConsumer onRow) {
        this.file = file;
        this.progress = progress;
        this.sender = sender;
        this.onRow = onRow;
    }

    /**
     * Sends what no earlier run of the job has sent. To be called once. An interrupt ends it with {@link End#STOPPED}, and is
     * taken note of by that alone.
     */
    public Outcome run() {
        End end;
        try {
            end = sendAll();
            if (end == End.COMPLETE) {
                progress.delete();
            }
        } catch (InterruptedException | InterruptException | ClosedByInterruptException stop) {
            end = End.STOPPED;
        } catch (IOException | UnreadableFileException failed) {
            end = fail(failed);
        }
        if (end != End.COMPLETE) {
            // What follows would end at once in a thread that is still marked as interrupted.
            Thread.interrupted();
            awaitAnswers();
            try {
                if (lastRow > 0) {
                    progress.save(lastRow);
                }
            } catch (IOException failed) {
                end = fail(failed);
            }
        }
        return new Outcome(end, sent, sentBefore, unanswered, lastRow, failure);
    }

    private End fail(Throwable why) {
        failure = failure.or(() -> Optional.of(why));
        return End.FAILED;
    }

    private End sendAll() throws IOException, UnreadableFileException, InterruptedException {
        long resumeAfter = progress.lastRow();
        lastRow = resumeAfter;
        progress.save(lastRow); // so that nothing is sent where nothing can be noted
        for (Optional<FileRow> row = file.next(); row.isPresent(); row = file.next()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            if (row.get() instanceof FileRow.Good good) {
                if (good.number() <= resumeAfter) {
                    sentBefore++;
                } else {
                    send(good);
                }
            }
            settle(MOST_ON_THEIR_WAY);
            onRow.accept(row.get().number());
            if (failure.isPresent()) {
                return End.FAILED;
            }
            if (System.nanoTime() - notedAt > NOTE_EVERY.toNanos()) {
                progress.save(lastRow);
                notedAt = System.nanoTime();
            }
        }
        settle(0);
        return failure.isPresent() ? End.FAILED : End.COMPLETE;
    }

    private void send(FileRow.Good good) {
        CompletableFuture<Published> answer;
        try {
            answer = sender.send(good.observation());
        } catch (InterruptException stop) {
            throw stop;
        } catch (KafkaException refused) {
            answer = CompletableFuture.failedFuture(refused);
        }
        onTheirWay.add(new OnItsWay(good.number(), answer));
    }

    /** Takes the answers that have come, and waits for more while over {@code most} are on their way. */
    private void settle(int most) throws InterruptedException {
        while (!onTheirWay.isEmpty()
                && failure.isEmpty()
                && (onTheirWay.size() > most || onTheirWay.peek().answer().isDone())) {
            try {
                onTheirWay.peek().answer().get();
                acknowledge();
            } catch (ExecutionException refused) {
                fail(refused.getCause());
            }
        }
    }

    private void acknowledge() {
        lastRow = onTheirWay.remove().row();
        sent++;
    }

    /** Counts what has arrived of what was on its way, in any order, and moves on as far as there is no gap. */
    private void awaitAnswers() {
        long deadline = System.nanoTime() + ANSWERS_WITHIN.toNanos();
        boolean hasGap = false;
        for (OnItsWay one : onTheirWay) {
            try {
                one.answer().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                sent++;
                lastRow = hasGap ? lastRow : one.row();
            } catch (ExecutionException | TimeoutException notArrived) {
                hasGap = true;
                unanswered++;
            } catch (InterruptedException again) {
                hasGap = true;
                unanswered++;
                deadline = System.nanoTime(); // only what has come already still counts
            }
        }
    }
}
