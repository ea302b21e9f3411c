package se.malbild.goals.decision;

import java.util.Objects;

/**
 * The place that a decision takes within its year. At most one decision is in force in each; a later one takes the place of
 * the one before it and names it in {@code follows}. Closing and reopening share a slot.
 *
 * @param kind never {@link DecisionKind#REOPENED}, whose slot is that of {@link DecisionKind#CLOSED}
 * @param subject id of the strategic area, goal area or indicator; the official date, {@code 2018-08-31}, of one that is
 *     marked; {@code ""} for the whole year
 * @param department id of the department that says so, or {@code ""} for the steering office
 */
public record Slot(DecisionKind kind, String subject, String department) {
    public Slot {
        if (kind == DecisionKind.REOPENED) {
            throw new IllegalArgumentException("a year is reopened in the slot of its closing");
        }
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(department, "department");
    }

    /** Returns the place that a decision of {@code kind} takes. */
    public static Slot of(DecisionKind kind, String subject, String department) {
        return new Slot(kind == DecisionKind.REOPENED ? DecisionKind.CLOSED : kind, subject, department);
    }
}
