package se.malbild.goals.framework;

import java.util.OptionalInt;

/**
 * How much one department is meant to answer for at most, where the framework says so.
 *
 * @param goalAreas goal areas that it is responsible for
 * @param indicators indicators that it reports in a year
 */
public record DepartmentLimits(OptionalInt goalAreas, OptionalInt indicators) {
    /** The framework says nothing about it. */
    static final DepartmentLimits NONE = new DepartmentLimits(OptionalInt.empty(), OptionalInt.empty());
}
