package se.malbild.goals.assessment;

import java.util.Optional;
import se.malbild.goals.Fraction;

/** A mean under construction, exact. */
final class WeightedMean {
    private Fraction sum = Fraction.ZERO;
    private Fraction weight = Fraction.ZERO;

    void add(Fraction value, Fraction valueWeight) {
        sum = sum.plus(value.times(valueWeight));
        weight = weight.plus(valueWeight);
    }

    Fraction weight() {
        return weight;
    }

    Optional<Fraction> mean() {
        return weight.signum() == 0 ? Optional.empty() : Optional.of(sum.dividedBy(weight));
    }
}
