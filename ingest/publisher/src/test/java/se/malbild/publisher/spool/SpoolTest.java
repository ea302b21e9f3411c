package se.malbild.publisher.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final long SEED = 4711; // any: with it the same bytes come after the last event
    private static final int BATCH = 100;
    private static final String[] EVENTS = {"händelse-1", "händelse-2", "händelse-3"};

    @TempDir
    private Path data;

    private byte[] segment;
    private List<Integer> ends;

    @BeforeEach
    void writeSegment() throws Exception {
        Path written = data.resolve("written");
        Given.spooled(written, EVENTS);
        segment = Files.readAllBytes(onlySegment(written));
        ends = ends(segment);
    }

    @Test
    void events_are_there_in_their_order_when_it_is_opened_again() throws Exception {
        assertThat(Given.eventIds(data.resolve("written"))).containsExactly(EVENTS);
        assertThat(Given.eventIds(data.resolve("written"))).containsExactly(EVENTS);
    }

    @Test
    void a_tail_torn_at_any_byte_is_cut_and_every_whole_event_kept() throws Exception {
        for (int size = 0; size <= segment.length; size++) {
            Path directory = given("torn-" + size, Arrays.copyOf(segment, size));

            assertThat(Given.eventIds(directory)).as("%d bytes", size).isEqualTo(wholeWithin(size));
        }
    }

    @Test
    void after_a_cut_new_events_follow_the_whole_ones() throws Exception {
        for (int end : ends) {
            for (int size : List.of(end - 1, end, end + 1)) {
                Path directory = given("cut-" + size, Arrays.copyOf(segment, Math.min(size, segment.length)));
                Given.spooled(directory, "ny");
                List<String> expected = new ArrayList<>(wholeWithin(size));
                expected.add("ny");

                assertThat(Given.eventIds(directory)).as("%d bytes", size).isEqualTo(expected);
            }
        }
    }

    @Test
    void zeros_and_random_bytes_after_the_last_event_hide_none_of_those_before() throws Exception {
        Random random = new Random(SEED);
        for (int length = 1; length <= 300; length += 7) {
            byte[] zeros = Arrays.copyOf(segment, segment.length + length);
            byte[] noise = Arrays.copyOf(segment, segment.length + length);
            for (int i = segment.length; i < noise.length; i++) {
                noise[i] = (byte) random.nextInt();
            }

            assertThat(Given.eventIds(given("zeros-" + length, zeros))).containsExactly(EVENTS);
            assertThat(Given.eventIds(given("noise-" + length, noise)))
                    .as("%d bytes, seed %d", length, SEED)
                    .containsExactly(EVENTS);
        }
    }

    @Test
    void a_changed_byte_costs_one_event_at_most_unless_it_is_in_a_length() throws Exception {
        for (int at = ends.get(0); at < ends.get(1); at++) {
            byte[] changed = segment.clone();
            changed[at] ^= 0x40;
            boolean isInLength = at >= ends.get(0) + 4 && at < ends.get(0) + 8;

            List<String> found = Given.eventIds(given("changed-" + at, changed));

            assertThat(found).as("byte %d", at).startsWith(EVENTS[0]).doesNotContain(EVENTS[1]);
            if (!isInLength) {
                assertThat(found).as("byte %d", at).containsExactly(EVENTS[0], EVENTS[2]);
            }
        }
    }

    @Test
    void one_publisher_at_a_time_has_the_directory() throws Exception {
        Path directory = data.resolve("written");
        try (Spool first = Spool.open(directory, Given.MAX_BYTES)) {
            assertThatThrownBy(() -> Spool.open(directory, Given.MAX_BYTES))
                    .asInstanceOf(InstanceOfAssertFactories.type(SpoolException.class))
                    .satisfies(inUse -> {
                        assertThat(inUse.kind()).isEqualTo(SpoolException.Kind.IN_USE);
                        assertThat(inUse.text().sv()).contains(directory.toString(), "används redan");
                        assertThat(inUse.text().en()).contains(directory.toString(), "in use");
                    });
            assertThat(first.events()).isEqualTo(EVENTS.length);
        }
        assertThat(Given.eventIds(directory)).containsExactly(EVENTS);
    }

    @Test
    void it_is_bounded_and_has_room_again_when_events_are_settled() throws Exception {
        Path directory = data.resolve("full");
        List<String> accepted = new ArrayList<>();
        try (Spool spool = Spool.open(directory, Given.MAX_BYTES)) {
            SpoolException full = fill(spool, accepted);

            assertThat(full.kind()).isEqualTo(SpoolException.Kind.FULL);
            assertThat(full.text().sv()).contains("är full", "1048576 byte", "inte mottagen");
            assertThat(full.text().en()).contains("is full", "1048576 bytes", "not accepted");
            assertThat(spool.bytes()).isBetween(Given.MAX_BYTES - segment.length, Given.MAX_BYTES);
            assertThat(sizeOnDisk(directory)).isEqualTo(spool.bytes());

            CompletableFuture<Void> empty = spool.empty();
            for (int settled = 0; settled < accepted.size(); settled++) {
                assertThat(empty).isNotDone();
                spool.settle(spool.take().orElseThrow());
            }
            assertThat(empty).isDone();
            assertThat(spool.bytes()).isZero();
            assertThat(sizeOnDisk(directory)).isZero();
            Given.append(spool, Given.pending("efteråt"));
        }
        assertThat(Given.eventIds(directory)).containsExactly("efteråt");
    }

    @Test
    void a_segment_goes_only_when_its_last_event_is_settled() throws Exception {
        Path directory = data.resolve("written");
        try (Spool spool = Spool.open(directory, Given.MAX_BYTES)) {
            spool.settle(spool.take().orElseThrow());
            spool.settle(spool.take().orElseThrow());
        }
        // Those that were settled come again, which does no harm.
        assertThat(Given.eventIds(directory)).containsExactly(EVENTS);
        try (Spool spool = Spool.open(directory, Given.MAX_BYTES)) {
            for (int i = 0; i < EVENTS.length; i++) {
                spool.settle(spool.take().orElseThrow());
            }
        }
        assertThat(Given.eventIds(directory)).isEmpty();
    }

    @Test
    void events_that_could_not_be_written_take_no_room() throws Exception {
        Path directory = data.resolve("gone");
        try (Spool spool = Spool.open(directory, Given.MAX_BYTES)) {
            Files.delete(directory.resolve("in-use.lock"));
            Files.delete(directory);

            assertThatThrownBy(() -> Given.append(spool, Given.pending("händelse")))
                    .asInstanceOf(InstanceOfAssertFactories.type(SpoolException.class))
                    .extracting(SpoolException::kind)
                    .isEqualTo(SpoolException.Kind.NOT_WRITABLE);
            assertThat(spool.bytes()).isZero();
            assertThat(spool.events()).isZero();

            Files.createDirectories(directory);
            Given.append(spool, Given.pending("händelse"));
        }
        assertThat(Given.eventIds(directory)).containsExactly("händelse");
    }

    private static SpoolException fill(Spool spool, List<String> accepted) throws SpoolException {
        List<Pending> batch = new ArrayList<>();
        SpoolException full = null;
        while (full == null) {
            Pending event = Given.pending("händelse-" + accepted.size());
            try {
                spool.reserve(event);
                batch.add(event);
                accepted.add(event.spooled().eventId());
            } catch (SpoolException refused) {
                full = refused;
            }
            if (full != null || batch.size() == BATCH) {
                spool.append(batch);
                batch.clear();
            }
        }
        return full;
    }

    private Path given(String name, byte[] bytes) throws IOException {
        Path directory = Files.createDirectories(data.resolve(name));
        Files.write(directory.resolve(onlySegment(data.resolve("written")).getFileName()), bytes);
        return directory;
    }

    private List<String> wholeWithin(int size) {
        return IntStream.range(0, EVENTS.length)
                .filter(event -> ends.get(event) <= size)
                .mapToObj(event -> EVENTS[event])
                .toList();
    }

    /** Returns where the events end, from the lengths alone. */
    private static List<Integer> ends(byte[] segment) {
        List<Integer> ends = new ArrayList<>();
        for (int position = 0; position < segment.length; position = ends.get(ends.size() - 1)) {
            ends.add(position + 16 + ByteBuffer.wrap(segment).getInt(position + 4));
        }
        assertThat(ends).hasSize(EVENTS.length);
        return ends;
    }

    private static Path onlySegment(Path directory) throws IOException {
        List<Path> segments = segments(directory);
        assertThat(segments).hasSize(1);
        return segments.get(0);
    }

    private static long sizeOnDisk(Path directory) throws IOException {
        return segments(directory).stream()
                .mapToLong(segment -> segment.toFile().length())
                .sum();
    }

    private static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".events"))
                    .sorted()
                    .toList();
        }
    }
}
