package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyCommandTest {
    @TempDir
    private Path directory;

    @Test
    void given_metrics_that_cannot_be_written_either_then_it_still_ends_with_why_nothing_was_verified() {
        String[] words = {
            "verify",
            "--lang=en",
            "--bootstrap-servers=127.0.0.1:1",
            "--metrics=" + directory.resolve("none/verify.prom")
        };
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        CommandLine line = Malbild.commandLine(nowhere, Map.of(), words);
        StringBuilder why = new StringBuilder();
        line.setExecutionExceptionHandler((thrown, command, parsed) -> {
            why.append(thrown.getMessage());
            return VerifyCommand.UNCHECKED;
        });

        assertThat(line.execute(words)).isEqualTo(VerifyCommand.UNCHECKED);
        assertThat(why.toString()).contains("127.0.0.1:1").doesNotContain("cannot be written");
    }
}
