package se.malbild.goals.observation;

import java.math.BigDecimal;
import java.util.Objects;

/** What an observation says about its cell. */
public sealed interface Content {

    /** A measured or foretold value. */
    record Value(BigDecimal number) implements Content {
        /**
         * @param number exact, in the indicator's unit; without trailing zeros and with at most
         *     {@value Observation#VALUE_DECIMALS} decimals
         */
        public Value {
            Objects.requireNonNull(number, "number");
        }
    }

    /** There is no value, for a known reason. */
    record Missing(MissingReason reason) implements Content {
        public Missing {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** The value given before is taken back. */
    record Retracted() implements Content {}
}
