package se.malbild.goals.observation;

/** Whom a value is about. */
public enum Gender {
    TOTAL,
    WOMEN,
    MEN
}
