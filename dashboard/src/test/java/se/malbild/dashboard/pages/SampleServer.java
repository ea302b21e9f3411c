package se.malbild.dashboard.pages;

import se.malbild.dashboard.SampleView;
import se.malbild.service.Health;
import se.malbild.service.HttpService;
import se.malbild.service.HttpSettings;
import se.malbild.service.Metrics;

/** The pages of the sample data, on a server of their own. */
final class SampleServer implements AutoCloseable {
    private final Metrics metrics = new Metrics("dashboard");
    private final HttpService service = HttpService.start(
            HttpSettings.loopback(0), metrics, Health.State::running, new PageRoutes(new SampleView()));

    String url(String path) {
        return service.url() + path;
    }

    @Override
    public void close() {
        service.close();
        metrics.close();
    }
}
