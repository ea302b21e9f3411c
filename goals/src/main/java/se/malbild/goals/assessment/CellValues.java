package se.malbild.goals.assessment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
import se.malbild.goals.Word;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.Indicator.Range;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.Problem;

/** What single cells of an indicator say: a number, or why there is none. A value outside the range empties its cell. */
final class CellValues {
    private static final String NOT_APPLICABLE = code(MissingReason.NOT_APPLICABLE);

    private final Range range;
    private final Departments departments;
    private final boolean counted;

    /** @param counted whether what a department writes, and values that do not count, are kept silent */
    CellValues(Range range, Departments departments, boolean counted) {
        this.range = range;
        this.departments = departments;
        this.counted = counted;
    }

    /** Tells whether there is no value because the indicator does not apply. */
    static boolean isNotApplicable(Outcome<Quantity> outcome) {
        return outcome.whyNot().filter(why -> why.code().equals(NOT_APPLICABLE)).isPresent();
    }

    boolean hasValue(Winner winner) {
        return winner.observation().content() instanceof Content.Value value && range.contains(value.number());
    }

    /**
     * Tells whether the cell settles its period, so that nothing is made of the parts of it: by a value, or by saying that
     * there is none to report.
     */
    boolean isConclusive(Winner winner) {
        return hasValue(winner)
                || (winner.observation().content() instanceof Content.Missing missing
                        && missing.reason() != MissingReason.DROPOUT);
    }

    /** Returns the value of a cell, or why it has none. */
    Outcome<Quantity> outcome(Winner winner) {
        return hasValue(winner) ? Outcome.found(value(winner)) : whyEmpty(winner);
    }

    /** Returns the value of a cell that has one. */
    Quantity value(Winner winner) {
        Observation observation = winner.observation();
        BigDecimal number = ((Content.Value) observation.content()).number();
        Optional<Fraction> count = observation.count().isPresent()
                ? Optional.of(Fraction.of(observation.count().getAsLong()))
                : Optional.empty();
        return new Quantity(Fraction.of(number), number, count, eventId(winner));
    }

    /** An id that is derived from the content could be tried out. */
    private Optional<String> eventId(Winner winner) {
        return Optional.of(winner.observation().eventId()).filter(id -> !counted);
    }

    private Outcome<Quantity> whyEmpty(Winner winner) {
        Content content = winner.observation().content();
        if (content instanceof Content.Missing missing) {
            Text label = missing.reason().label();
            return Outcome.notMeasured(code(missing.reason()), label.sv() + ".", label.en() + ".");
        }
        if (content instanceof Content.Retracted) {
            String comment = winner.observation().comment();
            String why = counted || comment.isBlank() ? "." : ": " + comment;
            return Outcome.notMeasured("retracted", "Uppgiften är återtagen" + why, "The value was retracted" + why);
        }
        return Outcome.notMeasured(
                "outside-range",
                "Det rapporterade värdet är inte möjligt och räknas inte.",
                "The reported value is not possible and does not count.");
    }

    private static String code(MissingReason reason) {
        return "missing-" + Word.of(reason);
    }

    /** Returns what of the cell somebody should look at. */
    List<Problem> problems(Winner winner) {
        Optional<String> eventId = eventId(winner);
        List<Problem> problems = new ArrayList<>();
        outsideRange(winner).ifPresent(message -> problems.add(new Problem("outside-range", message, eventId)));
        if (winner.contested()) {
            problems.add(new Problem(
                    "event-id-reused",
                    new Text(
                            "Händelsens id har använts igen med annat innehåll; det innehåll som ordnas sist räknas.",
                            "The event id was used again with other content; the content that sorts last counts."),
                    eventId));
        }
        return problems;
    }

    /** Returns what is wrong with a value that is outside the range; empty for any other cell. */
    Optional<Text> outsideRange(Winner winner) {
        Observation observation = winner.observation();
        if (!(observation.content() instanceof Content.Value value) || range.contains(value.number())) {
            return Optional.empty();
        }
        Text department = departments.name(observation.cell().department());
        if (counted) {
            String period = " (" + observation.cell().period() + ") ";
            return Optional.of(new Text(
                    "Ett värde från " + department.sv() + period + "är inte möjligt och räknas inte.",
                    "A value from " + department.en() + period + "is not possible and does not count."));
        }
        String number = value.number().toPlainString();
        boolean isForecast = observation.cell().kind() == Kind.FORECAST;
        return Optional.of(new Text(
                (isForecast ? "Prognosen " : "") + number + " från " + department.sv() + " ("
                        + observation.cell().period() + ") ligger utanför " + range("från ", " till ")
                        + " och räknas inte.",
                (isForecast ? "The forecast " : "") + number + " from " + department.en() + " ("
                        + observation.cell().period() + ") is outside the range " + range("from ", " to ")
                        + " and does not count."));
    }

    private String range(String from, String to) {
        String lower = range.lower().map(bound -> from + bound.toPlainString()).orElse("");
        String upper = range.upper().map(bound -> to + bound.toPlainString()).orElse("");
        return (lower + upper).strip();
    }
}
