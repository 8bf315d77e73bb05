package org.aegisnet.netflow.snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import org.aegisnet.netflow.datagram.ExportHeader;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.element.InformationElement;
import org.aegisnet.netflow.option.SamplingScope;
import org.aegisnet.netflow.retention.Standing;
import org.aegisnet.netflow.template.Template;
import org.aegisnet.netflow.template.TemplateCache;
import org.aegisnet.netflow.template.TemplateField;
import org.aegisnet.netflow.template.TemplateKey;

/**
 * Snapshots as bytes: four bytes {@code ANFT}, a format version, the length of the contents, a CRC-32, and the contents deflated.
 * Format 2 holds the standings of exporters, domains and templates; format 1, which has none, is still read.
 * Elements are kept by their numbers; their definitions come from the registry of whoever reads. Immutable, safe for all threads.
 */
public final class SnapshotFormat {
    private static final int MAGIC = 0x414e4654;
    private static final int FORMAT_WITHOUT_STANDINGS = 1;
    private static final int FORMAT_WITH_STANDINGS = 2;
    private static final int FORMAT = 3;
    private static final int RATE_OF_DOMAIN = -1;
    private static final int FORMAT_OFFSET = 4;
    private static final int HEADER_LENGTH = 13;
    private static final int MAX_CONTENTS = 64 << 20;

    private final ElementRegistry registry;

    public SnapshotFormat(ElementRegistry registry) {
        this.registry = registry;
    }

    /** Writes snapshots of exporters, in their order. */
    public byte[] write(List<ExporterSnapshot> exporters) {
        byte[] contents = contents(exporters);
        byte[] deflated = deflate(contents);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream stream = new DataOutputStream(bytes)) {
            stream.writeInt(MAGIC);
            stream.writeByte(FORMAT);
            stream.writeInt(contents.length);
            stream.writeInt(checksum(contents.length, deflated, 0, deflated.length));
            stream.write(deflated);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed.", impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws SnapshotException if the bytes are not a snapshot, are of another format version, or are damaged
     */
    public List<ExporterSnapshot> read(byte[] snapshot) throws SnapshotException {
        byte[] contents = inflate(snapshot);
        int format = snapshot[FORMAT_OFFSET];
        try (DataInputStream stream = new DataInputStream(new ByteArrayInputStream(contents))) {
            int count = stream.readInt();
            List<ExporterSnapshot> exporters = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                exporters.add(readExporter(stream, format));
            }
            return exporters;
        } catch (EOFException early) {
            throw new SnapshotException("The snapshot of the templates ends too early.");
        } catch (IOException | IllegalArgumentException wrong) {
            throw new SnapshotException(
                    "The snapshot of the templates holds something impossible: " + wrong.getMessage());
        }
    }

