package se.malbild.dashboard.pages;

import java.util.List;
import java.util.Optional;
import se.malbild.dashboard.then.Revision;
import se.malbild.dashboard.then.RevisionWords;
import se.malbild.dashboard.then.Revisions;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.goals.picture.Picture;
import se.malbild.history.Change;
import se.malbild.history.ChangeWords;

/**
 * What has changed in the pictures of a municipality, newest first.
 *
 * @param known what is published of the municipality now; empty when nothing is
 */
public record RevisionsPage(Revisions of, Optional<OrganisationView> known, PageLanguage language) {
    /** So many lines of what changed everything are shown. */
    private static final int MOST_LINES = 10;

    /** A part that is different: in which year's picture, what it is called, where it is, what was and is shown of it. */
    public record Line(int year, String name, Optional<String> path, String before, String now) {}

    public String municipality() {
        return language.say(Subject.municipality(of.organisation()));
    }

    public List<Revision> revisions() {
        return of.revisions();
    }

    /** Returns which record it was. */
    public String because(Revision revision) {
        return new RevisionWords(
                        language.language(), words(revision.changes().get(0).picture()))
                .because(revision);
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

    public List<Line> first(Revision revision) {
        return revision.changes().stream().limit(MOST_LINES).map(this::line).toList();
    }

    private Line line(Change change) {
        Picture picture = change.picture();
        ChangeWords words = words(picture);
        return new Line(
                picture.year(),
                words.name(change.part()),
                subject(picture).flatMap(subject -> subject.path(change.part())),
                words.before(change.part()),
                words.now(change.part()));
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

    private Optional<Subject> subject(Picture picture) {
        return known.flatMap(organisation -> organisation
                .framework(picture.framework())
                .filter(view -> view.picture(picture.year()).isPresent())
                .map(view -> new Subject(organisation, view, picture.year(), language)));
    }

    /** Returns the words of the pages, or those of data where the picture has no page any longer. */
    private ChangeWords words(Picture picture) {
        return subject(picture)
                .map(subject -> new PictureTerms(subject).words())
                .orElseGet(() -> ChangeWords.exact(language.language()));
    }

    /** Returns where the earlier ones are. */
    public Optional<String> nextPath() {
        return of.next().isPresent()
                ? Optional.of(Address.revisions(of.organisation()).in(language.language()) + "?before="
                        + of.next().getAsInt())
                : Optional.empty();
    }
}
