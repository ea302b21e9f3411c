package se.malbild.dashboard;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import se.malbild.dashboard.api.Api;
import se.malbild.dashboard.api.Feedback;
import se.malbild.dashboard.events.Events;
import se.malbild.dashboard.follow.Follower;
import se.malbild.dashboard.then.Past;
import se.malbild.dashboard.view.View;
import se.malbild.goals.Text;
import se.malbild.history.LogReader;
import se.malbild.history.OrganisationLogs;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.service.Health;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;
import se.malbild.service.HttpService;
import se.malbild.service.Metrics;

/**
 * Shows what is published to people and programs. It reads topics from their beginning, keeps nothing and belongs to no
 * group, so any number can run beside each other.
 */
public final class Dashboard implements AutoCloseable {
    private static final int PERCENT = 100;

    private final SchemaRegistry registry;
    private final Metrics metrics;
    private final Follower follower;
    private final Events events;
    private final Feedback feedback;
    private final HttpService http;

    private Dashboard(DashboardSettings settings, BiFunction<View, Optional<Past>, Consumer<JavalinConfig>> pages) {
        registry = SchemaRegistry.connect(settings.cluster(), Optional.empty());
        metrics = new Metrics("dashboard");
        AtomicReference<Events> listening = new AtomicReference<>();
        follower = new Follower(
                settings.cluster(),
                registry,
                metrics.registry(),
                change -> listening.get().tell(change));
        events = new Events(follower, metrics.registry());
        listening.set(events);
        follower.start();
        feedback = new Feedback(settings.cluster(), registry, metrics.registry());
        measure(metrics.registry());
        Optional<Past> past = past(settings);
        http = listen(settings, past, pages.apply(follower, past));
    }

    private Optional<Past> past(DashboardSettings settings) {
        long bytes = settings.historyBytes();
        return bytes == 0
                ? Optional.empty()
                : Optional.of(new Past(
                        follower, registry, new OrganisationLogs(new LogReader(settings.cluster()), bytes), bytes));
    }

    /**
     * Starts to read and to listen. It answers from the start, but says that it is not ready until it has read
     * everything.
     *
     * @param pages makes the pages for people of what has been read, and of what was known earlier, if that is shown
     * @throws se.malbild.schemas.StartupException when it cannot listen where it should
     */
    public static Dashboard start(
            DashboardSettings settings, BiFunction<View, Optional<Past>, Consumer<JavalinConfig>> pages) {
        return new Dashboard(settings, pages);
    }

    private HttpService listen(DashboardSettings settings, Optional<Past> past, Consumer<JavalinConfig> pages) {
        try {
            return HttpService.start(
                    settings.http(), Optional.empty(), metrics, this::health, Api.queryParameters(), config -> {
                        if (!settings.corsOrigins().isEmpty()) {
                            config.bundledPlugins.enableCors(cors -> cors.addRule(rule -> {
                                rule.path = "/v1/*";
                                settings.corsOrigins().forEach(origin -> rule.allowHost(origin));
                                rule.exposeHeader("ETag");
                                rule.exposeHeader("Link");
                            }));
                        }
                        config.routes.before("/v1/*", this::requireReady);
                        // A browser then says where a form was sent from, which is what keeps other sites' forms out.
                        config.routes.before(context -> context.header("Referrer-Policy", "same-origin"));
                        new Api(follower, past).addTo(config);
                        config.routes.get("/v1/organisations/{organisation}/events", events::connect);
                        config.routes.post("/feedback", feedback::receive);
                        pages.accept(config);
                    });
        } catch (RuntimeException notStarted) {
            closeReading();
            throw notStarted;
        }
    }

    private void measure(MeterRegistry meters) {
        Gauge.builder("malbild.dashboard.read", follower, View::progress)
                .description("Share of what had been published at the start that has been read, 0 to 1")
                .register(meters);
        FunctionCounter.builder("malbild.dashboard.records.unreadable", follower, Follower::unreadable)
                .description("Records that could not be read and are not shown")
                .register(meters);
        Gauge.builder(
                        "malbild.dashboard.organisations",
                        follower,
                        view -> view.now().organisations().size())
                .description("Organisations that have a picture")
                .register(meters);
    }

    private void requireReady(Context context) {
        if (!follower.isReady()) {
            throw new HttpProblemException(
                    HttpProblem.of(503, "not-ready", new Text("Inte redo", "Not ready"), reading())
                            .withHeader("Retry-After", "2"));
        }
    }

    private Text reading() {
        long percent = Math.round(Math.floor(follower.progress() * PERCENT));
        return new Text(
                "Det som är publicerat läses in: " + percent + " %. Försök igen om en stund.",
                "Reading what has been published: " + percent + "%. Try again in a while.");
    }

    private Health.State health() {
        if (follower.hasFailed()) {
            return new Health.State(
                    false,
                    false,
                    "failed",
                    new Text(
                            "Läsningen har stannat av ett fel; se loggen och starta om.",
                            "Reading was stopped by an error; see the log and start again."));
        }
        return follower.isReady() ? Health.State.running() : new Health.State(true, false, "reading", reading());
    }

    /** Returns its address without a slash at the end, for example {@code http://127.0.0.1:8080}. */
    public String url() {
        return http.url();
    }

    /** Waits until it is closed, or has stopped reading because of a defect, which is then in the log. */
    public void awaitEnd() throws InterruptedException {
        follower.awaitEnd();
    }

    /** Tells whether everything that had been published at the start is shown. */
    public boolean isReady() {
        return follower.isReady();
    }

    @Override
    public void close() {
        events.close();
        http.close();
        closeReading();
    }

    private void closeReading() {
        events.close();
        follower.close();
        feedback.close();
        registry.close();
        metrics.close();
    }
}
