package se.malbild.dashboard.pages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import se.malbild.dashboard.pages.PageFrame.Link;

/** Makes the pages about what has been decided: of a year, and the judgements of all years. */
final class DecidedPages {
    private final BiFunction<String, Map<String, Object>, String> rendered;

    /** @param rendered makes a page of a template's name and what it is about */
    DecidedPages(BiFunction<String, Map<String, Object>, String> rendered) {
        this.rendered = rendered;
    }

    /** @param subject with the picture as it is now */
    String decisions(Subject subject) {
        PageFrame frame = new PageFrame(
                subject.words(),
                subject.address().decisions(),
                subject.words().say("Beslut om ", "Decisions about ") + subject.year(),
                Pages.trail(subject),
                Optional.of(subject),
                List.of(new Link("JSON", DataAddress.decisions(subject))));
        return rendered.apply("decisions", Map.of("frame", frame, "page", new DecisionsPage(subject)));
    }

    String judgements(Subject subject) {
        PageFrame frame = new PageFrame(
                subject.words(),
                subject.judgements(),
                subject.words().say("Bedömningar över åren", "Judgements over the years"),
                Pages.trail(subject),
                Optional.of(subject),
                List.of(
                        new Link("CSV", DataAddress.judgements(subject, "csv")),
                        new Link("JSON", DataAddress.judgements(subject, "json"))));
        return rendered.apply("judgements", Map.of("frame", frame, "page", new JudgementsPage(subject)));
    }
}
