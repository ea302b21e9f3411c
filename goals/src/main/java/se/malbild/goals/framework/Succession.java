package se.malbild.goals.framework;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which departments took the place of which. */
final class Succession {
    private final Map<String, Set<String>> predecessors = new LinkedHashMap<>();
    private final Map<String, Set<String>> successors = new LinkedHashMap<>();
    private final Set<String> replaced = new LinkedHashSet<>();

    Succession(Collection<Department> departments) {
        for (Department department : departments) {
            predecessors.put(department.id(), new LinkedHashSet<>(department.replaces()));
            for (String predecessor : department.replaces()) {
                successors
                        .computeIfAbsent(predecessor, key -> new LinkedHashSet<>())
                        .add(department.id());
            }
        }
        Map<String, Integer> open = new HashMap<>();
        successors.forEach((predecessor, by) -> open.put(predecessor, by.size()));
        Deque<String> next = new ArrayDeque<>(predecessors.keySet());
        next.removeAll(successors.keySet());
        while (!next.isEmpty()) {
            for (String predecessor : predecessors(next.remove())) {
                if (open.merge(predecessor, -1, Integer::sum) == 0) {
                    replaced.add(predecessor);
                    next.add(predecessor);
                }
            }
        }
    }

    /** Returns the departments whose place {@code id} took, without those that they took the place of in their turn. */
    Set<String> predecessors(String id) {
        return predecessors.getOrDefault(id, Set.of());
    }

    /** Returns the departments that took the place of {@code id}. */
    Set<String> successors(String id) {
        return successors.getOrDefault(id, Set.of());
    }

    /** Returns the departments that have successors, each after all of these; none that a circle leads to. */
    Set<String> replaced() {
        return Collections.unmodifiableSet(replaced);
    }

    /** Tells whether {@code id} took its own place, directly or through others. */
    boolean replacesItself(String id) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(circling(id));
        while (!open.isEmpty()) {
            String predecessor = open.remove();
            if (predecessor.equals(id)) {
                return true;
            }
            if (reached.add(predecessor)) {
                open.addAll(circling(predecessor));
            }
        }
        return false;
    }

    private List<String> circling(String id) {
        return predecessors(id).stream()
                .filter(predecessor -> !replaced.contains(predecessor))
                .toList();
    }
}
