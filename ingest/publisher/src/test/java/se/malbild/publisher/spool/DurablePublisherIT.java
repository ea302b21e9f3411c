package se.malbild.publisher.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds when another process publishes, and when it is killed. */
class DurablePublisherIT {
    private static final long SEED = 1880; // any: with it the kills come at the same events
    private static final int KILLS = 5;

    @TempDir
    private Path directory;

    @Test
    void another_process_is_told_that_the_directory_is_in_use() throws Exception {
        Process holder = publishing(directory, "håller");
        try (BufferedReader said = said(holder)) {
            assertThat(said.readLine()).isNotNull();

            assertThatThrownBy(() -> Given.unanswered(directory, new SimpleMeterRegistry()))
                    .asInstanceOf(InstanceOfAssertFactories.type(SpoolException.class))
                    .extracting(SpoolException::kind)
                    .isEqualTo(SpoolException.Kind.IN_USE);
        } finally {
            kill(holder);
        }
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (DurablePublisher publisher = Given.unanswered(directory, meters)) {
            assertThat(meters.get("malbild.spool.waiting").gauge().value()).isPositive();
            assertThat(publisher.drained()).isNotDone();
        }
    }

    @Test
    void nothing_that_was_said_to_be_on_disk_is_lost_when_the_process_is_killed() throws Exception {
        Random random = new Random(SEED);
        Set<String> returned = new HashSet<>();
        int kept = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process publishing = publishing(directory, "omgång-" + kill);
            try (BufferedReader said = said(publishing)) {
                for (int until = 1 + random.nextInt(500); until > 0; until--) {
                    returned.add(said.readLine());
                }
                kill(publishing);
                for (String more = said.readLine(); more != null; more = said.readLine()) {
                    returned.add(more);
                }
            }
            List<String> onDisk = Given.eventIds(directory);
            assertThat(onDisk)
                    .as("seed %d, kill %d", SEED, kill)
                    .doesNotHaveDuplicates()
                    .containsAll(returned);
            kept = onDisk.size();
        }
        System.out.printf("Killed %d times: %d events were said to be on disk, %d are%n", KILLS, returned.size(), kept);
    }

    /** Publishes as fast as it can, and says which events are on disk, until it is killed. */
    static final class Publishing {
        public static void main(String[] args) throws SpoolException {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            try (DurablePublisher publisher = Given.unanswered(Path.of(args[0]), new SimpleMeterRegistry())) {
                for (int i = 0; i < 3_000; i++) {
                    publisher
                            .publish(Given.observation(args[1] + "-" + i))
                            .thenAccept(spooled -> out.println(spooled.eventId()))
                            .exceptionally(failed -> {
                                throw new CompletionException(failed);
                            });
                }
                while (System.in.read() >= 0) {
                    // Nothing is ever written to it.
                }
            } catch (IOException ended) {
                out.println(ended);
            }
        }
    }

    private static Process publishing(Path directory, String prefix) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Publishing.class.getName(),
                        directory.toString(),
                        prefix)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Ends it, and leaves what it said to be read. */
    private static void kill(Process process) {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    private static BufferedReader said(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
