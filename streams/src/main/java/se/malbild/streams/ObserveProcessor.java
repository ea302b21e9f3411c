package se.malbild.streams;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.EventIntake;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.intake.SchemaLookups;
import se.malbild.schemas.registry.SchemaRegistry;

/** Keeps the winning observation of every cell. It never looks at a framework, so it does not matter which comes first. */
final class ObserveProcessor extends Inlet {
    private final EventIntake events;
    private final TopologyMetrics counts;
    private CellStore cells;

    ObserveProcessor(
            int partitions,
            SchemaRegistry registry,
            SchemaLookups lookups,
            Supplier<RecordWriter> writers,
            TopologyMetrics counts) {
        super(Topic.INDICATOR_EVENTS, lookups, writers, counts);
        this.events = new EventIntake(registry, partitions);
        this.counts = counts;
    }

    @Override
    void open(ProcessorContext<Object, Object> task) {
        KeyValueStore<Bytes, byte[]> store = task.getStateStore(CellStore.NAME);
        cells = new CellStore(store);
    }

    @Override
    Verdict judge(InputRecord record) {
        Intake<Observation> intake = events.judge(record);
        if (intake instanceof Intake.UnknownSchema<Observation> unknown) {
            return new Verdict.UnknownSchema(unknown.id());
        }
        if (intake instanceof Intake.Rejected<Observation> rejected) {
            return new Verdict.Rejected(rejected.claim().department(), rejected.faults());
        }
        Observation observation = ((Intake.Accepted<Observation>) intake).content();
        Cell cell = observation.cell();
        CellStore.Merged merged = cells.merge(observation, record.offset());
        counts.accepted(cell.department(), outcome(merged));
        if (merged == CellStore.Merged.NOTHING) {
            return new Verdict.Accepted(cell.organisation(), null);
        }
        boolean isNew = merged == CellStore.Merged.NEW_CELL;
        return new Verdict.Accepted(
                cell.organisation(),
                new InputChange.Cells(
                        cell.indicator(),
                        cell.year(),
                        new CellStore.Reporter(cell.department(), cell.district()),
                        isNew,
                        record.offset()));
    }

    private static TopologyMetrics.Outcome outcome(CellStore.Merged merged) {
        return switch (merged) {
            case NOTHING -> TopologyMetrics.Outcome.UNCHANGED;
            case CHANGED_CELL -> TopologyMetrics.Outcome.CHANGED;
            case NEW_CELL -> TopologyMetrics.Outcome.NEW;
        };
    }

    @Override
    void countRejected(Verdict.Rejected rejected) {
        counts.rejected(rejected.department().orElse(""));
    }
}
