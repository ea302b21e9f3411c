package se.malbild.goals.picture;

import java.math.BigDecimal;
import java.util.Optional;
import se.malbild.goals.Text;
import se.malbild.goals.Word;
import se.malbild.goals.framework.Rule;
import se.malbild.goals.framework.Rule.Baseline;
import se.malbild.goals.framework.Rule.Direction;
import se.malbild.goals.framework.Rule.Target;
import se.malbild.goals.framework.Rule.Toward;

/**
 * How an indicator is judged in one year.
 *
 * @param kind {@code reach}, {@code improve}, {@code approach} or {@code hold}
 * @param direction {@code higher}, {@code lower} or {@code toward}, where the rule has one
 * @param target the year's target, where the rule has one
 * @param targetIsComparison whether {@code target} is another's value and not one decided on
 * @param ideal what {@code toward} is toward
 * @param lower lower bound of {@code hold}
 * @param upper upper bound of {@code hold}
 * @param tolerance the rule's tolerance, or margin
 */
public record RulePicture(
        String kind,
        Optional<String> direction,
        Optional<Baseline> baseline,
        Optional<BigDecimal> target,
        Optional<Text> targetSource,
        boolean targetIsComparison,
        Optional<BigDecimal> ideal,
        Optional<BigDecimal> lower,
        Optional<BigDecimal> upper,
        BigDecimal tolerance) {

    /** Returns how {@code rule} is shown in {@code year}. */
    public static RulePicture of(Rule rule, int year) {
        Optional<Target> targets = targets(rule);
        return new RulePicture(
                Word.of(rule.kind()),
                direction(rule),
                rule.baseline(),
                rule.target(year),
                targets.flatMap(Target::source),
                targets.map(Target::isComparison).orElse(false),
                rule instanceof Rule.Improve improve && improve.aim() instanceof Toward toward
                        ? Optional.of(toward.ideal())
                        : Optional.empty(),
                rule instanceof Rule.Hold hold ? hold.lower() : Optional.empty(),
                rule instanceof Rule.Hold hold ? hold.upper() : Optional.empty(),
                tolerance(rule));
    }

    /** Returns the year's target, where one was decided on; another's value is none. */
    public Optional<BigDecimal> ownTarget() {
        return target.filter(value -> !targetIsComparison);
    }

    private static Optional<Target> targets(Rule rule) {
        if (rule instanceof Rule.Reach reach) {
            return Optional.of(reach.target());
        }
        return rule instanceof Rule.Approach approach ? Optional.of(approach.target()) : Optional.empty();
    }

    private static Optional<String> direction(Rule rule) {
        if (rule instanceof Rule.Reach reach) {
            return Optional.of(Word.of(reach.direction()));
        }
        if (rule instanceof Rule.Improve improve) {
            return Optional.of(improve.aim() instanceof Direction direction ? Word.of(direction) : "toward");
        }
        return Optional.empty();
    }

    private static BigDecimal tolerance(Rule rule) {
        if (rule instanceof Rule.Reach reach) {
            return reach.tolerance();
        }
        if (rule instanceof Rule.Improve improve) {
            return improve.tolerance();
        }
        return rule instanceof Rule.Approach approach ? approach.tolerance() : ((Rule.Hold) rule).margin();
    }
}
