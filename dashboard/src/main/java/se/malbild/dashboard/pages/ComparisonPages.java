package se.malbild.dashboard.pages;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import se.malbild.dashboard.pages.PageFrame.Link;
import se.malbild.dashboard.view.Comparison;
import se.malbild.dashboard.view.Comparison.Side;
import se.malbild.dashboard.view.Snapshot;

/** Makes the pages that set two municipalities side by side. */
final class ComparisonPages {
    private final BiFunction<String, Map<String, Object>, String> rendered;

    /** @param rendered makes a page of a template's name and what it is about */
    ComparisonPages(BiFunction<String, Map<String, Object>, String> rendered) {
        this.rendered = rendered;
    }

    /** Returns the page that leads to every other municipality's frameworks. */
    String choice(Snapshot snapshot, Subject subject) {
        PageLanguage words = subject.words();
        List<Link> others = snapshot.organisations().values().stream()
                .filter(other -> !other.id().equals(subject.organisation().id()))
                .flatMap(other ->
                        other.frameworks().stream().map(view -> new Subject(other, view, view.latestYear(), words)))
                .map(other -> new Link(
                        other.municipality() + ": " + words.say(other.picture().title()),
                        subject.comparison(other).in(words.language())))
                .sorted(Comparator.comparing(Link::text, words.alphabetical()))
                .toList();
        PageFrame frame = new PageFrame(
                words,
                subject.comparisons(),
                words.say("Jämför kommuner", "Compare municipalities"),
                Pages.trail(subject),
                Optional.of(subject),
                List.of());
        return rendered.apply("comparisons", Map.of("frame", frame, "subject", subject, "others", others));
    }

    String of(Subject subject, Subject other) {
        PageLanguage words = subject.words();
        Comparison comparison = new Comparison(
                new Side(subject.organisation(), subject.view()), new Side(other.organisation(), other.view()));
        List<ComparedIndicator> indicators = comparison.pairs().stream()
                .flatMap(pair -> subject.indicator(pair.first().id()).stream()
                        .flatMap(first -> other.indicator(pair.second().id()).stream()
                                .map(second -> new ComparedIndicator(comparison, pair, first, second))))
                .toList();
        PageFrame frame = new PageFrame(
                words,
                subject.comparison(other),
                subject.municipality() + words.say(" och ", " and ") + other.municipality(),
                Pages.trail(subject, words.say("Jämför kommuner", "Compare municipalities"), subject.comparisons()),
                Optional.of(subject),
                List.of(
                        new Link("CSV", DataAddress.comparison(subject, other, "csv")),
                        new Link("JSON", DataAddress.comparison(subject, other, "json"))));
        return rendered.apply(
                "comparison",
                Map.of(
                        "frame", frame,
                        "subject", subject,
                        "other", other,
                        "comparison", comparison,
                        "indicators", indicators));
    }
}
