package org.aegisnet.patterns.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DistinctWindowTest {
    private final Panes panes = new Panes(10_000, 6, 37);

    @Test
    void upToItsCapacityItCountsEveryWindowExactlyInAnyOrder() {
        final Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            final DistinctWindow window = new DistinctWindow(panes);
            final Map<Long, Set<Long>> byPane = new HashMap<>();
            final int items = 1 + random.nextInt(DistinctWindow.CAPACITY);
            window.add(1, 37);
            byPane.computeIfAbsent(37L, pane -> new HashSet<>()).add(1L);
            for (int item = 0; item < items - 1; item++) {
                final long hash = random.nextLong() | 2;
                for (int times = random.nextInt(3); times >= 0; times--) {
                    final long pane = 1L + random.nextInt(37);
                    window.add(hash, pane);
                    byPane.computeIfAbsent(pane, key -> new HashSet<>()).add(hash);
                }
            }
            for (long pane = 6; pane <= 40; pane++) {
                final Set<Long> expected = new HashSet<>();
                for (long seen = pane - 5; seen <= pane; seen++) {
                    expected.addAll(byPane.getOrDefault(seen, Set.of()));
                }
                assertEquals(expected.size(), window.countUntil(pane));
                assertFalse(window.isEstimateUntil(pane));
            }
        }
    }

    /** Twenty sketches of each size: none is off by more than four standard errors, and they are not off to one side. */
    @Test
    void beyondItsCapacityItsErrorIsBounded() {
        final Random random = new Random(2);
        final double standardError = 1.2 / Math.sqrt(DistinctWindow.CAPACITY);
        for (final int items : new int[] {300, 1000, 5000, 65_536, 1_000_000}) {
            double sum = 0;
            for (int round = 0; round < 20; round++) {
                final DistinctWindow window = new DistinctWindow(panes);
                for (int item = 0; item < items; item++) {
                    window.add(random.nextLong(), 100);
                }
                final double error = (double) window.countUntil(100) / items - 1;
                assertTrue(Math.abs(error) < 4 * standardError, () -> items + " items, error " + error);
                assertTrue(window.isEstimateUntil(100));
                assertTrue(window.bytes() < 10_000);
                sum += error;
            }
            final double bias = sum / 20;
            assertTrue(Math.abs(bias) < standardError, () -> items + " items, bias " + bias);
        }
    }

    @Test
    void panesThatArePastAreForgottenAndTheirMemoryIsGivenBack() {
        final DistinctWindow window = new DistinctWindow(panes);
        for (int item = 1; item <= 200; item++) {
            window.add(item * 0x9e37_79b9_7f4a_7c15L, 1);
        }
        final long full = window.bytes();
        window.add(1, 38);
        assertEquals(1, window.countUntil(38));
        assertEquals(0, window.countUntil(6));
        assertTrue(window.bytes() < full / 4);
    }

    @Test
    void anItemForAPaneThatIsKeptNoLongerIsIgnored() {
        final DistinctWindow window = new DistinctWindow(panes);
        window.add(5, 100);
        window.add(6, 63);
        assertEquals(0, window.countUntil(63));
        assertEquals(1, window.countUntil(100));
    }

    @Test
    void afterAFloodItCountsExactlyAgain() {
        final Random random = new Random(3);
        final DistinctWindow window = new DistinctWindow(panes);
        for (int item = 0; item < 100_000; item++) {
            window.add(random.nextLong(), 1);
        }
        for (int item = 0; item < 10; item++) {
            window.add(random.nextLong(), 50);
        }
        assertEquals(10, window.countUntil(50));
        assertFalse(window.isEstimateUntil(50));
    }

    @Test
    void theRemainsOfAFloodAreNotMultiplied() {
        final Random random = new Random(4);
        final DistinctWindow window = new DistinctWindow(panes);
        for (int item = 0; item < 100_000; item++) {
            window.add(random.nextLong(), 1);
        }
        for (int item = 0; item < 10; item++) {
            window.add(random.nextLong(), 10);
        }
        assertTrue(window.countUntil(10) <= 10);
    }
}
