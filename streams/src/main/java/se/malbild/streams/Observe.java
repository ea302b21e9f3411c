package se.malbild.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import se.malbild.goals.Fault;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.IndicatorEventReader;
import se.malbild.schemas.IndicatorEventReader.Reading;
import se.malbild.schemas.RecordWriter;
import se.malbild.schemas.SchemaRegistry;
import se.malbild.schemas.Topic;

/** Keeps the winning observation of every cell. It never looks at a framework, so it does not matter which comes first. */
final class Observe extends Inlet {
    private final IndicatorEventReader reader;
    private final ObservationDraft draft = new ObservationDraft();
    private final Counts counts;
    private CellStore cells;

    Observe(
            int partitions,
            SchemaRegistry registry,
            SchemaLookups lookups,
            Supplier<RecordWriter> writers,
            Counts counts) {
        super(Topic.INDICATOR_EVENTS, partitions, lookups, writers, counts);
        this.reader = new IndicatorEventReader(registry);
        this.counts = counts;
    }

    @Override
    void open(ProcessorContext<Object, Object> task) {
        KeyValueStore<Bytes, byte[]> store = task.getStateStore(CellStore.NAME);
        cells = new CellStore(store);
    }

    @Override
    Verdict judge(InputRecord record) {
        Reading reading = reader.read(record.value(), draft);
        if (reading instanceof Reading.UnknownSchema unknown) {
            return new Verdict.UnknownSchema(unknown.id());
        }
        if (reading instanceof Reading.Faulty faulty) {
            return new Verdict.Rejected(Optional.empty(), faulty.faults());
        }
        try {
            Observation observation = draft.build();
            Cell cell = observation.cell();
            List<Fault> misplaced = misplaced(record, cell.organisation(), cell.organisation());
            if (!misplaced.isEmpty()) {
                return rejected(misplaced);
            }
            CellStore.Merged merged = cells.merge(observation, record.offset());
            counts.accepted(cell.department(), outcome(merged));
            if (merged == CellStore.Merged.NOTHING) {
                return new Verdict.Accepted(cell.organisation(), null);
            }
            boolean isNew = merged == CellStore.Merged.NEW_CELL;
            return new Verdict.Accepted(
                    cell.organisation(),
                    new Change.Cells(
                            cell.indicator(),
                            cell.year(),
                            new CellStore.Reporter(cell.department(), cell.district()),
                            isNew,
                            record.offset()));
        } catch (InvalidObservationException invalid) {
            List<Fault> faults = new ArrayList<>(invalid.faults());
            // Without a municipality code nobody can say where the event should lie.
            if (faults.stream().noneMatch(fault -> fault.field().equals("organisation"))) {
                faults.addAll(misplaced(record, draft.organisation(), draft.organisation()));
            }
            return rejected(faults);
        }
    }

    private static Counts.Outcome outcome(CellStore.Merged merged) {
        return switch (merged) {
            case NOTHING -> Counts.Outcome.UNCHANGED;
            case CHANGED_CELL -> Counts.Outcome.CHANGED;
            case NEW_CELL -> Counts.Outcome.NEW;
        };
    }

    @Override
    void countRejected(Verdict.Rejected rejected) {
        counts.rejected(rejected.department().orElse(""));
    }

    private Verdict rejected(List<Fault> faults) {
        return new Verdict.Rejected(Optional.of(draft.department()).filter(id -> !id.isBlank()), faults);
    }
}
