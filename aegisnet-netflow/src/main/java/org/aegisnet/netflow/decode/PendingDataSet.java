package org.aegisnet.netflow.decode;

import org.aegisnet.netflow.datagram.ExportHeader;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.template.TemplateKey;

/** A data set that waits for its template, as a datagram of its own. Compared by identity. */
final class PendingDataSet {
    private final Exporter exporter;
    private final ExportHeader header;
    private final TemplateKey key;
    private final int set;
    private final int byteOffset;
    private final long receivedMillis;
    private final byte[] bytes;
    private final boolean fromKnownExporter;
    private final boolean misfit;

    /**
     * A set with the header of the datagram it came in.
     *
     * @param set its number in that datagram
     * @param byteOffset where it was in that datagram
     * @param bytes header and set
     * @param fromKnownExporter whether flows of the exporter have been decoded before
     * @param misfit whether a template is known, which the set does not fit
     */
    PendingDataSet(
            Exporter exporter,
            ExportHeader header,
            TemplateKey key,
            int set,
            int byteOffset,
            long receivedMillis,
            byte[] bytes,
            boolean fromKnownExporter,
            boolean misfit) {
        this.exporter = exporter;
        this.header = header;
        this.key = key;
        this.set = set;
        this.byteOffset = byteOffset;
        this.receivedMillis = receivedMillis;
        this.bytes = bytes;
        this.fromKnownExporter = fromKnownExporter;
        this.misfit = misfit;
    }

    Exporter exporter() {
        return exporter;
    }

    ExportHeader header() {
        return header;
    }

    TemplateKey key() {
        return key;
    }

    int set() {
        return set;
    }

    int byteOffset() {
        return byteOffset;
    }

    long receivedMillis() {
        return receivedMillis;
    }

    byte[] bytes() {
        return bytes;
    }

    boolean isMisfit() {
        return misfit;
    }

    boolean isFromKnownExporter() {
        return fromKnownExporter;
    }
}
