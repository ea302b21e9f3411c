package se.malbild.goals.assessment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Departments;

/** Who stands in whose place in a year: a predecessor gives way once all that took its place have a value. */
final class Reorganisation {
    private final Departments departments;
    private final int year;
    private final Set<String> present;
    private final Set<String> givingWay = new HashSet<>();
    private final Set<String> waiting = new HashSet<>();

    /** @param present the departments that are to report in the year and have a value for it; no others take a place */
    Reorganisation(Departments departments, int year, Set<String> present) {
        this.departments = departments;
        this.year = year;
        this.present = Set.copyOf(present);
        for (String predecessor : departments.replaced()) {
            Set<String> successors = departments.successors(predecessor);
            if (successors.stream().allMatch(this::isFilled)) {
                givingWay.add(predecessor);
            } else if (successors.stream().anyMatch(this::isFilledInPart)) {
                waiting.add(predecessor);
            }
        }
    }

    /** Tells whether what {@code department} reports for the year is left aside, whomever it is about. */
    boolean givesWay(String department) {
        return givingWay.contains(department);
    }

    /** Returns what is said of the value of {@code predecessor}, which gives way. */
    Text givesWayBecause(String predecessor) {
        Text before = departments.name(predecessor);
        Text now = departments.names(departments.successors(predecessor));
        return new Text(
                "Värdet från " + before.sv() + " räknas inte, eftersom " + now.sv() + " har tagit över.",
                "The value from " + before.en() + " does not count, because " + now.en() + " took over.");
    }

    /** Returns what is said when one of {@code reporters} counts beside some of its successors, and waits for others. */
    Optional<Text> successorMissing(Collection<String> reporters) {
        List<String> counting = reporters.stream().filter(waiting::contains).toList();
        if (counting.isEmpty()) {
            return Optional.empty();
        }
        Text still = departments.names(counting);
        Text names = departments.names(departments.inOrder(missingSuccessors(counting)));
        return Optional.of(new Text(
                "Uppgift saknas från " + names.sv() + ", så tills vidare räknas även värdet från " + still.sv() + ".",
                "Nothing from " + names.en() + " yet, so the value from " + still.en() + " still counts as well."));
    }

    /** Those that exist in the year; of others, those that took their place or, when nobody did, they themselves. */
    private List<String> missingSuccessors(List<String> predecessors) {
        List<String> missing = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(predecessors);
        while (!open.isEmpty()) {
            for (String successor : departments.successors(open.remove())) {
                if (isFilled(successor) || !seen.add(successor)) {
                    continue;
                }
                if (departments.existsIn(successor, year)
                        || departments.successors(successor).isEmpty()) {
                    missing.add(successor);
                } else {
                    open.add(successor);
                }
            }
        }
        return missing;
    }

    private boolean isFilled(String department) {
        return present.contains(department) || givingWay.contains(department);
    }

    private boolean isFilledInPart(String department) {
        return isFilled(department) || waiting.contains(department);
    }
}
