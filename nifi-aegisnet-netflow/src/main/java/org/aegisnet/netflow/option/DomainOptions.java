package org.aegisnet.netflow.option;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one observation domain of an exporter has told of itself in options records: when it booted, how it samples, what its
 * applications, interfaces and VRFs are called. Each kind of name is bounded; the oldest leave first.
 *
 * <p>Not safe for more than one thread.
 */
public final class DomainOptions {
    /** The sampler id under which a rate without a sampler is kept. */
    public static final long WHOLE_DOMAIN = -1;

    /** An entry of a map with its key and value, about. */
    private static final int ENTRY_BYTES = 100;

    private final int capacity;
    private final Map<Long, Long> samplingRates = new LinkedHashMap<>();
    private final Map<Long, Long> interfaceRates = new LinkedHashMap<>();
    private final Map<Long, String> applications = new LinkedHashMap<>();
    private final Map<Long, String> interfaces = new LinkedHashMap<>();
    private final Map<Long, String> vrfs = new LinkedHashMap<>();
    private long bootMillis;
    private boolean bootKnown;
    private long bytes;

    /**
     * Nothing known yet.
     *
     * @param capacity entries at most of each kind
     */
    public DomainOptions(int capacity) {
        this.capacity = capacity;
    }

    /** When the exporter's uptime was 0, milliseconds since 1970 (systemInitTimeMilliseconds, 160). */
    public OptionalLong bootMillis() {
        return bootKnown ? OptionalLong.of(bootMillis) : OptionalLong.empty();
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
     * @param inputInterface the flow's, or -1 where it is not known
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

    /** Whether rates differ by interface, so that each flow must be asked for its own. */
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

    /** The name of an application id (95), taken as one number. */
    public Optional<String> application(long id) {
        return Optional.ofNullable(applications.get(id));
    }

    /** Notes the name of an application. Returns whether this is news. */
    public boolean learnApplication(long id, String name) {
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

    /** What is known, in bytes of memory, about. */
    public long bytes() {
        return bytes;
    }

    private <V> boolean learn(Map<Long, V> known, long key, V value) {
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
