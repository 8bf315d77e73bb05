package org.aegisnet.netflow;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;

/** Builder of NetFlow v9 and IPFIX datagrams for tests, set by set. */
public final class DatagramBuilder {
    private final int version;
    private final List<byte[]> sets = new ArrayList<>();
    private long sequence;
    private long domain = 7;
    private long exportSeconds = 1_700_000_000L;
    private long uptimeMillis = 3_600_000;

    private DatagramBuilder(int version) {
        this.version = version;
    }

    public static DatagramBuilder netFlowV9() {
        return new DatagramBuilder(9);
    }

    public static DatagramBuilder ipfix() {
        return new DatagramBuilder(10);
    }

    public DatagramBuilder sequence(long value) {
        this.sequence = value;
        return this;
    }

    public DatagramBuilder domain(long value) {
        this.domain = value;
        return this;
    }

    public DatagramBuilder exportedAt(long seconds) {
        this.exportSeconds = seconds;
        return this;
    }

    public DatagramBuilder uptime(long millis) {
        this.uptimeMillis = millis;
        return this;
    }

    /** A template set with one template; fields are pairs of element and length. */
    public DatagramBuilder template(int id, int... elementsAndLengths) {
        Bytes set = new Bytes();
        set.u16(id).u16(elementsAndLengths.length / 2);
        for (int value : elementsAndLengths) {
            set.u16(value);
        }
        return set(version == 9 ? 0 : 2, set.toBytes());
    }

    /** A template set with one template of IPFIX whose fields may be vendors': triples of enterprise, element and length. */
    public DatagramBuilder templateWithEnterprises(int id, int... triples) {
        Bytes set = new Bytes();
        set.u16(id).u16(triples.length / 3);
        for (int at = 0; at < triples.length; at += 3) {
            boolean vendor = triples[at] != 0;
            set.u16(triples[at + 1] | (vendor ? 0x8000 : 0)).u16(triples[at + 2]);
            if (vendor) {
                set.u32(triples[at]);
            }
        }
        return set(2, set.toBytes());
    }

    /** An options template set with one template; the first so many fields are scopes. */
    public DatagramBuilder optionsTemplate(int id, int scopes, int... elementsAndLengths) {
        Bytes set = new Bytes();
        int fields = elementsAndLengths.length / 2;
        set.u16(id);
        if (version == 9) {
            set.u16(4 * scopes).u16(4 * (fields - scopes));
        } else {
            set.u16(fields).u16(scopes);
        }
        for (int value : elementsAndLengths) {
            set.u16(value);
        }
        return set(version == 9 ? 1 : 3, set.toBytes());
    }

    /** A withdrawal of a template (IPFIX). */
    public DatagramBuilder withdrawal(int setId, int templateId) {
        return set(setId, new Bytes().u16(templateId).u16(0).toBytes());
    }

    /** A set with these contents. */
    public DatagramBuilder set(int id, byte[] contents) {
        sets.add(new Bytes().u16(id).u16(contents.length + 4).raw(contents).toBytes());
        return this;
    }

    /** Bytes as they are. */
    public DatagramBuilder raw(byte[] bytes) {
        sets.add(bytes);
        return this;
    }

    public byte[] bytes() {
        Bytes body = new Bytes();
        for (byte[] set : sets) {
            body.raw(set);
        }
        byte[] contents = body.toBytes();
        Bytes datagram = new Bytes().u16(version);
        if (version == 9) {
            datagram.u16(sets.size())
                    .u32(uptimeMillis)
                    .u32(exportSeconds)
                    .u32(sequence)
                    .u32(domain);
        } else {
            datagram.u16(contents.length + 16).u32(exportSeconds).u32(sequence).u32(domain);
        }
        return datagram.raw(contents).toBytes();
    }

    public Datagram from(Exporter exporter, long receivedMillis) {
        return new Datagram(exporter, receivedMillis, bytes());
    }

    public Datagram from(Exporter exporter) {
        return from(exporter, 0);
    }

    /** Numbers in network byte order, one after the other. */
    public static final class Bytes {
        private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

        public Bytes u8(int value) {
            stream.write(value);
            return this;
        }

        public Bytes u16(int value) {
            return u8(value >>> 8).u8(value);
        }

        public Bytes u32(long value) {
            return u16((int) (value >>> 16)).u16((int) value);
        }

        public Bytes u64(long value) {
            return u32(value >>> 32).u32(value);
        }

        public Bytes raw(byte[] bytes) {
            stream.writeBytes(bytes);
            return this;
        }

        public byte[] toBytes() {
            return stream.toByteArray();
        }
    }
}
