package se.malbild.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import se.malbild.cli.Malbild;
import se.malbild.cli.terminal.StopSignal;
import se.malbild.local.LoopbackPorts;

/** {@code malbild serve} in this process, stopped as a signal stops it. */
public final class RunningService implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = LoopbackPorts.requireFree(0);
    private final Thread running;

    private RunningService(String service, Map<String, String> environment) {
        Map<String, String> told = new HashMap<>(environment);
        told.put("MALBILD_PORT", Integer.toString(port));
        running = new Thread(() -> Malbild.run(new StopSignal(), System.out, told, "serve", service));
        running.start();
    }

    /** Returns when it is ready. */
    public static RunningService start(String service, Map<String, String> environment) {
        RunningService started = new RunningService(service, environment);
        started.awaitReady();
        return started;
    }

    public String url() {
        return "http://" + LoopbackPorts.HOST + ":" + port;
    }

    private void awaitReady() {
        HttpRequest question =
                HttpRequest.newBuilder(URI.create(url() + "/health/ready")).build();
        await("ready")
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> !running.isAlive()
                        || client.send(question, HttpResponse.BodyHandlers.discarding())
                                        .statusCode()
                                == 200);
        assertThat(running.isAlive()).isTrue();
    }

    /** Stops it; what other tests log belongs in their file alone, and not in the standard error that it opened. */
    @Override
    public void close() {
        running.interrupt();
        try {
            running.join();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(appenders::add);
        appenders.stream().filter(ConsoleAppender.class::isInstance).forEach(root::detachAppender);
    }
}
