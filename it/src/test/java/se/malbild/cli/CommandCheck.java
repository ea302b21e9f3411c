package se.malbild.cli;

import java.util.List;
import java.util.Optional;
import se.malbild.goals.Fault;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.goals.observation.Observation;

/** What {@code publish} and {@code import} make of an observation, for tests that compare it with other ways in. */
public final class CommandCheck {
    private final FrameworkCheck check;

    public CommandCheck(CurrentFrameworks frameworks) {
        check = new FrameworkCheck(Optional.of(frameworks));
    }

    /** Returns the observation that is sent. */
    public Observation sent(Observation observation) {
        return check.identified(observation);
    }

    /** Returns what is warned of. */
    public List<Fault> warnings(Observation observation) {
        return check.warnings(check.identified(observation));
    }
}
