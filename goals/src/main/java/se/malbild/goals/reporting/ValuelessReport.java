package se.malbild.goals.reporting;

import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.MissingReason;

/** That there is no value, as a department that is to report the indicator has said: it is not missing. */
public record ValuelessReport(Indicator indicator, Cell cell, MissingReason reason) {}
