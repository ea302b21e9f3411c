package se.malbild.goals.advice;

import se.malbild.goals.Text;

/**
 * One thing in a framework that makes it hard to judge by. Unlike a fault it stops nothing.
 *
 * @param about id of the indicator, goal area or department that it is about; the framework's own when it is about the whole
 * @param name what that is called
 * @param message what may be criticised
 */
public record FrameworkWarning(WarningKind kind, String about, Text name, Text message) {}
