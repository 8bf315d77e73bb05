package org.aegisnet.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.aegisnet.runtime.NiFiClient;

/** A capture of NetFlow v9, sent over loopback to netflow-to-alerts. */
final class NetFlowScenario implements Scenario {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** The capture is replayed in a moment, so that the directions of a conversation come together. */
    private static final Duration PAIRING_TIMEOUT = Duration.ofSeconds(5);

    private static final String EXPORTER = "127.0.0.1";
    private static final int USUAL_PORT = 2055;

    private final Checkout checkout;
    private final int port = UdpPort.preferring(USUAL_PORT).number();

    NetFlowScenario(final Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public Played play(final NiFiClient client, final FlowFolders folders, final Steps steps) {
        steps.say("importing " + checkout.root().relativize(checkout.netFlowTemplate())
                + ", setting its parameters, starting it");
        final NetflowToAlerts template =
                NetflowToAlerts.start(client, checkout.netFlowTemplate(), folders, port, PAIRING_TIMEOUT);
        final NetFlowCapture capture = NetFlowCapture.read(checkout.netFlowCapture());
        steps.say("sending the %d datagrams of %s to UDP port %d of 127.0.0.1"
                .formatted(capture.size(), checkout.root().relativize(checkout.netFlowCapture()), port));
        capture.replay(EXPORTER, port);
        template.awaitDone(capture.size(), PATIENCE);
        return new Played(
                template.flow(),
                List.of(
                        line(
                                "Datagrams      %5d received, %d decoded",
                                List.of(
                                        template.listened("Datagrams Received"),
                                        template.listened("Datagrams Decoded"))),
                        line(
                                "Flows          %5d decoded, %d options records",
                                List.of(template.listened("Flows Decoded"), template.listened("Options Records"))),
                        line(
                                "Conversations  %5d paired, %d one-sided",
                                List.of(template.paired("Pairs Made"), template.paired("One-Sided After Timeout")))),
                template.listened("Flows Decoded") - template.paired("Pairs Made"));
    }

    private static String line(final String format, final List<Long> counts) {
        return String.format(Locale.ROOT, format, counts.toArray());
    }

    @Override
    public Truth truth() {
        return new KnownHosts();
    }

    @Override
    public String invitation(final FlowFolders folders) {
        // With softflowd's own times nothing would be seen for minutes.
        return ("let something send NetFlow to UDP port %d of 127.0.0.1, for example: softflowd -i eth0 -n 127.0.0.1:%d -v 9"
                        + " -t tcp.fin=3 -t tcp.rst=3 -t udp=10 -t maxlife=60 -t expint=2")
                .formatted(port, port);
    }
}
