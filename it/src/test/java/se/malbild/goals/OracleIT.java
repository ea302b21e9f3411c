package se.malbild.goals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import se.malbild.goals.oracle.Agreement;

@Tag("proof")
class OracleIT {

    /** 100,000 take about four minutes on two processors that are busy with other things, too. */
    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void goalsAndTheOracleAgreeOnAMillionRandomCases() {
        Agreement.holds(1_000_000);
    }
}
