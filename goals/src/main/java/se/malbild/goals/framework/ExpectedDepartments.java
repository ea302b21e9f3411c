package se.malbild.goals.framework;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who is expected to report an indicator in a year. */
public final class ExpectedDepartments {
    private final int year;
    private final Map<String, Department> departments;
    private final Set<String> found = new TreeSet<>();

    private ExpectedDepartments(int year, Map<String, Department> departments) {
        this.year = year;
        this.departments = departments;
    }

    /**
     * Returns the departments that {@code indicator} declares, each exchanged for its successors or predecessors when it
     * does not exist in {@code year}.
     *
     * @param departments of the framework by id, in the order of the document
     * @return ids in the order of the document
     */
    public static List<String> of(Indicator indicator, int year, Map<String, Department> departments) {
        ExpectedDepartments expected = new ExpectedDepartments(year, departments);
        for (String id : indicator.departments()) {
            Department declared = departments.get(id);
            if (year > declared.validTo()) {
                expected.forwards(declared);
            } else {
                expected.backwards(declared);
            }
        }
        return departments.keySet().stream().filter(expected.found::contains).toList();
    }

    private void forwards(Department department) {
        if (department.existsIn(year)) {
            found.add(department.id());
        } else if (year > department.validTo()) {
            departments.values().stream()
                    .filter(other -> other.replaces().contains(department.id()))
                    .forEach(this::forwards);
        }
    }

    private void backwards(Department department) {
        if (department.existsIn(year)) {
            found.add(department.id());
        } else if (year < department.validFrom()) {
            department.replaces().forEach(predecessor -> backwards(departments.get(predecessor)));
        }
    }
}
