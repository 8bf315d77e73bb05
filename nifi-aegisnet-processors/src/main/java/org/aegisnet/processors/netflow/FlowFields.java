package org.aegisnet.processors.netflow;

/** The names of the fields that pairing reads and writes, as ListenNetFlow and NetFlowReader give them. */
public final class FlowFields {
    public static final String SOURCE_ADDRESS = "src_ip";
    public static final String DESTINATION_ADDRESS = "dst_ip";
    public static final String SOURCE_PORT = "src_port";
    public static final String DESTINATION_PORT = "dst_port";
    public static final String PROTOCOL = "protocol";
    public static final String FIRST = "first";
    public static final String LAST = "last";
    public static final String DURATION = "duration";
    public static final String BYTES_FORWARD = "bytes_in";
    public static final String BYTES_REVERSE = "bytes_out";
    public static final String PACKETS = "packets";
    public static final String PACKETS_FORWARD = "packets_fwd";
    public static final String PACKETS_REVERSE = "packets_rev";
    public static final String FLAGS_FORWARD = "tcp_flags_fwd";
    public static final String FLAGS_REVERSE = "tcp_flags_rev";
    public static final String ICMP_TYPE = "icmp_type";
    public static final String DIRECTION = "direction";
    public static final String EXPORTER = "exporter";
    public static final String VLAN = "vlan_id";
    public static final String POST_VLAN = "post_vlan_id";
    public static final String POST_NAT_SOURCE_ADDRESS = "post_nat_src_ip";
    public static final String POST_NAT_DESTINATION_ADDRESS = "post_nat_dst_ip";
    public static final String POST_NAT_SOURCE_PORT = "post_nat_src_port";
    public static final String POST_NAT_DESTINATION_PORT = "post_nat_dst_port";
    public static final String PAIRING = "pairing";
    public static final String UNPAIRABLE_REASON = "unpairable_reason";

    public static final String BIFLOW = "biflow";
    public static final String EVENT = "event";
    public static final String PAIRED = "paired";
    public static final String ONE_SIDED = "one_sided";

    private FlowFields() {}
}
