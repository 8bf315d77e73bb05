package org.aegisnet.netflow.plan;

import java.util.Arrays;
import java.util.OptionalLong;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.datagram.ExportHeader;

/**
 * Decoding step of the sampling rate: one packet in so many was observed. The rate is from the record itself (34, 50), or from the options
 * record of the sampler (48, 302) that the record names. It may also be from the header of v5, or from an options record of the whole domain
 * or of the input interface. Else it is absent.
 */
final class SamplingStep implements ColumnStep {
    private final int intervalField;
    private final int samplerField;
    private final int inputInterfaceField;

    /** Fields are indexes in the template; {@link FieldFinder#NONE} if the template has no such field. */
    SamplingStep(int intervalField, int samplerField, int inputInterfaceField) {
        this.intervalField = intervalField;
        this.samplerField = samplerField;
        this.inputInterfaceField = inputInterfaceField;
    }

    @Override
    public long apply(RecordBlock run) {
        if (run.header().version() == ExportHeader.NETFLOW_V5) {
            int interval = run.header().samplingInterval();
            return interval > 0 ? fill(run, interval) : 0;
        }
        boolean eachItsOwn = intervalField != FieldFinder.NONE
                || samplerField != FieldFinder.NONE
                || run.options().samplesByInterface();
        if (eachItsOwn) {
            for (int index = 0; index < run.count(); index++) {
                put(run, index);
            }
            return 0;
        }
        OptionalLong rate = run.options().samplingRate(-1);
        return rate.isPresent() ? fill(run, rate.getAsLong()) : 0;
    }

    private static long fill(RecordBlock run, long rate) {
        long[] rates = run.batch().numbers(FlowColumn.SAMPLING_RATE);
        Arrays.fill(rates, run.row(), run.row() + run.count(), rate);
        return FlowColumn.SAMPLING_RATE.bit();
    }

    private void put(RecordBlock run, int index) {
        OptionalLong rate = rate(run, index);
        if (rate.isPresent()) {
            FlowBatch batch = run.batch();
            batch.numbers(FlowColumn.SAMPLING_RATE)[run.row() + index] = rate.getAsLong();
            batch.markPresent(FlowColumn.SAMPLING_RATE, run.row() + index);
        }
    }

    private OptionalLong rate(RecordBlock run, int index) {
        long interval = number(run, intervalField, index);
        if (interval > 0) {
            return OptionalLong.of(interval);
        }
        long sampler = number(run, samplerField, index);
        if (sampler >= 0) {
            OptionalLong ofSampler = run.options().samplingRateOf(sampler);
            if (ofSampler.isPresent()) {
                return ofSampler;
            }
        }
        return run.options().samplingRate(number(run, inputInterfaceField, index));
    }

    /** Returns the field's number, or -1 if the record does not have it. */
    private static long number(RecordBlock run, int field, int index) {
        if (field == FieldFinder.NONE || run.length(field) == 0 || run.length(field) > Long.BYTES) {
            return -1;
        }
        return BigEndian.unsigned(run.buffer(), run.offset(field) + index * run.stride(), run.length(field));
    }
}
