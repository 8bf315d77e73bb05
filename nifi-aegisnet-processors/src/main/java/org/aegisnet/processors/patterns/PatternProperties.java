package org.aegisnet.processors.patterns;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.aegisnet.net.IpNetworks;
import org.aegisnet.patterns.FlowPattern;
import org.aegisnet.patterns.PatternSettings;
import org.aegisnet.patterns.window.RecentStarts;
import org.aegisnet.processors.record.PropertyValidators;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.Validator;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.processor.DataUnit;
import org.apache.nifi.processor.util.StandardValidators;

/** The properties of {@link DetectFlowPatterns}, in the order a user sees them, and the settings they make. */
final class PatternProperties {
    static final PropertyDescriptor PATTERNS = new PropertyDescriptor.Builder()
            .name("Patterns")
            .description("The patterns to find: names separated by commas, of " + allPatterns())
            .required(true)
            .defaultValue(allPatterns())
            .addValidator(PropertyValidators.parsedBy(PatternProperties::patterns))
            .build();

    static final PropertyDescriptor WINDOW = new PropertyDescriptor.Builder()
            .name("Window")
            .description(
                    "Time over which scans, sweeps, brute force and floods are counted, up to the present flow. It rolls in steps of "
                            + "a sixth")
            .required(true)
            .defaultValue("60 s")
            .addValidator(period(6, TimeUnit.SECONDS, 1, TimeUnit.DAYS))
            .build();

    static final PropertyDescriptor ALLOWED_LATENESS = new PropertyDescriptor.Builder()
            .name("Allowed Lateness")
            .description(
                    "Maximum time between a flow's end and the start of the latest flow; at most nine windows. Later flows go to "
                            + "unscored. Flows may come in the order of their starts or of their ends")
            .required(true)
            .defaultValue("5 min")
            .addValidator(period(0, TimeUnit.SECONDS, 9, TimeUnit.DAYS))
            .build();

    static final PropertyDescriptor PORT_SCAN_PORTS = number(
            "Port Scan Ports",
            "Minimum number of ports in a port scan. One source tries them on one destination within the window, "
                    + "without an answer or a word",
            "20",
            65_536);

    static final PropertyDescriptor HOST_SWEEP_HOSTS = number(
            "Host Sweep Hosts",
            "Minimum number of hosts in a host sweep. One source tries one service on them within the window, "
                    + "without an answer or a word",
            "20",
            1_000_000);

    static final PropertyDescriptor BRUTE_FORCE_ATTEMPTS = number(
            "Brute Force Attempts",
            "From how many short connections of like size on, of one source to one login service within the window, it is brute force",
            "20",
            1_000_000);

    static final PropertyDescriptor BRUTE_FORCE_PORTS = new PropertyDescriptor.Builder()
            .name("Brute Force Ports")
            .description("The TCP ports of services that people log in to, separated by commas")
            .required(true)
            .defaultValue(text(PatternSettings.defaults().scope().bruteForcePorts()))
            .addValidator(PropertyValidators.parsedBy(PatternProperties::ports))
            .build();

    static final PropertyDescriptor FLOOD_FLOWS = number(
            "Flood Flows",
            "Minimum number of TCP flows in a flood, to one service within the window. The number must also be "
                    + "Unusual Factor times the usual one. The first five windows after an empty start have no usual "
                    + "number; there, a flood takes ten times as many flows",
            "1000",
            1_000_000_000);

    static final PropertyDescriptor FLOOD_PACKETS = number(
            "Flood Packets",
            "Minimum number of packets of UDP, ICMP or another protocol in a flood, to one host within the "
                    + "window, with less than one in twenty answered. The usual number counts as for Flood Flows",
            "60000",
            1_000_000_000);

    static final PropertyDescriptor UNUSUAL_FACTOR = new PropertyDescriptor.Builder()
            .name("Unusual Factor")
            .description(
                    "Multiple of the usual amount that counts as unusual, for floods and for uploads. The usual amount is the median "
                            + "of the last 60 windows of that target or source")
            .required(true)
            .defaultValue("10")
            .addValidator(decimal(1, 1_000_000))
            .build();

    static final PropertyDescriptor EXFILTRATION_SIZE = size(
            "Exfiltration Size",
            "Minimum amount that is exfiltration in any case: from one internal source to one external "
                    + "destination within the Exfiltration Window",
            "500 MB");

    static final PropertyDescriptor UNUSUAL_UPLOAD_SIZE = size(
            "Unusual Upload Size",
            "The least that is exfiltration when it is as many times the usual of the source as Unusual Factor says. The usual is known after five windows",
            "20 MB");

    static final PropertyDescriptor EXFILTRATION_WINDOW = new PropertyDescriptor.Builder()
            .name("Exfiltration Window")
            .description("Time over which uploads are added up")
            .required(true)
            .defaultValue("10 min")
            .addValidator(period(6, TimeUnit.SECONDS, 7, TimeUnit.DAYS))
            .build();

