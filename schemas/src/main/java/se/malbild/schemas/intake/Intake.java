package se.malbild.schemas.intake;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import se.malbild.goals.Fault;

/** What a record of an input topic turned out to be. */
public sealed interface Intake<T> {
    /** It is what its topic is for, and lies where it is to lie. */
    record Accepted<T>(T content) implements Intake<T> {}

    /** It was written with a schema that is not known yet: {@link SchemaLookups} says how long that is waited for. */
    record UnknownSchema<T>(int id) implements Intake<T> {}

    /** It cannot be taken in. */
    record Rejected<T>(Claim claim, List<Fault> faults) implements Intake<T> {
        /**
         * @param claim what it says of itself, as far as that could be read
         * @param faults everything that is wrong with it, at least one
         */
        public Rejected {
            faults = List.copyOf(faults);
        }
    }

    /** What a rejected record says of itself; what it does not say, or says badly, is not there. */
    record Claim(
            Optional<String> eventId, Optional<String> organisation, Optional<String> department, OptionalInt year) {
        /** Of a record that could not be read at all. */
        public static final Claim NONE =
                new Claim(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());
    }
}
