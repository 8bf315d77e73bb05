package org.aegisnet.processors.ecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.aegisnet.net.IpAddress;
import org.aegisnet.net.IpProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the identifiers that the specification publishes for its captures, with the seeds 0 and 1. */
class CommunityIdTest {

    /** For ICMP the specification gives the type as source port, and as destination port the code or the type that answers. */
    @ParameterizedTest(name = "seed {0}, protocol {1}: {2} {3} to {4} {5}")
    @CsvSource(textBlock = """
            0,58,fe80::200:86ff:fe05:80da,135,fe80::260:97ff:fe07:69ea,136,1:dGHyGvjMfljg6Bppwm3bg0LO8TY=
            0,58,fe80::260:97ff:fe07:69ea,136,fe80::200:86ff:fe05:80da,135,1:dGHyGvjMfljg6Bppwm3bg0LO8TY=
            0,58,fe80::260:97ff:fe07:69ea,135,fe80::200:86ff:fe05:80da,136,1:zavyT/cezQr1fmImYCwYnMXbgck=
            0,58,fe80::200:86ff:fe05:80da,136,fe80::260:97ff:fe07:69ea,135,1:zavyT/cezQr1fmImYCwYnMXbgck=
            0,58,3ffe:501:1800:2345::2,3,3ffe:507:0:1:200:86ff:fe05:80da,0,1:2ObVBgIn28oZvibYZhZMBgh7WdQ=
            0,58,3ffe:501:410:0:2c0:dfff:fe47:33e,1,3ffe:507:0:1:200:86ff:fe05:80da,4,1:hLZd0XGWojozrvxqE0dWB1iM6R0=
            0,58,3ffe:507:0:1:200:86ff:fe05:80da,128,3ffe:501:0:1001::2,129,1:+TW+HtLHvV1xnGhV1lv7XoJrqQg=
            0,58,3ffe:501:0:1001::2,129,3ffe:507:0:1:200:86ff:fe05:80da,128,1:+TW+HtLHvV1xnGhV1lv7XoJrqQg=
            0,58,fe80::200:86ff:fe05:80da,133,ff02::2,134,1:hO+sN4H+MG5MY/8hIrXPqc4ZQz0=
            0,58,fe80::260:97ff:fe07:69ea,134,ff02::1,133,1:pkvHqCL88/tg1k4cPigmZXUtL00=
            0,1,192.168.0.89,8,192.168.0.1,0,1:X0snYXpgwiv9TZtqg64sgzUn6Dk=
            0,1,192.168.0.1,0,192.168.0.89,8,1:X0snYXpgwiv9TZtqg64sgzUn6Dk=
            0,1,10.0.0.1,11,10.0.0.2,0,1:YHxtAirCG//0OzkcVAukqKQN9xM=
            0,6,2001:470:e5bf:dead:4957:2174:e82c:4887,63943,2607:f8b0:400c:c03::1a,25,1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=
            0,6,2607:f8b0:400c:c03::1a,25,2001:470:e5bf:dead:4957:2174:e82c:4887,63943,1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=
            0,132,192.168.170.8,7,192.168.170.56,7,1:MP2EtRCAUIZvTw6MxJHLV7N7JDs=
            0,132,192.168.170.56,7,192.168.170.8,7,1:MP2EtRCAUIZvTw6MxJHLV7N7JDs=
            0,6,128.232.110.120,34855,66.35.250.204,80,1:LQU9qZlK+B5F3KDmev6m5PMibrg=
            0,6,66.35.250.204,80,128.232.110.120,34855,1:LQU9qZlK+B5F3KDmev6m5PMibrg=
            0,17,192.168.1.52,54585,8.8.8.8,53,1:d/FP5EW3wiY1vCndhwleRRKHowQ=
            0,17,8.8.8.8,53,192.168.1.52,54585,1:d/FP5EW3wiY1vCndhwleRRKHowQ=
            0,46,10.1.12.1,,10.1.12.2,,1:KHlLkgoJW7ifUTyTSgyVfkFHzKw=
            0,46,10.1.12.2,,10.1.12.1,,1:KHlLkgoJW7ifUTyTSgyVfkFHzKw=
            1,58,fe80::200:86ff:fe05:80da,135,fe80::260:97ff:fe07:69ea,136,1:kHa1FhMYIT6Ym2Vm2AOtoOARDzY=
            1,58,fe80::260:97ff:fe07:69ea,136,fe80::200:86ff:fe05:80da,135,1:kHa1FhMYIT6Ym2Vm2AOtoOARDzY=
            1,58,fe80::260:97ff:fe07:69ea,135,fe80::200:86ff:fe05:80da,136,1:2hSqmsDZ2kdcY9kbiUzOEBic0iM=
            1,58,fe80::200:86ff:fe05:80da,136,fe80::260:97ff:fe07:69ea,135,1:2hSqmsDZ2kdcY9kbiUzOEBic0iM=
            1,58,3ffe:501:1800:2345::2,3,3ffe:507:0:1:200:86ff:fe05:80da,0,1:lVEtCZpYu84Xqaa++3lXFyuu2n4=
            1,58,3ffe:501:410:0:2c0:dfff:fe47:33e,1,3ffe:507:0:1:200:86ff:fe05:80da,4,1:W8MHwXpWzpoSTD+cGcaJr4u0ys8=
            1,58,3ffe:507:0:1:200:86ff:fe05:80da,128,3ffe:501:0:1001::2,129,1:GfZxjAkDk2MkegpBYHV6tadtFXQ=
            1,58,3ffe:501:0:1001::2,129,3ffe:507:0:1:200:86ff:fe05:80da,128,1:GfZxjAkDk2MkegpBYHV6tadtFXQ=
            1,58,fe80::200:86ff:fe05:80da,133,ff02::2,134,1:L7Ka0ZMYu+J3bL4ulW2PrqyXNo8=
            1,58,fe80::260:97ff:fe07:69ea,134,ff02::1,133,1:K/ee5UCqAMAQXDorP5nSa2CGLjc=
            1,1,192.168.0.89,8,192.168.0.1,0,1:03g6IloqVBdcZlPyX8r0hgoE7kA=
            1,1,192.168.0.1,0,192.168.0.89,8,1:03g6IloqVBdcZlPyX8r0hgoE7kA=
            1,1,10.0.0.1,11,10.0.0.2,0,1:XjUibYHaafLQ3pxQeiMI8g25q20=
            1,6,2001:470:e5bf:dead:4957:2174:e82c:4887,63943,2607:f8b0:400c:c03::1a,25,1:eJYTW6AOzFLlSUoESovMjnu7rMw=
            1,6,2607:f8b0:400c:c03::1a,25,2001:470:e5bf:dead:4957:2174:e82c:4887,63943,1:eJYTW6AOzFLlSUoESovMjnu7rMw=
            1,132,192.168.170.8,7,192.168.170.56,7,1:5w3ZRjeKBzqT3zsaEECDGjUbYeg=
            1,132,192.168.170.56,7,192.168.170.8,7,1:5w3ZRjeKBzqT3zsaEECDGjUbYeg=
            1,6,128.232.110.120,34855,66.35.250.204,80,1:3V71V58M3Ksw/yuFALMcW0LAHvc=
            1,6,66.35.250.204,80,128.232.110.120,34855,1:3V71V58M3Ksw/yuFALMcW0LAHvc=
            1,17,192.168.1.52,54585,8.8.8.8,53,1:Q9We8WO3piVF8yEQBNJF4uiSVrI=
            1,17,8.8.8.8,53,192.168.1.52,54585,1:Q9We8WO3piVF8yEQBNJF4uiSVrI=
            1,46,10.1.12.1,,10.1.12.2,,1:rYir8gphR31noO9iDRQmF/BteEI=
            1,46,10.1.12.2,,10.1.12.1,,1:rYir8gphR31noO9iDRQmF/BteEI=
            """)
    void agreesWithTheSpecification(
            final int seed,
            final int protocol,
            final String source,
            final Integer sourcePort,
            final String destination,
            final Integer destinationPort,
            final String expected)
            throws Exception {
        final CommunityId communityId = new CommunityId(seed);
        final IpAddress from = IpAddress.parse(source).orElseThrow();
        final IpAddress to = IpAddress.parse(destination).orElseThrow();
        final String actual;
        if (CommunityId.hasPorts(protocol)) {
            actual = communityId.ofPorts(from, to, sourcePort, destinationPort, protocol);
        } else if (IpProtocol.isIcmp(protocol)) {
            actual = communityId.ofIcmp(from, to, sourcePort, destinationPort);
        } else {
            actual = communityId.ofAddresses(from, to, protocol);
        }
        assertEquals(expected, actual);
    }

