package org.aegisnet.netflow.decode;

import java.util.HashSet;
import java.util.Set;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.ExportHeader;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.template.TemplateKey;

/** One datagram on its way through the decoder: where it comes from, where its contents go, and what has been seen of it. */
final class DatagramContext {
    private final Datagram datagram;
    private final ExportHeader header;
    private final ExporterState exporterState;
    private final DomainState domain;
    private final FlowBatch batch;
    private final DecodeSink sink;
    private int flows;
    private int optionsRecords;
    private boolean uncountable;
    private boolean good;
    private final Set<TemplateKey> defined = new HashSet<>(2);

    DatagramContext(
            Datagram datagram,
            ExportHeader header,
            ExporterState exporterState,
            DomainState domain,
            FlowBatch batch,
            DecodeSink sink) {
        this.datagram = datagram;
        this.header = header;
        this.exporterState = exporterState;
        this.domain = domain;
        this.batch = batch;
        this.sink = sink;
    }

    Datagram datagram() {
        return datagram;
    }

    Exporter exporter() {
        return datagram.exporter();
    }

    ExportHeader header() {
        return header;
    }

    ExporterState exporterState() {
        return exporterState;
    }

    DomainState domain() {
        return domain;
    }

    FlowBatch batch() {
        return batch;
    }

    DecodeSink sink() {
        return sink;
    }

    void sawFlows(int count) {
        flows += count;
    }

    void sawOptionsRecord() {
        optionsRecords++;
    }

    /** Says that records were there which could not be counted. */
    void sawUncountable() {
        uncountable = true;
    }

    /** Says that records were decoded, of this datagram or of an earlier one that waited for its template. */
    void sawGood() {
        good = true;
    }

    boolean isGood() {
        return good;
    }

    /** Notes that the datagram itself brought a template. */
    void sawTemplate(TemplateKey key) {
        defined.add(key);
    }

    /** Tells whether the datagram itself defined the template. */
    boolean hasTemplate(TemplateKey key) {
        return defined.contains(key);
    }

    int records() {
        return flows + optionsRecords;
    }

    int flows() {
        return flows;
    }

    boolean isCountable() {
        return !uncountable;
    }
}
