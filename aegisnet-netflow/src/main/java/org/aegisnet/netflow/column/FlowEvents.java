package org.aegisnet.netflow.column;

/** Names of the events that firewalls and address translators report. A number without a name is its own name. Stateless. */
public final class FlowEvents {
    /** Name of the event that begins a connection. */
    public static final String CREATED = "created";

    /** Name of the event that ends a connection. */
    public static final String DELETED = "deleted";

    /** Name of the event of a connection that was refused. */
    public static final String DENIED = "denied";

    /** Name of the event that draws attention to a connection. */
    public static final String ALERT = "alert";

    /** Name of the event that reports a connection while it lasts. */
    public static final String UPDATE = "update";

    private static final int TEARDOWN_REASONS = 2_000;

    private FlowEvents() {}

    /** The name of a firewallEvent (233); empty for 0, which IANA's registry tells collectors to ignore. */
    public static String firewall(final long event) {
        return switch ((int) event) {
            case 0 -> "";
            case 1 -> CREATED;
            case 2 -> DELETED;
            case 3 -> DENIED;
            case 4 -> ALERT;
            case 5 -> UPDATE;
            default -> Long.toString(event);
        };
    }

    /**
     * The name of the extended event of a Cisco ASA (33002, "Cisco ASA NetFlow Implementation Guide"); empty for 0, which means that no reason is told. Numbers above
     * 2000 are reasons of a teardown.
     */
    public static String firewallExtended(final long event) {
        return switch ((int) event) {
            case 0 -> "";
            case 1001 -> "denied_by_ingress_acl";
            case 1002 -> "denied_by_egress_acl";
            case 1003 -> "denied_by_interface";
            case 1004 -> "denied_first_packet_not_syn";
            default -> event > TEARDOWN_REASONS ? "teardown_" + event : Long.toString(event);
        };
    }

    /** The name of a natEvent (230), as IANA's registry of NAT event types has it; empty for 0, which is reserved. */
    public static String nat(final long event) {
        return switch ((int) event) {
            case 0 -> "";
            case 1 -> "nat_translation_create";
            case 2 -> "nat_translation_delete";
            case 3 -> "nat_addresses_exhausted";
            case 4 -> "nat44_session_create";
            case 5 -> "nat44_session_delete";
            case 6 -> "nat64_session_create";
            case 7 -> "nat64_session_delete";
            case 8 -> "nat44_bib_create";
            case 9 -> "nat44_bib_delete";
            case 10 -> "nat64_bib_create";
            case 11 -> "nat64_bib_delete";
            case 12 -> "nat_ports_exhausted";
            case 13 -> "quota_exceeded";
            case 14 -> "address_binding_create";
            case 15 -> "address_binding_delete";
            case 16 -> "port_block_allocation";
            case 17 -> "port_block_deallocation";
            case 18 -> "threshold_reached";
            default -> Long.toString(event);
        };
    }
}
