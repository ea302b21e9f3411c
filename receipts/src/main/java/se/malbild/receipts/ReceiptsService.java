package se.malbild.receipts;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import se.malbild.goals.Text;
import se.malbild.schemas.StartupException;
import se.malbild.service.Health;
import se.malbild.service.HttpService;
import se.malbild.service.HttpSettings;
import se.malbild.service.Metrics;
import se.malbild.service.Tokens;

/** The receipts application with its HTTP server: what a process, or the demo, runs. */
public final class ReceiptsService implements AutoCloseable {
    /** Where it listens unless it is told otherwise. */
    public static final int DEFAULT_PORT = 8082;

    private final Metrics metrics;
    private final AtomicReference<ReceiptsApplication> started = new AtomicReference<>();
    private final HttpService http;

    /**
     * Starts both. It answers how it is from the start, while it waits for the registry.
     *
     * @param tokens who may ask for what; without them everybody who reaches the service may ask for everything
     * @throws StartupException when something that is needed is missing, said in one line
     * @throws InterruptedException when interrupted while waiting for the registry
     */
    public ReceiptsService(ReceiptsSettings settings, HttpSettings listen, Optional<Tokens> tokens)
            throws StartupException, InterruptedException {
        metrics = new Metrics("receipts");
        try {
            http = HttpService.start(
                    listen, metrics, this::health, config -> new ReceiptsApi(started, tokens).addTo(config));
        } catch (RuntimeException refused) {
            metrics.close();
            throw refused;
        }
        try {
            started.set(new ReceiptsApplication(settings, metrics.registry()));
        } catch (RuntimeException | InterruptedException refused) {
            http.close();
            metrics.close();
            throw refused;
        }
    }

    private Health.State health() {
        ReceiptsApplication application = started.get();
        return application == null
                ? new Health.State(
                        true,
                        false,
                        "starting",
                        new Text(
                                "Startar, eller väntar på schemaregistret.",
                                "Starting, or waiting for the schema registry."))
                : application.health();
    }

    /** Returns its address without a slash at the end. */
    public String url() {
        return http.url();
    }

    /** Returns whether everything from before the start is read and what is asked is answered. */
    public boolean isReady() {
        return health().ready();
    }

    /** Waits until the application has ended; returns false when it ended by a failure. */
    public boolean awaitEnd() throws InterruptedException {
        return started.get().awaitEnd();
    }

    @Override
    public void close() {
        try {
            http.close();
        } finally { // a request that takes too long must not keep the application in its group
            started.get().close();
            metrics.close();
        }
    }
}
