package org.aegisnet.netflow.decode;

import java.util.ArrayList;
import java.util.List;
import org.aegisnet.netflow.record.DataRecord;

/** Sink that keeps all output of a decoder. */
public final class CollectingSink implements DecodeSink {
    private final List<DataRecord> options = new ArrayList<>();
    private final List<DataRecord> flows = new ArrayList<>();
    private final List<UndecodedDatagram> unparsed = new ArrayList<>();

    @Override
    public void options(DataRecord record) {
        options.add(record.copy());
    }

    @Override
    public void unparsed(UndecodedDatagram problem) {
        unparsed.add(problem);
    }

    @Override
    public void flow(DataRecord record) {
        flows.add(record.copy());
    }

    public List<DataRecord> options() {
        return options;
    }

    public List<DataRecord> flows() {
        return flows;
    }

    public List<UndecodedDatagram> unparsed() {
        return unparsed;
    }

    /** The problems of what could not be parsed. */
    public List<DecodeProblemKind> problems() {
        return unparsed.stream().map(each -> each.problem().kind()).toList();
    }
}
