package se.malbild.goals.oracle;

import java.util.Optional;
import se.malbild.goals.framework.Scale;

/**
 * A value and what it is worth.
 *
 * @param status what stands instead of a level when there is no attainment
 */
record Judged(Figure value, Figure attained, String status) {

    Optional<Rational> attainment() {
        return attained.number();
    }

    Optional<String> reason() {
        return attained instanceof Figure.Unknown unknown ? Optional.of(unknown.why()) : Optional.empty();
    }

    String level(Scale scale) {
        return attainment().map(known -> RolledUp.level(scale, known)).orElse(status);
    }
}
