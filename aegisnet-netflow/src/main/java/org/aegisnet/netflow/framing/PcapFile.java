package org.aegisnet.netflow.framing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The classic capture format of libpcap: either byte order, microseconds or nanoseconds. */
final class PcapFile implements PacketSource {
    static final int MICROSECONDS = 0xa1b2c3d4;
    static final int NANOSECONDS = 0xa1b23c4d;

    private static final int REST_OF_FILE_HEADER = 20;
    private static final int PACKET_HEADER = 16;
    private static final int MAX_PACKET = 1 << 20;

    private final InputStream stream;
    private final ByteOrder order;
    private final long fractionsPerMilli;
    private final int linkType;
    private long offset = 24;

    /**
     * Reads the file header.
     *
     * @param stream behind the first four bytes
     * @param magic those four bytes, as a big-endian number
     */
    PcapFile(InputStream stream, int magic) throws IOException {
        this.stream = stream;
        boolean bigEndian = magic == MICROSECONDS || magic == NANOSECONDS;
        this.order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int inOrder = bigEndian ? magic : Integer.reverseBytes(magic);
        this.fractionsPerMilli = inOrder == NANOSECONDS ? 1_000_000 : 1_000;
        byte[] rest = stream.readNBytes(REST_OF_FILE_HEADER);
        if (rest.length < REST_OF_FILE_HEADER) {
            throw new FramingException("The capture ends inside its file header.");
        }
        this.linkType = ByteBuffer.wrap(rest).order(order).getInt(16) & 0xffff;
    }

    static boolean isMagic(int magic) {
        int reversed = Integer.reverseBytes(magic);
        return magic == MICROSECONDS || magic == NANOSECONDS || reversed == MICROSECONDS || reversed == NANOSECONDS;
    }

    @Override
    public Optional<CapturedPacket> next() throws IOException {
        byte[] bytes = stream.readNBytes(PACKET_HEADER);
        if (bytes.length == 0) {
            return Optional.empty();
        }
        if (bytes.length < PACKET_HEADER) {
            throw new FramingException("At byte " + offset + " the capture ends inside the header of a packet.");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes).order(order);
        long seconds = Integer.toUnsignedLong(header.getInt(0));
        long fractions = Integer.toUnsignedLong(header.getInt(4));
        int length = header.getInt(8);
        if (length < 0 || length > MAX_PACKET) {
            throw new FramingException("At byte " + offset + " a packet is said to have "
                    + Integer.toUnsignedString(length) + " bytes; the capture is damaged.");
        }
        byte[] packet = stream.readNBytes(length);
        if (packet.length < length) {
            throw new FramingException("At byte " + offset + " the capture ends inside a packet.");
        }
        offset += PACKET_HEADER + length;
        return Optional.of(new CapturedPacket(linkType, seconds * 1_000 + fractions / fractionsPerMilli, packet));
    }
}
