package se.malbild.goals;

/** The languages every text is given in, Swedish first. */
public enum Language {
    SV,
    EN
}
