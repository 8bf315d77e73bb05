package org.aegisnet.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Roles of the hosts in the capture of the demo, from demo/netflow/NOTICE. */
final class KnownHosts implements Truth {
    private static final Map<String, String> ATTACKS = Map.of(
            "203.0.113.66", "guesses SSH passwords",
            "203.0.113.67", "guesses FTP passwords",
            "203.0.113.99", "scans ports",
            "192.0.2.77", "uploads 53 MB to port 53");

    private static final String INSIDE = "192.0.2.";
    private static final List<Network> NETWORKS =
            List.of(network("the office", 10, 69), network("a network that no model has learnt from", 130, 189));

    @Override
    public String source() {
        return "the attackers' addresses in demo/netflow/NOTICE, which no model has seen";
    }

    @Override
    public boolean isAttack(final FlowRecord flow) {
        return attack(flow).isPresent();
    }

    @Override
    public String saysOf(final FlowRecord flow) {
        return "%s port %s to %s port %s: %s"
                .formatted(
                        flow.text("src_ip"),
                        flow.text("src_port"),
                        flow.text("dst_ip"),
                        flow.text("dst_port"),
                        attack(flow).orElse("no attack"));
    }

    @Override
    public List<Network> networks() {
        return NETWORKS;
    }

    private static Network network(final String name, final int first, final int last) {
        return new Network(
                name,
                flow -> Stream.of(flow.text("src_ip"), flow.text("dst_ip"))
                        .filter(address -> address.startsWith(INSIDE))
                        .mapToInt(address -> Integer.parseInt(address.substring(INSIDE.length())))
                        .anyMatch(host -> first <= host && host <= last));
    }

    /** The attack that a host at either end of the flow carries out. */
    Optional<String> attack(final FlowRecord flow) {
        return List.of(flow.text("src_ip"), flow.text("dst_ip")).stream()
                .filter(ATTACKS::containsKey)
                .map(address -> address + " " + ATTACKS.get(address))
                .findFirst();
    }
}
