package se.malbild.goals.certification;

import se.malbild.goals.Text;
import se.malbild.goals.Word;

/**
 * What one check of an indicator's result came to.
 *
 * @param message what was found, for whoever is to put it right; of one that is passed, what that means
 */
public record Check(Kind kind, Outcome outcome, Text message) {
    /** What is checked. */
    public enum Kind {
        /** What was reported and the framework, judged again, give the value, attainment and level that were published. */
        RECREATED(new Text("går att räkna fram", "recreated")),
        /** Every value behind the result is there, and says its source and who sent it. */
        SOURCE(new Text("källan finns", "source present")),
        /** The indicator is measured and judged as it was when the year began. */
        DEFINITION(new Text("samma definition", "definition unchanged")),
        /** Somebody else than the sender has said that the values are ready. */
        SECOND_PERSON(new Text("granskad av en annan", "second person")),
        /** The picture lists nothing about the indicator that somebody should look at. */
        NO_PROBLEM(new Text("inget problem", "no problem listed"));

        private final Text label;

        Kind(Text label) {
            this.label = label;
        }

        /** Returns the check in a few words. */
        public Text label() {
            return label;
        }

        /** Returns the check as programs exchange it: {@code second-person}. */
        public String id() {
            return Word.of(this);
        }
    }

    /** What it came to. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** There is not enough to tell. */
        UNDETERMINED
    }

    static Check passed(Kind kind, String sv, String en) {
        return new Check(kind, Outcome.PASSED, new Text(sv, en));
    }

    static Check failed(Kind kind, String sv, String en) {
        return new Check(kind, Outcome.FAILED, new Text(sv, en));
    }

    static Check undetermined(Kind kind, String sv, String en) {
        return new Check(kind, Outcome.UNDETERMINED, new Text(sv, en));
    }
}
