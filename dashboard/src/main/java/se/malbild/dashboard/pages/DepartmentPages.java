package se.malbild.dashboard.pages;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Makes the pages about departments: what each answers for, and what it has and has not reported, and what is left to report. */
final class DepartmentPages {
    private final BiFunction<String, Map<String, Object>, String> rendered;
    private final Supplier<LocalDate> today;

    /**
     * @param rendered makes a page of a template's name and what it is about
     * @param today the day it is in Sweden
     */
    DepartmentPages(BiFunction<String, Map<String, Object>, String> rendered, Supplier<LocalDate> today) {
        this.rendered = rendered;
        this.today = today;
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

    /** Returns the page of what all departments have not reported. */
    String missing(Subject subject) {
        return missing(
                new MissingPage(subject, subject.reporting().missing(), Optional.empty(), today.get()),
                subject.address().missing(),
                subject.words().say("Återstår att rapportera ", "Not yet reported ") + subject.year(),
                "");
    }

    /** Returns the page of what the department {@code id} has not reported; empty when there is none of that id. */
    Optional<String> missing(Subject subject, String id) {
        return Optional.ofNullable(subject.framework().departmentsById().get(id))
                .map(department -> missing(
                        new MissingPage(
                                subject,
                                subject.reporting().missing().of(department),
                                Optional.of(department),
                                today.get()),
                        subject.address().missing(id),
                        subject.words().say("Återstår att rapportera ", "Not yet reported ") + subject.year() + ", "
                                + subject.words().say(department.name()),
                        id));
    }

    private String missing(MissingPage page, Address address, String title, String department) {
        Subject subject = page.subject();
        PageFrame frame = new PageFrame(
                subject.words(),
                address,
                title,
                Pages.trail(
                        subject,
                        subject.words().say("Nämnder", "Departments"),
                        subject.address().departments()),
                Optional.of(subject),
                List.of(
                        new PageFrame.Link("CSV", DataAddress.missing(subject, department, "csv")),
                        new PageFrame.Link("JSON", DataAddress.missing(subject, department, "json"))));
        return rendered.apply("missing", Map.of("frame", frame, "page", page));
    }
}
