package org.aegisnet.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpNetworksTest {
    @ParameterizedTest
    @CsvSource({
        "198.51.100.0/24, 198.51.100.0, 198.51.100.255, 198.51.101.0",
        "198.51.100.77/24, 198.51.100.0, 198.51.100.255, 198.51.99.255",
        "192.0.2.1, 192.0.2.1, ::ffff:192.0.2.1, 192.0.2.0",
        "0.0.0.0/0, 0.0.0.0, 255.255.255.255, 2001:db8::1",
        "::ffff:10.0.0.0/104, 10.0.0.0, 10.255.255.255, 11.0.0.0",
        "2001:db8::/32, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db9::",
        "2001:db8:0:1::/64, 2001:db8:0:1::, 2001:db8:0:1:ffff:ffff:ffff:ffff, 2001:db8:0:2::",
        "2001:db8::8000:0/97, 2001:db8::8000:0, 2001:db8::ffff:ffff, 2001:db8::7fff:ffff",
        "fe80::1%eth0, fe80::1, fe80::1%eth1, fe80::2",
        "::/0, ::, 192.0.2.1, ''",
    })
    void aNetworkHasItsFirstAndItsLastAddressAndNotTheNext(
            final String network, final String first, final String last, final String outside) {
        final IpNetworks networks = IpNetworks.parse(network);

        assertTrue(networks.contain(first));
        assertTrue(networks.contain(last));
        assertFalse(networks.contain(outside));
    }

    /** A name is not a network, even if it consists of hexadecimal digits. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b.c.d",
                "scanner.example.org",
                "10.0.0",
                "10.0.0.0.0",
                "10.0.0.256",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/255.0.0.0",
                "2001:db8::/129",
                "2001:db8",
                "/8"
            })
    void textThatIsNotANetworkIsNamed(final String text) {
        final IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> IpNetworks.parse("192.0.2.0/24, " + text));

        assertEquals(
                "'%s' is not a network; write it as 10.0.0.0/8 or 2001:db8::/32, several separated by commas"
                        .formatted(text),
                error.getMessage());
    }

    @Test
    void commasAndBlanksSeparate() {
        final IpNetworks networks = IpNetworks.parse(" 10.0.0.0/8,172.16.0.0/12 192.168.0.0/16,\n");

        assertTrue(networks.contain("10.1.2.3"));
        assertTrue(networks.contain("172.31.255.255"));
        assertTrue(networks.contain("192.168.0.1"));
        assertFalse(networks.contain("198.51.100.1"));
        assertFalse(IpNetworks.parse("").contain("10.1.2.3"));
    }

    /** A list of allowed senders that is empty by mistake would allow nobody, in silence. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , "})
    void aListThatMustNameSomethingIsNotEmpty(final String text) {
        assertFalse(IpNetworks.parse(text).contain("192.0.2.1"));
        assertThrows(IllegalArgumentException.class, () -> IpNetworks.parseSome(text));
        assertTrue(IpNetworks.parseSome(text + "192.0.2.1").contain("192.0.2.1"));
    }
}
