package se.malbild.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import se.malbild.gateway.BodyLines.Line;
import se.malbild.service.HttpProblemException;

class RequestBodyTest {
    private static final GatewayLimits LIMITS =
            new GatewayLimits(1_000, 20, 10, 10, 10_000, 4, 10, 1_000, 200, Duration.ofHours(1), Duration.ofSeconds(5));

    @Test
    void what_is_packed_in_several_members_is_unpacked_whole() throws Exception {
        byte[] two = concat(
                gzip("Hallå ".getBytes(StandardCharsets.UTF_8)), gzip("Örebro".getBytes(StandardCharsets.UTF_8)));

        byte[] all = body(new ByteArrayInputStream(two), true, LIMITS).readAll();

        assertThat(new String(all, StandardCharsets.UTF_8)).isEqualTo("Hallå Örebro");
    }

    @Test
    void given_bad_or_cut_gzip_then_it_is_told() throws Exception {
        byte[] packed = gzip("Hallå".repeat(20).getBytes(StandardCharsets.UTF_8));

        assertThat(code("no gzip".getBytes(StandardCharsets.UTF_8), true)).isEqualTo("bad-gzip");
        assertThat(code(Arrays.copyOf(packed, packed.length - 9), true)).isEqualTo("bad-gzip");
        byte[] broken = packed.clone();
        broken[12] ^= 0x55;
        assertThat(code(broken, true)).isEqualTo("bad-gzip");
        assertThat(code(new byte[0], true)).isEqualTo("bad-gzip");
    }

    @Test
    void given_more_than_fits_then_it_is_told_without_holding_it() throws Exception {
        assertThat(code(new byte[1_001], false)).isEqualTo("body-too-large");
        assertThat(code(gzip(new byte[100_000]), true)).isEqualTo("body-too-large");
    }

    @Test
    void given_a_stream_that_unpacks_to_a_thousand_times_as_much_then_it_is_stopped() throws Exception {
        RequestBody bomb = body(new ByteArrayInputStream(gzip(new byte[50_000_000])), true, LIMITS);

        HttpProblemException problem = catchThrowableOfType(HttpProblemException.class, () -> {
            byte[] buffer = new byte[8_192];
            while (bomb.read(buffer) >= 0) {
                assertThat(buffer).isNotEmpty();
            }
        });

        assertThat(problem.problem().code()).isEqualTo("too-compressed");
    }

    @Test
    void given_a_sender_that_is_too_slow_then_it_is_told() {
        GatewayLimits impatient = new GatewayLimits(
                1_000, 20, 10, 10, 10_000, 4, 10, 1_000, 200, Duration.ofNanos(1), Duration.ofSeconds(5));
        RequestBody body = body(new ByteArrayInputStream(new byte[10]), false, impatient);

        assertThat(catchThrowableOfType(HttpProblemException.class, body::readAll)
                        .problem()
                        .status())
                .isEqualTo(408);
    }

    @Test
    void a_packed_body_that_unpacks_to_nothing_gives_its_sender_no_more_time() {
        GatewayLimits impatient = new GatewayLimits(
                1_000, 20, 10, 10, 10_000, 4, 10, 1_000, 200, Duration.ofNanos(1), Duration.ofSeconds(5));
        byte[] header = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};
        byte[] emptyBlock = {0, 0, 0, (byte) 0xff, (byte) 0xff};
        ByteArrayOutputStream empty = new ByteArrayOutputStream();
        empty.writeBytes(header);
        for (int i = 0; i < 100; i++) {
            empty.writeBytes(emptyBlock);
        }

        RequestBody body = body(new ByteArrayInputStream(empty.toByteArray()), true, impatient);

        assertThat(catchThrowableOfType(HttpProblemException.class, body::readAll)
                        .problem()
                        .status())
                .isEqualTo(408);
    }

    @Test
    void blank_lines_give_a_sender_no_more_time_and_events_do() throws Exception {
        Iterator<String> lines =
                List.of("\n", "  \n", "\r\n", "{}\n", "\n", "x\n", "\n").iterator();
        List<Long> deadlines = new ArrayList<>();
        RequestBody body = new RequestBody(
                (buffer, offset, length, deadline) -> {
                    deadlines.add(deadline);
                    byte[] line = lines.hasNext() ? lines.next().getBytes(StandardCharsets.UTF_8) : new byte[0];
                    System.arraycopy(line, 0, buffer, offset, line.length);
                    return line.length == 0 ? -1 : line.length;
                },
                false,
                LIMITS,
                () -> GatewayProblems.slow(LIMITS.bodyWithin()));

        BodyLines events = new BodyLines(body, LIMITS.maxLineBytes());
        while (events.next().isPresent()) {
            assertThat(deadlines).isNotEmpty();
        }

        assertThat(deadlines).hasSize(8).isSorted();
        assertThat(Set.copyOf(deadlines.subList(0, 4))).hasSize(1);
        assertThat(Set.copyOf(deadlines.subList(4, 6))).hasSize(1);
        assertThat(Set.copyOf(deadlines.subList(6, 8))).hasSize(1);
        assertThat(Set.copyOf(deadlines)).hasSize(3);
    }

    @Test
    void lines_are_told_apart_whatever_is_wrong_with_one_of_them() throws Exception {
        byte[] text = concat(
                "\ufeff{\"å\": 1}\r\n\n  \n".getBytes(StandardCharsets.UTF_8),
                new byte[] {'x', (byte) 0xc3, '\n'},
                ("y".repeat(21) + "\n" + "z".repeat(20) + "\nlast").getBytes(StandardCharsets.UTF_8));

        assertThat(lines(new ByteArrayInputStream(text)))
                .extracting(line -> line.number() + " " + line.text().strip()
                        + line.fault().map(fault -> "!" + fault.code()).orElse(""))
                .containsExactly("1 {\"å\": 1}", "4 !not-utf-8", "5 !line-too-long", "6 " + "z".repeat(20), "7 last");
    }

    @Test
    void an_endless_line_takes_no_memory() throws Exception {
        InputStream endless = new InputStream() {
            private long left = 200_000_000;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int count = (int) Math.min(length, left);
                Arrays.fill(buffer, offset, offset + count, (byte) 'x');
                left -= count;
                return count == 0 ? -1 : count;
            }
        };

        assertThat(lines(endless))
                .singleElement()
                .satisfies(line -> assertThat(line.fault()).isPresent());
    }

    private static RequestBody body(InputStream in, boolean isPacked, GatewayLimits limits) {
        return new RequestBody(
                (buffer, offset, length, deadline) -> in.read(buffer, offset, length),
                isPacked,
                limits,
                () -> GatewayProblems.slow(limits.bodyWithin()));
    }

    private static List<Line> lines(InputStream in) throws IOException {
        BodyLines lines = new BodyLines(body(in, false, LIMITS), LIMITS.maxLineBytes());
        List<Line> all = new ArrayList<>();
        for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            all.add(line.get());
        }
        return all;
    }

    private static String code(byte[] sent, boolean isPacked) {
        RequestBody body = body(new ByteArrayInputStream(sent), isPacked, LIMITS);
        return catchThrowableOfType(HttpProblemException.class, body::readAll)
                .problem()
                .code();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] concat(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }
}
