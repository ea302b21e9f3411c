package se.malbild.goals.observation;

import java.util.List;
import java.util.stream.Collectors;
import se.malbild.goals.Fault;

/** Says that a draft is not an observation, with every fault of it. */
public final class InvalidObservationException extends Exception {
    private final transient List<Fault> faults;

    public InvalidObservationException(List<Fault> faults) {
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
