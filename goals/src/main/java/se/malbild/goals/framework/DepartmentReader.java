package se.malbild.goals.framework;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the departments, and whose place each took. */
final class DepartmentReader {
    private DepartmentReader() {}

    static List<Department> read(Section root) {
        List<Department> departments = new ArrayList<>();
        Map<String, Section> sections = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (Section section : root.requiredSections("departments")) {
            Department department = new Department(
                    section.id("id"),
                    section.text("name"),
                    section.year("validFrom", Integer.MIN_VALUE),
                    section.year("validTo", Integer.MAX_VALUE),
                    section.ids("replaces"));
            section.done();
            section.unique(ids, department.id());
            if (department.validTo() < department.validFrom()) {
                section.fault(
                        "validTo",
                        "invalid-period",
                        "Sista året ligger före det första.",
                        "The last year is before the first.");
            }
            departments.add(department);
            sections.putIfAbsent(department.id(), section);
        }
        Succession succession = new Succession(departments);
        for (Department department : departments) {
            Section section = sections.get(department.id());
            section.refersTo("replaces", department.replaces(), ids, "en förvaltning", "department");
            if (succession.replacesItself(department.id())) {
                section.fault(
                        "replaces",
                        "cycle",
                        "Förvaltningen ersätter sig själv, direkt eller genom andra.",
                        "The department replaces itself, directly or through others.");
            }
        }
        return departments;
    }
}
