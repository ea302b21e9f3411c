package se.malbild.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every contender replays a few events, some of them faulty, and comes to the right result; otherwise the command fails. */
class ReplayIT {
    @Test
    void every_contender_comes_to_the_same_result() {
        PrintStream standard = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        int exit;
        try {
            exit = new CommandLine(new Bench())
                    .setErr(new PrintWriter(printed, true, StandardCharsets.UTF_8))
                    .execute(
                            "replay",
                            "--events=3000",
                            "--rounds=1",
                            "--warm-ups=1",
                            "--workload=spread,poison",
                            "--against=plain,loop,dsl,flink",
                            "--java-options=-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        } finally {
            System.setOut(standard);
        }

        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(exit).as(text).isZero();
        assertThat(text)
                .contains("median spread: ours/plain: ")
                .contains("median spread: ours/loop: ")
                .contains("median poison: ours/dsl: ")
                .contains("median poison: ours/flink: ")
                .contains("median ours: poison/spread: ");
    }
}
