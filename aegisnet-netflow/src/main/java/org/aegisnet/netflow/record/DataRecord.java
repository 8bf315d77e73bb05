package org.aegisnet.netflow.record;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.netflow.datagram.ExportHeader;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.element.ElementValue;
import org.aegisnet.netflow.template.RecordLayout;
import org.aegisnet.netflow.template.Template;
import org.aegisnet.netflow.template.TemplateField;

/**
 * One record with all its fields, in the order of the wire: definition, place in the datagram, and value. Unlike the flow columns, it is
 * complete.
 *
 * <p>It refers to the datagram's buffer and is valid only as long as the buffer is; a {@link #copy()} stays valid. Otherwise immutable.
 */
public final class DataRecord {
    private final Exporter exporter;
    private final ExportHeader header;
    private final int set;
    private final int index;
    private final Template template;
    private final byte[] buffer;
    private final int datagramOffset;
    private final int[] offsets;
    private final int[] lengths;

    /**
     * A record that lies where a layout has just located it.
     *
     * @param set number of its set in the datagram, from 1, template sets counted; 0 in NetFlow v5, which has none
     * @param index of the record in its set, from 0
     * @param datagramOffset where the datagram begins in the buffer
     * @param start where the record begins in the buffer
     */
    public DataRecord(
            Exporter exporter,
            ExportHeader header,
            int set,
            int index,
            Template template,
            byte[] buffer,
            int datagramOffset,
            int start,
            RecordLayout layout) {
        this.exporter = exporter;
        this.header = header;
        this.set = set;
        this.index = index;
        this.template = template;
        this.buffer = buffer;
        this.datagramOffset = datagramOffset;
        this.offsets = new int[layout.fieldCount()];
        this.lengths = new int[layout.fieldCount()];
        for (int field = 0; field < offsets.length; field++) {
            offsets[field] = start + layout.offset(field);
            lengths[field] = layout.length(field);
        }
    }

    private DataRecord(DataRecord other, byte[] bytes, int datagramOffset, int[] offsets) {
        this.exporter = other.exporter;
        this.header = other.header;
        this.set = other.set;
        this.index = other.index;
        this.template = other.template;
        this.buffer = bytes;
        this.datagramOffset = datagramOffset;
        this.offsets = offsets;
        this.lengths = other.lengths;
    }

    public Exporter exporter() {
        return exporter;
    }

    public ExportHeader header() {
        return header;
    }

    /** The number of its set in the datagram, from 1, template sets counted; 0 in NetFlow v5, which has none. */
    public int set() {
        return set;
    }

    /** The index of the record in its set, from 0. */
    public int index() {
        return index;
    }

    public Template template() {
        return template;
    }

    /** Tells whether the record is about the exporter and not about a flow. */
    public boolean isOptions() {
        return template.options();
    }

    public int fieldCount() {
        return offsets.length;
    }

    /** The definition of a field and whether it is a scope. */
    public TemplateField field(int field) {
        return template.fields().get(field);
    }

    /** Returns the offset of a field's first byte from the start of the datagram; after its length prefix, if it has one. */
    public int offsetInDatagram(int field) {
        return offsets[field] - datagramOffset;
    }

    /** The length of a field in bytes. */
    public int length(int field) {
        return lengths[field];
    }

    /** The bytes of a field; a copy. */
    public byte[] bytes(int field) {
        return Arrays.copyOfRange(buffer, offsets[field], offsets[field] + lengths[field]);
    }

    /** Returns the value of a field, typed as {@link ElementValue} says; empty for a field of length 0 that is not text. */
    public Optional<Object> value(int field) {
        return ElementValue.read(field(field).element(), buffer, offsets[field], lengths[field]);
    }

    /** All values by name, in the order of the wire. An element sent again has {@code _2}, {@code _3} ... after its name. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Integer> timesSeen = new HashMap<>();
        for (int field = 0; field < offsets.length; field++) {
            String name = field(field).element().name();
            int seen = timesSeen.merge(name, 1, Integer::sum);
            String key = seen == 1 ? name : name + "_" + seen;
            value(field).ifPresent(value -> values.put(key, value));
        }
        return values;
    }

    /** A record that no longer needs the datagram's buffer; offsets into the datagram stay what they are. */
    public DataRecord copy() {
        int first = offsets.length == 0 ? 0 : offsets[0];
        int end = first;
        for (int field = 0; field < offsets.length; field++) {
            end = Math.max(end, offsets[field] + lengths[field]);
        }
        int[] moved = new int[offsets.length];
        for (int field = 0; field < offsets.length; field++) {
            moved[field] = offsets[field] - first;
        }
        return new DataRecord(this, Arrays.copyOfRange(buffer, first, end), datagramOffset - first, moved);
    }
}
