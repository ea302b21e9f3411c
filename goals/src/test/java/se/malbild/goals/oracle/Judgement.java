package se.malbild.goals.oracle;

import java.math.BigDecimal;
import java.util.Optional;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Rule;

/** From value to attainment: the four rule kinds. */
record Judgement(Indicator indicator, int year) {
    private static final Figure REACHED = attained(Rational.ONE);
    private static final Figure HALF = attained(Rational.HALF);
    private static final Figure NOT_REACHED = attained(Rational.ZERO);
    private static final Figure METHOD_CHANGED = new Figure.Unknown("method-changed");

    private static Figure attained(Rational attainment) {
        return Figure.Known.derived(attainment);
    }

    /** Returns the attainment of {@code v}, or why there is none. */
    Figure of(Rational v) {
        Rule rule = indicator.rule();
        if (rule instanceof Rule.Reach reach) {
            return reach(v, reach);
        }
        if (rule instanceof Rule.Improve improve) {
            return improve(v, improve);
        }
        return rule instanceof Rule.Approach approach ? approach(v, approach) : hold(v, (Rule.Hold) rule);
    }

    private Figure reach(Rational v, Rule.Reach rule) {
        BigDecimal target = rule.target().values().get(year);
        if (target == null) {
            return new Figure.Unknown("no-target");
        }
        if (rule.target().isComparison()
                && isBreakAfter(indicator.comparison().orElseThrow().year())) {
            return METHOD_CHANGED;
        }
        Rational t = Rational.of(target);
        boolean isNear = v.minus(t).abs().compareTo(Rational.of(rule.tolerance())) <= 0;
        if (better(rule.direction(), v, t).compareTo(Rational.ZERO) >= 0) {
            return REACHED;
        }
        if (rule.baseline().isPresent() && isBreakAfter(rule.baseline().get().year())) {
            return isNear ? HALF : METHOD_CHANGED;
        }
        if (rule.baseline().isPresent()) {
            Rational b = Rational.of(rule.baseline().get().value());
            if (better(rule.direction(), b, t).compareTo(Rational.ZERO) < 0) {
                Rational way = clamp(v.minus(b).dividedBy(t.minus(b)));
                return attained(isNear ? way.atLeast(Rational.HALF) : way);
            }
        }
        return isNear ? HALF : NOT_REACHED;
    }

    private Figure improve(Rational v, Rule.Improve rule) {
        if (isBreakAfter(rule.from().year())) {
            return METHOD_CHANGED;
        }
        Rational d = improvement(rule.aim(), Rational.of(rule.from().value()), v);
        Rational tolerance = Rational.of(rule.tolerance());
        if (d.abs().compareTo(tolerance) <= 0) {
            return HALF;
        }
        return d.compareTo(tolerance) > 0 ? REACHED : NOT_REACHED;
    }

    private Figure approach(Rational v, Rule.Approach rule) {
        BigDecimal target = rule.target().values().get(year);
        if (target == null) {
            return new Figure.Unknown("no-target");
        }
        Rational t = Rational.of(target);
        Rational distance = v.minus(t).abs();
        if (distance.compareTo(Rational.of(rule.tolerance())) <= 0) {
            return REACHED;
        }
        if (isBreakAfter(rule.from().year())) {
            return METHOD_CHANGED;
        }
        Rational whole = Rational.of(rule.from().value()).minus(t).abs();
        return whole.isZero() ? NOT_REACHED : attained(clamp(Rational.ONE.minus(distance.dividedBy(whole))));
    }

    private static Figure hold(Rational v, Rule.Hold rule) {
        Rational outside = outside(rule, v);
        if (outside.isZero()) {
            return REACHED;
        }
        return outside.compareTo(Rational.of(rule.margin())) <= 0 ? HALF : NOT_REACHED;
    }

    private boolean isBreakAfter(int earlier) {
        return isBreakBetween(indicator, earlier, year);
    }

    /** "A break forbids comparison with a year before it." */
    static boolean isBreakBetween(Indicator indicator, int earlier, int later) {
        return indicator.breaks().stream().anyMatch(change -> earlier < change.year() && change.year() <= later);
    }

    /**
     * By the rule's direction, how much better {@code now} is than {@code before}, and the tolerance within which that is
     * no change.
     */
    Optional<Rational> gain(Rational before, Rational now) {
        Rule rule = indicator.rule();
        if (rule instanceof Rule.Reach reach) {
            return Optional.of(improvement(reach.direction(), before, now));
        }
        if (rule instanceof Rule.Improve improve) {
            return Optional.of(improvement(improve.aim(), before, now));
        }
        if (rule instanceof Rule.Approach approach) {
            return Optional.ofNullable(approach.target().values().get(year))
                    .map(Rational::of)
                    .map(t -> before.minus(t).abs().minus(now.minus(t).abs()));
        }
        return Optional.of(outside((Rule.Hold) rule, before).minus(outside((Rule.Hold) rule, now)));
    }

    static BigDecimal tolerance(Rule rule) {
        if (rule instanceof Rule.Reach reach) {
            return reach.tolerance();
        }
        if (rule instanceof Rule.Improve improve) {
            return improve.tolerance();
        }
        return rule instanceof Rule.Approach approach ? approach.tolerance() : BigDecimal.ZERO;
    }

    /** d = improvement on the baseline (toward: |b-ideal| - |v-ideal|). */
    private static Rational improvement(Rule.Aim aim, Rational b, Rational v) {
        if (aim instanceof Rule.Toward toward) {
            Rational ideal = Rational.of(toward.ideal());
            return b.minus(ideal).abs().minus(v.minus(ideal).abs());
        }
        return better((Rule.Direction) aim, v, b);
    }

    /** How much better {@code one} is than {@code other}; less than 0 when it is worse. */
    private static Rational better(Rule.Direction direction, Rational one, Rational other) {
        return direction == Rule.Direction.HIGHER ? one.minus(other) : other.minus(one);
    }

    private static Rational outside(Rule.Hold rule, Rational v) {
        Rational outside = Rational.ZERO;
        if (rule.lower().isPresent()) {
            outside = outside.atLeast(Rational.of(rule.lower().get()).minus(v));
        }
        if (rule.upper().isPresent()) {
            outside = outside.atLeast(v.minus(Rational.of(rule.upper().get())));
        }
        return outside;
    }

    private static Rational clamp(Rational share) {
        return share.atLeast(Rational.ZERO).atMost(Rational.ONE);
    }
}
