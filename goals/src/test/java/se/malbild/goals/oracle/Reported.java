package se.malbild.goals.oracle;

import java.util.Locale;
import java.util.Optional;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Period;

/** What a single cell says: "missing is never zero", and "a value outside the range, or a retraction, empties the cell". */
record Reported(Observation event, Figure figure) {

    static Reported of(Winner winner, Indicator indicator) {
        Observation event = winner.event();
        return new Reported(event, figure(event, indicator));
    }

    private static Figure figure(Observation event, Indicator indicator) {
        if (event.content() instanceof Content.Missing missing) {
            return new Figure.Unknown(code(missing.reason()));
        }
        if (!(event.content() instanceof Content.Value value)) {
            return new Figure.Unknown("retracted");
        }
        Rational number = Rational.of(value.number());
        if (isOutside(number, indicator.range())) {
            return new Figure.Unknown("outside-range");
        }
        return new Figure.Known(
                number,
                event.count().isPresent()
                        ? Optional.of(Rational.of(event.count().getAsLong()))
                        : Optional.empty(),
                Optional.of(event.eventId()));
    }

    static String code(MissingReason reason) {
        return "missing-" + reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean isOutside(Rational number, Indicator.Range range) {
        return range.lower()
                        .filter(lower -> number.compareTo(Rational.of(lower)) < 0)
                        .isPresent()
                || range.upper()
                        .filter(upper -> number.compareTo(Rational.of(upper)) > 0)
                        .isPresent();
    }

    boolean hasValue() {
        return figure instanceof Figure.Known;
    }

    boolean isWholeYear() {
        return months() == 12;
    }

    int months() {
        return months(event.cell().period());
    }

    /** How many months {@code period} has. */
    static int months(Period period) {
        return switch (period.granularity()) {
            case YEAR -> 12;
            case TERTIAL -> 4;
            case QUARTER -> 3;
            case MONTH -> 1;
        };
    }

    /** The last month of the period, 1 to 12. */
    int endMonth() {
        return event.cell().period().number() * months();
    }
}
