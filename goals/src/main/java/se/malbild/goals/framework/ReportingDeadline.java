package se.malbild.goals.framework;

import java.time.MonthDay;

/**
 * By when a department is to have reported.
 *
 * @param department id of the department
 * @param of what it is to have reported by then: {@code year}, or a part of it as a period names it, such as {@code T1}
 * @param by the last day: the first one with this date after the end of what is reported
 */
public record ReportingDeadline(String department, String of, MonthDay by) {}
