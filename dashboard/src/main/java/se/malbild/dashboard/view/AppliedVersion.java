package se.malbild.dashboard.view;

import java.util.Objects;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.schemas.Justification;

/** A version of a framework as it was applied once, with who did and why. */
public record AppliedVersion(FrameworkVersion version, Justification justification) {
    public AppliedVersion {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(justification, "justification");
    }
}
