package se.malbild.receipts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import se.malbild.applications.ReadPosition;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.CellUse;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.Reason;
import se.malbild.schemas.Sender;
import se.malbild.schemas.Topic;

/**
 * Works out what became of the records of one partition. It remembers what it has worked out, so it is for one question;
 * a record that comes meanwhile may be seen by a part of the answer.
 */
final class PartitionReader {
    private static final Fault ID_REUSED = new Fault(
            "event-id-reused",
            "eventId",
            new Text(
                    "Händelsens id har använts för mer än ett innehåll; varje ny uppgift ska ha ett eget id.",
                    "The event's id was used for more than one content; every new statement must have an id of its own."));

    private record SeriesYear(String organisation, String series, int year) {}

    private final int partition;
    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
    private final FrameworksInForce frameworks;
    private final Map<SeriesYear, Map<Cell, CellUse>> uses = new HashMap<>();

    PartitionReader(int partition, ReadOnlyKeyValueStore<Bytes, byte[]> store, FrameworksInForce frameworks) {
        this.partition = partition;
        this.store = store;
        this.frameworks = frameworks;
    }

    int partition() {
        return partition;
    }

    /**
     * Returns the receipts of at most {@code most} records that carry {@code eventId}, those that were rejected last.
     *
     * @param departments of {@code organisation} and no others; what others gave the same id takes up no place
     */
    List<Receipt> withId(String eventId, String organisation, Set<String> departments, int most) {
        List<Bytes> prefixes = new ArrayList<>();
        for (boolean rejected : List.of(false, true)) {
            departments.forEach(department -> prefixes.add(StoreKeys.id(eventId, organisation, rejected, department)));
        }
        return receipts(prefixes, most);
    }

    /** Returns the receipts of at most {@code most} records that carry {@code eventId}, those that were rejected last. */
    List<Receipt> withId(String eventId, Optional<String> organisation, int most) {
        return receipts(
                organisation
                        .map(known -> List.of(StoreKeys.id(eventId, known, false), StoreKeys.id(eventId, known, true)))
                        .orElseGet(() -> List.of(StoreKeys.id(eventId))),
                most);
    }

    private List<Receipt> receipts(List<Bytes> prefixes, int most) {
        List<Receipt> receipts = new ArrayList<>();
        for (Bytes prefix : prefixes) {
            try (KeyValueIterator<Bytes, byte[]> found = store.prefixScan(prefix, new BytesSerializer())) {
                while (found.hasNext() && receipts.size() < most) {
                    Bytes listed = Bytes.wrap(found.next().value);
                    receipts.add(receipt(listed, store.get(listed)));
                }
            }
        }
        return receipts;
    }

    /**
     * What is listed of a department, from some place on.
     *
     * @param receipts in the order of year and offset
     * @param next where to go on; nothing at the end
     */
    record Page(List<Receipt> receipts, Optional<Place> next) {}

    /** A place in the list of a department: the last record that was looked at. */
    record Place(int year, long offset) {}

    /**
     * Returns the receipts of the records that name {@code department}.
     *
     * @param after the place to go on after
     * @param limit how many to return at most
     * @param lookedAt how many to look at at most, which bounds the work when few are of the kind that is asked for
     */
    Page listed(
            String organisation,
            String department,
            OptionalInt year,
            Optional<Status.Kind> kind,
            Optional<Place> after,
            int limit,
            int lookedAt) {
        Bytes prefix = year.isPresent()
                ? StoreKeys.listed(organisation, department, year.getAsInt())
                : StoreKeys.listed(organisation, department);
        Bytes from = after.map(place -> StoreKeys.listed(organisation, department, place.year(), place.offset() + 1))
                .filter(place -> place.compareTo(prefix) > 0)
                .orElse(prefix);
        List<Receipt> receipts = new ArrayList<>();
        int looked = 0;
        Place last = null;
        try (KeyValueIterator<Bytes, byte[]> found = store.range(from, StoreKeys.after(prefix))) {
            while (found.hasNext()) {
                KeyValue<Bytes, byte[]> next = found.next();
                if (receipts.size() == limit || looked == lookedAt) {
                    return new Page(receipts, Optional.of(last));
                }
                looked++;
                Receipt receipt = receipt(next.key, next.value);
                last = new Place(receipt.year(), receipt.offset());
                if (kind.isEmpty() || kind.get() == receipt.status().kind()) {
                    receipts.add(receipt);
                }
            }
        }
        return new Page(receipts, Optional.empty());
    }

