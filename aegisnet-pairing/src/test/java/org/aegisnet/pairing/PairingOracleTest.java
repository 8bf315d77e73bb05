package org.aegisnet.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.aegisnet.net.IpAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table against the same rules written down once more, naively: a list that is searched from end to end. */
class PairingOracleTest {
    private static final int CAPACITY = 40;
    private static final long TIMEOUT = 3_000;
    private static final long TOLERANCE = 50;

    private record Flow(
            String name,
            int exporter,
            int from,
            int to,
            int fromPort,
            int toPort,
            int protocol,
            long first,
            long last,
            int flags,
            int direction,
            long arrived) {
        boolean isReverseOf(final Flow other) {
            return exporter == other.exporter
                    && from == other.to
                    && to == other.from
                    && fromPort == other.toPort
                    && toPort == other.fromPort
                    && protocol == other.protocol
                    && !isSameAs(other);
        }

        boolean isSameAs(final Flow other) {
            return exporter == other.exporter
                    && from == other.from
                    && to == other.to
                    && fromPort == other.fromPort
                    && toPort == other.toPort
                    && protocol == other.protocol;
        }

        long sharedWith(final Flow other) {
            return Math.min(last, other.last) - Math.max(first, other.first);
        }

        boolean meets(final Flow other) {
            final boolean longOnes = last - first > 4 * TOLERANCE && other.last - other.first > 4 * TOLERANCE;
            return sharedWith(other) >= (longOnes ? TOLERANCE : -TOLERANCE);
        }

        boolean opens() {
            return protocol == 6 && (flags & 0x12) == 2;
        }
    }

    private static final class Oracle {
        private final List<Flow> waiting = new ArrayList<>();
        private final List<Flow> remembered = new ArrayList<>();
        private final List<Flow> inOrder = new ArrayList<>();
        private final List<String> left = new ArrayList<>();

        void offer(final Flow flow) {
            final boolean deduplicated = flow.exporter == 1;
            if (deduplicated
                    && flow.direction >= 0
                    && inOrder.stream()
                            .anyMatch(known -> known.direction >= 0
                                    && known.direction != flow.direction
                                    && known.isSameAs(flow)
                                    && known.meets(flow))) {
                left.add(flow.name + " again");
                return;
            }
            final Flow other = waiting.stream()
                    .filter(known -> known.isReverseOf(flow) && known.meets(flow))
                    .max(Comparator.<Flow>comparingLong(flow::sharedWith)
                            .thenComparing(
                                    Comparator.comparingInt(waiting::indexOf).reversed()))
                    .orElse(null);
            if (other == null) {
                makeRoom();
                waiting.add(flow);
                inOrder.add(flow);
                return;
            }
            final boolean otherBegan = other.opens() != flow.opens()
                    ? other.opens()
                    : other.first != flow.first ? other.first < flow.first : other.fromPort >= flow.fromPort;
            left.add(otherBegan ? other.name + "+" + flow.name : flow.name + "+" + other.name);
            waiting.remove(other);
            if (deduplicated) {
                remembered.add(other);
                makeRoom();
                remembered.add(flow);
                inOrder.add(flow);
            } else {
                inOrder.remove(other);
            }
        }

        void advance(final long now) {
            while (!inOrder.isEmpty() && inOrder.getFirst().arrived <= now - TIMEOUT) {
                removeOldest("TIMEOUT");
            }
        }

        private void makeRoom() {
            if (inOrder.size() == CAPACITY) {
                removeOldest("TABLE_FULL");
            }
        }

        private void removeOldest(final String cause) {
            final Flow oldest = inOrder.removeFirst();
            if (!remembered.remove(oldest)) {
                waiting.remove(oldest);
                left.add(oldest.name + " " + cause);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void agrees(final long seed) throws IOException {
        final Random random = new Random(seed);
        final Oracle oracle = new Oracle();
        final Recorder recorder = new Recorder();
        final PairingTable<String> table = new PairingTable<>(
                new PairingRules(TIMEOUT, TOLERANCE, CAPACITY),
                context -> context.values().getFirst().equals("1"));
        long now = 100_000;
        for (int step = 0; step < 20_000; step++) {
            now += random.nextInt(60);
            final Flow flow = flow("f" + step, now, random);
            oracle.offer(flow);
            table.offer(new FlowContext(List.of(Integer.toString(flow.exporter))), half(flow), recorder);
            if (random.nextInt(10) == 0) {
                oracle.advance(now);
                table.advance(now, recorder);
            }
            assertEquals(oracle.waiting.size(), table.waiting());
            assertEquals(oracle.inOrder.size(), table.size());
        }
        oracle.advance(now + TIMEOUT);
        table.advance(now + TIMEOUT, recorder);

        assertEquals(oracle.left, recorder.left());
        assertEquals(0, table.size());
    }

    private static Flow flow(final String name, final long now, final Random random) {
        final int protocol = random.nextBoolean() ? 6 : 17;
        final long first = now - random.nextInt(600);
        final long last = random.nextInt(3) == 0 ? first : first + random.nextInt((int) (now - first) + 1);
        return new Flow(
                name,
                random.nextInt(3),
                random.nextInt(3),
                random.nextInt(3),
                random.nextInt(2),
                random.nextInt(2),
                protocol,
                first,
                last,
                random.nextInt(32),
                random.nextInt(3) - 1,
                now);
    }

    private static Uniflow<String> half(final Flow flow) {
        return new Uniflow<>(
                new FiveTuple(
                        new IpAddress(0, flow.from),
                        new IpAddress(0, flow.to),
                        flow.fromPort,
                        flow.toPort,
                        flow.protocol),
                flow.first,
                flow.last,
                new UniflowDetails(flow.flags, flow.direction, UniflowDetails.UNKNOWN),
                flow.arrived,
                flow.name);
    }
}
