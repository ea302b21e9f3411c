package se.malbild.goals.assessment;

import java.math.BigDecimal;
import java.util.Optional;
import se.malbild.goals.Fraction;

/**
 * A number on its way through the rules: exact for computing, and as it is shown.
 *
 * @param shown as given when no computing was done; otherwise rounded to 6 decimals
 * @param count persons behind the number, where that is known
 * @param eventId the event that gave it, when it is one event's value as it stands
 */
record Quantity(Fraction exact, BigDecimal shown, Optional<Fraction> count, Optional<String> eventId) {

    static Quantity derived(Fraction exact, Optional<Fraction> count) {
        return new Quantity(exact, exact.rounded(), count, Optional.empty());
    }
}
