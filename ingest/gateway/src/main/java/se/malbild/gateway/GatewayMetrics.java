package se.malbild.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import se.malbild.goals.Word;
import se.malbild.goals.decision.DecisionKind;

/** What the gateway counts. */
final class GatewayMetrics {
    private static final String NAME = "malbild.gateway.";

    private record Events(String outcome, String department) {}

    private final MeterRegistry registry;
    private final Map<Events, Counter> events = new ConcurrentHashMap<>();
    private final Map<Integer, Timer> requests = new ConcurrentHashMap<>();

    GatewayMetrics(MeterRegistry registry, InFlight inFlight) {
        this.registry = registry;
        Gauge.builder(NAME + "requests.in.flight", inFlight, InFlight::requests)
                .description("Requests being processed")
                .register(registry);
    }

    /**
     * Counts an event.
     *
     * @param department one that is known, or {@code ""}: what senders make up must not become series
     */
    void event(EventResult result, String department) {
        events.computeIfAbsent(
                        new Events(result.outcome(), department),
                        kind -> registry.counter(
                                NAME + "events", "outcome", kind.outcome(), "department", kind.department()))
                .increment();
    }

    /** Counts a decision, by what became of it. */
    void decision(DecisionKind kind, String outcome) {
        registry.counter(NAME + "decisions", "kind", Word.of(kind), "outcome", outcome)
                .increment();
    }

    /** Times a request. */
    void request(int status, Duration took) {
        requests.computeIfAbsent(status, this::timer).record(took);
    }

    private Timer timer(int status) {
        return Timer.builder(NAME + "requests")
                .description("Requests and how long they took")
                .tag("status", Integer.toString(status))
                .publishPercentileHistogram()
                .register(registry);
    }
}
