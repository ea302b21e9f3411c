package se.malbild.dashboard.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import se.malbild.dashboard.pages.PageFrame.Link;

/** Makes the pages that say how results were computed. */
final class ExplanationPages {
    private final BiFunction<String, Map<String, Object>, String> rendered;

    /** @param rendered makes a page of a template's name and what it is about */
    ExplanationPages(BiFunction<String, Map<String, Object>, String> rendered) {
        this.rendered = rendered;
    }

    String picture(Subject subject) {
        PageFrame frame = new PageFrame(
                subject.words(),
                subject.address().explanation(),
                title(subject),
                Pages.trail(subject),
                Optional.of(subject),
                Pages.onlyNow(subject, new Link("JSON", DataAddress.explanation(subject, ""))));
        return rendered.apply(
                "explainPicture",
                Map.of(
                        "frame",
                        frame,
                        "subject",
                        subject,
                        "weighing",
                        new Weighing(subject, subject.explanations().picture())));
    }

    Optional<String> goalArea(Subject subject, String id) {
        return subject.goalArea(id).map(area -> {
            PageFrame frame = new PageFrame(
                    subject.words(),
                    subject.address().goalArea(id).explanation(),
                    title(subject),
                    Pages.trailWith(subject, area),
                    Optional.of(subject),
                    Pages.onlyNow(
                            subject,
                            new Link("CSV", DataAddress.goalArea(subject, id, "csv")),
                            new Link("JSON", DataAddress.explanation(subject, "/goal-area/" + id))));
            return rendered.apply(
                    "explainGoalArea",
                    Map.of(
                            "frame", frame,
                            "subject", subject,
                            "area", area,
                            "weighing",
                                    new Weighing(
                                            subject,
                                            subject.explanations().goalArea(id).orElseThrow())));
        });
    }

    Optional<String> indicator(Subject subject, String id) {
        return subject.indicator(id).map(indicator -> {
            List<Link> trail = new ArrayList<>(Pages.trailTo(subject, indicator));
            trail.add(new Link(
                    subject.words().say(indicator.now().title()),
                    subject.address().indicator(id).in(subject.words().language())));
            PageFrame frame = new PageFrame(
                    subject.words(),
                    subject.address().indicator(id).explanation(),
                    title(subject),
                    trail,
                    Optional.of(subject),
                    Pages.onlyNow(
                            subject,
                            new Link("CSV", DataAddress.observations(subject, id)),
                            new Link("JSON", DataAddress.explanation(subject, "/indicator/" + id))));
            return rendered.apply(
                    "explainIndicator",
                    Map.of(
                            "frame",
                            frame,
                            "indicator",
                            indicator,
                            "sum",
                            new IndicatorSum(indicator),
                            "evidence",
                            new Evidence(indicator)));
        });
    }

    private static String title(Subject subject) {
        return subject.words().say("Så räknades det ", "How it was computed ") + subject.year();
    }
}
