package se.malbild.dashboard.then;

import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.history.Change;
import se.malbild.history.ChangeWords;
import se.malbild.schemas.Justification;

/** Says what records have changed and what they are, in one language, to anybody. */
public final class RevisionWords {
    private final Language language;
    private final ChangeWords words;

    /** With every digit, and with ids, as data has them. */
    public RevisionWords(Language language) {
        this(language, ChangeWords.exact(language));
    }

    public RevisionWords(Language language, ChangeWords words) {
        this.language = language;
        this.words = words;
    }

    /** Returns what a change is, in one line. */
    public String line(Change change) {
        return change.picture().year() + ": " + words.name(change.part()) + ": " + words.before(change.part()) + " → "
                + words.now(change.part());
    }

    /** Returns which record it was: an observation, something about persons, or a version with who applied it and why. */
    public String because(Revision revision) {
        if (revision.version().isPresent()) {
            Justification why = revision.version().get().justification();
            return say("Därför att ", "Because ")
                    + words.because(revision.version().get().version())
                    + say(" tillämpades av ", " was applied by ") + why.appliedBy() + ": " + why.reason()
                    + why.reference()
                            .map(decision -> say(" (beslut: ", " (decision: ") + decision + ")")
                            .orElse("");
        }
        return revision.observation()
                .map(observation -> say("Ny uppgift från ", "New data from ") + words.because(observation))
                .orElseGet(() -> say("Ny uppgift om personer: ", "New data about persons: ")
                        + words.because(revision.series().orElseThrow()));
    }

    private String say(String sv, String en) {
        return new Text(sv, en).in(language);
    }
}
