package org.aegisnet.netflow.plan;

/** Encoding of time in an element. */
enum TimeEncoding {
    /** dateTimeSeconds since 1970 (150, 151). */
    SECONDS,
    /** dateTimeMilliseconds since 1970 (152, 153). */
    MILLISECONDS,
    /** NTP's 64 bits (154 to 157). */
    NETWORK_TIME,
    /** Microseconds before the export time (158, 159). */
    MICROSECONDS_BEFORE_EXPORT
}
