package se.malbild.goals.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.MonthDay;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The last day is the first one with its date after the end of what is reported. */
class ReportingDeadlineTest {

    @ParameterizedTest(name = "{0} of 2018 by {1}: {2}")
    @CsvSource({
        "year, 02-15, 2018, 2019-02-15",
        "year, 12-31, 2018, 2019-12-31",
        "T1, 05-20, 2018-T1, 2018-05-20",
        "T1, 04-30, 2018-T1, 2019-04-30",
        "T3, 01-20, 2018-T3, 2019-01-20",
        "Q2, 07-01, 2018-Q2, 2018-07-01",
        "08, 09-10, 2018-08, 2018-09-10",
        "year, 02-29, 2018, 2019-02-28",
    })
    void last_day(String of, String by, String period, LocalDate lastDay) {
        ReportingDeadline deadline = new ReportingDeadline("skola", of, MonthDay.parse("--" + by));

        assertThat(deadline.period(2018)).hasToString(period);
        assertThat(deadline.lastDay(2018)).isEqualTo(lastDay);
    }
}
