package se.malbild.files;

/** What every row of a file means that says neither a value nor why there is none. */
public enum EmptyValue {
    /** The value is missing, {@link se.malbild.goals.observation.MissingReason#DROPOUT}. */
    DROPOUT,
    /** The value is missing, {@link se.malbild.goals.observation.MissingReason#NOT_APPLICABLE}. */
    NOT_APPLICABLE,
    /** Nothing: there is no observation. */
    SKIP
}
