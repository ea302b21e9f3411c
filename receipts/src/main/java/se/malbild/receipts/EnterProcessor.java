package se.malbild.receipts;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import se.malbild.applications.RecordProcessor;
import se.malbild.applications.TopologyContext;
import se.malbild.goals.Fault;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.EventReceipt;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Sender;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.EventIntake;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;

/**
 * Enters every event in the books: what it says, where it lies, and whom it concerns. Which event a cell's winner is
 * follows from their order in the store, so the order they come in does not matter.
 */
final class EnterProcessor extends RecordProcessor<Observation, byte[], byte[]> {
    /** Many events of one cell within it make one record. */
    private static final Duration PUBLISH_EVERY = Duration.ofMillis(500);
    /** Bounds how long a stream thread publishes without reading. */
    private static final int CELLS_AT_ONCE = 5_000;

    private final EventIntake events;
    private final RecordWriter writer;
    private Cancellable publishing;

    EnterProcessor(TopologyContext context) {
        super(context.lookups(), StoreKeys.inputOf(Topic.INDICATOR_EVENTS));
        this.events = new EventIntake(context.registry(), context.partitions());
        this.writer = context.writers().get();
    }

    @Override
    protected Intake<Observation> judge(InputRecord record) {
        return events.judge(record);
    }

    @Override
    protected void started() {
        publishing = null;
        if (!first(StoreKeys.changed(), 1).isEmpty()) {
            schedulePublishing();
        }
    }

    @Override
    public void close() {
        super.close();
        if (publishing != null) {
            publishing.cancel();
            publishing = null;
        }
    }

    @Override
    protected void accept(InputRecord record, Observation observation, Headers headers) {
        Cell about = observation.cell();
        Bytes cell = StoreKeys.cell(about);
        Bytes key = StoreKeys.event(cell, observation);
        Optional<Sender> sender = Sender.of(headers);
        byte[] known = store().get(key);
        Listed listed = new Listed.First(key);
        if (known == null) {
            boolean idReused = flagOther(observation);
            StoredEvent event = new StoredEvent(observation, record.offset(), record.appendedAt(), sender, 0, idReused);
            write(key, event.encoded());
            add(StoreKeys.eventsOf(cell));
        } else {
            StoredEvent before = StoredEvent.decoded(known);
            StoredEvent now = before.again(record.offset(), record.appendedAt(), sender);
            write(key, now.encoded());
            if (now.offset() == before.offset()) {
                listed = new Listed.Again(key, record.appendedAt(), sender);
            } else { // this record waited for its schema, and was overtaken
                write(
                        StoreKeys.listed(about.organisation(), about.department(), about.year(), before.offset()),
                        new Listed.Again(key, before.appendedAt(), before.sender()).encoded());
            }
        }
        list(about.organisation(), about.department(), about.year(), record.offset(), listed);
        index(observation.eventId(), about.organisation(), about.department(), about.year(), false, record);
        markChanged(cell);
    }

    @Override
    protected void reject(InputRecord record, Intake.Rejected<Observation> rejected, Headers headers) {
        Intake.Claim claim = rejected.claim();
        boolean departmentIsAtFault =
                rejected.faults().stream().map(Fault::field).anyMatch("department"::equals);
        String organisation = claim.organisation().orElseGet(() -> organisationOfKey(record.key()));
        String department = departmentIsAtFault
                ? StoreKeys.UNKNOWN_DEPARTMENT
                : claim.department().orElse(StoreKeys.UNKNOWN_DEPARTMENT);
        int year = claim.year().orElse(StoreKeys.UNKNOWN_YEAR);
        list(
                organisation,
                department,
                year,
                record.offset(),
                new Listed.Rejected(claim.eventId(), record.appendedAt(), Sender.of(headers), rejected.faults()));
        claim.eventId().ifPresent(id -> index(id, organisation, department, year, true, record));
    }

    /** Lists the record with its department and year, and counts it as received there. */
    private void list(String organisation, String department, int year, long offset, Listed listed) {
        write(StoreKeys.listed(organisation, department, year, offset), listed.encoded());
        add(StoreKeys.received(organisation, department, year));
        Bytes marker = StoreKeys.organisation(organisation);
        if (store().get(marker) == null) {
            write(marker, new byte[] {1});
        }
    }

    private void index(
            String eventId, String organisation, String department, int year, boolean rejected, InputRecord record) {
        write(
                StoreKeys.id(eventId, organisation, rejected, department, record.offset()),
                StoreKeys.listed(organisation, department, year, record.offset())
                        .get());
    }

    /**
     * Returns whether the department has used the id of {@code observation} before, for another content. Then that event is
     * flagged too; of several, all but the first already are. What others call their events says nothing of it.
     */
    private boolean flagOther(Observation observation) {
        Cell cell = observation.cell();
        List<KeyValue<Bytes, byte[]>> others =
                first(StoreKeys.id(observation.eventId(), cell.organisation(), false, cell.department()), 1);
        if (others.isEmpty()) {
            return false;
        }
        Listed listed = Listed.decoded(store().get(Bytes.wrap(others.get(0).value)));
        Bytes key = listed instanceof Listed.First first ? first.event() : ((Listed.Again) listed).event();
        StoredEvent other = StoredEvent.decoded(store().get(key));
        if (!other.idReused()) {
            write(key, other.withIdReused().encoded());
            markChanged(StoreKeys.cell(other.observation().cell()));
        }
        return true;
    }

    private void markChanged(Bytes cell) {
        write(StoreKeys.changed(cell), new byte[] {1});
        schedulePublishing();
    }

    private void add(Bytes counter) {
        write(counter, Counter.oneMore(store().get(counter)));
    }

    /** The record's key says whose it is when the record itself does not. */
    private static String organisationOfKey(byte[] key) {
        String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        return text.matches("[0-9]{4}") ? text : StoreKeys.UNKNOWN_ORGANISATION;
    }

    /** Returns the first {@code most} entries whose keys begin with {@code prefix}. */
    private List<KeyValue<Bytes, byte[]>> first(Bytes prefix, int most) {
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = store().prefixScan(prefix, new BytesSerializer())) {
            while (found.hasNext() && entries.size() < most) {
                entries.add(found.next());
            }
        }
        return entries;
    }

    private void schedulePublishing() {
        if (publishing == null) {
            publishing = context().schedule(PUBLISH_EVERY, PunctuationType.WALL_CLOCK_TIME, this::publish);
        }
    }

    private void publish(long now) {
        List<KeyValue<Bytes, byte[]>> changed = first(StoreKeys.changed(), CELLS_AT_ONCE);
        for (KeyValue<Bytes, byte[]> marker : changed) {
            Bytes cell = StoreKeys.cellOf(marker.key);
            List<StoredEvent> newest = EventsOfCell.newest(store(), cell, CellReceipts.MOST_LISTED);
            long events = Counter.value(store().get(StoreKeys.eventsOf(cell)));
            Cell about = newest.get(0).observation().cell();
            CellReceipts receipts =
                    new CellReceipts(newest.stream().map(this::receipt).toList(), events - newest.size());
            context()
                    .forward(new Record<>(
                            Keys.cell(about).getBytes(StandardCharsets.UTF_8), writer.receipts(receipts), now));
            store().delete(marker.key);
        }
        if (changed.size() < CELLS_AT_ONCE) {
            publishing.cancel();
            publishing = null;
        }
    }

    private EventReceipt receipt(StoredEvent event) {
        return new EventReceipt(
                event.observation(),
                context().taskId().partition(),
                event.offset(),
                Instant.ofEpochMilli(event.appendedAt()),
                event.duplicates(),
                event.idReused());
    }
}
