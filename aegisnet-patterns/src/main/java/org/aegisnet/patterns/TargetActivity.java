package org.aegisnet.patterns;

import java.io.IOException;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;
import org.aegisnet.patterns.table.Dated;
import org.aegisnet.patterns.window.Baseline;
import org.aegisnet.patterns.window.DistinctWindow;
import org.aegisnet.patterns.window.Panes;
import org.aegisnet.patterns.window.SumWindow;

/** Activity of all sources together towards one target: a service, or a whole host over one protocol. For one thread. */
final class TargetActivity implements Dated<TargetActivity> {
    private static final int OBJECT_BYTES = 40;
    private static final int FLOWS = 0;
    private static final int UNANSWERED_FLOWS = 1;
    private static final int PACKETS = 2;
    private static final int ANSWERING_PACKETS = 3;
    private static final int COLUMNS = 4;

    private final SumWindow sums;
    private final DistinctWindow ports;
    private final Baseline usual;

    /** @param firstPeriod the first period observed; from it on, a period without a flow counts as 0 */
    TargetActivity(final Panes panes, final long firstPeriod) {
        this(new SumWindow(panes, COLUMNS), new DistinctWindow(panes), new Baseline(firstPeriod));
    }

    private TargetActivity(final SumWindow sums, final DistinctWindow ports, final Baseline usual) {
        this.sums = sums;
        this.ports = ports;
        this.usual = usual;
    }

    void note(final long pane, final Flow flow) {
        sums.add(
                pane,
                1,
                flow.isProbe() ? 1 : 0,
                Math.max(0, flow.packetsForward()),
                Math.max(0, flow.packetsReverse()));
    }

    void notePort(final long pane, final long hash) {
        ports.add(hash, pane);
    }

    void noteUsualFlows(final long pane, final long period) {
        usual.raise(period, sums.sumOfPeriod(pane, FLOWS));
    }

    void noteUsualPackets(final long pane, final long period) {
        usual.raise(period, sums.sumOfPeriod(pane, PACKETS));
    }

    long flowsUntil(final long pane) {
        return sums.sumUntil(pane, FLOWS);
    }

    long unansweredFlowsUntil(final long pane) {
        return sums.sumUntil(pane, UNANSWERED_FLOWS);
    }

    long packetsUntil(final long pane) {
        return sums.sumUntil(pane, PACKETS);
    }

    long answeringPacketsUntil(final long pane) {
        return sums.sumUntil(pane, ANSWERING_PACKETS);
    }

    long portsUntil(final long pane) {
        return ports.countUntil(pane);
    }

    Baseline usual() {
        return usual;
    }

    /** To a pane. */
    @Override
    public long latest() {
        return sums.latestMillis();
    }

    @Override
    public TargetActivity copy() {
        return new TargetActivity(sums.copy(), ports.copy(), usual.copy());
    }

    @Override
    public long bytes() {
        return OBJECT_BYTES + sums.bytes() + ports.bytes() + usual.bytes();
    }

    void writeTo(final VarintOutput output) throws IOException {
        sums.writeTo(output);
        ports.writeTo(output);
        usual.writeTo(output);
    }

    static TargetActivity readFrom(final VarintInput input, final Panes panes) throws IOException {
        return new TargetActivity(
                SumWindow.readFrom(input, panes, COLUMNS),
                DistinctWindow.readFrom(input, panes),
                Baseline.readFrom(input));
    }
}
