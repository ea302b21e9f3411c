package se.malbild.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.internals.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cli.terminal.Console;
import se.malbild.goals.Language;

class LastWordsTest {
    @Test
    void when_Kafka_ends_the_process_the_terminal_is_told_why_first(@TempDir Path data) {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        PrintStream messages = new PrintStream(terminal, true, StandardCharsets.UTF_8);
        AtomicInteger status = new AtomicInteger();

        try (LastWords set = new LastWords(new Console(Language.EN, false, messages, messages), data, status::set)) {
            assertThat(set).isNotNull();
            Exit.halt(3);
        }

        assertThat(status).hasValue(3);
        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .contains("Kafka cannot go on")
                .contains(data.toString())
                .containsPattern("has \\d+ MiB free; if that is the cause, free some space");
    }

    @Test
    void the_process_ends_also_when_nobody_can_be_told(@TempDir Path data) {
        AtomicInteger status = new AtomicInteger();

        try (LastWords set = new LastWords(null, data, status::set)) {
            assertThat(set).isNotNull();
            assertThatThrownBy(() -> Exit.halt(3)).isInstanceOf(NullPointerException.class);
        }

        assertThat(status).hasValue(3);
    }
}
