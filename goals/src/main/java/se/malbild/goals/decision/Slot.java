package se.malbild.goals.decision;

/**
 * The place that a decision takes within its year. At most one decision is in force in each; a later one takes the place of
 * the one before it and names it in {@code follows}. Closing and reopening share a slot.
 *
 * @param kind never {@link DecisionKind#REOPENED}, whose slot is that of {@link DecisionKind#CLOSED}
 * @param subject id of the strategic area, goal area or indicator; the official date, {@code 2018-08-31}, of one that is
 *     marked; {@code ""} for the whole year
 * @param department id of the department that says so, or {@code ""} for the steering office
 */
public record Slot(DecisionKind kind, String subject, String department) {}
