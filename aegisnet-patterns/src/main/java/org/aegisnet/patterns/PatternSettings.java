package org.aegisnet.patterns;

import java.util.Set;
import org.aegisnet.net.IpNetworks;
import org.aegisnet.patterns.window.Panes;

/**
 * Patterns to detect, with their thresholds. Immutable.
 *
 * @param patterns those to detect
 * @param times windows and lateness
 * @param thresholds the numbers from which on flows are a pattern
 * @param scope hosts and ports concerned
 * @param capacity limits of the state
 */
public record PatternSettings(
        Set<FlowPattern> patterns, Times times, Thresholds thresholds, Scope scope, Capacity capacity) {
    private static final long MINUTE = 60_000;
    private static final long MEGABYTE = 1_000_000;

    public PatternSettings {
        patterns = Set.copyOf(patterns);
    }

    /**
     * Times, all in milliseconds. A lateness of more than nine windows is rejected with an IllegalArgumentException that says so.
     *
     * @param window of scans, sweeps, brute force and floods
     * @param exfiltrationWindow of exfiltration
     * @param lateness how much earlier than the latest flow begins a flow may end and still be counted
     * @param longestAttempt the longest flow that is an attempt to log in
     * @param shortestBeat the shortest interval of beacons
     */
    public record Times(long window, long exfiltrationWindow, long lateness, long longestAttempt, long shortestBeat) {
        public Times {
            Panes.of(window, lateness);
            Panes.of(exfiltrationWindow, lateness);
        }

        /** The panes of the window. */
        Panes panes() {
            return Panes.of(window, lateness);
        }

        /** The panes of the exfiltration window. */
        Panes exfiltrationPanes() {
            return Panes.of(exfiltrationWindow, lateness);
        }
    }

    /**
     * Thresholds; what reaches one is a pattern.
     *
     * @param portScanPorts ports of one destination that one source tries in a window, 2 or more
     * @param hostSweepHosts destinations on which one source tries one service in a window, 2 or more
     * @param bruteForceAttempts like attempts of one source at one service in a window, 2 or more
     * @param floodFlows flows of TCP to one service in a window, 2 or more
     * @param floodPackets unanswered packets of another protocol to one destination in a window, 2 or more
     * @param unusualFactor how often the usual goes into what is unusual, above 1
     * @param exfiltrationBytes to one external destination in a window, whatever is usual
     * @param unusualExfiltrationBytes minimum that is exfiltration if it is unusual
     * @param beacons starts of one conversation that are enough to tell a rhythm, 4 to 48
     * @param beaconJitter the largest jitter of a rhythm, 0 to 1
     */
    public record Thresholds(
            int portScanPorts,
            int hostSweepHosts,
            int bruteForceAttempts,
            int floodFlows,
            long floodPackets,
            double unusualFactor,
            long exfiltrationBytes,
            long unusualExfiltrationBytes,
            int beacons,
            double beaconJitter) {}

    /**
     * Which hosts and ports.
     *
     * @param internal networks that data leaves from
     * @param trusted sources whose flows are neither counted nor labelled
     * @param bruteForcePorts TCP ports of services that people log in to
     * @param regularPorts destination ports where regular flows are what they should be
     */
    public record Scope(
            IpNetworks internal, IpNetworks trusted, Set<Integer> bruteForcePorts, Set<Integer> regularPorts) {
        public Scope {
            bruteForcePorts = Set.copyOf(bruteForcePorts);
            regularPorts = Set.copyOf(regularPorts);
        }
    }

    /**
     * Limits of a detector's state.
     *
     * @param sources maximum number of sources; also of targets
     * @param bytes of heap for sources, as counted, and a quarter of it more for targets
     */
    public record Capacity(int sources, long bytes) {}

    /** The default settings of the processor. */
    public static PatternSettings defaults() {
        return new PatternSettings(
                Set.of(FlowPattern.values()),
                new Times(MINUTE, 10 * MINUTE, 5 * MINUTE, MINUTE, 5000),
                new Thresholds(20, 20, 20, 1000, 60_000, 10, 500 * MEGABYTE, 20 * MEGABYTE, 12, 0.1),
                new Scope(
                        IpNetworks.parse("10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, 169.254.0.0/16,"
                                + " 127.0.0.0/8, fc00::/7, fe80::/10, ::1"),
                        IpNetworks.parse(""),
                        Set.of(
                                21, 22, 23, 110, 139, 143, 389, 445, 465, 587, 636, 993, 995, 1433, 1521, 3306, 3389,
                                5432, 5900, 5985, 5986),
                        Set.of(53, 123)),
                new Capacity(100_000, 64 * MEGABYTE));
    }

    /** These, but with other times. */
    public PatternSettings with(final Times others) {
        return new PatternSettings(patterns, others, thresholds, scope, capacity);
    }

    /** These, but with other thresholds. */
    public PatternSettings with(final Thresholds others) {
        return new PatternSettings(patterns, times, others, scope, capacity);
    }

    /** These, but with another scope. */
    public PatternSettings with(final Scope other) {
        return new PatternSettings(patterns, times, thresholds, other, capacity);
    }

    /** These, but with another capacity. */
    public PatternSettings with(final Capacity other) {
        return new PatternSettings(patterns, times, thresholds, scope, other);
    }

    /** These, but looking for other patterns. */
    public PatternSettings with(final Set<FlowPattern> others) {
        return new PatternSettings(others, times, thresholds, scope, capacity);
    }

    boolean looksFor(final FlowPattern pattern) {
        return patterns.contains(pattern);
    }
}
