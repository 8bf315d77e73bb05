package org.aegisnet.processors.synthetic;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;

/**
 * A generator of synthetic flows. All addresses are of the networks that RFC 5737 keeps for documentation. No flow can therefore be taken for one
 * of a host that exists. For one thread.
 */
final class SyntheticFlows {
    private static final List<SyntheticKind> SAFE = SyntheticKind.attacks(false);
    private static final List<SyntheticKind> ATTACKS = SyntheticKind.attacks(true);
    private static final int FIRST_PORT_ASKED_FROM = 32_768;
    private static final int LAST_PORT_ASKED_FROM = 60_999;
    private static final int SCANNED_PORTS = 10_000;

    private final RandomGenerator random;
    private final double attackShare;
    private int scanned;

    /** @param attackShare of the flows, 0 to 1 */
    SyntheticFlows(final RandomGenerator random, final double attackShare) {
        this.random = random;
        this.attackShare = attackShare;
    }

    /** A flow that ended just now. */
    Record next(final Instant now) {
        final List<SyntheticKind> kinds = random.nextDouble() < attackShare ? ATTACKS : SAFE;
        return flow(kinds.get(random.nextInt(kinds.size())), now);
    }

    /** A flow of a kind that ended just now. */
    Record flow(final SyntheticKind kind, final Instant now) {
        final PacketTrain packets = kind.packets(random);
        final Map<String, Object> values = new LinkedHashMap<>();
        // Attackers are few and have their own network; each keeps to one kind of attack and one target.
        values.put(
                SyntheticFields.SOURCE,
                kind.isAttack() ? "203.0.113." + (10 + ATTACKS.indexOf(kind)) : "192.0.2." + random.nextInt(10, 60));
        values.put(SyntheticFields.SOURCE_PORT, random.nextInt(FIRST_PORT_ASKED_FROM, LAST_PORT_ASKED_FROM + 1));
        values.put(
                SyntheticFields.DESTINATION,
                kind.isAttack() ? "192.0.2." + (100 + ATTACKS.indexOf(kind)) : "198.51.100." + random.nextInt(1, 20));
        values.put(SyntheticFields.DESTINATION_PORT, kind.port() == 0 ? nextScannedPort() : kind.port());
        values.put(SyntheticFields.PROTOCOL, kind.protocol());
        values.put(
                SyntheticFields.TIMESTAMP,
                now.minus(packets.durationMicros(), ChronoUnit.MICROS)
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString());
        packets.describe(values);
        values.put(SyntheticFields.FORWARD_WINDOW, kind.forwardWindow());
        values.put(SyntheticFields.BACKWARD_WINDOW, kind.backwardWindow());
        values.put(SyntheticFields.SYNTHETIC, true);
        values.put(SyntheticFields.KIND, kind.words());
        return new MapRecord(SyntheticFields.SCHEMA, values);
    }

    private int nextScannedPort() {
        scanned = scanned % SCANNED_PORTS + 1;
        return scanned;
    }
}
