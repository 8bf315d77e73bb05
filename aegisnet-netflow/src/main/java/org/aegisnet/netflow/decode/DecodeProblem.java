package org.aegisnet.netflow.decode;

import java.util.Objects;

/**
 * Reason for which data could not be decoded. Immutable.
 *
 * @param exporter the sender's address
 * @param version of the export protocol: 5, 9, 10 (IPFIX), or any other number in the version field
 * @param observationDomain v9: source id; IPFIX: observation domain id; {@value #NOT_KNOWN} if no header could be read
 * @param setId the set's id; {@value #NOT_KNOWN} if the problem is not in a set
 * @param byteOffset in the datagram, of the first byte concerned
 * @param reason a sentence that says what was found and what was expected
 */
public record DecodeProblem(
        DecodeProblemKind kind,
        String exporter,
        int version,
        long observationDomain,
        int setId,
        int byteOffset,
        String reason) {
    /** Value of an observation domain or set id that is not known. */
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
