package org.aegisnet.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attackers in the capture of the demo, as demo/netflow/NOTICE names them. */
final class KnownAttackers implements Truth {
    private static final Map<String, String> ATTACKS = Map.of(
            "203.0.113.66", "guesses SSH passwords",
            "203.0.113.67", "guesses FTP passwords",
            "203.0.113.99", "scans ports",
            "192.0.2.77", "uploads 53 MB to port 53");

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
                        attack(flow).orElse("a flow of the office"));
    }

    /** What an attacker at either end does. */
    Optional<String> attack(final FlowRecord flow) {
        return List.of(flow.text("src_ip"), flow.text("dst_ip")).stream()
                .filter(ATTACKS::containsKey)
                .map(address -> address + " " + ATTACKS.get(address))
                .findFirst();
    }
}
