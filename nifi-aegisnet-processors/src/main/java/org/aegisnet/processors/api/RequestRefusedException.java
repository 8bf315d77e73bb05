package org.aegisnet.processors.api;

import java.io.Serial;

/** A request that is answered with a problem document. */
final class RequestRefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ProblemDetails problem;

    RequestRefusedException(final ProblemDetails problem) {
        super(problem.detail());
        this.problem = problem;
    }

    ProblemDetails problem() {
        return problem;
    }
}
