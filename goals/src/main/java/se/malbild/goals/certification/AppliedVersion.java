package se.malbild.goals.certification;

import java.time.Instant;
import se.malbild.goals.framework.GoalFramework;

/**
 * A version of a framework that came into force.
 *
 * @param at when
 */
public record AppliedVersion(GoalFramework framework, Instant at) {}
