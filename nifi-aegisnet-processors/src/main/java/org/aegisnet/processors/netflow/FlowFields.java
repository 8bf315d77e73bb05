package org.aegisnet.processors.netflow;

/** The names of the fields that pairing reads and writes, as ListenNetFlow and NetFlowReader give them. */
final class FlowFields {
    static final String SOURCE_ADDRESS = "src_ip";
    static final String DESTINATION_ADDRESS = "dst_ip";
    static final String SOURCE_PORT = "src_port";
    static final String DESTINATION_PORT = "dst_port";
    static final String PROTOCOL = "protocol";
    static final String FIRST = "first";
    static final String LAST = "last";
    static final String DURATION = "duration";
    static final String BYTES_FORWARD = "bytes_in";
    static final String BYTES_REVERSE = "bytes_out";
    static final String PACKETS = "packets";
    static final String PACKETS_FORWARD = "packets_fwd";
    static final String PACKETS_REVERSE = "packets_rev";
    static final String FLAGS_FORWARD = "tcp_flags_fwd";
    static final String FLAGS_REVERSE = "tcp_flags_rev";
    static final String ICMP_TYPE = "icmp_type";
    static final String DIRECTION = "direction";
    static final String EXPORTER = "exporter";
    static final String PAIRING = "pairing";
    static final String UNPAIRABLE_REASON = "unpairable_reason";

    static final String BIFLOW = "biflow";
    static final String PAIRED = "paired";
    static final String ONE_SIDED = "one_sided";

    private FlowFields() {}
}
