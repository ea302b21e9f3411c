package se.malbild.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import se.malbild.cli.Malbild;
import se.malbild.cli.terminal.StopSignal;

/** What a command said, to standard output and to standard error. */
public record Said(int exitCode, String results, String messages) {
    public List<String> lines() {
        return messages.lines().toList();
    }

    /** Returns the one line of a command that did what it was told. */
    public String success() {
        assertThat(exitCode).as(messages).isZero();
        assertThat(lines()).hasSize(1);
        return lines().get(0);
    }

    /** Returns the one line that says why a command failed, apart from what was said of progress. */
    public String failure() {
        assertThat(exitCode).isEqualTo(1);
        assertThat(results).isEmpty();
        assertThat(messages).doesNotContain("Exception", "\tat ");
        List<String> problem = new ArrayList<>(lines());
        problem.removeIf(line -> line.endsWith("…"));
        assertThat(problem).hasSize(1);
        return problem.get(0);
    }

    /** Gives a command, with both of the process's own streams watched. */
    public static Said malbild(String... args) {
        return malbild(Map.of(), args);
    }

    /** As {@link #malbild(String...)}, in {@code environment}. */
    public static Said malbild(Map<String, String> environment, String... args) {
        ByteArrayOutputStream results = new ByteArrayOutputStream();
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try {
            System.setOut(new PrintStream(results, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(messages, true, StandardCharsets.UTF_8));
            int exitCode = Malbild.run(new StopSignal(), System.out, environment, args);
            return new Said(
                    exitCode, results.toString(StandardCharsets.UTF_8), messages.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
