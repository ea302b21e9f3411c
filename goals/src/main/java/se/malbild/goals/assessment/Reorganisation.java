package se.malbild.goals.assessment;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Departments;

/** Who stands in whose place: after a reorganisation the successor's observation is used and not the predecessor's. */
final class Reorganisation {
    private final Departments departments;

    Reorganisation(Departments departments) {
        this.departments = departments;
    }

    /**
     * Returns the departments whose place one of {@code reporters} took, directly or through others, each with the first
     * of the reporters that did.
     */
    Map<String, String> successors(Collection<String> reporters) {
        Map<String, String> successors = new LinkedHashMap<>();
        for (String reporter : reporters) {
            Set<String> replaced = new LinkedHashSet<>();
            addReplaced(reporter, replaced);
            replaced.forEach(predecessor -> successors.putIfAbsent(predecessor, reporter));
        }
        return successors;
    }

    /** Returns what is said of the value of {@code predecessor} that gives way. */
    Text replaced(String predecessor, String successor) {
        Text before = departments.name(predecessor);
        Text now = departments.name(successor);
        return new Text(
                "Värdet från " + before.sv() + " räknas inte, eftersom " + now.sv() + " har tagit över.",
                "The value from " + before.en() + " does not count, because " + now.en() + " has taken over.");
    }

    private void addReplaced(String department, Set<String> replaced) {
        for (String predecessor : departments.replacedBy(department)) {
            if (replaced.add(predecessor)) {
                addReplaced(predecessor, replaced);
            }
        }
    }
}
