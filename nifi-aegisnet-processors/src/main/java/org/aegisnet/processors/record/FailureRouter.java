package org.aegisnet.processors.record;

import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

/**
 * The route of FlowFiles that cannot be read or written. They leave unchanged, with the reason in an attribute, a bulletin and a provenance event.
 * A counter counts them. For one session.
 *
 * <p>A processor catches {@code Exception | OutOfMemoryError | StackOverflowError | LinkageError} around the work on one FlowFile. It releases its
 * resources and passes the throwable to {@link #send(FlowFile, Throwable)}. Without this, NiFi would retry the same FlowFile endlessly after such
 * an error.
 */
public final class FailureRouter {
    /** The attribute that has the reason. */
    public static final String ERROR_MESSAGE = "record.error.message";

    private final ProcessSession session;
    private final Relationship failure;
    private final ComponentLog logger;

    /** @param failure the relationship by which they leave */
    public FailureRouter(final ProcessSession session, final Relationship failure, final ComponentLog logger) {
        this.session = session;
        this.failure = failure;
        this.logger = logger;
    }

    /**
     * Routes a FlowFile that failed without an exception.
     *
     * @param reason a sentence for the person who looks for it
     */
    public void send(final FlowFile original, final String reason) {
        logger.error("{} goes to failure: {}", original, reason);
        transfer(original, reason);
    }

    /**
     * Routes a FlowFile, with the failure and its causes in one line as the reason. The log gets the stack trace.
     *
     * @param failure the exception or error that ended the work on the FlowFile
     */
    public void send(final FlowFile original, final Throwable failure) {
        send(original, ErrorMessages.inWords(failure), failure);
    }

    /**
     * Routes a FlowFile. The log gets the stack trace.
     *
     * @param reason a sentence for the person who looks for it
     * @param failure the exception or error that ended the work on the FlowFile
     */
    public void send(final FlowFile original, final String reason, final Throwable failure) {
        logger.error("%s goes to failure: %s".formatted(original, reason), failure);
        transfer(original, reason);
    }

    private void transfer(final FlowFile original, final String reason) {
        final FlowFile failed = session.putAttribute(original, ERROR_MESSAGE, reason);
        session.getProvenanceReporter().route(failed, failure, reason);
        session.transfer(failed, failure);
        session.adjustCounter("FlowFiles Failed", 1, false);
    }
}
