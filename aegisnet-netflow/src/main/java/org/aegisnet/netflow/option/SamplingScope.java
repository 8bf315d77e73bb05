package org.aegisnet.netflow.option;

/** Scopes that an options record can give a sampling rate (RFC 3954, section 6.1; RFC 7011, section 3.4.2.1). */
public enum SamplingScope {
    /** The whole exporter, whatever the observation domain: scope System of NetFlow v9, exportingProcessId (144), exporter address (130, 131). */
    EXPORTER(0),
    /** The observation domain that the rate is kept with. */
    DOMAIN(1),
    /** A sampler (samplerId, 48), whose id is the exporter's. */
    SAMPLER(2),
    /** A selector (selectorId, 302), whose id belongs to its observation domain (RFC 5477, section 8.2.1). */
    SELECTOR(3),
    /** An interface (10, 14; scope Interface of NetFlow v9). */
    INTERFACE(4),
    /** The records of a template (templateId, 145; scope Template of NetFlow v9). */
    TEMPLATE(5),
    /** A part of the exporter that flows do not name: line card, cache, port or metering process. */
    PART(6);

    private final int code;

    SamplingScope(final int code) {
        this.code = code;
    }

    /** The number that stands for the scope in a snapshot. */
    public int code() {
        return code;
    }

    /**
     * The scope of a number from a snapshot.
     *
     * @throws IllegalArgumentException if no scope has the number
     */
    public static SamplingScope of(final int code) {
        for (final SamplingScope scope : values()) {
            if (scope.code == code) {
                return scope;
            }
        }
        throw new IllegalArgumentException("No sampling scope has the number " + code + ".");
    }
}
