package org.aegisnet.training.autoencoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.aegisnet.net.IpProtocol;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureUnit;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;

/**
 * The two ways in which the same flow is reported: CICFlowMeter counts payload bytes and microseconds, NetFlow counts the bytes of whole IP
 * packets and milliseconds. A model that is to judge both learns both. Immutable.
 *
 * <p>The header sizes are those of IPv4 without options (20 bytes), UDP (8), and TCP with (32) or without (20) timestamps. A whole TCP flow is
 * with or without timestamps. A SYN and its answer carry 12 to 20 more bytes of options, here 12. CICFlowMeter's own columns of header lengths
 * mean different things in its versions.
 */
public final class PresentedFlows {
    private static final int IP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int TCP_HEADER = 20;
    private static final int TCP_TIMESTAMPS = 12;
    private static final int SYN_OPTIONS = 12;
    private static final double MILLISECONDS = 1e3;

    private static final int PACKETS_FORWARD = AutoencoderFeatures.COUNT;
    private static final int PACKETS_BACKWARD = AutoencoderFeatures.COUNT + 1;

    private final FlowSet flows;

    /** @param flows in {@link #features} */
    public PresentedFlows(final FlowSet flows) {
        if (!flows.features().equals(features())) {
            throw new IllegalArgumentException("The flows do not tell the packets of each direction");
        }
        this.flows = flows;
    }

    /** The features to read from CICFlowMeter's files: the autoencoder's, and the packets of each direction. */
    public static List<Feature> features() {
        final List<Feature> features = new ArrayList<>(AutoencoderFeatures.all());
        features.add(new Feature("Total Fwd Packets", FeatureUnit.PACKETS, true, 0));
        features.add(new Feature("Total Backward Packets", FeatureUnit.PACKETS, true, 0));
        return features;
    }

    /** The flows as CICFlowMeter reports them. */
    public FlowSet asPayload() {
        return present(flows, PresentedFlows::withoutDirections);
    }

    /**
     * The flows as NetFlow reports them. Those whose protocol is not known are left out: NetFlow always knows it.
     *
     * @param seed decides which TCP flows carry timestamps
     */
    public FlowSet asIpBytes(final long seed) {
        final Random random = new Random(seed);
        final FlowSet known = flows.where(flow -> !Float.isNaN(flow.feature(AutoencoderFeatures.PROTOCOL)));
        return present(known, flow -> withHeaders(flow, random.nextBoolean()));
    }

    /** Without the source port, as the published files of CIC-IDS2017 and CSE-CIC-IDS2018 have it. */
    public static FlowSet withoutSourcePort(final FlowSet flows) {
        return present(flows, flow -> {
            final float[] values = flow.features();
            values[AutoencoderFeatures.SRC_PORT] = Float.NaN;
            return values;
        });
    }

    private static FlowSet present(final FlowSet flows, final Function<Flow, float[]> presentation) {
        final List<Flow> presented = flows.flows().stream()
                .map(flow -> new Flow(
                        presentation.apply(flow),
                        flow.label(),
                        flow.time(),
                        flow.source(),
                        flow.line(),
                        flow.fingerprint()))
                .toList();
        return new FlowSet(AutoencoderFeatures.all(), presented);
    }

    private static float[] withoutDirections(final Flow flow) {
        return Arrays.copyOf(flow.features(), AutoencoderFeatures.COUNT);
    }

    private static float[] withHeaders(final Flow flow, final boolean timestamps) {
        final float[] values = withoutDirections(flow);
        final int protocol = (int) values[AutoencoderFeatures.PROTOCOL];
        final int transport = switch (protocol) {
            case IpProtocol.UDP -> UDP_HEADER;
            case IpProtocol.TCP -> TCP_HEADER + (timestamps ? TCP_TIMESTAMPS : 0);
            default -> 0;
        };
        final int options = protocol == IpProtocol.TCP ? SYN_OPTIONS : 0;
        final float forward = flow.feature(PACKETS_FORWARD);
        final float backward = flow.feature(PACKETS_BACKWARD);
        values[AutoencoderFeatures.BYTES_IN] += forward * (IP_HEADER + transport) + (forward > 0 ? options : 0);
        values[AutoencoderFeatures.BYTES_OUT] += backward * (IP_HEADER + transport) + (backward > 0 ? options : 0);
        values[AutoencoderFeatures.DURATION] =
                (float) (Math.rint(values[AutoencoderFeatures.DURATION] * MILLISECONDS) / MILLISECONDS);
        return values;
    }
}
