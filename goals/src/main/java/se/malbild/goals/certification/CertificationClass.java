package se.malbild.goals.certification;

import java.util.List;
import se.malbild.goals.Text;
import se.malbild.goals.Word;

/**
 * How far an indicator's result can be relied upon. The names are those of the Texas State Auditor's Office; what they take from a
 * sample with a tolerance of 5 percent is here told of every value, exactly.
 */
public enum CertificationClass {
    CERTIFIED(
            new Text("intygat", "certified"),
            new Text("Alla fem kontroller är uppfyllda.", "All five checks are passed.")),
    CERTIFIED_WITH_QUALIFICATION(
            new Text("intygat med förbehåll", "certified with qualification"),
            new Text(
                    "Resultatet går att räkna fram, men källa, definition, granskning eller problem är inte i ordning.",
                    "The result can be recreated, but source, definition, review or problems are not in order.")),
    FACTORS_PREVENTED_CERTIFICATION(
            new Text("kan inte intygas", "factors prevented certification"),
            new Text(
                    "Underlaget räcker inte för att avgöra om resultatet är riktigt: det finns inget värde, resultatet går inte att"
                            + " räkna fram på nytt, eller så saknas både källa och granskning.",
                    "What is there is not enough to tell whether the result is right: there is no value, the result cannot be"
                            + " computed again, or both source and review are missing.")),
    INACCURATE(
            new Text("felaktigt", "inaccurate"),
            new Text(
                    "Det som rapporterades ger ett annat resultat än det publicerade.",
                    "What was reported gives another result than the published one."));

    private final Text label;
    private final Text definition;

    CertificationClass(Text label, Text definition) {
        this.label = label;
        this.definition = definition;
    }

    /** Returns the class of a result whose checks came to {@code checks}, one of each kind. */
    static CertificationClass of(List<Check> checks) {
        if (has(checks, Check.Kind.RECREATED, Check.Outcome.FAILED)) {
            return INACCURATE;
        }
        boolean isUndetermined = has(checks, Check.Kind.RECREATED, Check.Outcome.UNDETERMINED)
                || has(checks, Check.Kind.SOURCE, Check.Outcome.UNDETERMINED);
        boolean isWithoutSupport = has(checks, Check.Kind.SOURCE, Check.Outcome.FAILED)
                && has(checks, Check.Kind.SECOND_PERSON, Check.Outcome.FAILED);
        if (isUndetermined || isWithoutSupport) {
            return FACTORS_PREVENTED_CERTIFICATION;
        }
        return checks.stream().allMatch(check -> check.outcome() == Check.Outcome.PASSED)
                ? CERTIFIED
                : CERTIFIED_WITH_QUALIFICATION;
    }

    private static boolean has(List<Check> checks, Check.Kind kind, Check.Outcome outcome) {
        return checks.stream().anyMatch(check -> check.kind() == kind && check.outcome() == outcome);
    }

    /** Returns what the class is called. */
    public Text label() {
        return label;
    }

    /** Returns what has to be so for a result to be in the class. */
    public Text definition() {
        return definition;
    }

    /** Returns the class as programs exchange it: {@code certified-with-qualification}. */
    public String id() {
        return Word.of(this);
    }
}
