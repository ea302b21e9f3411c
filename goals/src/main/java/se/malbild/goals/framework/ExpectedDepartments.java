package se.malbild.goals.framework;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Who is expected to report an indicator in a year. */
final class ExpectedDepartments {
    private final int year;
    private final Map<String, Department> departments;
    private final Set<String> found = new HashSet<>();

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
    static List<String> of(Indicator indicator, int year, Map<String, Department> departments, Succession succession) {
        ExpectedDepartments expected = new ExpectedDepartments(year, departments);
        expected.walk(indicator.departments(), gone -> year > gone.validTo(), succession::successors);
        expected.walk(indicator.departments(), coming -> year < coming.validFrom(), succession::predecessors);
        return departments.keySet().stream().filter(expected.found::contains).toList();
    }

    /** Goes on from each of {@code ids}, as long as {@code past} holds, to departments that exist in the year. */
    private void walk(Collection<String> ids, Predicate<Department> past, Function<String, Set<String>> next) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(ids);
        while (!open.isEmpty()) {
            String id = open.remove();
            if (seen.add(id)) {
                Department department = departments.get(id);
                if (department.existsIn(year)) {
                    found.add(id);
                } else if (past.test(department)) {
                    open.addAll(next.apply(id));
                }
            }
        }
    }
}
