package se.malbild.service;

import java.util.Objects;

/** Ends a request with a problem that is told to whoever made it. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        // Without a stack trace: it is an answer, and bad requests may come by the thousand.
        super(Objects.requireNonNull(problem, "problem").detail().en(), null, false, false);
        this.problem = problem;
    }

    /** Returns what to answer. */
    public Problem problem() {
        return problem;
    }
}
