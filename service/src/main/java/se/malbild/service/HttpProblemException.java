package se.malbild.service;

import java.util.Objects;

/** Ends a request with a problem, which is its answer. */
public final class HttpProblemException extends RuntimeException {
    private final transient HttpProblem problem;

    public HttpProblemException(HttpProblem problem) {
        // Without a stack trace: it is an answer, and bad requests may come by the thousand.
        super(Objects.requireNonNull(problem, "problem").detail().en(), null, false, false);
        this.problem = problem;
    }

    /** Returns what to answer. */
    public HttpProblem problem() {
        return problem;
    }
}
