package se.malbild.goals.reporting;

import se.malbild.goals.observation.Cell;

/**
 * A cell that nothing stands in.
 *
 * @param cell an outcome
 * @param revision the least that an observation of the cell can have and win: 0, or one more than that of the retraction
 */
public record MissingCell(Cell cell, int revision) {}
