package org.aegisnet.pairing;

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
}
