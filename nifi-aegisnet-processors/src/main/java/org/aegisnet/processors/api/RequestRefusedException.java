package org.aegisnet.processors.api;

import java.io.Serial;

/** A request that is answered with a problem document. */
final class RequestRefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RequestRefusedException(final Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
