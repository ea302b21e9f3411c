package se.malbild.receipts;

import java.util.Optional;
import se.malbild.schemas.StartupException;
import se.malbild.service.HttpService;
import se.malbild.service.HttpSettings;
import se.malbild.service.Metrics;
import se.malbild.service.QueryParameters;
import se.malbild.service.Tokens;

/** The receipts application with its HTTP server: what a process, or the demo, runs. */
public final class ReceiptsService implements AutoCloseable {
    /** Where it listens by default. */
    public static final int DEFAULT_PORT = 8082;

    private final Metrics metrics;
    private final ReceiptsApplication application;
    private final HttpService http;

    /**
     * Listens, and answers how the application is, which is not started yet.
     *
     * @param tokens who may ask for what; without them everybody who reaches the service may ask for everything
     * @throws StartupException when the port is taken, the interface does not exist, or the key store cannot be used
     */
    public ReceiptsService(ReceiptsSettings settings, HttpSettings listen, Optional<Tokens> tokens) {
        metrics = new Metrics("receipts");
        application = new ReceiptsApplication(settings, metrics.registry());
        ReceiptsApi api = new ReceiptsApi(application, tokens);
        try {
            http = HttpService.start(
                    listen,
                    tokens,
                    metrics,
                    application::health,
                    QueryParameters.describedBeside(ReceiptsApi.class),
                    api::addTo);
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

    /** Returns whether everything from before the start is read and what is asked is answered. */
    public boolean isReady() {
        return application.health().ready();
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
