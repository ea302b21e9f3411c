package se.malbild.schemas.intake;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import se.malbild.goals.Fault;
import se.malbild.schemas.registry.SchemaRegistry;

/** What a record of an input topic turned out to be. */
public sealed interface Intake<T> {
    /** It is what its topic is for, and lies where it is to lie. */
    record Accepted<T>(T content) implements Intake<T> {}

    /** It was written with a schema that is not known yet: look it up and read again. */
    record UnknownSchema<T>(int id) implements Intake<T> {}

    /**
     * Judges, and asks {@code registry} for a schema that is not known: blocks for a request at most, and is {@link
     * UnknownSchema} only when that is not answered.
     */
    static <T> Intake<T> settled(SchemaRegistry registry, Supplier<Intake<T>> judge) {
        Intake<T> first = judge.get();
        if (!(first instanceof UnknownSchema<T> unknown)) {
            return first;
        }
        SchemaRegistry.Lookup answer = registry.lookup(unknown.id());
        return answer instanceof SchemaRegistry.Lookup.NoSuchId
                ? new Rejected<>(Claim.NONE, List.of(SchemaLookups.unknownSchema(unknown.id())))
                : judge.get();
    }

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
