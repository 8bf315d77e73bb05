package org.aegisnet.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpProtocolTest {
    /** The numbers are those of IANA's registry, written out. */
    @ParameterizedTest
    @CsvSource({
        "icmp, 1",
        "IGMP, 2",
        "ipip, 4",
        "ipencap, 4",
        "Tcp, 6",
        "udp, 17",
        "rtp, 17",
        "ipv6, 41",
        "rsvp, 46",
        "gre, 47",
        "esp, 50",
        "ah, 51",
        "icmp6, 58",
        "ICMPv6, 58",
        "ipv6-icmp, 58",
        "eigrp, 88",
        "ospf, 89",
        "ospfigp, 89",
        "pim, 103",
        "vrrp, 112",
        "l2tp, 115",
        "sctp, 132",
    })
    void namesHaveTheirNumbers(final String name, final int number) {
        assertEquals(OptionalInt.of(number), IpProtocol.number(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcp ", "6", "http"})
    void otherTextsAreNotNames(final String name) {
        assertEquals(OptionalInt.empty(), IpProtocol.number(name));
    }

    @Test
    void fiveProtocolsHavePortsAndTwoAreIcmp() {
        for (int protocol = 0; protocol <= IpProtocol.MAX; protocol++) {
            final boolean hasPorts =
                    protocol == 6 || protocol == 17 || protocol == 33 || protocol == 132 || protocol == 136;
            assertEquals(hasPorts, IpProtocol.hasPorts(protocol));
            assertEquals(protocol == 1 || protocol == 58, IpProtocol.isIcmp(protocol));
        }
    }
}
