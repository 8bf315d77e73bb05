package org.aegisnet.netflow.decode;

import java.util.Objects;

/**
 * Why something could not be decoded. Immutable.
 *
 * @param exporter the sender's address
 * @param version of the export protocol: 5, 9, 10 (IPFIX), or whatever number stood there
 * @param observationDomain v9: source id; IPFIX: observation domain id; {@value #NOT_KNOWN} where no header could be read
 * @param setId the set's id; {@value #NOT_KNOWN} where the trouble is not in a set
 * @param byteOffset in the datagram, of where the trouble begins
 * @param reason what was found and what was expected: a sentence
 */
public record DecodeProblem(
        DecodeProblemKind kind,
        String exporter,
        int version,
        long observationDomain,
        int setId,
        int byteOffset,
        String reason) {
    /** Stands where there is no observation domain or no set. */
    public static final int NOT_KNOWN = -1;

    public DecodeProblem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(exporter, "exporter");
        Objects.requireNonNull(reason, "reason");
    }

    /** All of it for a person: where, what, and what to do. */
    public String message() {
        StringBuilder message = new StringBuilder("Exporter ").append(exporter);
        message.append(", version ").append(version);
        if (observationDomain != NOT_KNOWN) {
            message.append(", observation domain ").append(observationDomain);
        }
        if (setId != NOT_KNOWN) {
            message.append(", set ").append(setId);
        }
        message.append(", byte ").append(byteOffset).append(": ");
        return message.append(reason).append(' ').append(kind.remedy()).toString();
    }
}
