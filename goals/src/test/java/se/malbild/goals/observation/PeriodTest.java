package se.malbild.goals.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.observation.Period.Granularity;

class PeriodTest {

    @ParameterizedTest(name = "\"{0}\" is {1}, a {2} that ends in month {3}")
    @CsvSource({
        "'', 2018, YEAR, 12",
        "2018, 2018, YEAR, 12",
        "2018-T1, 2018-T1, TERTIAL, 4",
        "2018-T2, 2018-T2, TERTIAL, 8",
        "2018-T3, 2018-T3, TERTIAL, 12",
        "2018-Q1, 2018-Q1, QUARTER, 3",
        "2018-Q4, 2018-Q4, QUARTER, 12",
        "2018-01, 2018-01, MONTH, 1",
        "2018-08, 2018-08, MONTH, 8",
        "2018-12, 2018-12, MONTH, 12",
    })
    void readsTheYearAndItsParts(String text, String written, Granularity granularity, int endMonth) {
        Period period = Period.parse(2018, text).orElseThrow();

        assertThat(period).hasToString(written);
        assertThat(period.granularity()).isEqualTo(granularity);
        assertThat(period.endMonth()).isEqualTo(endMonth);
        assertThat(period.year()).isEqualTo(2018);
        assertThat(period.isWholeYear()).isEqualTo(granularity == Granularity.YEAR);
    }

    @ParameterizedTest(name = "\"{0}\" is not a period of 2018")
    @ValueSource(
            strings = {
                "2018-T0",
                "2018-T4",
                "2018-Q0",
                "2018-Q5",
                "2018-00",
                "2018-13",
                "2018-8",
                "2018-t2",
                "2018-H1",
                "2018-T2 ",
                " ",
                "T2",
                "2017",
                "2019-T2",
                "2018-08-01",
                "2018/08",
                "18-08",
                "2018-T2\n",
                "２０１８-T2"
            })
    void refusesWhatIsNoPartOfTheYear(String text) {
        assertThat(Period.parse(2018, text)).isEmpty();
    }

    @ParameterizedTest(name = "the year {0} can be measured: {1}")
    @CsvSource({"1899, false", "1900, true", "2200, true", "2201, false", "-2018, false", "0, false"})
    void knowsTheYears1900To2200(int year, boolean known) {
        assertThat(Period.parse(year, "").isPresent()).isEqualTo(known);
    }

    @ParameterizedTest(name = "{0} {1} {2} does not exist")
    @CsvSource({
        "2018, TERTIAL, 4",
        "2018, TERTIAL, 0",
        "2018, QUARTER, 5",
        "2018, MONTH, 13",
        "2018, YEAR, 2",
        "1899, YEAR, 1"
    })
    void cannotBeMadeOutsideTheCalendar(int year, Granularity granularity, int number) {
        assertThatThrownBy(() -> new Period(year, granularity, number)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0} and {1} share a month: {2}")
    @CsvSource({
        "2018, 2018-08, true",
        "2018-T2, 2018-08, true",
        "2018-T2, 2018-09, false",
        "2018-T2, 2018-Q2, true",
        "2018-T2, 2018-Q1, false",
        "2018-08, 2018-08, true",
        "2018-08, 2017-08, false",
        "2018, 2017, false"
    })
    void periodsThatShareAMonthOverlap(String one, String other, boolean overlap) {
        Period a = Period.parse(Integer.parseInt(one.substring(0, 4)), one).orElseThrow();
        Period b = Period.parse(Integer.parseInt(other.substring(0, 4)), other).orElseThrow();

        assertThat(a.overlaps(b)).isEqualTo(overlap);
        assertThat(b.overlaps(a)).isEqualTo(overlap);
    }

    @Test
    void ordersByYearThenLongerPartsThenNumber() {
        assertThat(Stream.of("2018-01", "2018-Q2", "2018-T3", "2018", "2018-Q1", "2018-02")
                        .map(text -> Period.parse(2018, text).orElseThrow())
                        .sorted()
                        .map(Period::toString))
                .containsExactly("2018", "2018-T3", "2018-Q1", "2018-Q2", "2018-01", "2018-02");
        assertThat(Period.of(2017)).isLessThan(Period.of(2018));
    }
}
