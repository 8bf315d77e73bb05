package org.aegisnet.netflow.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.datagram.ExportHeader;
import org.aegisnet.netflow.element.ElementValue;
import org.aegisnet.netflow.option.SamplingQuery;
import org.aegisnet.netflow.option.SamplingRate;
import org.aegisnet.netflow.template.TemplateField;

/**
 * Decoding step of the sampling rate: one packet in so many was observed. A rate that a user gives the exporter wins. Else the rate is from the
 * record itself, from the header of v5, or from the options records that hold for the flow. Else it is absent.
 */
final class SamplingStep implements ColumnStep {
    private static final int INGRESS_INTERFACE = 10;
    private static final int EGRESS_INTERFACE = 14;
    private static final int SAMPLER_ID = 48;
    private static final int FLOW_DIRECTION = 61;
    private static final int SELECTOR_ID = 302;
    private static final int EGRESS = 1;

    /** Elements in which a flow record may tell its rate itself. */
    private static final List<Integer> OWN = List.of(34, 50, 305, 306, 307, 308, 309, 310, 311);

    private final int template;
    private final List<TemplateField> fields;
    private final Map<Integer, Integer> ownFields;
    private final int selectorField;
    private final int samplerField;
    private final int inputInterfaceField;
    private final int outputInterfaceField;
    private final int directionField;

    SamplingStep(final int template, final List<TemplateField> fields, final FieldFinder finder) {
        this.template = template;
        this.fields = fields;
        this.ownFields = finder.takeAll(OWN);
        this.selectorField = finder.peek(SELECTOR_ID);
        this.samplerField = finder.peek(SAMPLER_ID);
        this.inputInterfaceField = finder.peek(INGRESS_INTERFACE);
        this.outputInterfaceField = finder.peek(EGRESS_INTERFACE);
        this.directionField = finder.peek(FLOW_DIRECTION);
    }

    @Override
    public long apply(final RecordBlock run) {
        final OptionalLong byHand = run.options().samplingRateByHand();
        if (byHand.isPresent()) {
            return fill(run, byHand.getAsLong());
        }
        if (run.header().version() == ExportHeader.NETFLOW_V5) {
            final int interval = run.header().samplingInterval();
            return interval > 0 ? fill(run, interval) : 0;
        }
        final boolean eachItsOwn = !ownFields.isEmpty()
                || selectorField != FieldFinder.NONE
                || samplerField != FieldFinder.NONE
                || run.options().samplesByInterface();
        if (eachItsOwn) {
            for (int index = 0; index < run.count(); index++) {
                put(run, index);
            }
            return 0;
        }
        final OptionalLong rate = run.options()
                .samplingRate(new SamplingQuery(
                        SamplingQuery.UNNAMED, SamplingQuery.UNNAMED, SamplingQuery.UNNAMED, template));
        return rate.isPresent() ? fill(run, rate.getAsLong()) : 0;
    }

    private static long fill(final RecordBlock run, final long rate) {
        final long[] rates = run.batch().numbers(FlowColumn.SAMPLING_RATE);
        Arrays.fill(rates, run.row(), run.row() + run.count(), rate);
        return FlowColumn.SAMPLING_RATE.bit();
    }

    private void put(final RecordBlock run, final int index) {
        final OptionalLong rate = rate(run, index);
        if (rate.isPresent()) {
            final FlowBatch batch = run.batch();
            batch.numbers(FlowColumn.SAMPLING_RATE)[run.row() + index] = rate.getAsLong();
            batch.markPresent(FlowColumn.SAMPLING_RATE, run.row() + index);
        }
    }

    private OptionalLong rate(final RecordBlock run, final int index) {
        final OptionalLong own = ownFields.isEmpty() ? OptionalLong.empty() : SamplingRate.of(values(run, index));
        if (own.isPresent()) {
            return own;
        }
        final boolean egress = number(run, directionField, index) == EGRESS;
        final long seenAt = number(run, egress ? outputInterfaceField : inputInterfaceField, index);
        return run.options()
                .samplingRate(new SamplingQuery(
                        number(run, selectorField, index), number(run, samplerField, index), seenAt, template));
    }

    private SamplingRate.Values values(final RecordBlock run, final int index) {
        return new SamplingRate.Values() {
            @Override
            public OptionalLong number(final int element) {
                final long number = SamplingStep.number(run, ownFields.getOrDefault(element, FieldFinder.NONE), index);
                return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
            }

            @Override
            public OptionalDouble decimal(final int element) {
                final int field = ownFields.getOrDefault(element, FieldFinder.NONE);
                if (field == FieldFinder.NONE) {
                    return OptionalDouble.empty();
                }
                final int at = run.offset(field) + index * run.stride();
                return ElementValue.read(fields.get(field).element(), run.buffer(), at, run.length(field))
                                        .orElse("")
                                instanceof Double share
                        ? OptionalDouble.of(share)
                        : OptionalDouble.empty();
            }
        };
    }

    /** Returns the field's number, or -1 if the record does not have it. */
    private static long number(final RecordBlock run, final int field, final int index) {
        if (field == FieldFinder.NONE || run.length(field) == 0 || run.length(field) > Long.BYTES) {
            return SamplingQuery.UNNAMED;
        }
        return BigEndian.unsigned(run.buffer(), run.offset(field) + index * run.stride(), run.length(field));
    }
}
