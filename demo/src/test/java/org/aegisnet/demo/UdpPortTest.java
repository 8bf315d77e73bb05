package org.aegisnet.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class UdpPortTest {
    @Test
    void theWantedPortGivesWayIfSomebodyListens() throws IOException {
        final UdpPort port;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = new UdpPort(socket.getLocalPort());

            assertTrue(port.isTaken());
            assertNotEquals(port, UdpPort.preferring(port.number()));
        }

        assertFalse(port.isTaken());
        assertEquals(port, UdpPort.preferring(port.number()));
    }
}