    private static byte[] deflate(byte[] contents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream stream = new DeflaterOutputStream(bytes, deflater)) {
            stream.write(contents);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed.", impossible);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    /** The CRC-32 of the deflated contents and the length they will have. */
    private static int checksum(int contentsLength, byte[] bytes, int start, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, contentsLength));
        checksum.update(bytes, start, length);
        return (int) checksum.getValue();
    }

    private static byte[] inflate(byte[] snapshot) throws SnapshotException {
        if (snapshot.length < HEADER_LENGTH) {
            throw new SnapshotException("The snapshot of the templates has only " + snapshot.length + " bytes.");
        }
        try (DataInputStream header = new DataInputStream(new ByteArrayInputStream(snapshot))) {
            if (header.readInt() != MAGIC) {
                throw new SnapshotException("The bytes are not a snapshot of templates.");
            }
            int format = header.readUnsignedByte();
            if (format < FORMAT_WITHOUT_STANDINGS || format > FORMAT) {
                throw new SnapshotException("The snapshot of the templates has format " + format
                        + "; known are formats " + FORMAT_WITHOUT_STANDINGS + " to " + FORMAT + ".");
            }
            int length = header.readInt();
            int checksum = header.readInt();
            if (length < 0 || length > MAX_CONTENTS) {
                throw new SnapshotException("The snapshot of the templates claims " + length + " bytes.");
            }
            if (checksum(length, snapshot, HEADER_LENGTH, snapshot.length - HEADER_LENGTH) != checksum) {
                throw new SnapshotException("The snapshot of the templates is damaged: its checksum is wrong.");
            }
            return inflate(snapshot, length);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Reading from memory failed.", impossible);
        }
    }

    private static byte[] inflate(byte[] snapshot, int length) throws SnapshotException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(snapshot, HEADER_LENGTH, snapshot.length - HEADER_LENGTH);
            ByteArrayOutputStream contents = new ByteArrayOutputStream(Math.min(length, snapshot.length * 4));
            byte[] part = new byte[8192];
            while (!inflater.finished() && contents.size() <= length) {
                int count = inflater.inflate(part);
                if (count == 0) {
                    break;
                }
                contents.write(part, 0, count);
            }
            if (contents.size() != length) {
                throw new SnapshotException("The snapshot of the templates is damaged: it should hold " + length
                        + " bytes and holds " + contents.size() + ".");
            }
            return contents.toByteArray();
        } catch (DataFormatException damaged) {
            throw new SnapshotException("The snapshot of the templates is damaged: " + damaged.getMessage() + ".");
        } finally {
            inflater.end();
        }
    }

    private static byte[] contents(List<ExporterSnapshot> exporters) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream stream = new DataOutputStream(bytes)) {
            stream.writeInt(exporters.size());
            for (ExporterSnapshot exporter : exporters) {
                stream.writeUTF(exporter.exporter().address());
                write(exporter.standing(), stream);
                stream.writeInt(exporter.templates().size());
                for (TemplateCache.Known known : exporter.templates()) {
                    write(known, stream);
                }
                stream.writeInt(exporter.domains().size());
                for (DomainSnapshot domain : exporter.domains()) {
                    write(domain, stream);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed.", impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(TemplateCache.Known known, DataOutputStream stream) throws IOException {
        stream.writeByte(known.key().version());
        stream.writeInt((int) known.key().observationDomain());
        stream.writeShort(known.template().id());
        stream.writeShort(known.key().port());
        stream.writeBoolean(known.template().options());
        stream.writeLong(known.sentMillis());
        write(known.standing(), stream);
        stream.writeShort(known.template().fields().size());
        for (TemplateField field : known.template().fields()) {
            stream.writeInt((int) field.element().enterprise());
            stream.writeShort(field.element().id());
            stream.writeShort(field.length());
            stream.writeBoolean(field.scope());
        }
    }

    private static void write(DomainSnapshot domain, DataOutputStream stream) throws IOException {
        stream.writeByte(domain.version());
        stream.writeInt((int) domain.observationDomain());
        stream.writeBoolean(domain.bootMillis().isPresent());
        stream.writeLong(domain.bootMillis().orElse(0));
        stream.writeByte(domain.samplingRates().size());
        for (Map.Entry<SamplingScope, Map<Long, Long>> rates :
                domain.samplingRates().entrySet()) {
            stream.writeByte(rates.getKey().code());
            write(rates.getValue(), stream);
        }
        write(domain.standing(), stream);
    }

    private static void write(Optional<Standing> standing, DataOutputStream stream) throws IOException {
        stream.writeBoolean(standing.isPresent());
        if (standing.isPresent()) {
            stream.writeLong(standing.get().sinceMillis());
            stream.writeLong(standing.get().lastMillis());
        }
    }

    private static Optional<Standing> readStanding(DataInputStream stream, int format) throws IOException {
        if (format == FORMAT_WITHOUT_STANDINGS || !stream.readBoolean()) {
            return Optional.empty();
        }
        long sinceMillis = stream.readLong();
        return Optional.of(new Standing(sinceMillis, stream.readLong()));
    }

    private static void write(Map<Long, Long> rates, DataOutputStream stream) throws IOException {
        stream.writeInt(rates.size());
        for (Map.Entry<Long, Long> rate : rates.entrySet()) {
            stream.writeLong(rate.getKey());
            stream.writeLong(rate.getValue());
        }
    }

    private ExporterSnapshot readExporter(DataInputStream stream, int format) throws IOException {
        Exporter exporter = new Exporter(stream.readUTF());
        Optional<Standing> standing = readStanding(stream, format);
        int templateCount = stream.readInt();
        List<TemplateCache.Known> templates = new ArrayList<>();
        for (int index = 0; index < templateCount; index++) {
            templates.add(readTemplate(stream, format));
        }
        int domainCount = stream.readInt();
        List<DomainSnapshot> domains = new ArrayList<>();
        for (int index = 0; index < domainCount; index++) {
            domains.add(readDomain(stream, format));
        }
        return new ExporterSnapshot(exporter, templates, domains, standing);
    }

    private TemplateCache.Known readTemplate(DataInputStream stream, int format) throws IOException {
        int version = stream.readUnsignedByte();
        long domain = Integer.toUnsignedLong(stream.readInt());
        int id = stream.readUnsignedShort();
        int port = format > FORMAT_WITH_STANDINGS ? stream.readUnsignedShort() : 0;
        boolean options = stream.readBoolean();
        long sentMillis = stream.readLong();
        Optional<Standing> standing = readStanding(stream, format);
        int count = stream.readUnsignedShort();
        List<TemplateField> fields = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            long enterprise = Integer.toUnsignedLong(stream.readInt());
            int elementId = stream.readUnsignedShort();
            int length = stream.readUnsignedShort();
            boolean scope = stream.readBoolean();
            InformationElement element = scope && version == ExportHeader.NETFLOW_V9
                    ? registry.findNetFlowV9Scope(elementId)
                    : registry.find(enterprise, elementId);
            fields.add(new TemplateField(element, length, scope));
        }
        Template template = new Template(id, options, fields);
        if (id < Template.MIN_ID || template.shortestRecord() == 0) {
            throw new IllegalArgumentException("Template " + id + " describes no records.");
        }
        return new TemplateCache.Known(new TemplateKey(version, domain, id, port), template, sentMillis, standing);
    }

    private static DomainSnapshot readDomain(DataInputStream stream, int format) throws IOException {
        int version = stream.readUnsignedByte();
        long domain = Integer.toUnsignedLong(stream.readInt());
        boolean bootKnown = stream.readBoolean();
        long boot = stream.readLong();
        Map<SamplingScope, Map<Long, Long>> rates =
                format > FORMAT_WITH_STANDINGS ? readScopes(stream) : readRatesOfEarlierFormats(stream);
        return new DomainSnapshot(
                version,
                domain,
                bootKnown ? OptionalLong.of(boot) : OptionalLong.empty(),
                rates,
                readStanding(stream, format));
    }

    private static Map<SamplingScope, Map<Long, Long>> readScopes(DataInputStream stream) throws IOException {
        Map<SamplingScope, Map<Long, Long>> scopes = new EnumMap<>(SamplingScope.class);
        int count = stream.readUnsignedByte();
        for (int index = 0; index < count; index++) {
            SamplingScope scope = SamplingScope.of(stream.readUnsignedByte());
            scopes.put(scope, readRates(stream));
        }
        return scopes;
    }

    /** Earlier formats have the rates by sampler, with one key for the whole domain, and the rates by input interface. */
    private static Map<SamplingScope, Map<Long, Long>> readRatesOfEarlierFormats(DataInputStream stream)
            throws IOException {
        Map<SamplingScope, Map<Long, Long>> scopes = new EnumMap<>(SamplingScope.class);
        Map<Long, Long> ofSamplers = readRates(stream);
        Long ofDomain = ofSamplers.remove((long) RATE_OF_DOMAIN);
        if (ofDomain != null) {
            scopes.put(SamplingScope.DOMAIN, Map.of(0L, ofDomain));
        }
        scopes.put(SamplingScope.SAMPLER, ofSamplers);
        scopes.put(SamplingScope.INTERFACE, readRates(stream));
        return scopes;
    }

    private static Map<Long, Long> readRates(DataInputStream stream) throws IOException {
        int count = stream.readInt();
        Map<Long, Long> rates = new HashMap<>();
        for (int index = 0; index < count; index++) {
            long key = stream.readLong();
            rates.put(key, stream.readLong());
        }
        return rates;
    }
}
