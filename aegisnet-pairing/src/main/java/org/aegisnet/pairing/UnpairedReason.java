package org.aegisnet.pairing;

/** Reason for which a half leaves the table without its other half. */
public enum UnpairedReason {
    /** It has waited as long as it may. */
    TIMEOUT,
    /** It was the oldest when the table was full. */
    TABLE_FULL
}
