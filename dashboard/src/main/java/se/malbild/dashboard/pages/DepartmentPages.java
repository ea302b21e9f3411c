package se.malbild.dashboard.pages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Makes the pages about departments: what each answers for, and what it has and has not reported. */
final class DepartmentPages {
    private final BiFunction<String, Map<String, Object>, String> rendered;

    /** @param rendered makes a page of a template's name and what it is about */
    DepartmentPages(BiFunction<String, Map<String, Object>, String> rendered) {
        this.rendered = rendered;
    }

    String all(Subject subject) {
        PageFrame frame = new PageFrame(
                subject.words(),
                subject.address().departments(),
                subject.words().say("Nämnder ", "Departments ") + subject.year(),
                Pages.trail(subject),
                Optional.of(subject),
                List.of(
                        new PageFrame.Link("CSV", DataAddress.departments(subject, "", "csv")),
                        new PageFrame.Link("JSON", DataAddress.departments(subject, "", "json"))));
        return rendered.apply("departments", Map.of("frame", frame, "subject", subject, "boards", Board.all(subject)));
    }

    /** Returns the page of the department {@code id}; empty when the framework of the year has none of that id. */
    Optional<String> one(Subject subject, String id) {
        return Board.of(subject, id).map(board -> {
            List<PageFrame.Link> trail = Pages.trail(
                    subject,
                    subject.words().say("Nämnder", "Departments"),
                    subject.address().departments());
            PageFrame frame = new PageFrame(
                    subject.words(),
                    subject.address().department(id),
                    board.name(),
                    trail,
                    Optional.of(subject),
                    List.of(
                            new PageFrame.Link("CSV", DataAddress.departments(subject, "/" + id, "csv")),
                            new PageFrame.Link("JSON", DataAddress.departments(subject, "/" + id, "json"))));
            return rendered.apply("department", Map.of("frame", frame, "board", board));
        });
    }
}
