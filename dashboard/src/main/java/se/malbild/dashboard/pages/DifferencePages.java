package se.malbild.dashboard.pages;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import se.malbild.dashboard.pages.PageFrame.Link;
import se.malbild.dashboard.then.Revisions;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.YearDifference;
import se.malbild.goals.Language;

/** Makes the pages that say what is different: between two moments, two years or two versions of the framework. */
final class DifferencePages {
    private final BiFunction<String, Map<String, Object>, String> rendered;

    /** @param rendered makes a page of a template's name and what it is about */
    DifferencePages(BiFunction<String, Map<String, Object>, String> rendered) {
        this.rendered = rendered;
    }

    /** Returns the page on which two moments are chosen. */
    String choice(Subject subject) {
        return changes(subject, Optional.empty());
    }

    /** Returns the page of what is different in a picture between two moments. */
    String changes(ChangesPage changes) {
        return changes(changes.subject(), Optional.of(changes));
    }

    private String changes(Subject subject, Optional<ChangesPage> changes) {
        PageLanguage words = subject.words();
        PageFrame frame = new PageFrame(
                words,
                changes.map(page -> subject.address().changes(page.from(), page.to()))
                        .orElseGet(() -> subject.address().changes()),
                words.say("Ändringar i målbilden ", "Changes in the picture ") + subject.year(),
                Pages.trail(subject),
                Optional.of(subject),
                changes.stream()
                        .flatMap(page -> files(format -> DataAddress.difference(subject, page.from(), format)))
                        .toList());
        return rendered.apply("changes", Map.of("frame", frame, "subject", subject, "changes", changes));
    }

    private static Stream<Link> files(UnaryOperator<String> address) {
        return Stream.of("csv", "json").map(format -> new Link(format.toUpperCase(Locale.ROOT), address.apply(format)));
    }

    /**
     * Returns the page of what has changed in the pictures of a municipality.
     *
     * @param before the place in its log that was asked for, if one was
     * @param known what is published of it now; empty when nothing is
     */
    String revisions(Revisions revisions, OptionalInt before, Optional<OrganisationView> known, Language language) {
        PageLanguage words = new PageLanguage(language);
        RevisionsPage page = new RevisionsPage(revisions, known, words);
        String data = DataAddress.revisions(revisions.organisation());
        PageFrame frame = new PageFrame(
                words,
                Address.revisions(revisions.organisation(), before),
                words.say("Ändringar i målbilden", "Changes in the picture"),
                List.of(new Link(
                        words.say("Målbild", "Goal attainment"),
                        Address.organisation(revisions.organisation()).in(language))),
                page.latest(),
                List.of(new Link("Atom", DataAddress.feed(revisions.organisation(), words)), new Link("JSON", data)));
        return rendered.apply("revisions", Map.of("frame", frame, "page", page));
    }

    /** Returns the page of what is different since {@code year}; empty when there is no earlier picture of that year. */
    Optional<String> since(Subject subject, String year) {
        return subject.years().stream()
                .filter(before ->
                        before < subject.year() && Integer.toString(before).equals(year))
                .findFirst()
                .map(before ->
                        years(new YearsPage(subject, YearDifference.of(subject.view(), before, subject.year()))));
    }

    private String years(YearsPage page) {
        Subject subject = page.subject();
        int before = page.before().year();
        PageFrame frame = new PageFrame(
                subject.words(),
                subject.address().since(before),
                before + subject.words().say(" och ", " and ") + subject.year(),
                Pages.trail(subject),
                Optional.of(subject),
                files(format -> DataAddress.years(subject, before, format)).toList());
        return rendered.apply("twoYears", Map.of("frame", frame, "page", page));
    }

    /** Returns the page of two versions of the framework. */
    String versions(VersionsPage page) {
        Subject subject = page.subject();
        PageFrame frame = new PageFrame(
                subject.words(),
                subject.address().versions(page.one(), page.other()),
                subject.words().say("Version ", "Version ")
                        + page.one()
                        + subject.words().say(" och ", " and ")
                        + page.other(),
                Pages.trail(subject),
                Optional.of(subject),
                files(format -> DataAddress.versions(subject, page.one(), page.other(), format))
                        .toList());
        return rendered.apply("versions", Map.of("frame", frame, "page", page));
    }
}
