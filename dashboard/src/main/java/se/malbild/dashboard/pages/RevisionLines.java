package se.malbild.dashboard.pages;

import java.util.Optional;
import se.malbild.dashboard.then.Revision;
import se.malbild.dashboard.then.RevisionWords;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.goals.picture.Picture;
import se.malbild.history.Change;
import se.malbild.history.ChangeWords;

/**
 * Says what records have changed, in the words and numbers of the pages.
 *
 * @param known what is published of the municipality now; empty when nothing is
 */
public record RevisionLines(Optional<OrganisationView> known, PageLanguage language) {

    /** A part that is different: in which year's picture, what it is called, where it is, what was and is shown of it. */
    public record Line(int year, String name, Optional<String> path, String before, String now) {}

    /** Returns which record it was. */
    public String because(Revision revision) {
        return new RevisionWords(
                        language.language(), words(revision.changes().get(0).picture()))
                .because(revision);
    }

    public Line line(Change change) {
        Picture picture = change.picture();
        ChangeWords words = words(picture);
        return new Line(
                picture.year(),
                words.name(change.part()),
                subject(picture).flatMap(subject -> subject.path(change.part())),
                words.before(change.part()),
                words.now(change.part()));
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
}
