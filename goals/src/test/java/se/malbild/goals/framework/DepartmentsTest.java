package se.malbild.goals.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Who is expected after many reorganisations. */
class DepartmentsTest {
    private static final int YEARS = 60;
    private static final int LAST = 2018;

    @Test
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void a_succession_with_very_many_ways_through_it_is_followed_once() {
        GoalFramework framework = FrameworkTemplate.framework(
                "indicators:\n  - id", everyYearTwoInThePlaceOfTwo() + "indicators:\n  - id",
                "departments: [skola]", "departments: [a-" + (LAST - YEARS) + "]");
        Departments departments = new Departments(framework);
        Indicator indicator = framework.indicators().get(0);

        assertThat(departments.expected(indicator, LAST)).containsExactly("a-" + LAST, "b-" + LAST);
        assertThat(departments.expected(indicator, LAST - YEARS)).containsExactly("a-" + (LAST - YEARS));
    }

    @Test
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void a_circle_is_found_at_the_end_of_a_long_succession() {
        int length = 3_000;
        StringBuilder departments = new StringBuilder();
        for (int number = 1; number <= length; number++) {
            String replaces = number == length ? "" : ", replaces: [d-" + (number + 1) + "]";
            departments.append(department("d-" + number, replaces));
        }
        String document = FrameworkTemplate.with(
                "indicators:\n  - id",
                departments + department("x", ", replaces: [y, d-1]") + department("y", ", replaces: [x]")
                        + "indicators:\n  - id");

        List<FrameworkFault> faults = FrameworkTemplate.faults(document);

        assertThat(faults)
                .extracting(fault -> fault.path() + " " + fault.code())
                .containsExactly(
                        "departments[" + (length + 2) + "].replaces cycle",
                        "departments[" + (length + 3) + "].replaces cycle");
    }

    private static String everyYearTwoInThePlaceOfTwo() {
        StringBuilder departments = new StringBuilder();
        for (int year = LAST - YEARS; year <= LAST; year++) {
            String validity = ", validFrom: " + year + ", validTo: " + year;
            String replaces = year == LAST - YEARS ? "" : ", replaces: [a-" + (year - 1) + ", b-" + (year - 1) + "]";
            departments.append(department("a-" + year, validity + replaces));
            departments.append(department("b-" + year, validity + replaces));
        }
        return departments.toString();
    }

    private static String department(String id, String more) {
        return "  - {id: " + id + ", name: {sv: Nämnden, en: Committee}" + more + "}\n";
    }
}
