package se.malbild.dashboard.pages;

import java.util.List;
import java.util.Optional;
import se.malbild.dashboard.then.Revision;
import se.malbild.dashboard.then.Revisions;
import se.malbild.dashboard.view.OrganisationView;

/**
 * What has changed in the pictures of a municipality, newest first.
 *
 * @param known what is published of the municipality now; empty when nothing is
 */
public record RevisionsPage(Revisions of, Optional<OrganisationView> known, PageLanguage language) {
    /** So many lines of what changed everything are shown. */
    private static final int MOST_LINES = 10;

    public String municipality() {
        return language.say(Subject.municipality(of.organisation()));
    }

    public List<Revision> revisions() {
        return of.revisions();
    }

    /** Returns which record it was. */
    public String because(Revision revision) {
        return lines().because(revision);
    }

    /** Returns what the frameworks have every page say about them, but for what the frame says already. */
    public List<String> notices() {
        Optional<String> said = latest().flatMap(Subject::notice);
        return revisions().stream()
                .flatMap(revision -> revision.changes().stream())
                .flatMap(change -> change.picture().notice().stream())
                .map(language::say)
                .distinct()
                .filter(notice -> !Optional.of(notice).equals(said))
                .toList();
    }

    public List<RevisionLines.Line> first(Revision revision) {
        return revision.changes().stream().limit(MOST_LINES).map(lines()::line).toList();
    }

    private RevisionLines lines() {
        return new RevisionLines(known, language);
    }

    /** Returns how many there are that {@link #first} leaves out. */
    public int more(Revision revision) {
        return Math.max(0, revision.changes().size() - MOST_LINES);
    }

    /** Returns the picture that is shown when none is asked for. */
    Optional<Subject> latest() {
        return known.map(organisation -> new Subject(
                organisation, organisation.latest(), organisation.latest().latestYear(), language));
    }

    /** Returns where the earlier ones are. */
    public Optional<String> nextPath() {
        return of.next().isPresent()
                ? Optional.of(Address.revisions(of.organisation(), of.next()).in(language.language()))
                : Optional.empty();
    }
}
