package se.malbild.goals.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import se.malbild.goals.Fraction;
import se.malbild.goals.picture.Reason;

/** Step 3 where a difference between groups is judged: from the groups' values to one. */
final class Disparity {
    private Disparity() {}

    /** Returns |women - men|; not measured when either is missing, for whatever reason. */
    static Outcome<Quantity> genderGap(Outcome<Quantity> women, Outcome<Quantity> men) {
        return women.then(forWomen -> men.then(
                        forMen -> found(forWomen.exact().minus(forMen.exact()).abs())))
                .orNotMeasured();
    }

    /** Returns women / men; not measured when either is missing, for whatever reason, or men are 0. */
    static Outcome<Quantity> genderRatio(Outcome<Quantity> women, Outcome<Quantity> men) {
        return women.then(forWomen -> men.then(forMen -> forMen.exact().signum() == 0
                        ? Outcome.notMeasured(
                                "zero-for-men",
                                "Värdet för män är 0, så kvoten finns inte.",
                                "The value for men is 0, so the ratio does not exist.")
                        : found(forWomen.exact().dividedBy(forMen.exact()))))
                .orNotMeasured();
    }

    /**
     * Returns the highest less the lowest of {@code districts}; not measured when one of them has no value, since it could be
     * either of the two, unless the indicator does not apply to it.
     *
     * @param districts by id; of several without a value the first is named
     */
    static Outcome<Quantity> districtGap(Map<String, Outcome<Quantity>> districts) {
        List<Fraction> values = new ArrayList<>();
        for (Map.Entry<String, Outcome<Quantity>> district : districts.entrySet()) {
            district.getValue().asOptional().map(Quantity::exact).ifPresent(values::add);
            Optional<Reason> missing = district.getValue().whyNot();
            if (missing.isPresent() && !CellValues.isNotApplicable(district.getValue())) {
                return withoutValue(district.getKey(), missing.get());
            }
        }
        if (values.size() < 2) {
            return Outcome.notMeasured(
                    "too-few-districts",
                    "Minst två stadsdelar behöver ett värde; " + values.size() + " har det.",
                    "At least two districts need a value; " + values.size() + " have one.");
        }
        return found(extreme(values, Fraction::max).minus(extreme(values, Fraction::min)));
    }

    private static Outcome<Quantity> withoutValue(String district, Reason why) {
        return Outcome.notMeasured(
                why.code(),
                "Stadsdelen " + district + ": " + why.message().sv(),
                "District " + district + ": " + why.message().en());
    }

    private static Fraction extreme(List<Fraction> values, BinaryOperator<Fraction> of) {
        return values.stream().reduce(of).orElseThrow();
    }

    private static Outcome<Quantity> found(Fraction difference) {
        return Outcome.found(Quantity.derived(difference, Optional.empty()));
    }
}