    /** Returns every organisation of which anything is listed. */
    List<String> organisations() {
        List<String> organisations = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found =
                store.prefixScan(StoreKeys.organisations(), new BytesSerializer())) {
            found.forEachRemaining(entry -> organisations.add(StoreKeys.organisationOf(entry.key)));
        }
        return organisations;
    }

    /** Returns whether anything is listed of {@code department}. */
    boolean lists(String organisation, String department) {
        try (KeyValueIterator<Bytes, byte[]> found =
                store.prefixScan(StoreKeys.listed(organisation, department), new BytesSerializer())) {
            return found.hasNext();
        }
    }

    /** Returns how far events have been read; nothing before the first one. */
    Optional<ReadPosition> position() {
        return Optional.ofNullable(store.get(StoreKeys.position(Topic.INDICATOR_EVENTS)))
                .map(ReadPosition::decoded);
    }

    /** Returns whether the record at {@code offset} waits for the schema that it was written with. */
    boolean isWaiting(long offset) {
        return store.get(StoreKeys.waiting(Topic.INDICATOR_EVENTS, offset)) != null;
    }

    private Receipt receipt(Bytes key, byte[] value) {
        Listed listed = Listed.decoded(value);
        long offset = StoreKeys.offset(key);
        if (listed instanceof Listed.Rejected rejected) {
            StoreKeys.OfDepartment about = StoreKeys.ofDepartment(key);
            return new Receipt(
                    rejected.eventId(),
                    about.organisation(),
                    about.department(),
                    about.year(),
                    partition,
                    offset,
                    Instant.ofEpochMilli(rejected.appendedAt()),
                    rejected.sender(),
                    new Status.Rejected(),
                    rejected.faults(),
                    Optional.empty());
        }
        if (listed instanceof Listed.Again again) {
            StoredEvent event = StoredEvent.decoded(store.get(again.event()));
            return receipt(event, offset, again.appendedAt(), again.sender(), new Status.Duplicate(event.offset()));
        }
        StoredEvent event = StoredEvent.decoded(store.get(((Listed.First) listed).event()));
        return receipt(event, offset, event.appendedAt(), event.sender(), status(event));
    }

    private Receipt receipt(StoredEvent event, long offset, long appendedAt, Optional<Sender> sender, Status status) {
        Cell cell = event.observation().cell();
        return new Receipt(
                Optional.of(event.observation().eventId()),
                cell.organisation(),
                cell.department(),
                cell.year(),
                partition,
                offset,
                Instant.ofEpochMilli(appendedAt),
                sender,
                status,
                event.idReused() ? List.of(ID_REUSED) : List.of(),
                Optional.of(event.observation()));
    }

    private Status status(StoredEvent event) {
        Cell cell = event.observation().cell();
        StoredEvent winner = EventsOfCell.winner(store, StoreKeys.cell(cell));
        if (EventsOfCell.wins(winner, event)) {
            return new Status.Superseded(winner.observation().eventId(), winner.offset());
        }
        if (event.observation().content() instanceof Content.Retracted) {
            return new Status.Retracted();
        }
        CellUse use = uses.computeIfAbsent(
                        new SeriesYear(cell.organisation(), cell.indicator(), cell.year()), this::uses)
                .get(cell);
        return status(use);
    }

    /** Returns the status of the event that has won a cell of which {@code use} is made, and that is no retraction. */
    static Status status(CellUse use) {
        if (use instanceof CellUse.Parked parked) {
            return new Status.Parked(parked.why());
        }
        if (use instanceof CellUse.Foretold) {
            return new Status.Foretold();
        }
        return use instanceof CellUse.Disregarded disregarded
                ? new Status.Disregarded(disregarded.why())
                : new Status.Counted();
    }

    private Map<Cell, CellUse> uses(SeriesYear about) {
        Map<Cell, StoredEvent> winners = new HashMap<>();
        try (KeyValueIterator<Bytes, byte[]> found = store.prefixScan(
                StoreKeys.series(about.organisation(), about.year(), about.series()), new BytesSerializer())) {
            while (found.hasNext()) {
                StoredEvent event = StoredEvent.decoded(found.next().value);
                winners.merge(event.observation().cell(), event, EventsOfCell::winner);
            }
        }
        return frameworks
                .of(about.organisation(), store)
                .of(
                        about.series(),
                        about.year(),
                        winners.values().stream()
                                .map(event -> Winner.of(event.observation()))
                                .toList());
    }

    /** Why a record that has not been read is pending. */
    static Status notReadYet() {
        return new Status.Pending(new Reason(
                "not-read-yet",
                new Text("Händelsen är mottagen men ännu inte läst.", "The event is received but not read yet.")));
    }

    /** Why a record that waits is pending. */
    static Status waitsForSchema() {
        return new Status.Pending(new Reason(
                "schema-not-known",
                new Text(
                        "Händelsen är läst, men dess schema går inte att få från schemaregistret just nu.",
                        "The event is read, but its schema cannot be had from the schema registry now.")));
    }
}
