package org.aegisnet.scoring.feature;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.aegisnet.net.IpProtocol;

/** Names of protocols as tools write them: of IP, and of the link layer in the place of a protocol of IP. */
final class ProtocolNames {
    /** Protocols of the link layer, as Argus and others name them in place of a protocol of IP. */
    private static final Set<String> OUTSIDE_IP = Set.of(
            "arp", "rarp", "llc", "lldp", "cdp", "snap", "eapol", "ipx", "decnet", "loop", "pppoe", "mpls", "802.1d");

    private ProtocolNames() {}

    /** The IANA number of a protocol, or NaN if the name is unknown or the protocol is not one of IP. */
    static double number(final String name) {
        final OptionalInt number = IpProtocol.number(name);
        return number.isPresent() ? number.getAsInt() : Double.NaN;
    }

    /** Tells whether a name is known to be a protocol beside IP, such as ARP. */
    static boolean isOutsideIp(final String name) {
        return OUTSIDE_IP.contains(name.toLowerCase(Locale.ROOT));
    }
}