    static final PropertyDescriptor BEACON_FLOWS = new PropertyDescriptor.Builder()
            .name("Beacon Flows")
            .description("Minimum number of flows in a rhythm, from an internal source to one service of an external "
                    + "destination. Flows that start within a second of each other count once, and the last "
                    + RecentStarts.MAX_COUNT
                    + " are looked at")
            .required(true)
            .defaultValue("12")
            .addValidator(StandardValidators.createLongValidator(4, RecentStarts.MAX_COUNT, true))
            .build();

    static final PropertyDescriptor BEACON_JITTER = new PropertyDescriptor.Builder()
            .name("Beacon Jitter")
            .description(
                    "Up to which jitter flows are regular: the median distance of an interval from the median interval, as a share of it. 0 is a clock,"
                            + " about 0.7 is chance")
            .required(true)
            .defaultValue("0.1")
            .addValidator(decimal(0, 1))
            .build();

    static final PropertyDescriptor REGULAR_PORTS = new PropertyDescriptor.Builder()
            .name("Regular Ports")
            .description("Destination ports on which regular flows are expected, separated by commas")
            .required(false)
            .defaultValue(text(PatternSettings.defaults().scope().regularPorts()))
            .addValidator(PropertyValidators.parsedBy(PatternProperties::ports))
            .build();

    static final PropertyDescriptor INTERNAL_NETWORKS = new PropertyDescriptor.Builder()
            .name("Internal Networks")
            .description(
                    "The networks that are ours, in CIDR notation, separated by commas. Exfiltration and beacons go from these to others")
            .required(true)
            .defaultValue(
                    "10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, 169.254.0.0/16, 127.0.0.0/8, fc00::/7, fe80::/10, ::1")
            .addValidator(PropertyValidators.parsedBy(IpNetworks::parse))
            .build();

    static final PropertyDescriptor TRUSTED_SOURCES = new PropertyDescriptor.Builder()
            .name("Trusted Sources")
            .description(
                    "Networks or addresses of sources that may do all this, such as a vulnerability scanner or the monitoring; their flows are neither"
                            + " counted nor labelled")
            .required(false)
            .addValidator(PropertyValidators.parsedBy(IpNetworks::parse))
            .build();

    static final PropertyDescriptor BATCH_SIZE = new PropertyDescriptor.Builder()
            .name("Batch Size")
            .description(
                    "Number of records that are counted before the first of them is judged. The larger it is, the more of the first "
                            + "flows of a pattern are labelled. Memory holds this number of records")
            .required(true)
            .defaultValue("1000")
            .addValidator(StandardValidators.createLongValidator(1, 100_000, true))
            .build();

    static final PropertyDescriptor MAXIMUM_SOURCES = new PropertyDescriptor.Builder()
            .name("Maximum Sources")
            .description(
                    "The most sources, and the most targets, that are remembered. Beyond that, those seen once are forgotten before those seen again, the"
                            + " ones not seen for longest first")
            .required(true)
            .defaultValue("100000")
            .addValidator(StandardValidators.createLongValidator(1, 10_000_000, true))
            .build();

    static final PropertyDescriptor MAXIMUM_MEMORY = size(
            "Maximum Memory",
            "Maximum heap for the counts of sources, by the processor's own estimate; the counts of targets may "
                    + "take a quarter of it more",
            "64 MB");

    static final PropertyDescriptor STATE_INTERVAL = new PropertyDescriptor.Builder()
            .name("State Save Interval")
            .description(
                    "Interval at which the counts are saved, while flows come; they are also saved when the processor stops")
            .required(true)
            .defaultValue("1 min")
            .addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
            .build();

    static final List<PropertyDescriptor> ALL = List.of(
            ScoringProperties.RECORD_READER,
            ScoringProperties.RECORD_WRITER,
            ScoringProperties.FEATURE_MAPPING,
            PATTERNS,
            WINDOW,
            ALLOWED_LATENESS,
            PORT_SCAN_PORTS,
            HOST_SWEEP_HOSTS,
            BRUTE_FORCE_ATTEMPTS,
            BRUTE_FORCE_PORTS,
            FLOOD_FLOWS,
            FLOOD_PACKETS,
            UNUSUAL_FACTOR,
            EXFILTRATION_SIZE,
            UNUSUAL_UPLOAD_SIZE,
            EXFILTRATION_WINDOW,
            BEACON_FLOWS,
            BEACON_JITTER,
            REGULAR_PORTS,
            INTERNAL_NETWORKS,
            TRUSTED_SOURCES,
            ScoringProperties.ROUTING_STRATEGY,
            ScoringProperties.FIELD_NAMING,
            ScoringProperties.ADDED_FIELD_PREFIX,
            BATCH_SIZE,
            MAXIMUM_SOURCES,
            MAXIMUM_MEMORY,
            STATE_INTERVAL);

    private static final long MIN_BEAT_MILLIS = 5000;
    private static final int MAX_PORT = 0xffff;

