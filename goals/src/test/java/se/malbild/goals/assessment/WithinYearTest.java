package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static se.malbild.goals.assessment.Given.assertValue;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.picture.IndicatorPicture;

/** Step 1: from the parts of a year to the year. */
class WithinYearTest {

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                // a value for the whole year wins for every method
                "last | skola 2018-12 7; skola 2018 5 | 5",
                "sum | skola 2018-T1 7; skola 2018-T2 7; skola 2018 5 | 5",
                "mean | skola 2018-T1 7; skola 2018 5 | 5",
                "max | skola 2018-T1 7; skola 2018 5 | 5",
                "min | skola 2018-T1 3; skola 2018 5 | 5",
                // the latest end month, then the longer part
                "last | skola 2018-01 1; skola 2018-03 3; skola 2018-02 2 | 3",
                "last | skola 2018-T2 8; skola 2018-09 9 | 9",
                "last | skola 2018-12 12; skola 2018-Q4 4; skola 2018-T3 3 | 3",
                "last | skola 2018-12 12; skola 2018-Q4 4 | 4",
                "last | skola 2018-T1 1; skola 2018-Q2 2 | 2",
                // the others over the parts that cover most of the year
                "sum | skola 2018-T1 1; skola 2018-T2 2; skola 2018-T3 4 | 7",
                "max | skola 2018-T1 1; skola 2018-Q1 100; skola 2018-12 100 | 1",
                "mean | skola 2018-Q1 1; skola 2018-Q4 2; skola 2018-12 100 | 1.5",
                "mean | skola 2018-01 0.1; skola 2018-02 0.2 | 0.15",
                "mean | skola 2018-Q1 1; skola 2018-Q2 2; skola 2018-Q3 4 | 2.333333",
                "mean | skola 2018-T1 1; skola 2018-T2 2; skola 2018-01 100 | 1.5",
                "max | skola 2018-Q1 1; skola 2018-Q2 4; skola 2018-01 100 | 4",
                "min | skola 2018-Q1 1; skola 2018-Q2 4; skola 2018-01 -100 | 1",
                // empty parts are skipped
                "last | skola 2018-T1 1; skola 2018-T2 DROPOUT | 1",
                "min | skola 2018-T1 1; skola 2018-T2 RETRACTED; skola 2018-T3 4 | 1",
                "mean | skola 2018-T1 DROPOUT; skola 2018-01 1; skola 2018-02 2 | 1.5",
                "mean | skola 2018-T1 1; skola 2018-T2 SECRECY; skola 2018-T3 4 | 2.5",
                "last | skola 2018 RETRACTED; skola 2018-T1 6 | 6",
                "max | skola 2018 DROPOUT; skola 2018-T1 6 | 6",
                // forecasts are cells of their own
                "last | skola 2018-T1 6; skola 2018 9 forecast; skola 2018-T2 8 forecast | 6",
                "mean | skola 2018-T1 6; skola 2018-T2 8 forecast | 6",
                // values as given, with all their decimals
                "last | skola 2018 78.1234567891 | 78.1234567891",
                "max | skola 2018-T1 78.1234567891 | 78.1234567891",
                "mean | skola 2018-T1 78.1234567891 | 78.123457",
            })
    void withinTheYear(String method, String reports, String value) {
        IndicatorPicture shown =
                Given.indicator("withinYear: " + method).reported(reports).shown(2018);

        assertThat(shown.value()).contains(new BigDecimal(value));
    }

    @ParameterizedTest(name = "{0} with {1} parts required of {2}: {3} {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "sum | 3 | skola 2018-T1 1; skola 2018-T2 2; skola 2018-T3 4 | 7 | -",
                "sum | 3 | skola 2018-T1 1; skola 2018-T2 2 | - | parts-missing",
                "sum | 3 | skola 2018-T1 1; skola 2018-T2 2; skola 2018-T3 SECRECY | - | parts-missing",
                "sum | 3 | skola 2018-T1 1; skola 2018-T2 2; skola 2018-12 9 | - | parts-missing",
                "sum | 3 | skola 2018 5 | 5 | -",
                "sum | 3 | skola 2018-T1 1; skola 2018 5 | 5 | -",
                "mean | 2 | skola 2018-Q1 1; skola 2018-Q2 4 | 2.5 | -",
                "mean | 2 | skola 2018-Q1 1 | - | parts-missing",
            })
    void requiredParts(String method, int required, String reports, String value, String reason) {
        assertValue(
                Given.indicator("withinYear: " + method, "requiredParts: " + required)
                        .reported(reports)
                        .shown(2018),
                value,
                reason);
    }
}
