package se.malbild.goals.decision;

import java.util.List;
import java.util.stream.Collectors;
import se.malbild.goals.Fault;

/** Says that a draft is not a decision, with every fault of it. */
public final class InvalidDecisionException extends Exception {
    private final transient List<Fault> faults;

    public InvalidDecisionException(List<Fault> faults) {
        super(faults.stream()
                .map(fault -> fault.field() + ": " + fault.message().en())
                .collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** Returns the faults, at least one, in the order of the fields. */
    public List<Fault> faults() {
        return faults;
    }
}
