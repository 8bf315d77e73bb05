package org.aegisnet.netflow.snapshot;

/** A snapshot cannot be used. The message says why and what to do; nothing of the snapshot has been taken over. */
public final class SnapshotException extends Exception {
    private static final long serialVersionUID = 1L;

    public SnapshotException(String reason) {
        super(reason + " It is not used; the templates come again with the exporters' next template sets.");
    }
}
