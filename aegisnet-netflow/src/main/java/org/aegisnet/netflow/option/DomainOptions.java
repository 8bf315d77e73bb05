package org.aegisnet.netflow.option;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Options of one observation domain, as the exporter sent them in options records. They are its boot time, its sampling, and the names of its
 * applications, interfaces and VRFs. The number of names of each kind is bounded; the oldest are removed first.
 *
 * <p>Not safe for more than one thread.
 */
public final class DomainOptions {
    /** The sampler id under which a rate without a sampler is kept. */
    public static final long WHOLE_DOMAIN = -1;

    /** An entry of a map with its key and value, about. */
    private static final int ENTRY_BYTES = 100;

    /** A flow is exported so much later than its last packet at most. */
    private static final long MAX_EXPORT_DELAY_MILLIS = 2 * 3_600_000L;

    private final int capacity;
    private final Map<Long, Long> samplingRates = new LinkedHashMap<>();
    private final Map<Long, Long> interfaceRates = new LinkedHashMap<>();
    private final Map<String, String> applications = new LinkedHashMap<>();
    private final Map<Long, String> interfaces = new LinkedHashMap<>();
    private final Map<Long, String> vrfs = new LinkedHashMap<>();
    private final WayBackEvidence outCounters = new WayBackEvidence();
    private final WayBackEvidence responderCounters = new WayBackEvidence();
    private long bootMillis;
    private boolean bootKnown;
    private boolean bootEstimated;
    private long estimatedBootMillis;
    private long bytes;

    /**
     * Nothing known yet.
     *
     * @param capacity entries at most of each kind
     */
    public DomainOptions(int capacity) {
        this.capacity = capacity;
    }

    /** Returns the evidence of what the exporter means by OUT counters beside IN counters. */
    public WayBackEvidence outCounters() {
        return outCounters;
    }

    /** Returns the evidence of what the exporter means by a responder's counters without an initiator's. */
    public WayBackEvidence responderCounters() {
        return responderCounters;
    }

    /** When the exporter's uptime was 0, milliseconds since 1970 (systemInitTimeMilliseconds, 160). */
    public OptionalLong bootMillis() {
        return bootKnown ? OptionalLong.of(bootMillis) : OptionalLong.empty();
    }

    /**
     * Notes that the uptime was 0 at a time or before, as a packet tells that was seen at some uptime and exported at some time. The earliest such
     * time is kept, so that all flows have the same clock. One that is far later tells of a restart, or of an uptime that has begun again at 0.
     */
    public void boundBootMillis(long millis) {
        if (!bootEstimated || millis < estimatedBootMillis || millis - estimatedBootMillis > MAX_EXPORT_DELAY_MILLIS) {
            estimatedBootMillis = millis;
            bootEstimated = true;
        }
    }

    /** The estimate that {@link #boundBootMillis} has made, milliseconds since 1970. */
    public long estimatedBootMillis() {
        return estimatedBootMillis;
    }

    /** Returns whether this is news. */
    public boolean learnBootMillis(long millis) {
        boolean news = !bootKnown || bootMillis != millis;
        bootMillis = millis;
        bootKnown = true;
        return news;
    }

    /**
     * The sampling rate of a flow that names no sampler: that of its input interface, else the domain's, else the one all samplers agree
     * on.
     *
     * @param inputInterface the flow's, or -1 if it is not known
     */
    public OptionalLong samplingRate(long inputInterface) {
        if (!interfaceRates.isEmpty()) {
            Long ofInterface = interfaceRates.get(inputInterface);
            if (ofInterface != null) {
                return OptionalLong.of(ofInterface);
            }
        }
        Long ofDomain = samplingRates.get(WHOLE_DOMAIN);
        if (ofDomain != null) {
            return OptionalLong.of(ofDomain);
        }
        OptionalLong agreed = OptionalLong.empty();
        for (long rate : samplingRates.values()) {
            if (agreed.isPresent() && agreed.getAsLong() != rate) {
                return OptionalLong.empty();
            }
            agreed = OptionalLong.of(rate);
        }
        return agreed;
    }

    /** The sampling rate of a sampler or selector. */
    public OptionalLong samplingRateOf(long sampler) {
        Long rate = samplingRates.get(sampler);
        return rate == null ? OptionalLong.empty() : OptionalLong.of(rate);
    }

    /** Tells whether rates differ by interface, so that each flow needs the rate of its own interface. */
    public boolean samplesByInterface() {
        return !interfaceRates.isEmpty();
    }

    /**
     * Notes a sampling rate. Returns whether this is news.
     *
     * @param sampler id of the sampler or selector, or {@link #WHOLE_DOMAIN}
     */
    public boolean learnSamplingRate(long sampler, long rate) {
        return learn(samplingRates, sampler, rate);
    }

    /** Notes the sampling rate of packets that come in by an interface. Returns whether this is news. */
    public boolean learnInterfaceSamplingRate(long inputInterface, long rate) {
        return learn(interfaceRates, inputInterface, rate);
    }

    /** The name of an application id (95), given as {@link ApplicationId} writes it. */
    public Optional<String> application(String id) {
        return Optional.ofNullable(applications.get(id));
    }

    /** Notes the name of an application. Returns whether this is news. */
    public boolean learnApplication(String id, String name) {
        return learn(applications, id, name);
    }

    /** The name of an interface. */
    public Optional<String> interfaceName(long index) {
        return Optional.ofNullable(interfaces.get(index));
    }

    /** Notes the name of an interface. Returns whether this is news. */
    public boolean learnInterface(long index, String name) {
        return learn(interfaces, index, name);
    }

    /** The name of a VRF. */
    public Optional<String> vrfName(long id) {
        return Optional.ofNullable(vrfs.get(id));
    }

    /** Notes the name of a VRF. Returns whether this is news. */
    public boolean learnVrf(long id, String name) {
        return learn(vrfs, id, name);
    }

    /** All sampling rates by sampler, {@link #WHOLE_DOMAIN} included; a copy. */
    public Map<Long, Long> samplingRates() {
        return Map.copyOf(samplingRates);
    }

    /** All sampling rates by input interface; a copy. */
    public Map<Long, Long> interfaceSamplingRates() {
        return Map.copyOf(interfaceRates);
    }

    /** Returns the approximate size of the options in bytes of memory. */
    public long bytes() {
        return bytes;
    }

    private <K, V> boolean learn(Map<K, V> known, K key, V value) {
        V before = known.put(key, value);
        bytes += bytesOf(value) - bytesOf(before);
        if (known.size() > capacity) {
            bytes -= bytesOf(known.remove(known.keySet().iterator().next()));
        }
        return !value.equals(before);
    }

    private static long bytesOf(Object value) {
        if (value == null) {
            return 0;
        }
        return ENTRY_BYTES + (value instanceof String text ? (long) text.length() * Character.BYTES : 0);
    }
}
