package se.malbild.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TotalsTest {
    private static final String KEY = "1880/trygg-valfard-1/2018";

    @Test
    void sums_are_the_same_whatever_their_decimals() {
        Totals totals = new Totals();
        totals.add(KEY, new BigDecimal("1.50"));
        totals.add(KEY, new BigDecimal("2.5"));
        Totals same = new Totals();
        same.put(KEY, new Totals.Total(2, new BigDecimal("4.0000000000")));

        assertThat(totals.differences(same)).isEmpty();
    }

    @Test
    void what_differs_is_named_with_both_totals() {
        Totals expected = new Totals();
        expected.add(KEY, new BigDecimal("1.5"));
        Totals found = new Totals();
        found.add(KEY, new BigDecimal("2.5"));

        assertThat(expected.differences(found)).containsExactly(KEY + ": 1 2.5 instead of 1 1.5");
        assertThat(expected.differences(new Totals())).containsExactly(KEY + ": 0 0 instead of 1 1.5");
        assertThat(new Totals().differences(found)).containsExactly(KEY + ": 1 2.5 instead of 0 0");
    }

    @Test
    void a_total_from_which_everything_was_taken_back_is_none() {
        Totals found = new Totals();
        found.put(KEY, Totals.Total.NONE.plus(BigDecimal.TEN).minus(BigDecimal.TEN));

        assertThat(new Totals().differences(found)).isEmpty();
    }

    @Test
    void what_is_written_can_be_read(@TempDir Path directory) throws Exception {
        Totals totals = new Totals();
        totals.add(KEY, new BigDecimal("-0.000038"));
        totals.write(directory.resolve("totals"));

        assertThat(Totals.read(directory.resolve("totals")).differences(totals)).isEmpty();
    }
}