    private PatternProperties() {}

    private static PropertyDescriptor number(
            final String name, final String description, final String usual, final long largest) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description)
                .required(true)
                .defaultValue(usual)
                .addValidator(StandardValidators.createLongValidator(2, largest, true))
                .build();
    }

    private static PropertyDescriptor size(final String name, final String description, final String usual) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description)
                .required(true)
                .defaultValue(usual)
                .addValidator(StandardValidators.createDataSizeBoundsValidator(1_000_000, 1L << 50))
                .build();
    }

    private static Validator period(
            final long shortest, final TimeUnit shortestUnit, final long longest, final TimeUnit longestUnit) {
        return StandardValidators.createTimePeriodValidator(shortest, shortestUnit, longest, longestUnit);
    }

    private static Validator decimal(final double smallest, final double largest) {
        return PropertyValidators.parsedBy(text -> {
            final double number;
            try {
                number = Double.parseDouble(text.strip());
            } catch (final NumberFormatException e) {
                throw new IllegalArgumentException("it is a number, written as 0.5", e);
            }
            if (!(number >= smallest && number <= largest)) {
                throw new IllegalArgumentException("it lies between %s and %s".formatted(smallest, largest));
            }
        });
    }

    private static String allPatterns() {
        return Arrays.stream(FlowPattern.values()).map(FlowPattern::label).collect(Collectors.joining(", "));
    }

    private static String text(final Set<Integer> ports) {
        return new TreeSet<>(ports).stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static Set<FlowPattern> patterns(final String text) {
        final Set<FlowPattern> patterns = EnumSet.noneOf(FlowPattern.class);
        for (final String name : text.split(",", -1)) {
            patterns.add(FlowPattern.named(name)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'%s' is not a pattern; choose of %s".formatted(name.strip(), allPatterns()))));
        }
        return patterns;
    }

    private static Set<Integer> ports(final String text) {
        final Set<Integer> ports = new TreeSet<>();
        for (final String part : text.split("[,\\s]+", -1)) {
            if (!part.isEmpty()) {
                ports.add(port(part));
            }
        }
        return ports;
    }

    private static int port(final String text) {
        try {
            final int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(noPort(text), e);
        }
        throw new IllegalArgumentException(noPort(text));
    }

    private static String noPort(final String text) {
        return "'%s' is not a port; ports are numbers from 0 to 65535, separated by commas".formatted(text);
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException if the lateness is too long for the windows
     */
    static PatternSettings settings(final PropertyContext context) {
        return new PatternSettings(
                patterns(context.getProperty(PATTERNS).getValue()),
                new PatternSettings.Times(
                        millis(context, WINDOW),
                        millis(context, EXFILTRATION_WINDOW),
                        millis(context, ALLOWED_LATENESS),
                        millis(context, WINDOW),
                        MIN_BEAT_MILLIS),
                new PatternSettings.Thresholds(
                        context.getProperty(PORT_SCAN_PORTS).asInteger(),
                        context.getProperty(HOST_SWEEP_HOSTS).asInteger(),
                        context.getProperty(BRUTE_FORCE_ATTEMPTS).asInteger(),
                        context.getProperty(FLOOD_FLOWS).asInteger(),
                        context.getProperty(FLOOD_PACKETS).asLong(),
                        context.getProperty(UNUSUAL_FACTOR).asDouble(),
                        bytes(context, EXFILTRATION_SIZE),
                        bytes(context, UNUSUAL_UPLOAD_SIZE),
                        context.getProperty(BEACON_FLOWS).asInteger(),
                        context.getProperty(BEACON_JITTER).asDouble()),
                new PatternSettings.Scope(
                        IpNetworks.parse(context.getProperty(INTERNAL_NETWORKS).getValue()),
                        IpNetworks.parse(textOrEmpty(context, TRUSTED_SOURCES)),
                        ports(context.getProperty(BRUTE_FORCE_PORTS).getValue()),
                        ports(textOrEmpty(context, REGULAR_PORTS))),
                new PatternSettings.Capacity(
                        context.getProperty(MAXIMUM_SOURCES).asInteger(), bytes(context, MAXIMUM_MEMORY)));
    }

    /** The allowed lateness: a flow is still counted if it ends at most this long before the latest flow begins. */
    static Duration lateness(final PropertyContext context) {
        return Duration.ofMillis(millis(context, ALLOWED_LATENESS));
    }

    private static String textOrEmpty(final PropertyContext context, final PropertyDescriptor property) {
        return Optional.ofNullable(context.getProperty(property).getValue()).orElse("");
    }

    private static long millis(final PropertyContext context, final PropertyDescriptor property) {
        return context.getProperty(property).asTimePeriod(TimeUnit.MILLISECONDS);
    }

    private static long bytes(final PropertyContext context, final PropertyDescriptor property) {
        return context.getProperty(property).asDataSize(DataUnit.B).longValue();
    }
}
