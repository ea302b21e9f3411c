package se.malbild.goals.framework;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;

/** How a value becomes attainment. */
public sealed interface Rule {

    /** Returns which of the four kinds the rule is. */
    RuleKind kind();

    /** Returns the value that the rule compares with, where it has one. */
    Optional<Baseline> baseline();

    /** Returns the target of {@code year}, where the rule has one. */
    default Optional<BigDecimal> target(int year) {
        return Optional.empty();
    }

    /** To be at least as good as the target. */
    record Reach(Direction direction, Target target, Optional<Baseline> baseline, BigDecimal tolerance)
            implements Rule {
        @Override
        public RuleKind kind() {
            return RuleKind.REACH;
        }

        @Override
        public Optional<BigDecimal> target(int year) {
            return target.in(year);
        }
    }

    /** To be better than the baseline. */
    record Improve(Aim aim, Baseline from, BigDecimal tolerance) implements Rule {
        @Override
        public RuleKind kind() {
            return RuleKind.IMPROVE;
        }

        @Override
        public Optional<Baseline> baseline() {
            return Optional.of(from);
        }
    }

    /** To come close to the target, from either side. */
    record Approach(Target target, Baseline from, BigDecimal tolerance) implements Rule {
        @Override
        public RuleKind kind() {
            return RuleKind.APPROACH;
        }

        @Override
        public Optional<Baseline> baseline() {
            return Optional.of(from);
        }

        @Override
        public Optional<BigDecimal> target(int year) {
            return target.in(year);
        }
    }

    /** To stay within bounds; at least one of them is given. */
    record Hold(Optional<BigDecimal> lower, Optional<BigDecimal> upper, BigDecimal margin) implements Rule {
        @Override
        public RuleKind kind() {
            return RuleKind.HOLD;
        }

        /** Returns how far outside the bounds {@code value} lies; 0 inside. */
        public Fraction outside(Fraction value) {
            Fraction below = lower.map(bound -> Fraction.of(bound).minus(value).max(Fraction.ZERO))
                    .orElse(Fraction.ZERO);
            return upper.map(bound -> value.minus(Fraction.of(bound)).max(below))
                    .orElse(below);
        }

        @Override
        public Optional<Baseline> baseline() {
            return Optional.empty();
        }
    }

    /** What counts as better. */
    sealed interface Aim {
        /** Returns how much better {@code to} is than {@code from}; negative when it is worse. */
        Fraction gain(Fraction from, Fraction to);
    }

    /** Better is more, or better is less. */
    enum Direction implements Aim {
        HIGHER,
        LOWER;

        @Override
        public Fraction gain(Fraction from, Fraction to) {
            return this == HIGHER ? to.minus(from) : from.minus(to);
        }
    }

    /** Better is nearer to {@code ideal}. */
    record Toward(BigDecimal ideal, Optional<Text> source) implements Aim {
        @Override
        public Fraction gain(Fraction from, Fraction to) {
            Fraction best = Fraction.of(ideal);
            return from.minus(best).abs().minus(to.minus(best).abs());
        }
    }

    /** The value that improvement is counted from, as it was known when the framework was written. */
    record Baseline(int year, BigDecimal value, Optional<Text> source) {}

    /**
     * The value to reach in each year.
     *
     * @param values by year
     * @param isComparison whether it is another's value (jämförelsevärde) rather than one decided on
     */
    record Target(SortedMap<Integer, BigDecimal> values, Optional<Text> source, boolean isComparison) {
        public Target {
            values = new TreeMap<>(values);
        }

        public Optional<BigDecimal> in(int year) {
            return Optional.ofNullable(values.get(year));
        }
    }
}
