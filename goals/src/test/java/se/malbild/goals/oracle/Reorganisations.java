package se.malbild.goals.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;

/** "Departments are declared with validFrom, validTo and replaces." */
record Reorganisations(GoalFramework framework) {

    /**
     * Those that are to report: those named that exist in the year, and in place of one that does not, those that took its
     * place, or whose place it took.
     */
    List<String> expected(Indicator indicator, int year) {
        Set<String> expected = new HashSet<>();
        for (String id : indicator.departments()) {
            expected.addAll(inPlaceOf(department(id), year));
        }
        return inOrder(expected);
    }

    private List<String> inPlaceOf(Department named, int year) {
        if (exists(named, year)) {
            return List.of(named.id());
        }
        return isGone(named, year) ? later(named, year) : earlier(named, year);
    }

    /** In place of one that is gone: those that took its place, or if they are gone, too, those that took theirs. */
    private List<String> later(Department gone, int year) {
        return framework.departments().stream()
                .filter(other -> other.replaces().contains(gone.id()))
                .filter(other -> exists(other, year) || isGone(other, year))
                .flatMap(other -> inPlaceOf(other, year).stream())
                .toList();
    }

    /** In place of one that is yet to come: those whose place it takes, or if they are yet to come, those before them. */
    private List<String> earlier(Department yetToCome, int year) {
        return yetToCome.replaces().stream()
                .map(this::department)
                .filter(other -> !isGone(other, year))
                .flatMap(other -> inPlaceOf(other, year).stream())
                .toList();
    }

    /**
     * Those that must have a value before that of {@code id} is set aside: its successors; one without a value that is
     * itself replaced counts as its own.
     *
     * @param haveValue those that are expected and have a value
     */
    Set<String> successors(String id, Collection<String> haveValue) {
        Set<String> successors = new LinkedHashSet<>();
        for (Department other : framework.departments()) {
            if (other.replaces().contains(id)) {
                Set<String> further = haveValue.contains(other.id()) ? Set.of() : successors(other.id(), haveValue);
                successors.addAll(further.isEmpty() ? Set.of(other.id()) : further);
            }
        }
        return successors;
    }

    /** As the framework lists them; then those it does not know, by id. */
    List<String> inOrder(Collection<String> ids) {
        List<String> ordered = new ArrayList<>(
                framework.departments().stream().map(Department::id).toList());
        ordered.retainAll(ids);
        ids.stream().filter(id -> !ordered.contains(id)).sorted().forEach(ordered::add);
        return ordered;
    }

    private Department department(String id) {
        return framework.departments().stream()
                .filter(department -> department.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isGone(Department department, int year) {
        return year > department.validTo();
    }

    private static boolean exists(Department department, int year) {
        return department.validFrom() <= year && year <= department.validTo();
    }
}
