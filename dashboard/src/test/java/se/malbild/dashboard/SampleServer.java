package se.malbild.dashboard;

import java.util.Optional;
import se.malbild.dashboard.api.Api;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.dashboard.view.View;
import se.malbild.service.Health;
import se.malbild.service.HttpService;
import se.malbild.service.HttpSettings;
import se.malbild.service.Metrics;

/** The pages and the interface for programs, of the sample data, on a server of their own. */
public final class SampleServer implements AutoCloseable {
    private final Metrics metrics = new Metrics("dashboard");
    private final HttpService service;

    public SampleServer() {
        this(new SampleView());
    }

    /** Serves what {@code view} has. */
    public SampleServer(View view) {
        service = HttpService.start(
                HttpSettings.loopback(0),
                Optional.empty(),
                metrics,
                Health.State::running,
                Api.queryParameters(),
                config -> {
                    new Api(view, Optional.empty()).addTo(config);
                    new PageRoutes(view, Optional.empty()).accept(config);
                });
    }

    /** Returns the address of {@code path} on the server. */
    public String url(String path) {
        return service.url() + path;
    }

    @Override
    public void close() {
        service.close();
        metrics.close();
    }
}
