package org.aegisnet.processors.record;

import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

/**
 * The way out for FlowFiles that cannot be read or written: unchanged, with the reason in an attribute, in a bulletin and in provenance, and counted.
 * For one session.
 *
 * <p>A processor catches {@code Exception | OutOfMemoryError | StackOverflowError | LinkageError} around the work on one FlowFile, lets go of what
 * it holds, and hands the throwable to {@link #send(FlowFile, Throwable)}. NiFi would try the same FlowFile again for ever after such an error.
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
     * Sends a FlowFile on its way that no exception speaks of.
     *
     * @param reason a sentence for the person who looks for it
     */
    public void send(final FlowFile original, final String reason) {
        logger.error("{} goes to failure: {}", original, reason);
        transfer(original, reason);
    }

    /**
     * Sends a FlowFile on its way, with the failure and its causes in one line as the reason. The log gets the stack trace.
     *
     * @param failure the exception or error that ended the work on the FlowFile
     */
    public void send(final FlowFile original, final Throwable failure) {
        send(original, ErrorMessages.inWords(failure), failure);
    }

    /**
     * Sends a FlowFile on its way. The log gets the stack trace.
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
