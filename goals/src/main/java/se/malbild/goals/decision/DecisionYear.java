package se.malbild.goals.decision;

import java.util.Objects;

/**
 * What decisions are made about: a year of a goal framework. The key of {@code year-decisions}.
 *
 * @param organisation SCB municipality code, four digits
 * @param framework id of the goal framework
 * @param year the calendar year
 */
public record DecisionYear(String organisation, String framework, int year) {
    public DecisionYear {
        Objects.requireNonNull(organisation, "organisation");
        Objects.requireNonNull(framework, "framework");
    }
}
