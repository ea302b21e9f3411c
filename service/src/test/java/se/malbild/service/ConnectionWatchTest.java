package se.malbild.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import se.malbild.service.ConnectionWatch.Watched;

class ConnectionWatchTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Metrics metrics = new Metrics("test");
    private final ConnectionWatch watch = new ConnectionWatch();
    private final AtomicBoolean mayGoOn = new AtomicBoolean(true);
    private final CompletableFuture<Void> isReading = new CompletableFuture<>();
    private final CompletableFuture<IOException> ended = new CompletableFuture<>();
    private HttpService service;

    @AfterEach
    void stop() {
        service.close();
        watch.close();
        metrics.close();
    }

    @Test
    void given_a_sender_that_is_silent_beyond_the_deadline_then_it_is_answered() throws Exception {
        start(config -> config.routes.post("/", context -> answer(context, Duration.ZERO)));

        try (Socket silent = begun()) {
            assertThat(answerTo(silent)).startsWith("HTTP/1.1 408").endsWith("in time");
        }
    }

    @Test
    void given_a_sender_that_may_not_go_on_then_it_is_answered_although_there_is_time() throws Exception {
        start(config -> config.routes.post("/", context -> answer(context, LONG)));

        try (Socket sender = begun()) {
            isReading.join();
            mayGoOn.set(false);

            assertThat(answerTo(sender)).startsWith("HTTP/1.1 408").endsWith("ended");
        }
    }

    @Test
    void given_a_form_that_does_not_come_then_it_is_waited_for_no_longer_than_was_said() throws Exception {
        start(config -> config.routes.post("/", context -> {
            try (Watched connection = watch.watch(context, mayGoOn::get)) {
                connection.waitUntil(System.nanoTime());
                context.result(context.formParam("text"));
            }
        }));

        try (Socket silent = begun()) {
            assertThat(answerTo(silent)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void given_a_reader_that_does_not_take_its_answer_then_the_connection_is_closed() throws Exception {
        start(config -> config.routes.post("/", context -> {
            try (Watched connection = watch.watch(context, mayGoOn::get)) {
                OutputStream out = connection.output(context.outputStream(), Duration.ofMillis(1));
                for (int mebibytes = 0; mebibytes < 64; mebibytes++) {
                    out.write(new byte[1024 * 1024]);
                }
            } catch (IOException closed) {
                ended.complete(closed);
                throw closed;
            }
        }));

        try (Socket reader = begun()) {
            // Jetty alone would have ended it later, for it was idle.
            assertThat(ended.join().getCause() instanceof TimeoutException).isFalse();
            assertThat(reader.isClosed()).isFalse();
        }
    }

    private void answer(Context context, Duration within) throws IOException {
        InputStream in = context.req().getInputStream();
        byte[] buffer = new byte[100];
        try (Watched connection = watch.watch(context, mayGoOn::get)) {
            long deadline = System.nanoTime() + within.toNanos();
            for (int count = 0; count >= 0; count = connection.read(in, buffer, 0, buffer.length, deadline)) {
                if (count > 0) {
                    isReading.complete(null);
                }
            }
        } catch (IOException given) {
            assertThat(given).hasCauseInstanceOf(TimeoutException.class);
            context.status(408).result(mayGoOn.get() ? "in time" : "ended");
        }
    }

    private void start(Consumer<JavalinConfig> routes) {
        service = HttpService.start(HttpSettings.loopback(0), metrics, Health.State::running, routes);
    }

    private Socket begun() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
        socket.getOutputStream()
                .write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n{"
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String answerTo(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
}
