package se.malbild.goals.assessment;

/**
 * The number of the rules and of the JSON that a picture is computed by. A closing keeps it: when it is still the same, computing the
 * picture again from what was known must give every byte of it, and when it is another, it need not.
 */
public final class RulesVersion {
    /** The number of what is in this build. It rises with every change that gives any picture other bytes. */
    public static final int CURRENT = 1;

    private RulesVersion() {}
}
