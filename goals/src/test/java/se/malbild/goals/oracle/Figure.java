package se.malbild.goals.oracle;

import java.util.List;
import java.util.Optional;

/** What is known of a number: the number itself, or why there is none. */
sealed interface Figure {

    /**
     * A number.
     *
     * @param persons how many stand behind it, where that is known
     * @param eventId of the event that states it; empty when it is derived from several
     */
    record Known(Rational value, Optional<Rational> persons, Optional<String> eventId) implements Figure {
        static Known derived(Rational value) {
            return derived(value, Optional.empty());
        }

        static Known derived(Rational value, Optional<Rational> persons) {
            return new Known(value, persons, Optional.empty());
        }

        /** Derived numbers are rounded to six decimals, what an event states is shown as it stands there. */
        String shown() {
            return eventId.isPresent() ? value.plain() : value.shown();
        }
    }

    /**
     * No number.
     *
     * @param why the code of the reason
     */
    record Unknown(String why) implements Figure {
        static final Unknown NOT_APPLICABLE = new Unknown("missing-not-applicable");
        static final Unknown SMALL_GROUP = new Unknown("small-group");

        /** Returns the first of {@code unknown}, but that it does not apply only when there is no other reason. */
        static Optional<Unknown> first(List<Unknown> unknown) {
            return unknown.stream()
                    .filter(one -> !one.equals(NOT_APPLICABLE))
                    .findFirst()
                    .or(() -> unknown.stream().findFirst());
        }
    }

    default Optional<Rational> number() {
        return this instanceof Known known ? Optional.of(known.value()) : Optional.empty();
    }
}
