package se.malbild.receipts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Fault;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Sender;

/**
 * What became of one record of indicator events.
 *
 * @param eventId nothing when it could not be read
 * @param organisation {@code ????} when it could not be read
 * @param department {@code ""} when it could not be read
 * @param year 0 when it could not be read
 * @param partition from 0
 * @param offset from 0
 * @param appendedAt when the broker took it in
 * @param sender who sent it, where the record says so
 * @param faults what is wrong with it; also an event that counts can have one, for instance an id that was used twice
 * @param observation what it says, when it was taken in
 */
record Receipt(
        Optional<String> eventId,
        String organisation,
        String department,
        int year,
        int partition,
        long offset,
        Instant appendedAt,
        Optional<Sender> sender,
        Status status,
        List<Fault> faults,
        Optional<Observation> observation) {

    Receipt {
        faults = List.copyOf(faults);
    }
}
