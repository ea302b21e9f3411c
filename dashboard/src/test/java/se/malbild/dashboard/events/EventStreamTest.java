package se.malbild.dashboard.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import se.malbild.service.Health;
import se.malbild.service.HttpService;
import se.malbild.service.HttpSettings;
import se.malbild.service.Metrics;

/** Streams over a real server and real connections. */
class EventStreamTest {
    private static final int MESSAGE_BYTES = 16 * 1024;
    private static final int MESSAGES = 2_000;

    private final BlockingQueue<EventStream> opened = new LinkedBlockingQueue<>();
    private final List<EventStream> all = new CopyOnWriteArrayList<>();
    private final BlockingQueue<EventStream> gone = new LinkedBlockingQueue<>();
    private final Metrics metrics = new Metrics("test");
    private final HttpService http = HttpService.start(
            HttpSettings.loopback(0),
            metrics,
            Health.State::running,
            config -> config.routes.get("/events", context -> {
                context.req().startAsync().setTimeout(0);
                context.future(() -> {
                    EventStream stream = EventStream.open(context, gone::add);
                    all.add(stream);
                    opened.add(stream);
                    return stream.done();
                });
            }));

    @AfterEach
    void stop() {
        all.forEach(EventStream::drop);
        http.close();
        metrics.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(http.url()).getPort());
        socket.getOutputStream()
                .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void what_is_offered_arrives_in_its_order_though_nobody_waits_for_it() throws Exception {
        try (Socket socket = connect();
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            EventStream stream = opened.take();
            for (int i = 0; i < 100; i++) {
                assertThat(stream.offer(("data: " + i + "\n\n").getBytes(StandardCharsets.UTF_8)))
                        .isTrue();
            }
            for (int i = 0; i < 100; i++) {
                String line = reader.readLine();
                while (!line.startsWith("data: ")) {
                    line = reader.readLine();
                }
                assertThat(line).isEqualTo("data: " + i);
            }
        }
    }

    @Test
    void a_change_that_is_larger_than_what_may_wait_arrives_too() throws Exception {
        String large = "data: " + "a".repeat(4 * EventStream.MOST_WAITING_BYTES);
        CompletableFuture<String> read = HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create(http.url() + "/events"))
                                .build(),
                        BodyHandlers.ofLines())
                .thenApply(answer -> answer.body().findFirst().orElseThrow());
        assertThat(opened.take().offer((large + "\n\n").getBytes(StandardCharsets.UTF_8)))
                .isTrue();

        assertThat(read.get()).isEqualTo(large);
    }

    @Test
    void a_reader_that_takes_nothing_is_dropped_and_holds_nobody_up() throws Exception {
        byte[] message = new byte[MESSAGE_BYTES];
        Arrays.fill(message, (byte) ' ');
        try (Socket slow = connect()) {
            EventStream stream = opened.take();
            int taken = 0;
            while (taken < MESSAGES && stream.offer(message)) {
                taken++;
            }
            assertThat(taken).isLessThan(MESSAGES);
            assertThat(gone.take()).isSameAs(stream);
            assertThat(stream.done()).isCompleted();
            assertThat(slow.isConnected()).isTrue();
        }
    }

    @Test
    void a_reader_that_leaves_is_noticed_when_it_is_written_to() throws Exception {
        Socket socket = connect();
        EventStream stream = opened.take();
        socket.close();
        List<EventStream> noticed = List.of();
        while (noticed.isEmpty()) {
            stream.offer("\n".getBytes(StandardCharsets.UTF_8));
            EventStream left = gone.poll(10, TimeUnit.MILLISECONDS);
            noticed = left == null ? List.of() : List.of(left);
        }
        assertThat(noticed).containsExactly(stream);
    }
}
