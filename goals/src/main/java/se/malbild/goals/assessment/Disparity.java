package se.malbild.goals.assessment;

import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import se.malbild.goals.Fraction;

/** Step 3 where a difference between groups is judged: from the groups' values to one. */
final class Disparity {
    private Disparity() {}

    /** Returns |women - men|. */
    static Outcome<Quantity> genderGap(Outcome<Quantity> women, Outcome<Quantity> men) {
        return women.then(forWomen ->
                men.then(forMen -> found(forWomen.exact().minus(forMen.exact()).abs())));
    }

    /** Returns women / men. */
    static Outcome<Quantity> genderRatio(Outcome<Quantity> women, Outcome<Quantity> men) {
        return women.then(forWomen -> men.then(forMen -> forMen.exact().signum() == 0
                ? Outcome.notMeasured(
                        "zero-for-men",
                        "Värdet för män är 0, så kvoten finns inte.",
                        "The value for men is 0, so the ratio does not exist.")
                : found(forWomen.exact().dividedBy(forMen.exact()))));
    }

    /** Returns the highest less the lowest of the districts that have a value. */
    static Outcome<Quantity> districtGap(List<Outcome<Quantity>> districts) {
        List<Fraction> values = districts.stream()
                .flatMap(district -> district.asOptional().stream())
                .map(Quantity::exact)
                .toList();
        if (values.size() < 2) {
            return Outcome.notMeasured(
                    "too-few-districts",
                    "Minst två stadsdelar behöver ett värde; " + values.size() + " har det.",
                    "At least two districts need a value; " + values.size() + " have one.");
        }
        return found(extreme(values, Fraction::max).minus(extreme(values, Fraction::min)));
    }

    private static Fraction extreme(List<Fraction> values, BinaryOperator<Fraction> of) {
        return values.stream().reduce(of).orElseThrow();
    }

    private static Outcome<Quantity> found(Fraction difference) {
        return Outcome.found(Quantity.derived(difference, Optional.empty()));
    }
}
