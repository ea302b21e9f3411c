package se.malbild.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.files.FilePublication.End;
import se.malbild.files.FilePublication.Outcome;
import se.malbild.files.FilePublication.Sender;
import se.malbild.goals.observation.Observation;
import se.malbild.publisher.ObservationPublisher.Published;

class FilePublicationTest {
    private static final int ROWS = 100;

    @TempDir
    private Path directory;

    private Path file;
    private final List<String> arrived = new ArrayList<>();

    @BeforeEach
    void a_file_of_a_hundred_rows_with_a_bad_one_in_the_middle() {
        file = Given.file(
                directory,
                "export.csv",
                "händelse-id;kommun;förvaltning;tidpunkt;revision;nyckeltal;år;utfall\n"
                        + IntStream.rangeClosed(1, ROWS)
                                .mapToObj(i -> "e" + i + ";1880;kommunstyrelsen;2019-03-01;" + i + ";N00914;2018;"
                                        + (i == 50 ? "x" : i) + "\n")
                                .collect(Collectors.joining()));
    }

    @Test
    void given_a_broker_that_answers_then_every_good_row_is_sent_once_and_no_note_is_left() throws Exception {
        Outcome outcome = publish("job", this::accept);

        assertThat(outcome).isEqualTo(new Outcome(End.COMPLETE, 99, 0, 0, 101, Optional.empty()));
        assertThat(arrived).hasSize(99).doesNotHaveDuplicates();
        assertThat(note()).doesNotExist();
    }

    @Test
    void given_it_was_interrupted_then_the_next_run_goes_on_where_it_was() throws Exception {
        Outcome stopped = publish("job", observation -> {
            if (arrived.size() == 30) {
                throw new InterruptException("stop");
            }
            return accept(observation);
        });
        assertThat(stopped).isEqualTo(new Outcome(End.STOPPED, 30, 0, 0, 31, Optional.empty()));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();

        Outcome resumed = publish("job", this::accept);

        assertThat(resumed).isEqualTo(new Outcome(End.COMPLETE, 69, 30, 0, 101, Optional.empty()));
        assertThat(arrived).hasSize(99).doesNotHaveDuplicates();
        assertThat(note()).doesNotExist();
    }

    @Test
    void given_another_job_then_it_starts_from_the_beginning() throws Exception {
        publish("job", observation -> {
            if (arrived.size() == 30) {
                throw new InterruptException("stop");
            }
            return accept(observation);
        });

        assertThat(publish("other", this::accept).sent()).isEqualTo(99);
    }

    @Test
    void given_an_observation_is_refused_then_it_is_told_and_sent_again_next_time() throws Exception {
        Outcome refused = publish(
                "job",
                observation -> observation.eventId().equals("e10")
                        ? CompletableFuture.failedFuture(new NotEnoughReplicasException("one broker is away"))
                        : accept(observation));

        assertThat(refused.end()).isEqualTo(End.FAILED);
        assertThat(refused.failure()).containsInstanceOf(NotEnoughReplicasException.class);
        assertThat(refused.unanswered()).isEqualTo(1);
        assertThat(refused.lastRow()).isEqualTo(10);
        assertThat(refused.sent()).isEqualTo(arrived.size());

        arrived.clear();
        assertThat(publish("job", this::accept).sentBefore()).isEqualTo(9);
        assertThat(arrived).hasSize(90).contains("e10");
    }

    @Test
    void given_a_sender_that_throws_then_it_is_told_in_the_same_way() throws Exception {
        Outcome refused = publish("job", observation -> {
            throw new SerializationException("too large");
        });

        assertThat(refused.end()).isEqualTo(End.FAILED);
        assertThat(refused.sent()).isZero();
    }

    @Test
    void given_no_place_for_the_note_then_nothing_is_sent() throws Exception {
        Files.createDirectory(note()); // in the place of the note

        Outcome failed = publish("job", this::accept);

        assertThat(failed.end()).isEqualTo(End.FAILED);
        assertThat(failed.failure()).containsInstanceOf(IOException.class);
        assertThat(arrived).isEmpty();
    }

    @Test
    void given_a_workbook_that_cannot_be_read_to_its_end_then_nothing_is_sent() throws Exception {
        file = Given.workbook(
                directory,
                Given.row("kommun", "förvaltning", "tidpunkt", "nyckeltal", "år", "utfall")
                        + Given.row("1880", "kommunstyrelsen", "2019-03-01", "N00914", "2018", "78.4")
                                .repeat(ROWS)
                        + "<row><c");

        assertThatThrownBy(() -> publish("job", this::accept)).isInstanceOf(UnreadableFileException.class);
        assertThat(arrived).isEmpty();
    }

    @Test
    void given_a_torn_note_then_it_starts_from_the_beginning() throws Exception {
        Files.writeString(note(), "job=");

        assertThat(publish("job", this::accept).sent()).isEqualTo(99);
    }

    private CompletableFuture<Published> accept(Observation observation) {
        arrived.add(observation.eventId());
        return CompletableFuture.completedFuture(new Published("indicator-events", 0, arrived.size()));
    }

    private Outcome publish(String job, Sender sender) throws Exception {
        try (ObservationFile open =
                ObservationFile.open(file, Defaults.NONE, Optional.empty(), UnaryOperator.identity())) {
            return new FilePublication(
                            open, new FileProgress(note(), open.contentHash(), List.of(job)), sender, row -> {})
                    .run();
        }
    }

    private Path note() {
        return directory.resolve("export.csv.progress");
    }
}
