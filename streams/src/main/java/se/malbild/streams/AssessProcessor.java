package se.malbild.streams;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.schemas.codec.RecordWriter;

/**
 * Draws the pictures. Everything here is derived from the stores: it lives in memory, is built organisation by
 * organisation, and counts as changed when the task starts, so that no output can be lost between a flush and a commit.
 */
final class AssessProcessor implements Processor<Object, Object, byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(AssessProcessor.class);

    /** What one punctuation may take: those of all tasks of a thread fall into one transaction, which times out. */
    private static final Duration BUDGET = Duration.ofMillis(100);
    /** How long an organisation may wait for its outputs after a flush that left it out. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    /** How long it may while the thread is behind: what is drawn then is soon drawn again. */
    private static final Duration LONGEST_WAIT_BEHIND = Duration.ofSeconds(10);
    /** How soon it is seen that the thread is no longer behind. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    /** That Kafka Streams schedules anything. */
    private static final Duration SOONEST = Duration.ofMillis(1);

    private final CommitPace pace;
    private final RecordWriter writer;
    private final TopologyMetrics counts;
    private final LatencyMetrics latency;
    private final LongSupplier nanoClock;
    private final Map<String, Organisation> organisations = new HashMap<>();
    private final Map<String, Organisation> dirty = new LinkedHashMap<>();
    private ProcessorContext<byte[], byte[]> context;
    private CellStore cells;
    private FrameworkStore frameworks;
    private Cancellable flush;
    private Cancellable commit;
    private long flushedAt;
    private long oldestUndrawn;

    /** @param nanoClock a clock that only goes forward, in nanoseconds */
    AssessProcessor(
            CommitPace pace,
            RecordWriter writer,
            TopologyMetrics counts,
            LatencyMetrics latency,
            LongSupplier nanoClock) {
        this.pace = pace;
        this.writer = writer;
        this.counts = counts;
        this.latency = latency;
        this.nanoClock = nanoClock;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> task) {
        context = task;
        KeyValueStore<Bytes, byte[]> cellStore = task.getStateStore(CellStore.NAME);
        KeyValueStore<Bytes, byte[]> frameworkStore = task.getStateStore(FrameworkStore.NAME);
        cells = new CellStore(cellStore);
        frameworks = new FrameworkStore(frameworkStore);
        organisations.clear();
        flush = null;
        counts.tasks(1);
        commit = null;
        flushedAt = nanoClock.getAsLong();
        oldestUndrawn = LatencyMetrics.NOTHING;
        frameworks.organisations().forEach(this::markDirty);
        cells.forEachOrganisation(this::markDirty);
    }

    @Override
    public void close() {
        if (flush != null) {
            flush.cancel(); // the task keeps its schedules when it is revived, and init() makes new ones
            flush = null;
        }
        if (commit != null) {
            commit.cancel();
            commit = null;
        }
        counts.tasks(-1);
        counts.waiting(-dirty.size());
        dirty.clear();
        latency.undrawn(this, LatencyMetrics.NOTHING);
        organisations.keySet().forEach(counts::left);
    }

    @Override
    public void process(Record<Object, Object> record) {
        Organisation organisation = markDirty((String) record.key());
        organisation.waitsSince(record.timestamp());
        organisation.tracedBy(record.headers());
        if (record.timestamp() < oldestUndrawn) {
            oldestUndrawn = record.timestamp();
            latency.undrawn(this, oldestUndrawn);
        }
        if (record.value() instanceof InputChange.Cells changed) {
            organisation.changed(changed);
        } else {
            organisation.forget();
        }
    }

    private Organisation markDirty(String id) {
        Organisation organisation =
                organisations.computeIfAbsent(id, key -> new Organisation(key, cells, frameworks, counts));
        if (dirty.putIfAbsent(id, organisation) == null) {
            counts.waiting(1);
        }
        if (flush == null) {
            flushAfter(pace.untilDrawing());
        }
        return organisation;
    }

    /**
     * Every punctuation makes Streams process fewer records in a row, down to one. So none may pass that does nothing, and after
     * one that left organisations out, records have as long as it took, even when all tasks share a thread and take as long; but a
     * second at most, for the time may have gone elsewhere, as when the computer stood still.
     */
    private void flush(long now) {
        flush.cancel();
        flush = null;
        long start = nanoClock.getAsLong();
        Duration wait = LONGEST_WAIT_BEHIND.minusNanos(start - flushedAt);
        if (pace.isBehind() && wait.toMillis() > 0) {
            flushAfter(shortest(wait, LOOK_AGAIN));
            return;
        }
        pace.draws();
        Iterator<Organisation> waiting = dirty.values().iterator();
        while (waiting.hasNext() && nanoClock.getAsLong() - start < BUDGET.toNanos()) {
            Organisation organisation = waiting.next();
            waiting.remove();
            Headers trace = organisation.trace();
            try {
                draw(organisation).forEach(output -> publish(output, now, trace));
            } finally {
                counts.waiting(-1); // also when Kafka has given the task to another instance, and takes no more of it
            }
        }
        oldestUndrawn = LatencyMetrics.NOTHING;
        dirty.values().forEach(left -> oldestUndrawn = Math.min(oldestUndrawn, left.waitsSince()));
        latency.undrawn(this, oldestUndrawn);
        flushedAt = start;
        if (!dirty.isEmpty()) {
            Duration ofAll = Duration.ofNanos(nanoClock.getAsLong() - start).multipliedBy(counts.tasks());
            flushAfter(shortest(ofAll, LONGEST_WAIT));
        }
        if (!pace.isBehind()) {
            commitInTime();
        }
    }

    private void commitInTime() {
        Duration left = pace.untilCommit();
        if (left.toMillis() <= 0) {
            context.commit();
        } else if (commit == null) {
            commit = context.schedule(left, PunctuationType.WALL_CLOCK_TIME, this::commit);
        }
    }

    /** Another task of the thread may have had everything committed since. */
    private void commit(long now) {
        commit.cancel();
        commit = null;
        if (!pace.hasCommittedSince(flushedAt)) {
            commitInTime();
        }
    }

    private static Duration longest(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration shortest(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void flushAfter(Duration wait) {
        flush = context.schedule(longest(wait, SOONEST), PunctuationType.WALL_CLOCK_TIME, this::flush);
    }

    /** What a fault in the rules costs is the news of one organisation, never the task: its earlier outputs stay. */
    private Iterable<Output> draw(Organisation organisation) {
        try {
            List<Output> outputs = organisation.draw(writer);
            if (organisation.isWhole()) {
                counts.drawn(organisation.id());
            } else {
                counts.failed(organisation.id());
            }
            if (organisation.waitsSince() != LatencyMetrics.NOTHING) {
                latency.drawn(organisation.waitsSince());
            }
            return outputs;
        } catch (RuntimeException broken) {
            LOG.error("The pictures of {} cannot be computed; those already published stay", organisation.id(), broken);
            counts.failed(organisation.id());
            organisation.forget();
            return List.of();
        } finally {
            organisation.waitsForNothing();
        }
    }

    private void publish(Output output, long now, Headers trace) {
        Headers headers = new RecordHeaders(trace);
        output.reflects().addTo(headers);
        context.forward(
                new Record<>(output.key().getBytes(StandardCharsets.UTF_8), output.value(), now, headers),
                MalbildTopology.sinkOf(output.topic()));
    }
}
