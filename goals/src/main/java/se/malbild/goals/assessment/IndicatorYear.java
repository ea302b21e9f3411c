package se.malbild.goals.assessment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
import se.malbild.goals.Word;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Rule.Baseline;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.picture.Development;
import se.malbild.goals.picture.Divisions;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Problem;
import se.malbild.goals.picture.Reporters;
import se.malbild.goals.picture.RulePicture;

/** One indicator in one year: from the values of the years behind it, by its rule, to attainment and picture. */
final class IndicatorYear {
    private final Indicator indicator;
    private final int year;
    private final Map<Integer, YearValue> values;
    private final Levels levels;

    /** @param values those of {@link Indicator#yearsBehind}, by year */
    IndicatorYear(Indicator indicator, int year, Map<Integer, YearValue> values, Levels levels) {
        this.indicator = indicator;
        this.year = year;
        this.values = Map.copyOf(values);
        this.levels = levels;
    }

    IndicatorAssessment assessment() {
        YearValue now = values.get(year);
        boolean due = indicator.dueYears().contains(year);
        Outcome<Quantity> value = now.value();
        Outcome<Fraction> attainment = due
                ? value.then(quantity -> new RuleAssessment(indicator, year).attainment(quantity.exact()))
                : Outcome.notMeasured(
                        IndicatorAssessment.NOT_DUE, "Mäts inte " + year + ".", "Not to be measured in " + year + ".");
        IndicatorPicture picture = new IndicatorPicture(
                indicator.id(),
                indicator.title(),
                indicator.unit(),
                Word.of(indicator.measure()),
                indicator.control().map(Word::of),
                indicator.comparison(),
                RulePicture.of(indicator.rule(), year),
                value.asOptional().map(Quantity::shown),
                attainment.asOptional().map(Fraction::rounded),
                levels.of(due, attainment),
                attainment.whyNot(),
                development(),
                new Divisions(now.shown(Gender.WOMEN), now.shown(Gender.MEN), now.shownDistricts()),
                new Reporters(now.reported(), now.expected()),
                problems());
        return new IndicatorAssessment(
                attainment.asOptional(), isComparable(year - 1), picture, observedThrough(), now.outcomes());
    }

    private Development development() {
        Optional<Integer> compared = indicator.comparedWith(year).filter(this::isComparable);
        Optional<Fraction> now = exact(year);
        Optional<Fraction> before = compared.flatMap(this::exact);
        if (now.isEmpty() || before.isEmpty()) {
            return Development.NONE;
        }
        return new Development(
                IndicatorTrend.of(indicator.rule(), year, now.get(), before.get()),
                Optional.of(now.get().minus(before.get()).rounded()),
                compared);
    }

    private boolean isComparable(int earlier) {
        return indicator.breakBetween(earlier, year).isEmpty();
    }

    private Optional<Fraction> exact(int of) {
        return values.get(of).value().asOptional().map(Quantity::exact);
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(values.get(year).problems());
        indicator.rule().baseline().flatMap(this::baselineDiffers).ifPresent(problems::add);
        return problems;
    }

    private Optional<Problem> baselineDiffers(Baseline baseline) {
        return values.get(baseline.year())
                .value()
                .asOptional()
                .filter(quantity -> quantity.exact()
                                .rounded()
                                .compareTo(Fraction.of(baseline.value()).rounded())
                        != 0)
                .map(quantity -> {
                    String literal = baseline.value().toPlainString();
                    String known = quantity.shown().toPlainString();
                    return new Problem(
                            "baseline-differs",
                            new Text(
                                    "Utgångsvärdet " + baseline.year() + " är " + literal
                                            + " i styrmodellen, men utfallet är nu " + known + ".",
                                    "The baseline of " + baseline.year() + " is " + literal
                                            + " in the framework, but the outcome is now " + known + "."),
                            quantity.eventId());
                });
    }

    private Optional<Instant> observedThrough() {
        return values.values().stream()
                .flatMap(value -> value.outcomes().stream())
                .map(winner -> winner.observation().observedAt())
                .max(Instant::compareTo);
    }
}
