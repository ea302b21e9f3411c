package se.malbild.dashboard.pages;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.dashboard.api.Reminder;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.framework.Department;
import se.malbild.goals.reporting.MissingReport;
import se.malbild.goals.reporting.MissingReport.Standing;
import se.malbild.goals.reporting.MissingReports;

/**
 * What has not been reported in a year, seen on a day.
 *
 * @param reports of all departments, or of the one that the page is about
 * @param department the one that the page is about; empty when it is about all
 * @param day the day in Sweden
 */
public record MissingPage(Subject subject, MissingReports reports, Optional<Department> department, LocalDate day) {

    /** What one department has not reported, or what nobody is named to report. */
    public record Section(Optional<Department> department, MissingReports reports, List<MissingReport> missing) {}

    /** Returns the departments that are to report in the year; last, what nobody is named to report, if there is any. */
    public List<Section> sections() {
        return Stream.concat(
                        reports.departments().stream().map(this::section),
                        Stream.of(new Section(Optional.empty(), reports, reports.ofNobody()))
                                .filter(section -> !section.missing().isEmpty()))
                .toList();
    }

    private Section section(Department department) {
        MissingReports own = reports.of(department);
        return new Section(Optional.of(department), own, own.missing());
    }

    /** Returns the letter to the department that the page is about, when it has something left. */
    public Optional<String> reminder() {
        return department
                .flatMap(of -> Reminder.of(reports, of, day))
                .map(letter -> letter.in(subject.words().language()));
    }

    public long overdue() {
        return reports.standing(Standing.OVERDUE, day).size();
    }

    public boolean isOverdue(MissingReport missing) {
        return missing.on(day) == Standing.OVERDUE;
    }

    public String standing(MissingReport missing) {
        PageLanguage words = subject.words();
        return missing.lastDay()
                .map(last -> isOverdue(missing)
                        ? words.say("Försenat, sista dag var ", "Overdue, the last day was ") + words.day(last)
                        : words.say("Sista dag är ", "The last day is ") + words.day(last))
                .orElseGet(() -> words.say(Labels.standing(missing, day)));
    }
}
