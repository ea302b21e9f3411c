package se.malbild.goals.assessment;

import java.util.Optional;
import java.util.function.Function;
import se.malbild.goals.Text;
import se.malbild.goals.picture.Reason;

/** A result of the rules: what was asked for, or why it does not exist. */
sealed interface Outcome<T> {

    record Found<T>(T result) implements Outcome<T> {}

    /** Nobody has measured it, or not all of it. */
    record NotMeasured<T>(Reason reason) implements Outcome<T> {}

    /** It was measured but cannot be judged. */
    record NotAssessed<T>(Reason reason) implements Outcome<T> {}

    static <T> Outcome<T> found(T result) {
        return new Found<>(result);
    }

    static <T> Outcome<T> notMeasured(String code, String sv, String en) {
        return new NotMeasured<>(new Reason(code, new Text(sv, en)));
    }

    static <T> Outcome<T> notAssessed(String code, String sv, String en) {
        return new NotAssessed<>(new Reason(code, new Text(sv, en)));
    }

    default Optional<T> asOptional() {
        return this instanceof Found<T> found ? Optional.of(found.result()) : Optional.empty();
    }

    /** Returns why there is no result; empty when there is one. */
    default Optional<Reason> whyNot() {
        if (this instanceof NotMeasured<T> none) {
            return Optional.of(none.reason);
        }
        return this instanceof NotAssessed<T> none ? Optional.of(none.reason) : Optional.empty();
    }

    /** Returns the same, as not measured when there is no result for any reason. */
    default Outcome<T> orNotMeasured() {
        return this instanceof NotAssessed<T> none ? new NotMeasured<>(none.reason()) : this;
    }

    /** Returns {@code next} of what was found, or why nothing was. */
    default <R> Outcome<R> then(Function<T, Outcome<R>> next) {
        if (this instanceof Found<T> found) {
            return next.apply(found.result());
        }
        return this instanceof NotMeasured<T> none
                ? new NotMeasured<>(none.reason())
                : new NotAssessed<>(((NotAssessed<T>) this).reason());
    }
}