    @Test
    void bothDirectionsOfAFlowAreOne() throws Exception {
        final Random random = new Random(7);
        final CommunityId communityId = new CommunityId();
        for (int i = 0; i < 200; i++) {
            final IpAddress one = address(random, i % 2 == 0 ? 4 : 16);
            final IpAddress other = i % 5 == 0 ? one : address(random, one.bytes().length);
            final int port = random.nextInt(0x10000);
            final int otherPort = random.nextInt(0x10000);
            assertEquals(
                    communityId.ofPorts(one, other, port, otherPort, 6),
                    communityId.ofPorts(other, one, otherPort, port, 6));
            assertEquals(communityId.ofAddresses(one, other, 47), communityId.ofAddresses(other, one, 47));
        }
    }

    private static IpAddress address(final Random random, final int length) throws UnknownHostException {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return IpAddress.of(InetAddress.getByAddress(bytes));
    }

    @Test
    void anIcmpMessageWithoutAnAnswerHasADirection() throws Exception {
        final CommunityId communityId = new CommunityId();
        final IpAddress one = IpAddress.parse("192.0.2.1").orElseThrow();
        final IpAddress other = IpAddress.parse("192.0.2.2").orElseThrow();
        assertNotEquals(communityId.ofIcmp(one, other, 3, 1), communityId.ofIcmp(other, one, 3, 1));
        assertEquals(communityId.ofIcmp(one, other, 8, 0), communityId.ofIcmp(other, one, 0, 0));
    }

    @Test
    void refusesASeedOfMoreThanTwoBytes() {
        assertThrows(IllegalArgumentException.class, () -> new CommunityId(0x10000));
        assertThrows(IllegalArgumentException.class, () -> new CommunityId(-1));
    }
}
