package se.malbild.goals.assessment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
import se.malbild.goals.Word;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Rule.Baseline;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.Development;
import se.malbild.goals.picture.Divisions;
import se.malbild.goals.picture.IndicatorForecast;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Problem;
import se.malbild.goals.picture.Reporters;
import se.malbild.goals.picture.RulePicture;
import se.malbild.goals.picture.Suppressed;

/** One indicator in one year: from the values of the years behind it, by its rule, to attainment, forecast and picture. */
final class IndicatorYear {
    private final Indicator indicator;
    private final int year;
    private final Map<Integer, YearValue> values;
    private final YearValue forecasts;
    private final boolean isOfWholeYear;
    private final Levels levels;

    /** The value that the rule judges, and what it says of it. */
    private record Judged(Outcome<Quantity> value, Outcome<Fraction> attainment) {}

    /**
     * From what was measured and what is foretold.
     *
     * @param values the outcomes of {@link Indicator#yearsBehind}, by year
     * @param forecasts those of {@code year}
     */
    IndicatorYear(Indicator indicator, int year, Map<Integer, YearValue> values, YearValue forecasts, Levels levels) {
        this.indicator = indicator;
        this.year = year;
        this.values = Map.copyOf(values);
        this.forecasts = forecasts;
        this.isOfWholeYear = values.get(year).isOfWholeYear();
        this.levels = levels;
    }

    IndicatorAssessment assessment() {
        YearValue now = values.get(year);
        Judged outcome = judged(now);
        Outcome<Fraction> attainment = outcome.attainment();
        Optional<Judged> forecast =
                openForecasts().filter(YearValue::isReported).map(this::judged);
        IndicatorPicture picture = new IndicatorPicture(
                indicator.id(),
                indicator.title(),
                indicator.unit(),
                Word.of(indicator.measure()),
                indicator.control().map(Word::of),
                indicator.comparison(),
                RulePicture.of(indicator.rule(), year),
                outcome.value().asOptional().map(Quantity::shown),
                attainment.asOptional().map(Fraction::rounded),
                levels.of(isDue(), attainment),
                attainment.whyNot(),
                development(),
                forecast.map(this::shown),
                new Divisions(now.shown(Gender.WOMEN), now.shown(Gender.MEN), now.shownDistricts()),
                suppressed(),
                new Reporters(now.reported(), now.expected()),
                problems());
        return new IndicatorAssessment(
                attainment.asOptional(),
                forecast.map(Judged::attainment)
                        .or(() -> Optional.of(attainment).filter(reached -> isOfWholeYear))
                        .flatMap(Outcome::asOptional),
                isComparable(year - 1),
                picture,
                observedThrough(),
                observations(),
                now.disclosure(),
                forecasts.disclosure());
    }

    private boolean isDue() {
        return indicator.dueYears().contains(year);
    }

    private Judged judged(YearValue of) {
        Outcome<Quantity> value = of.value();
        return new Judged(
                value,
                isDue()
                        ? value.then(quantity -> new RuleAssessment(indicator, year).attainment(quantity.exact()))
                        : Outcome.notMeasured(
                                IndicatorAssessment.NOT_DUE,
                                "Mäts inte " + year + ".",
                                "Not to be measured in " + year + "."));
    }

    /** An outcome of the whole year ends its forecasts. */
    private Optional<YearValue> openForecasts() {
        return isOfWholeYear ? Optional.empty() : Optional.of(forecasts);
    }

    private IndicatorForecast shown(Judged forecast) {
        return new IndicatorForecast(
                forecast.value().asOptional().map(Quantity::shown),
                forecast.attainment().asOptional().map(Fraction::rounded),
                levels.of(isDue(), forecast.attainment()),
                forecast.attainment().whyNot());
    }

    private List<Winner> observations() {
        return Stream.of(values.get(year), forecasts)
                .flatMap(value -> value.winners().stream())
                .sorted(Comparator.comparing(winner -> winner.observation().cell()))
                .toList();
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

    private Set<Suppressed> suppressed() {
        Set<Suppressed> suppressed = values.get(year).suppressed();
        Optional<Integer> before = indicator.comparedWith(year).filter(this::isComparable);
        if (before.isPresent()
                && (suppressed.contains(Suppressed.VALUE)
                        || values.get(before.get()).suppressed().contains(Suppressed.VALUE))) {
            suppressed.add(Suppressed.CHANGE);
        }
        if (openForecasts()
                .filter(open -> open.suppressed().contains(Suppressed.VALUE))
                .isPresent()) {
            suppressed.add(Suppressed.FORECAST);
        }
        return suppressed;
    }

    private boolean isComparable(int earlier) {
        return indicator.breakBetween(earlier, year).isEmpty();
    }

    private Optional<Fraction> exact(int of) {
        return values.get(of).value().asOptional().map(Quantity::exact);
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(values.get(year).problems());
        openForecasts().map(YearValue::cellProblems).ifPresent(problems::addAll);
        indicator.rule().baseline().flatMap(this::baselineDiffers).ifPresent(problems::add);
        return problems.stream().distinct().toList();
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
        return Stream.concat(values.values().stream(), openForecasts().stream())
                .flatMap(value -> value.winners().stream())
                .map(winner -> winner.observation().observedAt())
                .max(Instant::compareTo);
    }
}
