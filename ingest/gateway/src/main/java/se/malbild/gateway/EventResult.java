package se.malbild.gateway;

import java.util.List;
import se.malbild.publisher.ObservationPublisher.Published;

/** What became of one event. */
sealed interface EventResult {
    /** Kafka has it. */
    record Accepted(String eventId, Published published, List<PointedFault> warnings) implements EventResult {}

    /** It was only checked, and would be accepted. */
    record Valid(String eventId, List<PointedFault> warnings) implements EventResult {}

    /** It was not sent on. */
    record Rejected(List<PointedFault> faults) implements EventResult {}

    /** Kafka has not said that it has it; it may, and sending it again does no harm. */
    record Unconfirmed(String eventId) implements EventResult {}

    /** Returns the word for it in answers and metrics. */
    default String outcome() {
        if (this instanceof Accepted) {
            return "accepted";
        }
        if (this instanceof Valid) {
            return "valid";
        }
        return this instanceof Rejected ? "rejected" : "unconfirmed";
    }

    /** Tells whether nothing is wrong with the event, and all is done with it that was asked for. */
    default boolean isGood() {
        return this instanceof Accepted || this instanceof Valid;
    }
}
