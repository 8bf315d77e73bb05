package org.aegisnet.netflow.column;

import java.util.EnumSet;
import java.util.Set;

/**
 * The columns of a flow, with the names and types of the record fields they become.
 *
 * <p>{@code bytes_in} and {@code packets_fwd} count from source to destination; {@code bytes_out} and {@code packets_rev} count the other
 * direction. {@code packets} counts both together. A value that the exporter did not send is absent, never 0.
 */
public enum FlowColumn {
    /** Bytes from source to destination: octetDeltaCount (1), else octetTotalCount (85), initiatorOctets (231). */
    BYTES_IN("bytes_in", Kind.LONG),
    /** Bytes from destination to source: the reverse of the above (RFC 5103), responderOctets (232). Absent in a one-way flow. */
    BYTES_OUT("bytes_out", Kind.LONG),
    /** Packets of both directions together; of a one-way flow the only direction there is. */
    PACKETS("packets", Kind.LONG),
    /** Packets from source to destination: packetDeltaCount (2), else packetTotalCount (86), initiatorPackets (298). */
    PACKETS_FWD("packets_fwd", Kind.LONG),
    /** Packets from destination to source. Absent in a one-way flow. */
    PACKETS_REV("packets_rev", Kind.LONG),
    /** Seconds from first to last packet; exact to the exporter's clock even if {@code first} and {@code last} are not known. */
    DURATION("duration", Kind.DOUBLE),
    SRC_IP("src_ip", Kind.ADDRESS),
    DST_IP("dst_ip", Kind.ADDRESS),
    SRC_PORT("src_port", Kind.INT),
    DST_PORT("dst_port", Kind.INT),
    /** IANA's protocol number: 6 is TCP, 17 UDP. */
    PROTOCOL("protocol", Kind.INT),
    /** TCP flags seen from source to destination, or-ed together. */
    TCP_FLAGS_FWD("tcp_flags_fwd", Kind.INT),
    /** TCP flags seen from destination to source. Absent in a one-way flow. */
    TCP_FLAGS_REV("tcp_flags_rev", Kind.INT),
    /** When the first packet was seen; nanoseconds since 1970 inside. */
    FIRST("first", Kind.TIMESTAMP),
    /** When the last packet was seen; nanoseconds since 1970 inside. */
    LAST("last", Kind.TIMESTAMP),
    /** {@code one_way}, {@code biflow} or {@code event}, see {@link Pairing}. */
    PAIRING("pairing", Kind.PAIRING),
    /** One packet in so many was looked at; counters are as exported, not scaled. Absent if the exporter does not say. */
    SAMPLING_RATE("sampling_rate", Kind.LONG),
    /** The exporter's address. */
    EXPORTER("exporter", Kind.STRING),
    /** v9: source id; IPFIX: observation domain id; v5: engine type and engine id, a byte each. */
    OBSERVATION_DOMAIN("observation_domain", Kind.LONG),
    /** flowDirection (61): 0 ingress, 1 egress. */
    DIRECTION("direction", Kind.INT),
    INPUT_INTERFACE("input_interface", Kind.LONG),
    OUTPUT_INTERFACE("output_interface", Kind.LONG),
    VLAN_ID("vlan_id", Kind.INT),
    VRF_ID("vrf_id", Kind.LONG),
    ICMP_TYPE("icmp_type", Kind.INT),
    ICMP_CODE("icmp_code", Kind.INT),
    TOS("tos", Kind.INT),
    SRC_AS("src_as", Kind.LONG),
    DST_AS("dst_as", Kind.LONG),
    NEXT_HOP("next_hop", Kind.ADDRESS),
    /** Name of the application, as the record or the exporter's options say; else the application id as {@code engine:selector}. */
    APPLICATION("application", Kind.STRING),
    /** Sample variance of the packets' lengths in bytes², from octetDeltaSumOfSquares (198) or octetTotalSumOfSquares (199). */
    PACKET_LENGTH_VARIANCE("packet_length_variance", Kind.DOUBLE),
    /** flowEndReason (136): 1 idle timeout, 2 active timeout, 3 end of flow, 4 forced, 5 lack of resources. */
    FLOW_END_REASON("flow_end_reason", Kind.INT),
    /** 5, 9 or 10 (IPFIX). */
    NETFLOW_VERSION("netflow_version", Kind.INT),
    /** Event of a firewall (firewallEvent, 233) by name, such as {@code denied}; see {@link FlowEvents#firewall}. */
    FIREWALL_EVENT("firewall_event", Kind.STRING),
    /** Reason of a firewall's event (Cisco's NF_F_FW_EXT_EVENT, 33002) by name; see {@link FlowEvents#firewallExtended}. */
    FIREWALL_EXTENDED_EVENT("firewall_extended_event", Kind.STRING),
    /** Event of an address translator (natEvent, 230) by name, such as {@code nat44_session_create}; see {@link FlowEvents#nat}. */
    NAT_EVENT("nat_event", Kind.STRING),
    /**
     * {@code delta} if the counters are since the previous report of the flow, {@code total} if they are since the flow began (RFC 7012, section 3.2).
     * Totals come from elements 85 and 86, and from a Cisco ASA for a connection that has ended.
     */
    COUNTER_SEMANTICS("counter_semantics", Kind.STRING),
    /** Source after translation: postNATSourceIPv4Address (225), postNATSourceIPv6Address (281). Absent if it is all zeros. */
    POST_NAT_SRC_IP("post_nat_src_ip", Kind.ADDRESS),
    /** Destination after translation: postNATDestinationIPv4Address (226), postNATDestinationIPv6Address (282). */
    POST_NAT_DST_IP("post_nat_dst_ip", Kind.ADDRESS),
    /** Source port after translation: postNAPTSourceTransportPort (227). Absent if it is 0. */
    POST_NAT_SRC_PORT("post_nat_src_port", Kind.INT),
    /** Destination port after translation: postNAPTDestinationTransportPort (228). Absent if it is 0. */
    POST_NAT_DST_PORT("post_nat_dst_port", Kind.INT),
    /** VLAN that the packets left by (postVlanId 59, postDot1qVlanId 254). */
    POST_VLAN_ID("post_vlan_id", Kind.INT);

