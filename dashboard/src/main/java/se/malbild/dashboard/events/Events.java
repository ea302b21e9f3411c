package se.malbild.dashboard.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.AsyncContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.dashboard.api.Asked;
import se.malbild.dashboard.api.ChangeJson;
import se.malbild.dashboard.api.Json;
import se.malbild.dashboard.follow.Follower;
import se.malbild.dashboard.view.Change;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.PictureChange;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.schemas.Partitioning;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;

/**
 * Sends changes to every reader, as server-sent events. One thread sends them all, in the order of the records, and
 * never waits for a reader. The id of an event is the record that changed the picture, {@code pictures-3-17}. A reader
 * that comes back with the last id it saw is sent all that came after; when that is not known any more, an event
 * {@code reset} asks it to read everything again.
 */
public final class Events implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    /** Twice within the time after which a silent connection is closed. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(12);

    private static final Duration RECONNECT_AFTER = Duration.ofSeconds(2);
    private static final int MOST_STREAMS = 10_000;
    /** The share of the heap that changes may take which have been sent. */
    private static final int SHARE_TOLD = 16;
    /** The same of those that have not. When it is reached, reading waits, and newer pictures take the place of older. */
    private static final int SHARE_UNTOLD = 32;

    private static final int MOST_UNTOLD_BYTES =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / SHARE_UNTOLD);

    private static final Pattern YEAR = Pattern.compile("\\d{4}");

    private final Follower follower;
    private final ScheduledThreadPoolExecutor teller =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "events"));
    private final Semaphore untoldBytes = new Semaphore(MOST_UNTOLD_BYTES);
    private final ChangeLog log = new ChangeLog(Runtime.getRuntime().maxMemory() / SHARE_TOLD);
    private final Map<EventStream, ChangeFilter> streams = new ConcurrentHashMap<>();
    private final ScheduledFuture<?> heartbeat;
    private final Counter dropped;
    private final Counter told;
    private boolean started;

    public Events(Follower follower, MeterRegistry meters) {
        this.follower = follower;
        meters.gaugeMapSize("malbild.dashboard.event.streams", List.of(), streams);
        dropped = Counter.builder("malbild.dashboard.event.streams.dropped")
                .description("Readers of changes that were dropped because they were too slow")
                .register(meters);
        told = Counter.builder("malbild.dashboard.events.told")
                .description("Changes sent, counted once for each reader")
                .register(meters);
        teller.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        heartbeat = teller.scheduleWithFixedDelay(
                this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sends {@code change} to every reader that wants it; waits while too much is still to be sent. */
    public void tell(PictureChange change) {
        Change different = Change.of(change);
        int bytes = Math.min(different.bytes(), MOST_UNTOLD_BYTES);
        untoldBytes.acquireUninterruptibly(bytes);
        try {
            teller.execute(() -> {
                try {
                    tell(different);
                } finally {
                    untoldBytes.release(bytes);
                }
            });
        } catch (RejectedExecutionException closing) {
            untoldBytes.release(bytes);
        }
    }

    private void tell(Change change) {
        start();
        log.add(change);
        Map<ChangeFilter, Optional<byte[]>> written = new HashMap<>();
        streams.forEach((stream, filter) -> written.computeIfAbsent(
                        filter, wanted -> wanted.of(change).map(Events::event))
                .ifPresent(bytes -> {
                    told.increment();
                    offer(stream, bytes);
                }));
    }

    private void start() {
        if (!started) {
            log.startAfter(follower.readThrough());
            started = true;
        }
    }

    private void offer(EventStream stream, byte[] bytes) {
        if (!stream.offer(bytes)) {
            dropped.increment();
        }
    }

    /** Answers a request for the changes of an organisation, for as long as the reader stays. */
    public void connect(Context context) {
        OrganisationView organisation = new Asked(context, follower.now()).organisation();
        ChangeFilter filter = filter(context, organisation.id());
        if (streams.size() >= MOST_STREAMS) {
            throw new HttpProblemException(HttpProblem.of(
                            503,
                            "too-many-readers",
                            new Text("För många läsare", "Too many readers"),
                            new Text(
                                    "Det finns redan " + MOST_STREAMS + " läsare; försök igen om en stund.",
                                    "There are " + MOST_STREAMS + " readers already; try again in a while."))
                    .withHeader("Retry-After", "30"));
        }
        Optional<String> seen =
                Optional.ofNullable(context.header("Last-Event-ID")).filter(id -> !id.isBlank());
        AsyncContext asynchronous = context.req().startAsync();
        asynchronous.setTimeout(0);
        context.future(() -> {
            EventStream stream = EventStream.open(context, streams::remove);
            teller.execute(() -> join(stream, filter, seen));
            return stream.done();
        });
    }

    private static ChangeFilter filter(Context context, String organisation) {
        Optional<String> year = Optional.ofNullable(context.queryParam("year"));
        if (year.filter(text -> !YEAR.matcher(text).matches()).isPresent()) {
            throw Asked.badRequest(List.of(
                    new Fault("year", "year", new Text("Året anges med fyra siffror.", "A year is four digits."))));
        }
        return new ChangeFilter(
                organisation,
                Optional.ofNullable(context.queryParam("framework")),
                year.map(Integer::valueOf),
                Optional.ofNullable(context.queryParam("goalArea")),
                Optional.ofNullable(context.queryParam("indicator")));
    }

    private void join(EventStream stream, ChangeFilter filter, Optional<String> seen) {
        start();
        LogPosition end = log.end(partition(filter));
        Optional<List<Change>> missed = seen.flatMap(LogPosition::parse)
                .filter(position -> position.partition() == partition(filter))
                .flatMap(log::after);
        if (seen.isEmpty() || missed.isEmpty()) {
            offer(stream, greeting(seen.isEmpty() ? "start" : "reset", end));
        } else {
            missed.get().stream()
                    .flatMap(change -> filter.of(change).stream())
                    .forEach(change -> offer(stream, event(change)));
            offer(stream, heartbeat(end));
        }
        streams.put(stream, filter);
        if (stream.done().isDone()) {
            streams.remove(stream); // it was gone before it was there
        }
    }

    private int partition(ChangeFilter filter) {
        return Partitioning.of(filter.organisation(), follower.partitions());
    }

    private void beat() {
        try {
            Map<Integer, byte[]> written = new HashMap<>();
            streams.forEach((stream, filter) -> offer(
                    stream, written.computeIfAbsent(partition(filter), partition -> heartbeat(log.end(partition)))));
        } catch (RuntimeException unexpected) {
            // Thrown on, it would end the heartbeats of everybody.
            LOG.error("A heartbeat failed", unexpected);
        }
    }

    private static byte[] event(Change change) {
        return message(change.position(), "event: change\ndata: " + Json.string(ChangeJson.of(change)) + "\n");
    }

    private static byte[] greeting(String event, LogPosition end) {
        ObjectNode nothing = Json.object();
        return message(
                end,
                "retry: " + RECONNECT_AFTER.toMillis() + "\nevent: " + event + "\ndata: " + Json.string(nothing)
                        + "\n");
    }

    /** Without data it is no event to a browser, which remembers the id all the same. */
    private static byte[] heartbeat(LogPosition end) {
        return message(end, ":\n");
    }

    private static byte[] message(LogPosition id, String lines) {
        return ("id: " + id + "\n" + lines + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        heartbeat.cancel(false);
        teller.shutdownNow();
        Set.copyOf(streams.keySet()).forEach(EventStream::drop);
    }
}
