package org.aegisnet.netflow.option;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Options of one observation domain, as the exporter sent them in options records. They are its boot time, its sampling, and the names of its
 * applications, interfaces and VRFs. The number of names of each kind is bounded; the oldest are removed first.
 *
 * <p>Not safe for more than one thread.
 */
public final class DomainOptions {
    /** An entry of a map with its key and value, about. */
    private static final int ENTRY_BYTES = 100;

    /** A flow is exported so much later than its last packet at most. */
    private static final long MAX_EXPORT_DELAY_MILLIS = 2 * 3_600_000L;

    private final int capacity;
    private final long domain;
    private final OptionalLong samplingRateByHand;
    private final Neighbours neighbours;
    private final DomainSampling sampling;
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
        this(capacity, 0, OptionalLong.empty(), Neighbours.NONE);
    }

    /**
     * Nothing known yet of a domain that has neighbours.
     *
     * @param capacity entries at most of each kind
     * @param domain number of the observation domain
     * @param samplingRateByHand the rate that a user gives the exporter, which wins over all others
     * @param neighbours the domains of the same exporter
     */
    public DomainOptions(int capacity, long domain, OptionalLong samplingRateByHand, Neighbours neighbours) {
        this.capacity = capacity;
        this.domain = domain;
        this.samplingRateByHand = samplingRateByHand;
        this.neighbours = neighbours;
        this.sampling = new DomainSampling(capacity);
    }

    /** The options of another domain of the exporter; these options if the domain is this one, or no room is left for it. */
    public DomainOptions ofDomain(long other) {
        return other == domain ? this : neighbours.ofDomain(other).orElse(this);
    }

    /** Returns the number of the observation domain. */
    public long domain() {
        return domain;
    }

    /** Returns the sampling rates that options records of the domain have told. */
    public DomainSampling sampling() {
        return sampling;
    }

    /** Returns the evidence of what the exporter means by OUT counters beside IN counters. */
    public WayBackEvidence outCounters() {
        return outCounters;
    }

    /** Returns the evidence of what the exporter means by a responder's counters without an initiator's. */
    public WayBackEvidence responderCounters() {
        return responderCounters;
    }

    /**
     * When the exporter's uptime was 0, milliseconds since 1970 (systemInitTimeMilliseconds, 160). A domain that was not told has the time that all
     * others have.
     */
    public OptionalLong bootMillis() {
        if (bootKnown) {
            return OptionalLong.of(bootMillis);
        }
        List<Long> told = new ArrayList<>();
        for (DomainOptions neighbour : neighbours.all()) {
            if (neighbour.bootKnown) {
                told.add(neighbour.bootMillis);
            }
        }
        return Agreement.of(told);
    }

    /** The boot time that the domain itself was told. */
    public OptionalLong ownBootMillis() {
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

    /** Tells whether rates differ within the domain, so that each flow needs the rate of its own interface. */
    public boolean samplesByInterface() {
        if (samplingRateByHand.isPresent()) {
            return false;
        }
        boolean byInterface = sampling.has(SamplingScope.INTERFACE);
        for (DomainOptions neighbour : neighbours.all()) {
            byInterface |= neighbour.sampling.has(SamplingScope.INTERFACE);
        }
        return byInterface;
    }

    /** Returns the rate that a user has given the exporter. */
    public OptionalLong samplingRateByHand() {
        return samplingRateByHand;
    }

    /**
     * The sampling rate of a flow, from the narrowest scope that is known. The scopes are: its selector or sampler, its interface, its template, a
     * part of the exporter if all parts agree, the domain, the exporter. A flow that names no sampler has the rate that all samplers agree on.
     *
     * <p>Its own domain is asked first. Samplers, interfaces and rates of the whole exporter hold in its other domains, too, if these agree.
     * Selectors do so only if they came with observation domain 0, which means the whole exporter (RFC 7011, section 3.1).
     */
    public OptionalLong samplingRate(SamplingQuery flow) {
        if (samplingRateByHand.isPresent()) {
            return samplingRateByHand;
        }
        OptionalLong rate = ofSampler(flow);
        if (rate.isEmpty() && flow.interfaceIndex() != SamplingQuery.UNNAMED) {
            rate = anywhere(SamplingScope.INTERFACE, flow.interfaceIndex());
        }
        if (rate.isEmpty()) {
            rate = sampling.rate(SamplingScope.TEMPLATE, flow.template());
        }
        if (rate.isEmpty()) {
            rate = sampling.agreed(SamplingScope.PART);
        }
        if (rate.isEmpty()) {
            rate = sampling.rate(SamplingScope.DOMAIN, 0);
        }
        if (rate.isEmpty()) {
            rate = ofExporter();
        }
        return rate.isEmpty() && !flow.namesSampler() ? agreedOfSamplers() : rate;
    }

    private OptionalLong ofSampler(SamplingQuery flow) {
        OptionalLong rate = OptionalLong.empty();
        if (flow.selector() != SamplingQuery.UNNAMED) {
            rate = ofSampler(SamplingScope.SELECTOR, SamplingScope.SAMPLER, flow.selector());
        }
        if (rate.isEmpty() && flow.sampler() != SamplingQuery.UNNAMED) {
            rate = ofSampler(SamplingScope.SAMPLER, SamplingScope.SELECTOR, flow.sampler());
        }
        return rate;
    }

    /** Exporters may tell of a sampler under the one element and name it in flows under the other. */
    private OptionalLong ofSampler(SamplingScope named, SamplingScope otherName, long id) {
        OptionalLong rate = sampling.rate(named, id);
        if (rate.isEmpty()) {
            rate = sampling.rate(otherName, id);
        }
        if (rate.isEmpty()) {
            rate = anywhere(named, id);
        }
        return rate.isEmpty() ? anywhere(otherName, id) : rate;
    }

    private OptionalLong agreedOfSamplers() {
        List<Long> told = new ArrayList<>();
        told.addAll(sampling.all().getOrDefault(SamplingScope.SAMPLER, Map.of()).values());
        told.addAll(
                sampling.all().getOrDefault(SamplingScope.SELECTOR, Map.of()).values());
        return Agreement.of(told);
    }

    /** The rate in this domain, else the one that the others agree on. */
    private OptionalLong anywhere(SamplingScope scope, long id) {
        OptionalLong own = sampling.rate(scope, id);
        if (own.isPresent()) {
            return own;
        }
        List<Long> told = new ArrayList<>();
        for (DomainOptions neighbour : neighbours.all()) {
            if (scope != SamplingScope.SELECTOR || neighbour.domain == 0) {
                neighbour.sampling.rate(scope, id).ifPresent(told::add);
            }
        }
        return Agreement.of(told);
    }

    private OptionalLong ofExporter() {
        OptionalLong own = sampling.rate(SamplingScope.EXPORTER, 0);
        return own.isPresent() ? own : anywhere(SamplingScope.EXPORTER, 0);
    }

    /** The name of an application id (95), given as {@link ApplicationId} writes it. */
    public Optional<String> application(String id) {
        return told(options -> options.applications.get(id));
    }

    /** Notes the name of an application. Returns whether this is news. */
    public boolean learnApplication(String id, String name) {
        return learn(applications, id, name);
    }

    /** The name of an interface. */
    public Optional<String> interfaceName(long index) {
        return told(options -> options.interfaces.get(index));
    }

    /** Notes the name of an interface. Returns whether this is news. */
    public boolean learnInterface(long index, String name) {
        return learn(interfaces, index, name);
    }

    /** The name of a VRF. */
    public Optional<String> vrfName(long id) {
        return told(options -> options.vrfs.get(id));
    }

    /** Notes the name of a VRF. Returns whether this is news. */
    public boolean learnVrf(long id, String name) {
        return learn(vrfs, id, name);
    }

    /** The name in this domain, else the one that all others have: ids of applications, interfaces and VRFs are the exporter's. */
    private Optional<String> told(Function<DomainOptions, String> names) {
        String own = names.apply(this);
        if (own != null) {
            return Optional.of(own);
        }
        List<String> told = new ArrayList<>();
        for (DomainOptions neighbour : neighbours.all()) {
            Optional.ofNullable(names.apply(neighbour)).ifPresent(told::add);
        }
        return Agreement.among(told);
    }

    /** Returns the approximate size of the options in bytes of memory. */
    public long bytes() {
        return bytes + (long) sampling.size() * ENTRY_BYTES;
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
