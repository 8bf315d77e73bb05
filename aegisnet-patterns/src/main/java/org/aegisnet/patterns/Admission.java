package org.aegisnet.patterns;

/** Result of the admission of a flow. */
public enum Admission {
    /** It was counted, and can be judged. */
    COUNTED,
    /** Its source is trusted; it was not counted. */
    TRUSTED,
    /** It ended too long before the time that recent flows agree on to be counted, and few others did. */
    LATE,
    /** It ends later than any flow can have ended by now; it was not counted. */
    IN_THE_FUTURE
}
