package se.malbild.goals.framework;

/** The four kinds of {@link Rule}, by the words that documents and outputs use for them. */
public enum RuleKind {
    REACH,
    IMPROVE,
    APPROACH,
    HOLD
}
