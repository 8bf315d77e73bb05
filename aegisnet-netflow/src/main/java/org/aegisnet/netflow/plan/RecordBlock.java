package org.aegisnet.netflow.plan;

import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.datagram.ExportHeader;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.option.DomainOptions;
import org.aegisnet.netflow.template.RecordLayout;

/** Records of one layout that follow each other in a buffer, and the rows of the batch that they go to. Reused from set to set. */
final class RecordBlock {
    private Exporter exporter;
    private ExportHeader header;
    private DomainOptions options;
    private FlowBatch batch;
    private byte[] buffer;
    private RecordLayout layout;
    private int start;
    private int stride;
    private int count;
    private int row;

    void of(
            Exporter from,
            ExportHeader sent,
            DomainOptions known,
            FlowBatch target,
            byte[] bytes,
            RecordLayout records) {
        this.exporter = from;
        this.header = sent;
        this.options = known;
        this.batch = target;
        this.buffer = bytes;
        this.layout = records;
    }

    void at(int firstRecord, int recordLength, int records, int firstRow) {
        this.start = firstRecord;
        this.stride = recordLength;
        this.count = records;
        this.row = firstRow;
    }

    Exporter exporter() {
        return exporter;
    }

    ExportHeader header() {
        return header;
    }

    DomainOptions options() {
        return options;
    }

    FlowBatch batch() {
        return batch;
    }

    byte[] buffer() {
        return buffer;
    }

    /** The offset of a field in the first record of the run. */
    int offset(int field) {
        return start + layout.offset(field);
    }

    int length(int field) {
        return layout.length(field);
    }

    int stride() {
        return stride;
    }

    int count() {
        return count;
    }

    /** The row of the first record. */
    int row() {
        return row;
    }
}
