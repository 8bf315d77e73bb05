package org.aegisnet.patterns;

import java.io.IOException;
import org.aegisnet.net.IpAddress;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;
import org.aegisnet.patterns.table.BoundedTable;
import org.aegisnet.patterns.table.Dated;
import org.aegisnet.patterns.window.Baseline;
import org.aegisnet.patterns.window.DistinctWindow;
import org.aegisnet.patterns.window.Panes;
import org.aegisnet.patterns.window.SumWindow;

/** Activity of one source. Bounded: the least recent activity is removed first. For one thread. */
final class SourceActivity implements Dated<SourceActivity> {
    private static final int OBJECT_BYTES = 80;
    private static final int MAX_DESTINATIONS = 256;
    private static final int MAX_SERVICES = 64;
    private static final int MAX_CONVERSATIONS = 512;
    private static final long MAX_BYTES = 256 * 1024;

    private final BoundedTable<IpAddress, DistinctWindow> probedPorts = new BoundedTable<>(MAX_DESTINATIONS, MAX_BYTES);
    private final BoundedTable<Service, DistinctWindow> probedHosts = new BoundedTable<>(MAX_SERVICES, MAX_BYTES);
    private final BoundedTable<Target, Conversation> conversations = new BoundedTable<>(MAX_CONVERSATIONS, MAX_BYTES);
    private final BoundedTable<IpAddress, SumWindow> uploads = new BoundedTable<>(MAX_DESTINATIONS, MAX_BYTES);
    private final Baseline usualUpload;
    private long flows;
    private long latest = Long.MIN_VALUE;

    /** @param firstPeriod of exfiltration in which the source was seen */
    SourceActivity(final long firstPeriod) {
        this(new Baseline(firstPeriod));
    }

    private SourceActivity(final Baseline usualUpload) {
        this.usualUpload = usualUpload;
    }

    /** Notes that there was a flow, counted then. */
    void noteFlow(final long event) {
        flows++;
        latest = Math.max(latest, event);
    }

    /** Flows since the source is remembered. */
    long flows() {
        return flows;
    }

    /** By destination, the services probed there. */
    BoundedTable<IpAddress, DistinctWindow> probedPorts() {
        return probedPorts;
    }

    /** By service, the destinations probed for it. */
    BoundedTable<Service, DistinctWindow> probedHosts() {
        return probedHosts;
    }

    BoundedTable<Target, Conversation> conversations() {
        return conversations;
    }

    /** By destination, the bytes sent there. */
    BoundedTable<IpAddress, SumWindow> uploads() {
        return uploads;
    }

    /** The most bytes sent to one destination in a period. */
    Baseline usualUpload() {
        return usualUpload;
    }

    @Override
    public long latest() {
        return latest;
    }

    @Override
    public SourceActivity copy() {
        final SourceActivity copy = new SourceActivity(usualUpload.copy());
        copy.flows = flows;
        copy.latest = latest;
        probedPorts.copyTo(copy.probedPorts, DistinctWindow::copy);
        probedHosts.copyTo(copy.probedHosts, DistinctWindow::copy);
        conversations.copyTo(copy.conversations, Conversation::copy);
        uploads.copyTo(copy.uploads, SumWindow::copy);
        return copy;
    }

    @Override
    public long bytes() {
        return OBJECT_BYTES
                + probedPorts.bytes()
                + probedHosts.bytes()
                + conversations.bytes()
                + uploads.bytes()
                + usualUpload.bytes();
    }

    void writeTo(final VarintOutput output) throws IOException {
        output.writeNumber(flows);
        usualUpload.writeTo(output);
        TableSnapshot.write(output, probedPorts, Target::write, (stream, window) -> window.writeTo(stream));
        TableSnapshot.write(
                output,
                probedHosts,
                (stream, service) -> service.writeTo(stream),
                (stream, window) -> window.writeTo(stream));
        TableSnapshot.write(
                output,
                conversations,
                (stream, peer) -> peer.writeTo(stream),
                (stream, conversation) -> conversation.writeTo(stream));
        TableSnapshot.write(output, uploads, Target::write, (stream, window) -> window.writeTo(stream));
    }

    static SourceActivity readFrom(final VarintInput input, final Panes panes, final Panes exfiltrationPanes)
            throws IOException {
        final long flows = input.readNumber();
        final SourceActivity activity = new SourceActivity(Baseline.readFrom(input));
        activity.flows = flows;
        TableSnapshot.read(
                input,
                MAX_DESTINATIONS,
                activity.probedPorts,
                Target::readAddress,
                stream -> DistinctWindow.readFrom(stream, panes));
        TableSnapshot.read(
                input,
                MAX_SERVICES,
                activity.probedHosts,
                Service::readFrom,
                stream -> DistinctWindow.readFrom(stream, panes));
        TableSnapshot.read(
                input,
                MAX_CONVERSATIONS,
                activity.conversations,
                Target::readFrom,
                stream -> Conversation.readFrom(stream, panes));
        TableSnapshot.read(
                input,
                MAX_DESTINATIONS,
                activity.uploads,
                Target::readAddress,
                stream -> SumWindow.readFrom(stream, exfiltrationPanes, ExfiltrationRule.COLUMNS));
        // Every flow is noted in its conversation.
        for (final Target peer : activity.conversations.keysDearestFirst()) {
            activity.latest = Math.max(
                    activity.latest,
                    activity.conversations.find(peer).orElseThrow().latestMillis());
        }
        return activity;
    }
}
