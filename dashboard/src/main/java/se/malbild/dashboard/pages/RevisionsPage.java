package se.malbild.dashboard.pages;

import java.util.List;
import java.util.Optional;
import se.malbild.dashboard.then.Revision;
import se.malbild.dashboard.then.RevisionWords;
import se.malbild.dashboard.then.Revisions;
import se.malbild.history.Change;

/** What has changed in the pictures of a municipality, newest first. Values have every digit, as data has. */
public record RevisionsPage(Revisions of, PageLanguage language) {
    /** So many lines of what changed everything are shown. */
    private static final int MOST_LINES = 10;

    public String municipality() {
        return language.say(Subject.municipality(of.organisation()));
    }

    public List<Revision> revisions() {
        return of.revisions();
    }

    public RevisionWords words() {
        return new RevisionWords(language.language());
    }

    /** Returns what the frameworks have every page say about them. */
    public List<String> notices() {
        return revisions().stream()
                .flatMap(revision -> revision.changes().stream())
                .flatMap(change -> change.picture().notice().stream())
                .map(language::say)
                .distinct()
                .toList();
    }

    public List<Change> first(Revision revision) {
        return revision.changes().stream().limit(MOST_LINES).toList();
    }

    /** Returns how many there are that {@link #first} leaves out. */
    public int more(Revision revision) {
        return Math.max(0, revision.changes().size() - MOST_LINES);
    }

    /** Returns where the earlier ones are. */
    public Optional<String> nextPath() {
        return of.next().isPresent()
                ? Optional.of(Address.revisions(of.organisation()).in(language.language()) + "?before="
                        + of.next().getAsInt())
                : Optional.empty();
    }
}
