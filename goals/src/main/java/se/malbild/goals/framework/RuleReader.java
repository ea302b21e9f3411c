package se.malbild.goals.framework;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Indicator.Comparison;
import se.malbild.goals.framework.Indicator.Range;
import se.malbild.goals.framework.Rule.Baseline;
import se.malbild.goals.framework.Rule.Direction;
import se.malbild.goals.framework.Rule.Target;
import se.malbild.goals.framework.Rule.Toward;

/** Reads the rule of an indicator: one of four kinds, each with keys of its own. */
final class RuleReader {
    private static final Rule NO_RULE = new Rule.Hold(Optional.empty(), Optional.empty(), BigDecimal.ZERO);

    private enum ImproveDirection {
        HIGHER,
        LOWER,
        TOWARD
    }

    private final List<Integer> years;

    /** @param years those that a target can be given for */
    RuleReader(List<Integer> years) {
        this.years = years;
    }

    /**
     * Reads it. What a value is compared with must itself be possible, and a tolerance must leave something outside it.
     *
     * @param comparison the value that the target may refer to
     * @param range of the values that are judged
     */
    Rule read(Section section, Optional<Comparison> comparison, Range range) {
        RuleKind kind = section.choice("kind", RuleKind.class);
        if (!section.isReadable("kind")) {
            return NO_RULE; // what else may stand here is not known
        }
        Rule rule = switch (kind) {
            case REACH ->
                new Rule.Reach(
                        section.choice("direction", Direction.class),
                        target(section, comparison, range),
                        section.optionalSection("baseline").map(from -> baseline(from, range)),
                        section.tolerance("tolerance"));
            case IMPROVE ->
                new Rule.Improve(
                        aim(section, range),
                        baseline(section.section("baseline"), range),
                        section.tolerance("tolerance"));
            case APPROACH ->
                new Rule.Approach(
                        target(section, Optional.empty(), range),
                        baseline(section.section("baseline"), range),
                        section.tolerance("tolerance"));
            case HOLD -> hold(section, range);
        };
        section.narrowerThan(range, kind == RuleKind.HOLD ? "margin" : "tolerance");
        section.done();
        return rule;
    }

    private static Rule.Aim aim(Section section, Range range) {
        ImproveDirection direction = section.choice("direction", ImproveDirection.class);
        if (!section.isReadable("direction")) {
            section.optionalNumber("ideal");
            section.optionalText("idealSource");
            return Direction.HIGHER;
        }
        return switch (direction) {
            case HIGHER -> Direction.HIGHER;
            case LOWER -> Direction.LOWER;
            case TOWARD -> {
                Toward toward = new Toward(section.number("ideal"), section.optionalText("idealSource"));
                section.within(range, "ideal");
                yield toward;
            }
        };
    }

    private Target target(Section section, Optional<Comparison> comparison, Range range) {
        if (comparison.isPresent() && section.word("target").equals(Optional.of("comparison"))) {
            Comparison other = comparison.get();
            Map<Integer, BigDecimal> values =
                    years.stream().collect(Collectors.toMap(year -> year, year -> other.value()));
            Text source = new Text(
                    "Jämförelsevärde " + other.year() + ". " + other.source().sv(),
                    "Comparison value " + other.year() + ". " + other.source().en());
            return new Target(new TreeMap<>(values), Optional.of(source), true);
        }
        Target target = new Target(
                new TreeMap<>(section.numberPerYear("target", years)), section.optionalText("targetSource"), false);
        section.within(range, "target");
        return target;
    }

    private static Baseline baseline(Section section, Range range) {
        Baseline baseline = new Baseline(section.year("year"), section.number("value"), section.optionalText("source"));
        section.within(range, "value");
        section.done();
        return baseline;
    }

    private static Rule hold(Section section, Range range) {
        Rule.Hold hold = new Rule.Hold(
                section.optionalNumber("lower"), section.optionalNumber("upper"), section.tolerance("margin"));
        if (hold.lower().isEmpty() && hold.upper().isEmpty()) {
            section.fault(
                    "lower",
                    "required",
                    "Minst en gräns, lower eller upper, måste anges.",
                    "At least one bound, lower or upper, is required.");
        }
        section.ordered(hold.lower(), hold.upper());
        section.within(range, "lower");
        section.within(range, "upper");
        return hold;
    }
}
