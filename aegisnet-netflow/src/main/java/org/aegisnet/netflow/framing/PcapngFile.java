package org.aegisnet.netflow.framing;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The newer capture format, pcapng: sections of either byte order, several interfaces, any clock resolution. */
final class PcapngFile implements PacketSource {
    static final int SECTION_HEADER = 0x0a0d0d0a;

    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int OPTION_CLOCK_RESOLUTION = 9;
    private static final int OPTION_CLOCK_OFFSET = 14;
    private static final int MAX_BLOCK = 1 << 24;
    private static final int BLOCK_FRAME = 12;

    private final InputStream stream;
    private final List<Interface> interfaces = new ArrayList<>();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private long offset;

    /**
     * Reads the first section header.
     *
     * @param stream behind the first four bytes, which were {@link #SECTION_HEADER}
     */
    PcapngFile(InputStream stream) throws IOException {
        this.stream = stream;
        readSectionHeader();
    }

    @Override
    public Optional<CapturedPacket> next() throws IOException {
        while (true) {
            byte[] bytes = stream.readNBytes(4);
            if (bytes.length == 0) {
                return Optional.empty();
            }
            if (bytes.length < 4) {
                throw new FramingException("At byte " + offset + " the capture ends inside a block.");
            }
            int type = ByteBuffer.wrap(bytes).order(order).getInt();
            if (type == SECTION_HEADER) {
                readSectionHeader();
                continue;
            }
            ByteBuffer body = readBody();
            Optional<CapturedPacket> packet = read(type, body);
            if (packet.isPresent()) {
                return packet;
            }
        }
    }

    private Optional<CapturedPacket> read(int type, ByteBuffer body) throws FramingException {
        switch (type) {
            case INTERFACE_DESCRIPTION -> interfaces.add(Interface.read(body));
            case ENHANCED_PACKET -> {
                if (body.limit() < 20) {
                    throw damaged();
                }
                Interface from = interfaceOf(body.getInt(0));
                long units = (Integer.toUnsignedLong(body.getInt(4)) << 32) | Integer.toUnsignedLong(body.getInt(8));
                return Optional.of(packet(from, from.millis(units), body, 20, body.getInt(12)));
            }
            case SIMPLE_PACKET -> {
                if (body.limit() < 4) {
                    throw damaged();
                }
                int length = Math.min(body.getInt(0), body.limit() - 4);
                return Optional.of(packet(interfaceOf(0), 0, body, 4, length));
            }
            default -> {
                // Statistics, names, comments: nothing of ours.
            }
        }
        return Optional.empty();
    }

    private CapturedPacket packet(Interface from, long millis, ByteBuffer body, int start, int length)
            throws FramingException {
        if (length < 0 || length > body.limit() - start) {
            throw damaged();
        }
        byte[] bytes = new byte[length];
        body.get(start, bytes);
        return new CapturedPacket(from.linkType, millis, bytes);
    }

    private Interface interfaceOf(int index) throws FramingException {
        if (index < 0 || index >= interfaces.size()) {
            throw new FramingException("At byte " + offset + " a packet names interface " + index
                    + ", which the capture has not described.");
        }
        return interfaces.get(index);
    }

    private void readSectionHeader() throws IOException {
        byte[] head = stream.readNBytes(8);
        if (head.length < 8) {
            throw new FramingException("At byte " + offset + " the capture ends inside a section header.");
        }
        order = ByteBuffer.wrap(head).getInt(4) == BYTE_ORDER_MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int length = ByteBuffer.wrap(head).order(order).getInt(0);
        checkLength(length, 28);
        readFully(length - BLOCK_FRAME);
        offset += length;
        interfaces.clear();
    }

    private ByteBuffer readBody() throws IOException {
        int length = ByteBuffer.wrap(readFully(4)).order(order).getInt();
        checkLength(length, BLOCK_FRAME);
        byte[] body = readFully(length - BLOCK_FRAME);
        readFully(4);
        offset += length;
        return ByteBuffer.wrap(body).order(order);
    }

    private void checkLength(int length, int least) throws FramingException {
        if (length < least || length > MAX_BLOCK || length % 4 != 0) {
            throw damaged();
        }
    }

    private byte[] readFully(int length) throws IOException {
        byte[] bytes = stream.readNBytes(length);
        if (bytes.length < length) {
            throw new FramingException("At byte " + offset + " the capture ends inside a block.");
        }
        return bytes;
    }

    private FramingException damaged() {
        return new FramingException("At byte " + offset + " a block of the capture has an impossible length.");
    }

    /** An interface of the section, with its clock. */
    private static final class Interface {
        private final int linkType;
        private final BigInteger unitsPerSecond;
        private final long offsetSeconds;

        private Interface(int linkType, BigInteger unitsPerSecond, long offsetSeconds) {
            this.linkType = linkType;
            this.unitsPerSecond = unitsPerSecond;
            this.offsetSeconds = offsetSeconds;
        }

        static Interface read(ByteBuffer body) {
            int linkType = body.limit() >= 2 ? body.getShort(0) & 0xffff : 0;
            BigInteger unitsPerSecond = BigInteger.valueOf(1_000_000);
            long offsetSeconds = 0;
            int at = 8;
            while (at + 4 <= body.limit()) {
                int code = body.getShort(at) & 0xffff;
                int length = body.getShort(at + 2) & 0xffff;
                at += 4;
                if (code == 0 || at + length > body.limit()) {
                    break;
                }
                if (code == OPTION_CLOCK_RESOLUTION && length == 1) {
                    int exponent = body.get(at) & 0x7f;
                    unitsPerSecond = BigInteger.valueOf((body.get(at) & 0x80) == 0 ? 10 : 2)
                            .pow(exponent);
                } else if (code == OPTION_CLOCK_OFFSET && length == 8) {
                    offsetSeconds = body.getLong(at);
                }
                at += (length + 3) & ~3;
            }
            return new Interface(linkType, unitsPerSecond, offsetSeconds);
        }

        long millis(long units) {
            BigInteger count = new BigInteger(Long.toUnsignedString(units));
            return count.multiply(BigInteger.valueOf(1_000))
                            .divide(unitsPerSecond)
                            .longValue()
                    + offsetSeconds * 1_000;
        }
    }
}
