package se.malbild.goals.framework;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The faults found so far. A document with very many is not read to its end: listing them all would help nobody. */
final class FrameworkFaults {
    /** How many faults are listed at most. */
    static final int MOST = 1_000;

    /** Ends the reading; what was found until then is reported. */
    static final class Full extends RuntimeException {
        Full() {
            super(null, null, false, false);
        }
    }

    private final List<FrameworkFault> faults = new ArrayList<>();
    /** Every path that has a fault in itself or in what it holds. */
    private final Set<String> faulty = new HashSet<>();

    void add(FrameworkFault fault) {
        faults.add(fault);
        String path = fault.path();
        faulty.add(path);
        for (int end = path.length() - 1; end > 0; end--) {
            if (path.charAt(end) == '.' || path.charAt(end) == '[') {
                faulty.add(path.substring(0, end));
            }
        }
        if (faults.size() == MOST) {
            throw new Full();
        }
    }

    boolean isFaultless(String path) {
        return !faulty.contains(path);
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    boolean hasCode(String code) {
        return faults.stream().anyMatch(fault -> fault.code().equals(code));
    }

    /** Returns the faults in the order of the document. */
    List<FrameworkFault> inOrder() {
        return faults.stream()
                .sorted(Comparator.comparingInt(FrameworkFault::line).thenComparingInt(FrameworkFault::column))
                .toList();
    }
}
