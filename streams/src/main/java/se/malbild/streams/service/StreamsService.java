package se.malbild.streams.service;

import java.util.Optional;
import se.malbild.schemas.StartupException;
import se.malbild.service.HttpService;
import se.malbild.service.HttpSettings;
import se.malbild.service.Metrics;
import se.malbild.service.QueryParameters;
import se.malbild.service.Tokens;
import se.malbild.streams.StreamsApplication;
import se.malbild.streams.StreamsSettings;

/** The streams application with its HTTP server: what a process, or the demo, runs. */
public final class StreamsService implements AutoCloseable {
    /** Where it listens by default. */
    public static final int DEFAULT_PORT = 8083;

    private final Metrics metrics;
    private final StreamsApplication application;
    private final HttpService http;

    /**
     * Listens, and answers how the application is, which is not started yet.
     *
     * @param tokens of operators, who alone see the page and the metrics; without them everybody who reaches the service does
     * @throws StartupException when the port is taken, the interface does not exist, or the key store cannot be used
     */
    public StreamsService(StreamsSettings settings, HttpSettings listen, Optional<Tokens> tokens) {
        metrics = new Metrics("streams");
        application = new StreamsApplication(settings, metrics.registry());
        OperatorsPage page = new OperatorsPage(settings, application, tokens);
        try {
            http = HttpService.start(
                    listen,
                    tokens,
                    metrics,
                    application::health,
                    QueryParameters.describedBeside(OperatorsPage.class),
                    page::routes);
        } catch (RuntimeException refused) {
            closeApplication();
            throw refused;
        }
    }

    /**
     * Starts the application; waits for the registry as long as it takes, saying so.
     *
     * @throws StartupException when something that is needed is missing, said in one line
     * @throws InterruptedException when interrupted, or closed by another thread, while waiting
     */
    public void start() throws InterruptedException {
        application.start();
    }

    /** Returns its address without a slash at the end. */
    public String url() {
        return http.url();
    }

    /** Waits until the application has ended; returns false when it ended by a failure. */
    public boolean awaitEnd() throws InterruptedException {
        return application.awaitEnd();
    }

    @Override
    public void close() {
        try {
            http.close();
        } finally { // a request that takes too long must not keep the application in its group
            closeApplication();
        }
    }

    private void closeApplication() {
        application.close();
        metrics.close();
    }
}
