package se.malbild.dashboard.view;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.Fraction;
import se.malbild.goals.Municipalities;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Indicator.Measure;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.RulePicture;
import se.malbild.goals.picture.Suppressed;

/** Two municipalities side by side: what both measure, and how each is judged by its own framework. */
public record Comparison(Side first, Side second) {

    /** A municipality with one of its frameworks. */
    public record Side(OrganisationView organisation, FrameworkView view) {
        public Text name() {
            return Municipalities.name(organisation.id());
        }

        /** Returns the indicator in every year that something is known of: the history before the period, and the period. */
        private SortedMap<Integer, IndicatorPicture> years(Indicator indicator, History history) {
            SortedMap<Integer, IndicatorPicture> years = new TreeMap<>(history.of(indicator));
            view.pictures()
                    .forEach((year, picture) -> picture.value().strategicAreas().stream()
                            .flatMap(area -> area.goalAreas().stream())
                            .flatMap(area -> area.indicators().stream())
                            .map(GoalAreaPicture.WeightedIndicator::indicator)
                            .filter(shown -> shown.id().equals(indicator.id()))
                            .findFirst()
                            .ifPresent(shown -> years.put(year, shown)));
            return years;
        }

        /** Tells whether {@code year} is in the period, so that the indicator is judged in it. */
        public boolean judges(int year) {
            return year >= view.framework().from();
        }
    }

    /** What is compared: the same observations, made into a value in the same way. */
    private record Measured(String series, Measure measure) {
        static Measured of(Indicator indicator) {
            return new Measured(indicator.series(), indicator.measure());
        }
    }

    /**
     * An indicator that both have.
     *
     * @param first as the first one's framework has it
     * @param ofFirst the first one's by year
     */
    public record Pair(
            Indicator first,
            Indicator second,
            SortedMap<Integer, IndicatorPicture> ofFirst,
            SortedMap<Integer, IndicatorPicture> ofSecond) {

        /** Returns every year that something is known of, the oldest first. */
        public List<Integer> years() {
            SortedMap<Integer, IndicatorPicture> both = new TreeMap<>(ofFirst);
            both.putAll(ofSecond);
            return List.copyOf(both.keySet());
        }

        /** Tells whether both are measured in the same unit, so that they can be drawn together. */
        public boolean hasSameUnit() {
            return first.unit().equals(second.unit());
        }
    }

    /** Returns the indicators that both have, in the order of the first one's framework. */
    public List<Pair> pairs() {
        Map<Measured, Indicator> inSecond = second.view().framework().indicators().stream()
                .collect(Collectors.toMap(Measured::of, Function.identity(), (earlier, later) -> earlier));
        History historyOfFirst = new History(first.organisation(), first.view().framework());
        History historyOfSecond =
                new History(second.organisation(), second.view().framework());
        List<Pair> pairs = new ArrayList<>();
        for (Indicator indicator : first.view().framework().indicators()) {
            Indicator other = inSecond.get(Measured.of(indicator));
            if (other != null) {
                pairs.add(new Pair(
                        indicator,
                        other,
                        first.years(indicator, historyOfFirst),
                        second.years(other, historyOfSecond)));
            }
        }
        return pairs;
    }

    /** Returns what keeps the two from being compared as they stand in {@code year}. */
    public List<Text> differences(Pair pair, int year) {
        List<Text> differences = new ArrayList<>();
        if (!pair.hasSameUnit()) {
            Text one = pair.first().unit();
            Text other = pair.second().unit();
            differences.add(new Text(
                    "Enheterna är olika: " + one.sv() + " och " + other.sv() + ".",
                    "The units differ: " + one.en() + " and " + other.en() + "."));
        }
        Optional<IndicatorPicture> one = Optional.ofNullable(pair.ofFirst().get(year));
        Optional<IndicatorPicture> other = Optional.ofNullable(pair.ofSecond().get(year));
        only(
                        one.filter(Comparison::isKnown).isPresent(),
                        other.filter(Comparison::isKnown).isPresent())
                .map(side -> new Text(
                        "Bara " + side.name().sv() + " har ett utfall " + year + ".",
                        "Only " + side.name().en() + " has an outcome in " + year + "."))
                .ifPresent(differences::add);
        soFar(first, one, year).ifPresent(differences::add);
        soFar(second, other, year).ifPresent(differences::add);
        boolean firstJudges = one.isPresent() && first.judges(year);
        boolean secondJudges = other.isPresent() && second.judges(year);
        only(firstJudges, secondJudges)
                .map(side -> new Text(
                        "Bara " + side.name().sv() + " bedömer " + year + ".",
                        "Only " + side.name().en() + " judges " + year + "."))
                .ifPresent(differences::add);
        if (firstJudges && secondJudges) {
            apart(one.get().rule(), other.get().rule()).ifPresent(differences::add);
        }
        return differences;
    }

    private static Optional<Text> soFar(Side side, Optional<IndicatorPicture> shown, int year) {
        return shown.flatMap(IndicatorPicture::forecast)
                .map(forecast -> new Text(
                        "Utfallet " + year + " för " + side.name().sv() + " gäller året hittills.",
                        "The outcome of " + side.name().en() + " in " + year + " is of the year so far."));
    }

    /** Returns why levels by the two rules do not say the same; empty when the rules are the same. */
    private static Optional<Text> apart(RulePicture one, RulePicture other) {
        if (!Labels.rule(one).equals(Labels.rule(other)) || !one.direction().equals(other.direction())) {
            return Optional.of(new Text(
                    "De bedöms efter olika slags regler, så nivåerna säger inte samma sak.",
                    "They are judged by rules of different kinds, so the levels do not say the same."));
        }
        if (!baseline(one).equals(baseline(other))) {
            return Optional.of(new Text(
                    "Var och en bedöms mot sitt eget utgångsvärde, så nivåerna säger inte samma sak.",
                    "Each is judged against its own baseline, so the levels do not say the same."));
        }
        return values(one).equals(values(other))
                ? Optional.empty()
                : Optional.of(new Text(
                        "De bedöms mot olika värden eller med olika tolerans, så nivåerna säger inte samma sak.",
                        "They are judged against different values or with different tolerances, so the levels do not"
                                + " say the same."));
    }

    private static Optional<BigDecimal> baseline(RulePicture rule) {
        return rule.baseline().map(from -> Fraction.plain(from.value()));
    }

    private static List<Optional<BigDecimal>> values(RulePicture rule) {
        return Stream.of(rule.target(), rule.ideal(), rule.lower(), rule.upper(), Optional.of(rule.tolerance()))
                .map(value -> value.map(Fraction::plain))
                .toList();
    }

    private Optional<Side> only(boolean ofFirst, boolean ofSecond) {
        return ofFirst == ofSecond ? Optional.empty() : Optional.of(ofFirst ? first : second);
    }

    /** Tells whether there is a value, shown or not. */
    private static boolean isKnown(IndicatorPicture shown) {
        return shown.value().isPresent() || shown.suppressed().contains(Suppressed.VALUE);
    }

    /** Tells whether both judge by the same levels. */
    public boolean hasSameScale() {
        return first.view().framework().scale().equals(second.view().framework().scale());
    }

    /** Tells whether both have the same framework, so that their goal areas can be compared, too. */
    public boolean hasSameFramework() {
        return first.view().framework().id().equals(second.view().framework().id());
    }
}
