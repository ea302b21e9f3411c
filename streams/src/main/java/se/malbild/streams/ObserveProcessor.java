package se.malbild.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import se.malbild.applications.AppendTime;
import se.malbild.applications.RecordProcessor;
import se.malbild.applications.TopologyContext;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.EventIntake;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * Keeps what is known of every cell: its winning observation, and what the others leave behind. It never looks at a framework, so it does not matter which comes first; an
 * event that comes again changes nothing, so it keeps no position.
 */
final class ObserveProcessor extends RecordProcessor<Observation, Object, Object> {
    private final EventIntake events;
    private final Rejections rejections;
    private final TopologyMetrics counts;
    private final SchemaRegistry registry;
    private final int partitions;
    private CellStore cells;
    private PlainEvents plain;
    /** The change that was told of last; null when there was none. */
    private InputChange.Cells told;
    // What is not yet among the counts.
    private int received;
    private int counted;
    private String countedDepartment = "";
    private TopologyMetrics.Outcome countedOutcome = TopologyMetrics.Outcome.NEW;

    ObserveProcessor(TopologyContext context, TopologyMetrics counts) {
        super(context.lookups(), MalbildTopology.undecoded('e'));
        registry = context.registry();
        partitions = context.partitions();
        this.events = new EventIntake(context.registry(), context.partitions());
        this.rejections =
                new Rejections(Topic.INDICATOR_EVENTS, context.writers().get(), counts);
        this.counts = counts;
    }

    @Override
    protected void started() {
        KeyValueStore<Bytes, byte[]> store = context().getStateStore(CellStore.NAME);
        cells = new CellStore(store);
        plain = new PlainEvents(registry, partitions, cells);
        told = null;
        received = 0;
        counted = 0;
    }

    @Override
    protected void received() {
        received++;
    }

    @Override
    protected void waiting(int more) {
        counts.undecoded(more);
    }

    @Override
    protected boolean takesPlain(ConsumerRecord<byte[], byte[]> record) {
        PlainEvents.Taken taken = plain.take(record.key(), record.value(), record.partition(), record.offset());
        if (taken == PlainEvents.Taken.NOT_PLAIN) {
            return false;
        }
        boolean isNew = taken == PlainEvents.Taken.NEW_CELL;
        count(plain.reporter().department(), isNew ? TopologyMetrics.Outcome.NEW : TopologyMetrics.Outcome.UNCHANGED);
        if (isNew) {
            tell(
                    plain.organisation(),
                    plain.series(),
                    plain.year(),
                    plain.reporter(),
                    true,
                    record.offset(),
                    AppendTime.of(record),
                    record.headers());
        }
        return true;
    }

    @Override
    protected void taken() {
        cells.put();
        counts.received(received);
        received = 0;
        countAccepted();
    }

    /** Counting is cheap, but not when it is done for every event. */
    private void count(String department, TopologyMetrics.Outcome outcome) {
        if (outcome != countedOutcome || !department.equals(countedDepartment)) {
            countAccepted();
            countedDepartment = department;
            countedOutcome = outcome;
        }
        counted++;
    }

    private void countAccepted() {
        if (counted > 0) {
            counts.accepted(countedDepartment, countedOutcome, counted);
            counted = 0;
        }
    }

    @Override
    protected Intake<Observation> judge(InputRecord record) {
        return events.judge(record);
    }

    @Override
    protected void accept(InputRecord record, Observation observation, Headers headers) {
        plain.learn(observation);
        Cell cell = observation.cell();
        CellStore.Merged merged = cells.merge(observation, record.offset());
        count(cell.department(), outcome(merged));
        if (merged != CellStore.Merged.NOTHING) {
            tell(
                    cell.organisation(),
                    cell.indicator(),
                    cell.year(),
                    new CellStore.Reporter(cell.department(), cell.district()),
                    merged == CellStore.Merged.NEW_CELL,
                    record.offset(),
                    record.appendedAt(),
                    headers);
        }
    }

    /** An event with a trace is told of by itself, since what it changes is to bear its trace. */
    private void tell(
            String organisation,
            String series,
            int year,
            CellStore.Reporter reporter,
            boolean isNew,
            long offset,
            long appendedAt,
            Headers headers) {
        if (told != null
                && headers.lastHeader(TraceContext.HEADER) == null
                && told.takesIn(organisation, series, year, reporter)) {
            told.add(isNew, offset);
            return;
        }
        told = new InputChange.Cells(organisation, series, year, reporter);
        told.add(isNew, offset);
        context()
                .forward(
                        new Record<>(organisation, told, appendedAt, TraceContext.of(headers)), MalbildTopology.ASSESS);
    }

    private static TopologyMetrics.Outcome outcome(CellStore.Merged merged) {
        return switch (merged) {
            case NOTHING -> TopologyMetrics.Outcome.UNCHANGED;
            case CHANGED_CELL -> TopologyMetrics.Outcome.CHANGED;
            case NEW_CELL -> TopologyMetrics.Outcome.NEW;
            case UNDECIDED -> throw new IllegalStateException(); // merging decides
        };
    }

    @Override
    protected void reject(InputRecord record, Intake.Rejected<Observation> rejected, Headers headers) {
        counts.rejected(rejected.claim().department().orElse(""));
        context().forward(rejections.about(record, rejected, headers), MalbildTopology.sinkOf(Topic.REJECTED_EVENTS));
    }
}
