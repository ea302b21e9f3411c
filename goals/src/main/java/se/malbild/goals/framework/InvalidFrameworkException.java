package se.malbild.goals.framework;

import java.util.List;
import java.util.stream.Collectors;

/** Says that a document is not a goal framework, with every fault of it. */
public final class InvalidFrameworkException extends Exception {
    private final transient List<FrameworkFault> faults;

    public InvalidFrameworkException(List<FrameworkFault> faults) {
        super(faults.stream()
                .map(fault -> fault.line() + ":" + fault.column() + " " + fault.path() + ": "
                        + fault.message().en())
                .collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** Returns the faults, at least one, in the order of the document. */
    public List<FrameworkFault> faults() {
        return faults;
    }
}
