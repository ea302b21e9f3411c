package se.malbild.goals.observation;

/** Whether a value was measured or foretold. A forecast is a cell of its own and never takes the place of an outcome. */
public enum Kind {
    OUTCOME,
    FORECAST
}
