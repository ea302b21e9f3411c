package se.malbild.publisher.spool;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/**
 * An event that can never be sent.
 *
 * @param isReadable whether {@code content} is the event's text; otherwise it is bytes in Base64
 * @param reasons why, at least one
 */
record Dead(boolean isReadable, String content, List<Fault> reasons) {
    Dead {
        reasons = List.copyOf(reasons);
    }

    static Dead damaged(String base64) {
        return new Dead(
                false,
                base64,
                List.of(
                        new Fault(
                                "damaged",
                                "",
                                new Text(
                                        "Det som ligger på disk är inte det som skrevs dit; kontrollera disken och skicka om från källan.",
                                        "The data on disk is not what was written; check the disk and resend from the source."))));
    }

    static Dead notAnObservation(String event, List<Fault> faults) {
        return new Dead(true, event, faults);
    }

    /** Returns the dead event when {@code failure} says that sending it again is no use. */
    static Optional<Dead> refused(String event, Throwable failure) {
        if (failure instanceof RecordTooLargeException
                || failure instanceof InvalidRecordException
                || failure instanceof SerializationException) {
            return Optional.of(new Dead(
                    true,
                    event,
                    List.of(new Fault(
                            "refused",
                            "",
                            new Text(
                                    "Kafka tar inte emot den: " + failure.getMessage(),
                                    "Kafka does not accept it: " + failure.getMessage())))));
        }
        return Optional.empty();
    }

    Text reason() {
        return reasons.get(0).message();
    }
}