    /** Storage type of a column's values, which also decides the type of the record field. */
    public enum Kind {
        /** A whole number of 64 bits. */
        LONG,
        /** A whole number of 32 bits. */
        INT,
        /** A 64-bit decimal. */
        DOUBLE,
        /** Nanoseconds since 1970 inside; milliseconds in a record. */
        TIMESTAMP,
        /** An IPv4 or IPv6 address; text in a record. */
        ADDRESS,
        /** Text. */
        STRING,
        /** {@link Pairing}; text in a record. */
        PAIRING
    }

    private final String fieldName;
    private final Kind kind;

    FlowColumn(String fieldName, Kind kind) {
        this.fieldName = fieldName;
        this.kind = kind;
    }

    /** The name of the record field. */
    public String fieldName() {
        return fieldName;
    }

    public Kind kind() {
        return kind;
    }

    /** All columns, in the order of the record. */
    public static Set<FlowColumn> all() {
        return EnumSet.allOf(FlowColumn.class);
    }

    /**
     * Some columns and those they are computed from. The duration needs first and last, all packets need those of each
     * direction, and the pairing needs the events.
     *
     * @return a new set
     */
    public static Set<FlowColumn> withSources(Set<FlowColumn> wanted) {
        EnumSet<FlowColumn> columns = EnumSet.noneOf(FlowColumn.class);
        columns.addAll(wanted);
        if (wanted.contains(DURATION)) {
            columns.add(FIRST);
            columns.add(LAST);
        }
        if (wanted.contains(PACKETS)) {
            columns.add(PACKETS_FWD);
            columns.add(PACKETS_REV);
        }
        if (wanted.contains(PAIRING)) {
            columns.add(FIREWALL_EVENT);
            columns.add(NAT_EVENT);
        }
        return columns;
    }

    /** The bit that says the column is present in a row; each column has its own. */
    public long bit() {
        return 1L << slot();
    }

    /** The index of the column in arrays that have one entry a column. */
    @SuppressWarnings("EnumOrdinal")
    int slot() {
        return ordinal();
    }
}
