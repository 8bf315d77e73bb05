package org.aegisnet.processors;

import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

/**
 * The way out for FlowFiles that cannot be read or written: unchanged, with the reason in an attribute, in a bulletin and in provenance, and counted.
 * For one session.
 */
public final class FailedFlowFiles {
    /** The attribute that has the reason. */
    public static final String ERROR_MESSAGE = "record.error.message";

    private final ProcessSession session;
    private final Relationship failure;
    private final ComponentLog logger;

    /** @param failure the relationship by which they leave */
    public FailedFlowFiles(final ProcessSession session, final Relationship failure, final ComponentLog logger) {
        this.session = session;
        this.failure = failure;
        this.logger = logger;
    }

    /**
     * Sends one on its way.
     *
     * @param reason a sentence for the person who looks for it
     */
    public void send(final FlowFile original, final String reason) {
        logger.error("{} goes to failure: {}", original, reason);
        final FlowFile failed = session.putAttribute(original, ERROR_MESSAGE, reason);
        session.getProvenanceReporter().route(failed, failure, reason);
        session.transfer(failed, failure);
        session.adjustCounter("FlowFiles Failed", 1, false);
    }
}
