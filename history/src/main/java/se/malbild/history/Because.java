package se.malbild.history;

import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Justification;

/** The record that changed something. */
public sealed interface Because {
    /** An observation of a department. */
    record Observed(Observation observation) implements Because {}

    /** A version of a framework that was applied. */
    record Applied(FrameworkVersion version, Justification justification) implements Because {}
}
