package se.malbild.goals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import se.malbild.goals.oracle.Agreement;

@Tag("proof")
class OracleIT {

    @Test
    void goalsAndTheOracleAgreeOnAMillionRandomCases() {
        Agreement.holds(1_000_000);
    }
}
