package se.malbild.goals.framework;

import java.time.MonthDay;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads by when the departments report, and how much each is meant to answer for. */
final class ReportingReader {
    private static final Pattern PART = Pattern.compile("year|T[1-3]|Q[1-4]|0[1-9]|1[0-2]");
    private static final Pattern MONTH_DAY = Pattern.compile("\\d{2}-\\d{2}");

    private ReportingReader() {}

    static List<ReportingDeadline> deadlines(Section root, List<Department> departments) {
        Set<String> ids = departments.stream().map(Department::id).collect(Collectors.toSet());
        List<ReportingDeadline> deadlines = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Section section : root.sections("reporting")) {
            String department = section.id("department");
            section.refersTo("department", List.of(department), ids, "en förvaltning", "department");
            String of = section.matching(
                    "of",
                    PART,
                    "year, en tertial (T1–T3), ett kvartal (Q1–Q4) eller en månad (01–12) väntas.",
                    "year, a tertial (T1–T3), a quarter (Q1–Q4) or a month (01–12) is expected.");
            MonthDay by = monthDay(section);
            section.done();
            if (section.isReadable("department") && section.isReadable("of") && !seen.add(department + " " + of)) {
                section.fault(
                        "of",
                        "duplicate",
                        "Förvaltningen har redan en sista rapporteringsdag för ”" + of + "”.",
                        "The department already has a deadline for “" + of + "”.");
            }
            deadlines.add(new ReportingDeadline(department, of, by));
        }
        return deadlines;
    }

    private static MonthDay monthDay(Section section) {
        String text = section.matching(
                "by",
                MONTH_DAY,
                "månad och dag väntas, till exempel 02-15.",
                "a month and a day are expected, for example 02-15.");
        if (section.isReadable("by")) {
            try {
                return MonthDay.parse("--" + text);
            } catch (DateTimeParseException noSuchDay) {
                section.fault(
                        "by",
                        "not-a-day",
                        "”" + text + "” är ingen dag i almanackan.",
                        "“" + text + "” is not a day of the calendar.");
            }
        }
        return MonthDay.of(12, 31);
    }

    static DepartmentLimits limits(Section root) {
        return root.optionalSection("atMostPerDepartment")
                .map(section -> {
                    DepartmentLimits limits = new DepartmentLimits(
                            section.optionalWhole("goalAreas"), section.optionalWhole("indicators"));
                    section.done();
                    return limits;
                })
                .orElse(DepartmentLimits.NONE);
    }
}
