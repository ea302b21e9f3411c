package se.malbild.goals.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Fraction;

/** A mean under construction, exact. */
final class WeightedMean {
    private final List<Fraction> products = new ArrayList<>();
    private Fraction weight = Fraction.ZERO;

    void add(Fraction value, Fraction valueWeight) {
        products.add(value.times(valueWeight));
        weight = weight.plus(valueWeight);
    }

    Fraction weight() {
        return weight;
    }

    Optional<Fraction> mean() {
        return weight.signum() == 0
                ? Optional.empty()
                : Optional.of(Fraction.sum(products).dividedBy(weight));
    }
}
