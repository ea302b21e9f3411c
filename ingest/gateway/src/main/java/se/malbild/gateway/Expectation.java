package se.malbild.gateway;

import java.util.List;
import se.malbild.goals.framework.Indicator;

/**
 * What a framework says of the observations of a series in a year.
 *
 * @param departments ids of those expected to report it
 */
record Expectation(Indicator indicator, List<String> departments) {
    Expectation {
        departments = List.copyOf(departments);
    }
}
