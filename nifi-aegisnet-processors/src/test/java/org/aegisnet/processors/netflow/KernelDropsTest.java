package org.aegisnet.processors.netflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelDropsTest {
    private static final String HEADER =
            "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n";

    @TempDir
    private Path folder;

    @Test
    void theDropsAreThoseOfTheSocketWithTheAddressAndThePort() throws IOException {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the table is in the machine's byte order");
        final Path table = Files.writeString(
                folder.resolve("udp"),
                HEADER + row("0100007F:0807", 12) + row("0100007F:0808", 99) + row("00000000:0807", 7));

        assertEquals(OptionalLong.of(12), drops("127.0.0.1", 2055, table).read());
        assertEquals(OptionalLong.of(7), drops("0.0.0.0", 2055, table).read());
    }

    @Test
    void anAddressOfIpv6IsFoundInItsOwnTable() throws IOException {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the table is in the machine's byte order");
        final Path table =
                Files.writeString(folder.resolve("udp6"), HEADER + row("00000000000000000000000001000000:0807", 3));

        assertEquals(
                OptionalLong.of(3),
                drops("::1", 2055, folder.resolve("absent"), table).read());
    }

    @Test
    void kernelDropsAreUnknownIfTheKernelDoesNotReportThem() throws IOException {
        final Path nonsense = Files.writeString(folder.resolve("udp"), HEADER + "no table at all\n");

        assertEquals(
                OptionalLong.empty(),
                drops("127.0.0.1", 2055, folder.resolve("absent")).read());
        assertEquals(OptionalLong.empty(), drops("127.0.0.1", 2055, nonsense).read());
    }

    private static KernelDrops drops(final String address, final int port, final Path... tables) throws IOException {
        return new KernelDrops(new InetSocketAddress(InetAddress.getByName(address), port), List.of(tables));
    }

    private static String row(final String local, final int drops) {
        return " 4021: %s 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 9 2 0000000000000000 %d%n"
                .formatted(local, drops);
    }

    @Test
    void everyDatagramThatDoesNotFitIntoTheBufferIsCounted() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/net/udp")), "this kernel does not tell what it drops");
        final int sent = 5_000;
        try (DatagramChannel receiver = DatagramChannel.open(StandardProtocolFamily.INET);
                DatagramChannel sender = DatagramChannel.open(StandardProtocolFamily.INET)) {
            receiver.setOption(StandardSocketOptions.SO_RCVBUF, 64 * 1024);
            receiver.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            final InetSocketAddress local = (InetSocketAddress) receiver.getLocalAddress();
            for (int number = 0; number < sent; number++) {
                sender.send(ByteBuffer.allocate(1_000), local);
            }
            final long drops = new KernelDrops(local).read().orElseThrow();
            receiver.configureBlocking(false);
            int held = 0;
            while (receiver.receive(ByteBuffer.allocate(1_000)) != null) {
                held++;
            }

            assertTrue(drops > 0);
            assertEquals(sent, held + drops);
        }
    }
}
