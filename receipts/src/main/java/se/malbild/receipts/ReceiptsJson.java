package se.malbild.receipts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedMap;
import se.malbild.applications.ReadPosition;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Reason;
import se.malbild.schemas.Sender;

/** Receipts and books as JSON, always with the same fields in the same order. */
final class ReceiptsJson {
    private ReceiptsJson() {}

    static ObjectNode receipts(List<Receipt> receipts) {
        ObjectNode json = object();
        ArrayNode list = json.putArray("receipts");
        receipts.forEach(receipt -> list.add(receipt(receipt)));
        return json;
    }

    static ObjectNode receipt(Receipt receipt) {
        ObjectNode json = object();
        json.put("eventId", receipt.eventId().orElse(null));
        whom(json, receipt.organisation(), receipt.department(), receipt.year());
        place(json, receipt.partition(), receipt.offset());
        json.put("appendedAt", receipt.appendedAt().toString());
        json.put("sender", receipt.sender().map(Sender::name).orElse(null));
        status(json, receipt.status(), receipt.partition());
        ArrayNode faults = json.putArray("faults");
        receipt.faults().forEach(fault -> faults.add(fault(fault)));
        json.set("event", receipt.observation().map(ReceiptsJson::event).orElse(null));
        return json;
    }

    /** The receipt of an event of which only its place is known. */
    static ObjectNode pending(String eventId, int partition, long offset, Status why) {
        ObjectNode json = object();
        json.put("eventId", eventId);
        place(json, partition, offset);
        status(json, why, partition);
        return json;
    }

    static ObjectNode book(Book book) {
        ObjectNode json = object();
        whom(json, book.organisation(), book.department(), book.year());
        json.put("received", book.received());
        book.events().forEach((kind, events) -> json.put(kind.code(), events));
        json.put("inBalance", book.balances());
        return json;
    }

    static ArrayNode books(List<Book> books) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        books.forEach(book -> list.add(book(book)));
        return list;
    }

    /**
     * @param committed up to which offset every partition has been read, at least
     * @param ends the offset after the last event of every partition
     */
    static ArrayNode partitions(
            List<PartitionBooks> partitions, SortedMap<Integer, Long> committed, SortedMap<Integer, Long> ends) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (PartitionBooks partition : partitions) {
            long next = partition.position().map(ReadPosition::next).orElse(0L);
            ObjectNode json = list.addObject();
            json.put("partition", partition.partition());
            json.put("records", partition.position().map(ReadPosition::records).orElse(0L));
            json.put(
                    "booked", partition.books().stream().mapToLong(Book::booked).sum());
            json.put("waiting", partition.waiting());
            json.put(
                    "firstOffset", partition.position().map(ReadPosition::first).orElse(0L));
            json.put("nextOffset", next);
            // The end of a transaction takes an offset and is no record.
            long read = Math.max(next, committed.getOrDefault(partition.partition(), next));
            json.put("pending", Math.max(0, ends.getOrDefault(partition.partition(), read) - read));
            json.put("inBalance", partition.balances());
        }
        return list;
    }

    private static void whom(ObjectNode json, String organisation, String department, int year) {
        json.put("organisation", organisation.equals(StoreKeys.UNKNOWN_ORGANISATION) ? null : organisation);
        json.put("department", department.equals(StoreKeys.UNKNOWN_DEPARTMENT) ? null : department);
        json.put("year", year == StoreKeys.UNKNOWN_YEAR ? null : year);
    }

    private static void place(ObjectNode json, int partition, long offset) {
        json.put("partition", partition);
        json.put("offset", offset);
    }

    private static void status(ObjectNode json, Status status, int partition) {
        json.put("status", status.kind().code());
        ArrayNode reasons = json.putArray("reasons");
        if (status instanceof Status.Pending pending) {
            reasons.add(reason(pending.why()));
        } else if (status instanceof Status.Parked parked) {
            reasons.add(reason(parked.why()));
        } else if (status instanceof Status.Disregarded disregarded) {
            disregarded.why().forEach(why -> reasons.add(reason(why)));
        } else if (status instanceof Status.Superseded superseded) {
            ObjectNode by = json.putObject("supersededBy");
            by.put("eventId", superseded.byEventId());
            place(by, partition, superseded.byOffset());
        } else if (status instanceof Status.Duplicate duplicate) {
            place(json.putObject("duplicateOf"), partition, duplicate.offset());
        }
    }

    private static ObjectNode event(Observation observation) {
        ObjectNode json = object();
        json.put("indicator", observation.cell().indicator());
        json.put("period", observation.cell().period().toString());
        json.put("gender", observation.cell().gender().name());
        json.put(
                "district",
                observation.cell().district().isEmpty()
                        ? null
                        : observation.cell().district());
        json.put("kind", observation.cell().kind().name());
        Content content = observation.content();
        // As text: an exact decimal, which a reader's binary floating point cannot change.
        json.put(
                "value", content instanceof Content.Value value ? value.number().toPlainString() : null);
        json.put(
                "missing",
                content instanceof Content.Missing missing ? missing.reason().name() : null);
        json.put("retracted", content instanceof Content.Retracted);
        if (observation.count().isPresent()) {
            json.put("count", observation.count().getAsLong());
        } else {
            json.putNull("count");
        }
        json.put("revision", observation.revision());
        json.put("observedAt", observation.observedAt().toString());
        json.put("source", observation.source().isEmpty() ? null : observation.source());
        json.put("comment", observation.comment().isEmpty() ? null : observation.comment());
        return json;
    }

    private static ObjectNode reason(Reason reason) {
        ObjectNode json = object();
        json.put("code", reason.code());
        json.set("message", text(reason.message()));
        return json;
    }

    private static ObjectNode fault(Fault fault) {
        ObjectNode json = object();
        json.put("code", fault.code());
        json.put("field", fault.field());
        json.set("message", text(fault.message()));
        return json;
    }

    private static ObjectNode text(Text text) {
        return object().put("sv", text.sv()).put("en", text.en());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
