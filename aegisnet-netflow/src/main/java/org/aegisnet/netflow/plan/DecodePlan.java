package org.aegisnet.netflow.plan;

import java.util.List;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.datagram.ExportHeader;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.option.DomainOptions;
import org.aegisnet.netflow.template.RecordLayout;
import org.aegisnet.netflow.template.Template;

/**
 * A template, compiled once into the steps that fill the flow columns. Records of one length are decoded a column at a time; records of
 * variable length one at a time.
 *
 * <p>Not safe for more than one thread.
 */
public final class DecodePlan {
    private final Template template;
    private final RecordLayout layout;
    private final int shortestRecord;
    private final ColumnStep[] steps;
    private final ColumnStep[] derivingSteps;
    private final RecordBlock run = new RecordBlock();

    /**
     * A plan.
     *
     * @param steps that read fields
     * @param derivingSteps that come after them and look at what is present
     */
    DecodePlan(Template template, List<ColumnStep> steps, List<ColumnStep> derivingSteps) {
        this.template = template;
        this.layout = new RecordLayout(template);
        this.shortestRecord = template.shortestRecord();
        this.steps = steps.toArray(ColumnStep[]::new);
        this.derivingSteps = derivingSteps.toArray(ColumnStep[]::new);
    }

    public Template template() {
        return template;
    }

    /** The layout of the records, which the plan moves from record to record. */
    public RecordLayout layout() {
        return layout;
    }

    /**
     * Decodes the records of a set into rows at the end of the batch.
     *
     * @param start offset of the first record
     * @param end offset after the set's last byte, padding included
     * @return the offset after the last whole record; what lies between it and the end is padding, or a record that overruns the set
     */
    public int decode(
            Exporter exporter,
            ExportHeader header,
            DomainOptions options,
            byte[] buffer,
            int start,
            int end,
            FlowBatch batch) {
        run.of(exporter, header, options, batch, buffer, layout);
        int length = layout.fixedLength();
        if (length > 0) {
            int count = (end - start) / length;
            if (count > 0) {
                apply(start, length, count, batch);
            }
            return start + count * length;
        }
        int at = start;
        while (end - at >= shortestRecord) {
            int next = layout.locate(buffer, at, end);
            if (next == RecordLayout.OVERRUN) {
                return at;
            }
            apply(at, next - at, 1, batch);
            at = next;
        }
        return at;
    }

    private void apply(int start, int length, int count, FlowBatch batch) {
        int row = batch.addRows(count);
        run.at(start, length, count, row);
        long present = 0;
        for (ColumnStep step : steps) {
            present |= step.apply(run);
        }
        batch.markPresent(present, row, count);
        for (ColumnStep step : derivingSteps) {
            batch.markPresent(step.apply(run), row, count);
        }
    }
}
