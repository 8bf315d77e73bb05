package org.aegisnet.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0, 0000ffff00000000",
        "10.77.0.1, 0, 0000ffff0a4d0001",
        "255.255.255.255, 0, 0000ffffffffffff",
        "::, 0, 0",
        "::1, 0, 1",
        "1::, 0001000000000000, 0",
        "2001:db8::1, 20010db800000000, 1",
        "2001:DB8:0:0:1:2:3:4, 20010db800000000, 0001000200030004",
        "::ffff:10.77.0.1, 0, 0000ffff0a4d0001",
        "64:ff9b::192.0.2.33, 0064ff9b00000000, c0000221",
        "1:2:3:4:5:6:7::, 0001000200030004, 0005000600070000",
        "::2:3:4:5:6:7:8, 0000000200030004, 0005000600070008",
        "fe80::c60:58ff:fe22:af7e%eth0, fe80000000000000, 0c6058fffe22af7e",
        "10.77.0.1%eth0, 0, 0000ffff0a4d0001",
    })
    void readsBothKinds(final String text, final String high, final String low) {
        assertEquals(
                Optional.of(new IpAddress(Long.parseUnsignedLong(high, 16), Long.parseUnsignedLong(low, 16))),
                IpAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "10.0.0",
                "10.0.0.",
                ".10.0.0",
                "10..0.1",
                "10.0.0.256",
                "10.0.0.0001",
                "10.0.0.1.2",
                "10.0.0.1 ",
                "-1.0.0.1",
                ":",
                ":::",
                "1:2",
                "1::2::3",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "1:2:3:4:5:6:7:",
                ":1:2:3:4:5:6:7",
                "12345::",
                "g::",
                "::10.0.0",
                "10.0.0.1::",
                "1:2:3:4:5:6:7:10.0.0.1",
                "\u0661\u0662::"
            })
    void rejectsTextThatIsNotAnAddress(final String text) {
        assertEquals(Optional.empty(), IpAddress.parse(text));
    }

    @Test
    void readsWhatTheJdkWrites() throws UnknownHostException {
        final Random random = new Random(9);
        for (int round = 0; round < 20_000; round++) {
            final byte[] bytes = new byte[16];
            random.nextBytes(bytes);
            for (int index = 0; index < bytes.length; index++) {
                if (random.nextInt(3) == 0) {
                    bytes[index] = 0;
                }
            }
            final ByteBuffer buffer = ByteBuffer.wrap(bytes);
            final IpAddress expected = new IpAddress(buffer.getLong(), buffer.getLong());
            final String text = InetAddress.getByAddress(bytes).getHostAddress();
            if (text.indexOf(':') >= 0) {
                assertEquals(Optional.of(expected), IpAddress.parse(text), text);
            }
        }
    }

    /** The text is the one of alerts, ECS and reasons; both spellings of an IPv4 address give the dotted quad. */
    @Test
    void writesWhatTheJdkWrites() throws UnknownHostException {
        final Random random = new Random(10);
        for (int round = 0; round < 20_000; round++) {
            final byte[] bytes = new byte[round % 3 == 0 ? 4 : 16];
            random.nextBytes(bytes);
            for (int index = 0; index < bytes.length; index++) {
                if (random.nextInt(3) == 0) {
                    bytes[index] = 0;
                }
            }
            final InetAddress address = InetAddress.getByAddress(bytes);
            assertEquals(address.getHostAddress(), IpAddress.of(address).text());
            assertArrayEquals(bytes, IpAddress.of(address).bytes());
            assertEquals(bytes.length == 4, IpAddress.of(address).isIpv4());
            assertEquals(
                    IpAddress.of(address),
                    IpAddress.parse(IpAddressText.of(bytes, 0, bytes.length)).orElseThrow());
        }
        assertEquals(
                "10.77.0.1", IpAddress.parse("::ffff:10.77.0.1").orElseThrow().text());
        assertEquals(
                "2001:db8:0:0:0:0:0:1",
                IpAddress.parse("2001:db8::1").orElseThrow().text());
    }

    /** RFC 5952, section 4: the longest run of zeros is left out, the first of two that are as long; a single group stays. */
    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:0:0:0:0:1, 2001:db8::1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "0:0:0:0:0:0:0:0, ::",
        "1:0:0:0:0:0:0:0, 1::",
        "::ffff:192.0.2.1, ::ffff:192.0.2.1",
    })
    void theShortFormLeavesTheLongestRunOut(final String text, final String shortForm) {
        final IpAddress address = IpAddress.parse(text).orElseThrow();

        assertEquals(shortForm, IpAddressText.ofIpv6(address.high(), address.low()));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, true",
        "223.255.255.255, true",
        "224.0.0.1, false",
        "239.255.255.255, false",
        "240.0.0.1, true",
        "255.255.255.255, false",
        "0.0.0.0, false",
        "2001:db8::1, true",
        "ff02::1, false",
        "::, false",
        "::1, true",
    })
    void multicastBroadcastAndUnspecifiedAreNotASingleHost(final String text, final boolean isUnicast) {
        assertEquals(isUnicast, IpAddress.parse(text).orElseThrow().isUnicast());
    }
}
