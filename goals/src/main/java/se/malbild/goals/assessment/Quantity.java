package se.malbild.goals.assessment;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Fraction;

/**
 * A number on its way through the rules: exact for computing, and as it is shown.
 *
 * @param shown as given when no computing was done; otherwise rounded to 6 decimals
 * @param count persons behind the number, where that is known
 * @param eventId the event that gave it, when it is one event's value as it stands and may be named
 */
record Quantity(Fraction exact, BigDecimal shown, Optional<Fraction> count, Optional<String> eventId) {

    static Quantity derived(Fraction exact, Optional<Fraction> count) {
        return new Quantity(exact, exact.rounded(), count, Optional.empty());
    }

    static Fraction sum(List<Quantity> quantities) {
        return Fraction.sum(quantities.stream().map(Quantity::exact).toList());
    }

    static Fraction mean(List<Quantity> quantities) {
        return sum(quantities).dividedBy(Fraction.of(quantities.size()));
    }

    static Quantity highest(List<Quantity> quantities) {
        return quantities.stream()
                .reduce((a, b) -> b.exact().compareTo(a.exact()) > 0 ? b : a)
                .orElseThrow();
    }

    static Quantity lowest(List<Quantity> quantities) {
        return quantities.stream()
                .reduce((a, b) -> b.exact().compareTo(a.exact()) < 0 ? b : a)
                .orElseThrow();
    }

    /** Returns the persons behind all of {@code quantities}; empty when that is not known of each. */
    static Optional<Fraction> persons(List<Quantity> quantities) {
        if (quantities.stream().anyMatch(quantity -> quantity.count().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(Fraction.sum(quantities.stream()
                .map(quantity -> quantity.count().orElseThrow())
                .toList()));
    }
}
