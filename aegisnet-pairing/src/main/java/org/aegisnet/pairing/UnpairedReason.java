package org.aegisnet.pairing;

/** Why a half leaves without its other half. */
public enum UnpairedReason {
    /** It has waited as long as it may. */
    TIMEOUT,
    /** It was the oldest when the table was full. */
    TABLE_FULL
}
